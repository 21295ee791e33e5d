/** The model of this language, read at the first use. On the server only: a browser has the rules. */
import stored from '../en/model.json';
import { createModel, type Scorer } from './model';

let scorer: Scorer | undefined;

export const trained: Scorer = (said) => (scorer ??= createModel(stored))(said);
