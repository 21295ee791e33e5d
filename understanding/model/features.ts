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
  /** Its words among those of the message: from the first to before the last. */
  readonly from: number;
  readonly to: number;
  /** Where it stands in the tidied text. */
  readonly at: number;
  readonly end: number;
}

const START = 0x811c9dc5;
/** The hash of a text and more after it, from that of the text. */
function hashOn(before: number, text: string, from = 0, to = text.length): number {
  let value = before;
  for (let at = from; at < to; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

/** FNV-1a, 32 bits: the same on every machine. */
export const hash = (text: string): number => hashOn(START, text);
const PIECE_START = hash('~');

/** A number says only that it is one, and how long. */
const shapeOf = (word: string): string => (/^\d+$/u.test(word) ? '#'.repeat(Math.min(word.length, 4)) : word);

/** A word's own features, once for all windows that it stands in; the first is its hash. */
interface Hashed {
  readonly word: string;
  readonly own: readonly number[];
}

function hashed(word: string): Hashed {
  const own = [hash(word)];
  if (word.length > PIECE) {
    const marked = `<${word.slice(0, 24)}>`;
    for (let at = 0; at + PIECE <= marked.length; at += 1) own.push(hashOn(PIECE_START, marked, at, at + PIECE));
  }
  return { word, own };
}

/** Words, pieces of them, pairs, and pairs with one word between. */
function featuresOf(words: readonly Hashed[]): readonly number[] {
  const found = new Set<number>();
  words.forEach(({ own }, i) => {
    for (const feature of own) found.add(feature);
    const [next, afterNext] = [words[i + 1], words[i + 2]];
    const first = own[0] ?? START;
    if (next !== undefined) found.add(hashOn(hashOn(first, ' '), next.word));
    if (afterNext !== undefined) found.add(hashOn(hashOn(first, ' _ '), afterNext.word));
  });
  return [...found];
}

const known = new WeakMap<Reading, readonly Chunk[]>();

/**
 * The message as a whole where it is short; else its sentences, and windows of those that are long. Made once for all
 * that look at the same reading.
 */
export function chunksOf(said: Said): readonly Chunk[] {
  const reading = readingOf(said);
  const chunks = known.get(reading) ?? chunksIn(reading);
  known.set(reading, chunks);
  return chunks;
}

function chunksIn(reading: Reading): readonly Chunk[] {
  const words = reading.words.slice(0, MOST_WORDS);
  const features = words.map(({ word }) => hashed(shapeOf(word)));
  const chunks: Chunk[] = [];
  const add = (from: number, to: number): void => {
    const part = words.slice(from, to);
    const [first, last] = [part[0], part.at(-1)];
    if (first === undefined || last === undefined) return;
    chunks.push({ features: featuresOf(features.slice(from, to)), from, to, at: first.at, end: last.end });
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
