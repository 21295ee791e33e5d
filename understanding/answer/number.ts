/** An answer given by its place: "2", "option two", "the second one", "the last one". */
import fold from '../en/fold.json';
import type { Candidate } from '../types';
import { phraseOf, phraseWords } from '../phrase';

const NUMBER = new Map<string, number>(
  Object.entries(fold.numbers).flatMap(([digit, words]) =>
    words.map((word): [string, number] => [word, Number(digit)]),
  ),
);
const LETTERS = new Set(fold.numbersOnlyAlone);
const LAST = new Set(fold.lastOne);
const BEFORE = fold.numberBefore.map((phrase) => phrase.split(' '));
const AFTER = new Set(fold.numberAfter);

const withoutFrame = (words: readonly string[]): readonly string[] => {
  let rest = words;
  for (let times = 0; times < 3 && rest.length > 1; times += 1) {
    const before = BEFORE.find(
      (phrase) => rest.length > phrase.length && phrase.every((word, at) => rest[at] === word),
    );
    rest = rest.slice(before?.length ?? 0);
    if (rest.length > 1 && AFTER.has(rest.at(-1) ?? '')) rest = rest.slice(0, -1);
  }
  return rest;
};

/** Labels that are themselves numbers ("5, very much") are meant by their own number, never by their place. */
const ownNumber = ({ label }: Candidate): number | null => {
  const first = phraseWords(label)[0] ?? '';
  return /^\d{1,2}$/u.test(first) ? Number(first) : null;
};

export const byNumber = (words: readonly string[], candidates: readonly Candidate[]): string | null => {
  if (LAST.has(phraseOf(words.join(' ')))) return candidates.at(-1)?.id ?? null;
  const rest = withoutFrame(words);
  const word = rest[0];
  if (rest.length !== 1 || word === undefined || (LETTERS.has(word) && words.length > 1)) return null;
  const number = NUMBER.get(word);
  if (number === undefined) return null;
  const own = candidates.filter((candidate) => ownNumber(candidate) !== null);
  if (own.length > 1) return own.find((candidate) => ownNumber(candidate) === number)?.id ?? null;
  return candidates[number - 1]?.id ?? null;
};
