/** The answer that a message plainly is. Strict: what could be two answers, or says more, is null and is asked again. */
import { errorsAsPart, errorsBetween, coreOf, readLabel } from './answer/label';
import { byNumber } from './answer/number';
import { byYesNo } from './answer/yesNo';
import answers from './en/answers.json';
import { phraseWords, withoutFiller } from './phrase';
import { readingOf, type Said } from './reading';
import type { Candidate } from './types';

/** A longer message tells something; it is not read as an answer. */
const LONGEST_CHARACTERS = 240;
const LONGEST_WORDS = 24;

const PHRASES: ReadonlyMap<string, readonly (readonly string[])[]> = new Map(
  Object.entries(answers).map(([id, phrases]) => [id, phrases.map((phrase) => phraseWords(phrase))]),
);

interface Fit {
  readonly id: string;
  /** Lower is closer. */
  readonly errors: number;
}

/** The one that is closest; null when two are as close. */
const closest = (fits: readonly Fit[]): string | null => {
  const fewest = Math.min(...fits.map(({ errors }) => errors));
  const best = new Set(fits.filter(({ errors }) => errors === fewest).map(({ id }) => id));
  const [only] = best;
  return best.size === 1 && only !== undefined ? only : null;
};

const fitsOf = (candidates: readonly Candidate[], errorsOf: (candidate: Candidate) => number | null): readonly Fit[] =>
  candidates.flatMap((candidate) => {
    const errors = errorsOf(candidate);
    return errors === null ? [] : [{ id: candidate.id, errors }];
  });

const sameLength = (typed: readonly string[], wanted: readonly string[]): number | null =>
  typed.length === wanted.length ? errorsBetween(typed, wanted) : null;
const fewest = (...all: readonly (number | null)[]): number | null => {
  const found = all.filter((errors) => errors !== null);
  return found.length === 0 ? null : Math.min(...found);
};

export interface Matched {
  readonly id: string;
  /** It is the button's own words, its number, or a bare yes or no: nothing else is said. */
  readonly isButton: boolean;
}

const button = (id: string | null): Matched | null => (id === null ? null : { id, isButton: true });
const inOtherWords = (id: string | null): Matched | null => (id === null ? null : { id, isButton: false });

/**
 * @param candidates the open question's answers in the order shown; ids as `question.answer`.
 * @returns the only answer that fits, or null.
 */
export const matchWords = (said: Said, candidates: readonly Candidate[]): Matched | null => {
  const reading = readingOf(said);
  if (reading.text.length > LONGEST_CHARACTERS * 4 || reading.words.length > LONGEST_WORDS) return null;
  const words = phraseWords(reading);
  if (words.length === 0 || words.length > LONGEST_WORDS || words.join(' ').length > LONGEST_CHARACTERS) return null;
  const bare = withoutFiller(words);
  const core = coreOf(bare);
  const labels = new Map(candidates.map(({ id, label }) => [id, readLabel(label)]));

  const asWritten = fitsOf(candidates, ({ id }) => {
    const label = labels.get(id);
    if (label === undefined) return null;
    const joined = words.join('') === label.whole.join('') ? 0 : null;
    return fewest(joined, sameLength(words, label.whole), sameLength(bare, label.bare));
  });
  if (asWritten.length > 0) return button(closest(asWritten));

  const numbered = byNumber(words, candidates) ?? byNumber(bare, candidates);
  if (numbered !== null) return button(numbered);

  const phrased = fitsOf(candidates, ({ id }) =>
    fewest(
      ...(PHRASES.get(id) ?? []).map((wanted) =>
        fewest(sameLength(words, wanted), sameLength(bare, wanted), sameLength(core, coreOf(wanted))),
      ),
    ),
  );
  if (phrased.length > 0) return inOtherWords(closest(phrased));

  const yesOrNo = byYesNo([words.join(' '), bare.join(' ')], candidates);
  if (yesOrNo !== null) return button(yesOrNo);

  const inCore = fitsOf(candidates, ({ id }) => sameLength(core, labels.get(id)?.core ?? []));
  if (inCore.length > 0) return button(closest(inCore));

  const inPart = fitsOf(candidates, ({ id }) => {
    const label = labels.get(id);
    return label === undefined ? null : errorsAsPart(core, label);
  });
  return inPart.length === 1 ? button(closest(inPart)) : null;
};

/** @returns the id of the only answer that fits, or null. */
export const matchAnswer = (said: Said, candidates: readonly Candidate[]): string | null =>
  matchWords(said, candidates)?.id ?? null;
