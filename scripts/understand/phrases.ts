/** The phrases of a language, as examples for the model. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { labelledLine, type LabelledLine } from './labelled';
import { headsOf } from './meaning';
import { train, type Example } from './train';
import { trainHeads } from './trainHeads';

const FOLDER = join('understanding', 'en', 'phrases');

/** Classes by urgency: an example of one may hold signs of those below it. */
const CLASSES = new Map([
  ['emergency', 'T0'],
  ['crisis', 'T1'],
  ['deteriorating_inpatient', 'T2'],
  ['safeguarding', 'T3'],
  ['treatment_delay', 'T4'],
  ['unhappy', 'T5'],
  ['ask_human', 'T6'],
]);
const ALL = [...CLASSES.values()];
/** Written for something else: they may also be unhappy, or ask for a person. An answer is an answer. */
const MAY_ALSO_BE = new Map([
  ['personal_info', ['T4', 'T5', 'T6']],
  ['goal', ['T4', 'T5', 'T6']],
  ['answer', ['T4']],
]);

export const readPhrases = (): readonly LabelledLine[] =>
  readdirSync(FOLDER)
    .sort()
    .flatMap((file) => readFileSync(join(FOLDER, file), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => labelledLine.parse(JSON.parse(line)));

export function exampleOf({ text, label, note }: LabelledLine): Example {
  const own = CLASSES.get(label);
  const accepted = [...note.matchAll(/\[accept=(\w+)\]/gu)].flatMap(([, other = '']) => CLASSES.get(other) ?? []);
  const below = own === undefined ? (MAY_ALSO_BE.get(label) ?? []) : ALL.filter((one) => one > own);
  return { text, classes: new Set(own === undefined ? [] : [own]), unsure: new Set([...accepted, ...below]) };
}

export const trainedModel = (): object => train(readPhrases().map(exampleOf));
export const trainedMeaning = (): object => trainHeads(headsOf(readPhrases()));
