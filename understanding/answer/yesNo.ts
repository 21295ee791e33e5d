/** "Yeah go on", "nah", "dunno": which answer is meant, where exactly one can be. */
import yesNo from '../en/yesNo.json';
import { phraseOf, phraseWords } from '../phrase';
import type { Candidate } from '../types';

const KINDS = ['yes', 'no', 'notSure', 'notYet'] as const;
type Kind = (typeof KINDS)[number];

const KIND_OF = new Map<string, Kind>(
  KINDS.flatMap((kind) => yesNo[kind].map((phrase): [string, Kind] => [phraseOf(phrase), kind])),
);

const NOT_SURE = phraseOf(yesNo.labels.notSure);
const NOT_YET = phraseOf(yesNo.labels.notYet);
const YES = phraseOf(yesNo.labels.yes);
const NO = phraseOf(yesNo.labels.no);

/** What a candidate can stand for, by its label; an id such as `treatmentUrgent.yes` says it too. */
const fits = (kind: Kind, { id, label }: Candidate): boolean => {
  if (id === kind || id.endsWith(`.${kind}`)) return true;
  const words = phraseWords(label);
  const phrase = words.join(' ');
  if (kind === 'yes') return words[0] === YES;
  if (kind === 'no') return words[0] === NO;
  return phrase.includes(kind === 'notSure' ? NOT_SURE : NOT_YET);
};

export const byYesNo = (phrases: readonly string[], candidates: readonly Candidate[]): string | null => {
  const kind = phrases.map((phrase) => KIND_OF.get(phrase)).find((found) => found !== undefined);
  if (kind === undefined) return null;
  const fitting = candidates.filter((candidate) => fits(kind, candidate));
  // "No" to "Have you asked?" is "Not yet", where that is the only answer of its kind.
  const meant = kind === 'no' && fitting.length === 0 ? candidates.filter((one) => fits('notYet', one)) : fitting;
  const only = meant[0];
  return meant.length === 1 && only !== undefined ? only.id : null;
};
