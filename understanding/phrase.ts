/** A message and a label made comparable: folded words, short forms written out, and filler dropped. */
import fold from './en/fold.json';
import { readingOf, type Said } from './reading';

const EXPAND = new Map(Object.entries(fold.expand).map(([short, whole]) => [short, whole.split(' ')]));
const FILLER = fold.filler.map((phrase) => phrase.split(' '));
/** Signs that say something: thumbs, ticks, crosses, a shrug. */
const SPEAKING = /[\u{1f44d}\u{1f44e}\u2705\u2714\u274c\u{1f937}]/u;

/** Words of a phrase, short forms written out: "I'm not sure!" is "i am not sure". */
export const phraseWords = (said: Said): readonly string[] => {
  const { tidied, words: written } = readingOf(said);
  if (written.length > 0) return written.flatMap(({ word }) => EXPAND.get(word) ?? word);
  const sign = SPEAKING.exec(tidied)?.[0];
  return sign === undefined ? [] : [sign];
};

export const phraseOf = (text: string): string => phraseWords(text).join(' ');

const startsWith = (words: readonly string[], at: number, phrase: readonly string[]): boolean =>
  phrase.every((word, index) => words[at + index] === word);

/** The same without filler ("please", "I think"); unchanged where nothing would be left. */
export const withoutFiller = (words: readonly string[]): readonly string[] => {
  const kept: string[] = [];
  for (let at = 0; at < words.length;) {
    const filler = FILLER.find((phrase) => startsWith(words, at, phrase));
    const word = words[at];
    if (filler === undefined && word !== undefined) kept.push(word);
    at += filler?.length ?? 1;
  }
  return kept.length === 0 ? words : kept;
};
