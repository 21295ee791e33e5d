/** What was learned of this language, read at the first use. On the server only: a browser has the rules. */
import stored from '../en/meaning.json';
import { createHeads, type Heads } from './heads';

let heads: Heads | undefined;

export const learned = (): Heads => (heads ??= createHeads(stored));
