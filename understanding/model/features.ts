/** What the model sees of a message: hashed words, pairs of words, and pieces of words, chunk by chunk. */
import { type Reading, readingOf, type Said } from '../reading';

/** Longer sentences are read in windows that overlap by half, so that one clause is enough in a long story. */
const WINDOW = 18;
const PIECE = 4;
/** A message is read up to so many words: the rules read on to their own limit. */
const MOST_WORDS = 1_600;

export interface Chunk {
  /** Hashes, each once. */
  readonly features: readonly number[];
  /** Where it stands in the tidied text. */
  readonly at: number;
  readonly end: number;
}

/** FNV-1a, 32 bits: the same on every machine. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

/** A number says only that it is one, and how long. */
const shapeOf = (word: string): string => (/^\d+$/u.test(word) ? '#'.repeat(Math.min(word.length, 4)) : word);

function featuresOf(words: readonly string[]): readonly number[] {
  const found = new Set<number>();
  words.forEach((word, i) => {
    found.add(hash(word));
    if (word.length > PIECE) {
      const marked = `<${word.slice(0, 24)}>`;
      for (let at = 0; at + PIECE <= marked.length; at += 1) found.add(hash(`~${marked.slice(at, at + PIECE)}`));
    }
    const [next, afterNext] = [words[i + 1], words[i + 2]];
    if (next !== undefined) found.add(hash(`${word} ${next}`));
    if (afterNext !== undefined) found.add(hash(`${word} _ ${afterNext}`));
  });
  return [...found];
}

/** The message as a whole where it is short; else its sentences, and windows of those that are long. */
const known = new WeakMap<Reading, readonly Chunk[]>();

/** As `chunksIn`, once for all that look at the same reading. */
export function chunksOf(said: Said): readonly Chunk[] {
  const reading = readingOf(said);
  const chunks = known.get(reading) ?? chunksIn(reading);
  known.set(reading, chunks);
  return chunks;
}

function chunksIn(reading: Reading): readonly Chunk[] {
  const words = reading.words.slice(0, MOST_WORDS);
  const chunks: Chunk[] = [];
  const add = (from: number, to: number): void => {
    const part = words.slice(from, to);
    const [first, last] = [part[0], part.at(-1)];
    if (first === undefined || last === undefined) return;
    chunks.push({ features: featuresOf(part.map(({ word }) => shapeOf(word))), at: first.at, end: last.end });
  };
  if (words.length <= WINDOW) {
    add(0, words.length);
    return chunks;
  }
  const starts = words.flatMap(({ gap }, i) => (i > 0 && /[.!?\n]/u.test(gap) ? [i] : []));
  const bounds = [0, ...starts, words.length];
  bounds.slice(0, -1).forEach((from, i) => {
    const to = bounds[i + 1] ?? words.length;
    for (let at = from; at === from || at + WINDOW / 2 < to; at += WINDOW / 2) add(at, Math.min(at + WINDOW, to));
  });
  return chunks;
}
