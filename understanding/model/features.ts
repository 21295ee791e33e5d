/**
 * What the models see of a message: hashed words, pairs of words, and pieces of words, chunk by chunk. Each feature of a
 * message gets a number of its own, once for all windows and all models that look at it.
 */
import { lately } from '../lately';
import { type Reading, readingOf, type Said } from '../reading';
import { HashTable } from './table';

/** Longer sentences are read in windows that overlap by half, so that one clause is enough in a long story. */
const WINDOW = 18;
const PIECE = 4;
/** Of a longer word the rest has no pieces. */
const LONGEST_IN_PIECES = 24;
/** A message is read up to so many words: the rules read on to their own limit. */
const MOST_WORDS = 1_600;

export interface Chunk {
  /** Numbers of its features, each once. */
  readonly features: Int32Array;
  /** Its words among those of the message: from the first to before the last. */
  readonly from: number;
  readonly to: number;
  /** Where it stands in the tidied text. */
  readonly at: number;
  readonly end: number;
}

export interface Seen {
  /** The hash of each feature, by its number. */
  readonly table: HashTable;
  readonly chunks: readonly Chunk[];
}

const START = 0x811c9dc5;
const PRIME = 0x01000193;
/** The hash of a text and more after it, from that of the text. */
function hashOn(before: number, text: string, from = 0, to = text.length): number {
  let value = before;
  for (let at = from; at < to; at += 1) value = Math.imul(value ^ text.charCodeAt(at), PRIME);
  return value >>> 0;
}

/** FNV-1a, 32 bits: the same on every machine. */
export const hash = (text: string): number => hashOn(START, text);
const PIECE_START = hash('~');

/** A number says only that it is one, and how long. */
const shapeOf = (word: string): string => {
  const first = word.charCodeAt(0);
  return first >= 0x30 && first <= 0x39 && /^\d+$/u.test(word) ? '#'.repeat(Math.min(word.length, 4)) : word;
};

/** One list for each of a row of words, side by side in one array. */
class Lists {
  readonly starts: Int32Array;
  readonly #items: number[] = [];

  constructor(count: number) {
    this.starts = new Int32Array(count + 1);
  }

  /** To the list of this word; words come in order. */
  push(of: number, item: number): void {
    this.#items.push(item);
    this.starts[of + 1] = this.#items.length;
  }

  at(place: number): number {
    return this.#items[place] ?? 0;
  }
}

/** Features of each word, of its pair with the next, and of that with the one after it. */
class WordFeatures {
  readonly table: HashTable;
  readonly #own: Lists;
  readonly #next: Int32Array;
  readonly #afterNext: Int32Array;

  constructor(words: readonly string[]) {
    this.table = new HashTable(words.length * 8);
    this.#own = new Lists(words.length);
    this.#next = new Int32Array(words.length);
    this.#afterNext = new Int32Array(words.length);
    words.forEach((word, i) => {
      const first = hash(word);
      this.#own.push(i, this.table.add(first));
      if (word.length > PIECE) this.#addPieces(`<${word.slice(0, LONGEST_IN_PIECES)}>`, i);
      const [next, afterNext] = [words[i + 1], words[i + 2]];
      if (next !== undefined) this.#next[i] = this.table.add(hashOn(hashOn(first, ' '), next));
      if (afterNext !== undefined) this.#afterNext[i] = this.table.add(hashOn(hashOn(first, ' _ '), afterNext));
    });
  }

  #addPieces(marked: string, of: number): void {
    for (let at = 0; at + PIECE <= marked.length; at += 1)
      this.#own.push(of, this.table.add(hashOn(PIECE_START, marked, at, at + PIECE)));
  }

  /** Those of some words, each once. `marks`: by feature, the chunk that had it last. */
  within(from: number, to: number, marks: Int32Array, mark: number): Int32Array {
    const found: number[] = [];
    const take = (feature: number): void => {
      if (marks[feature] === mark) return;
      marks[feature] = mark;
      found.push(feature);
    };
    const { starts } = this.#own;
    for (let i = from; i < to; i += 1) {
      for (let at = starts[i] ?? 0; at < (starts[i + 1] ?? 0); at += 1) take(this.#own.at(at));
      if (i + 1 < to) take(this.#next[i] ?? 0);
      if (i + 2 < to) take(this.#afterNext[i] ?? 0);
    }
    return Int32Array.from(found);
  }
}

/**
 * The message as a whole where it is short; else its sentences, and windows of those that are long. Made once for all
 * that look at the same reading.
 */
export const seenIn = (said: Said): Seen => seenOf(readingOf(said));
const seenOf = lately(see);

const ENDS = /[.!?\n]/;
/** From where to where each chunk goes. */
function spansOf(words: Reading['words']): readonly (readonly [from: number, to: number])[] {
  if (words.length === 0) return [];
  if (words.length <= WINDOW) return [[0, words.length]];
  const starts = words.flatMap(({ gap }, i) => (i > 0 && gap !== ' ' && ENDS.test(gap) ? [i] : []));
  return [0, ...starts].flatMap((from, i) => {
    const to = starts[i] ?? words.length;
    const spans: (readonly [number, number])[] = [];
    for (let at = from; at === from || at + WINDOW / 2 < to; at += WINDOW / 2)
      spans.push([at, Math.min(at + WINDOW, to)]);
    return spans;
  });
}

function see(reading: Reading): Seen {
  const words = reading.words.length > MOST_WORDS ? reading.words.slice(0, MOST_WORDS) : reading.words;
  const features = new WordFeatures(words.map(({ word }) => shapeOf(word)));
  const marks = new Int32Array(features.table.size);
  const chunks = spansOf(words).map(([from, to], i): Chunk => {
    const [at, end] = [words[from]?.at ?? 0, words[to - 1]?.end ?? 0];
    return { features: features.within(from, to, marks, i + 1), from, to, at, end };
  });
  return { table: features.table, chunks };
}

/** The hashes of each chunk's features, to learn from. */
export function hashesOf(said: Said): readonly (readonly number[])[] {
  const { table, chunks } = seenIn(said);
  const { hashes } = table;
  return chunks.map(({ features }) => Array.from(features, (feature) => hashes[feature] ?? 0));
}
