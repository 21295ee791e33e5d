/** A message as the scan reads it: sentences of mended words, without filler and without digits that mean nothing here. */
import { lately } from '../lately';
import tokens from '../en/maskTokens.json';
import polarity from '../en/polarity.json';
import lists from '../en/words.json';
import { type Word, wordsOf } from '../normalise';
import type { Reading } from '../reading';
import { lexicon } from './lexicon';
import type { Speller } from './spelling';

export interface ScanWord extends Word {
  /** A comma, dash or bracket stands before it. */
  readonly afterComma: boolean;
}

const REMOVED = new RegExp(
  Object.values(tokens)
    .map((token) => token.replace(/[[\]]/gu, '\\$&'))
    .join('|'),
  'gu',
);
/** A masked piece is read as nothing at all, so that masking cannot come between the words of a sign. */
const wordsBesideTokens = ({ tidied, words }: Reading): readonly Word[] =>
  tidied.includes('[') ? wordsOf(tidied.replace(REMOVED, (token) => ' '.repeat(token.length))) : words;

const HAS_DIGIT = /\d/u;
/** Only spacing that numbers are written with. */
const JOINS_NUMBERS = /^[ .()/+-]*$/u;
const ENDS_SENTENCE = /[.!?;]/u;
const TRAILING_OFF = /\.{2,}/gu;

/** A number counts only when it is a word of the lexicon by itself (999), never as a part of a longer number. */
const countsAsNumber = (words: readonly Word[], index: number, known: ReadonlySet<string>): boolean => {
  const word = words[index];
  if (word === undefined || !known.has(word.word)) return false;
  const before = words[index - 1];
  const after = words[index + 1];
  const joined = (other: Word | undefined, gap: string): boolean =>
    other !== undefined && HAS_DIGIT.test(other.word) && JOINS_NUMBERS.test(gap);
  return !joined(before, word.gap) && !joined(after, after?.gap ?? '');
};

const MANY = 'several';
const FROM_MANY = 8;
const TABLETS = new Set<string>(lists.tablets);
/** "Thirty" in "30 paracetamol": more than anybody is told to take at once. */
const isMany = (words: readonly Word[], index: number, spell: Speller): boolean =>
  /^[0-9]{1,3}$/u.test(words[index]?.word ?? '') &&
  Number(words[index]?.word) >= FROM_MANY &&
  TABLETS.has(spell(words[index + 1]?.word ?? ''));

const FILLER = new Set<string>(polarity.filler);
const withoutFiller = (sentence: readonly ScanWord[]): readonly ScanWord[] => {
  const kept = sentence.filter(({ word }) => !FILLER.has(word));
  return kept.length === 0 ? sentence : kept;
};

/** The speller; of each word of one message it is asked once. */
const spellerOf = lately((_message: object): Speller => {
  const { spell } = lexicon();
  const known = new Map<string, string>();
  return (word) => {
    const mended = known.get(word) ?? spell(word);
    known.set(word, mended);
    return mended;
  };
});

export const sentencesOf = (reading: Reading): readonly (readonly ScanWord[])[] => {
  const { vocabulary } = lexicon();
  const spell = spellerOf(reading.message);
  const words = wordsBesideTokens(reading);
  const sentences: ScanWord[][] = [];
  let sentence: ScanWord[] = [];
  let gap = '';
  words.forEach((word, index) => {
    gap += word.gap;
    const hasDigit = HAS_DIGIT.test(word.word);
    const many = hasDigit && isMany(words, index, spell);
    if (hasDigit && !many && !countsAsNumber(words, index, vocabulary)) return;
    // Nearly always there is but one space.
    const pause = gap === ' ' ? gap : gap.replace(TRAILING_OFF, ',');
    if (pause !== ' ' && ENDS_SENTENCE.test(pause) && sentence.length > 0) {
      sentences.push(sentence);
      sentence = [];
    }
    sentence.push({
      word: many ? MANY : spell(word.word),
      at: word.at,
      end: word.end,
      gap: word.gap,
      afterComma: pause !== ' ' && /[,:()–\-[\]/]/u.test(pause),
    });
    gap = '';
  });
  if (sentence.length > 0) sentences.push(sentence);
  return sentences.map(withoutFiller);
};
