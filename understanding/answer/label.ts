/** A message against an answer's label: the whole of it, or one part of it that says what it says. */
import fold from '../en/fold.json';
import yesNo from '../en/yesNo.json';
import { phraseWords, withoutFiller } from '../phrase';
import { isNegation, typingErrors } from './similar';

const LEADING = fold.leading.map((phrase) => phrase.split(' '));
const CONNECTIVES = new Set(fold.connectives);

/** Without "I am" at the start and without joining words, on both sides of the comparison. */
export const coreOf = (words: readonly string[]): readonly string[] => {
  const leading = LEADING.find((phrase) => phrase.every((word, index) => words[index] === word));
  const rest = words.slice(leading?.length ?? 0).filter((word) => !CONNECTIVES.has(word));
  return rest.length > 0 ? rest : words;
};

/** Errors when both are the same words in the same order; null otherwise. */
export const errorsBetween = (typed: readonly string[], wanted: readonly string[]): number | null => {
  if (typed.length === 0 || typed.length > wanted.length) return null;
  let total = 0;
  for (const [index, word] of typed.entries()) {
    const errors = typingErrors(word, wanted[index] ?? '');
    if (errors === null) return null;
    total += errors;
  }
  return total <= 1 + Math.floor(typed.length / 3) ? total : null;
};

export interface Label {
  readonly whole: readonly string[];
  readonly bare: readonly string[];
  readonly core: readonly string[];
  /** The label's own pieces between its stops and commas. */
  readonly clauses: readonly (readonly string[])[];
}

export const readLabel = (label: string): Label => {
  const whole = phraseWords(label);
  const clauses = label
    .split(/[.,()]/u)
    .map((clause) => coreOf(withoutFiller(phraseWords(clause))))
    .filter((clause) => clause.length > 0);
  const bare = withoutFiller(whole);
  return { whole, bare, core: coreOf(bare), clauses };
};

/** A part says enough when it has two words, or one long one. */
const saysEnough = (words: readonly string[]): boolean => words.length > 1 || (words[0] ?? '').length >= 6;

/** "A lot" is all that one label says, though it is short; a bare yes, no or number is read elsewhere. */
const isClause = ([only = '']: readonly string[], clauses: Label['clauses']): boolean =>
  only !== yesNo.labels.yes &&
  !isNegation(only) &&
  !/^\d/u.test(only) &&
  clauses.some((clause) => clause.length === 1 && clause[0] === only);

/**
 * Errors when the message stands in the label as one piece; null otherwise. It must not leave out a "not" that
 * stands before it in the same clause of the label: "getting worse" is no part of "Not getting worse".
 */
export const errorsAsPart = (typed: readonly string[], { clauses }: Label): number | null => {
  if (!saysEnough(typed)) return isClause(typed, clauses) ? 0 : null;
  const words = clauses.flat();
  const clauseStart = clauses.flatMap((clause, index) =>
    clause.map(() => clauses.slice(0, index).reduce((sum, { length }) => sum + length, 0)),
  );
  let best: number | null = null;
  for (let at = 0; at + typed.length <= words.length; at += 1) {
    if (words.slice(clauseStart[at], at).some(isNegation)) continue;
    const errors = errorsBetween(typed, words.slice(at, at + typed.length));
    if (errors !== null && (best === null || errors < best)) best = errors;
  }
  return best;
};
