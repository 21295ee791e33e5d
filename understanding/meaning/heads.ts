/**
 * What a message means, learned: each head is one choice between classes, such as the answers to a question. Trained by
 * `npm run understand:train`; on the server only.
 */
import { z } from 'zod';
import { hash } from '../model/features';
import { featureLists } from './features';
import { type Reading, readingOf, type Said } from '../reading';

const columnSchema = z.object({ head: z.string(), id: z.string(), bias: z.number(), scale: z.number() });
type Column = z.infer<typeof columnSchema>;
const storedSchema = z.object({
  columns: z.array(columnSchema),
  /** Base64 of little-endian 32-bit hashes in order, then of one signed byte for each hash and column. */
  features: z.string(),
  weights: z.string(),
});

export interface Guess {
  readonly id: string;
  /** 0 to 1; those of a head sum to 1. */
  readonly score: number;
}
/** The class for "none of them", which each head has. */
export const NONE = 'none';

function bytesOf(base64: string): Uint8Array {
  const text = atob(base64);
  // Not `Uint8Array.from`: this runs over millions of bytes at each start.
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** Of a message's words, so many must have been learned: pieces of unknown words are all that is left else. */
const KNOWN_WORDS = 0.5;
/** Of a message's features, so many must have been learned: what is hardly known says nothing. */
const KNOWN_SHARE = 0.15;

/** What of a chunk was learned: places of weights. */
interface Known {
  readonly rows: readonly number[];
  /** The square root of how many features the chunk has. */
  readonly length: number;
}

export interface Heads {
  /** The classes of a head, likeliest first; none where the head or the message's words are not known. */
  readonly guess: (head: string, said: Said) => readonly Guess[];
}

export function createHeads(stored: unknown): Heads {
  const { columns, features, weights: packed } = storedSchema.parse(stored);
  const view = new DataView(bytesOf(features).buffer);
  const rows = new Map<number, number>();
  for (let row = 0; row * 4 < view.byteLength; row += 1) rows.set(view.getUint32(row * 4, true), row * columns.length);
  const weights = new Int8Array(bytesOf(packed).buffer);
  const byHead = new Map<string, (Column & { readonly at: number })[]>();
  columns.forEach((column, at) => byHead.set(column.head, [...(byHead.get(column.head) ?? []), { ...column, at }]));
  const seen = new WeakMap<Reading, readonly Known[]>();
  const isRead = ({ words }: Reading): boolean =>
    words.filter(({ word }) => rows.has(hash(word))).length >= words.length * KNOWN_WORDS;
  const knownIn = (reading: Reading): readonly Known[] => {
    const known =
      seen.get(reading) ??
      (isRead(reading) ? featureLists(reading) : []).flatMap((found): Known[] => {
        const learned = found.flatMap((feature) => rows.get(feature) ?? []);
        const isEnough = learned.length >= Math.max(1, found.length * KNOWN_SHARE);
        return isEnough ? [{ rows: learned, length: Math.sqrt(found.length) }] : [];
      });
    seen.set(reading, known);
    return known;
  };
  return {
    guess(head, said) {
      const classes = byHead.get(head) ?? [];
      let best: readonly Guess[] = [];
      let most = -1;
      for (const { rows: learned, length } of classes.length === 0 ? [] : knownIn(readingOf(said))) {
        const raw = new Float64Array(classes.length);
        // The columns of a head stand side by side.
        const start = classes[0]?.at ?? 0;
        for (const row of learned)
          for (let k = 0; k < raw.length; k += 1) raw[k] = (raw[k] ?? 0) + (weights[row + start + k] ?? 0);
        const sums = classes.map(({ bias, scale }, k) => bias + ((raw[k] ?? 0) * scale) / length);
        const highest = Math.max(...sums);
        const chances = sums.map((sum) => Math.exp(sum - highest));
        const total = chances.reduce((all, one) => all + one, 0);
        const guesses = classes.map(({ id }, k) => ({ id, score: (chances[k] ?? 0) / total }));
        const strongest = Math.max(...guesses.flatMap(({ id, score }) => (id === NONE ? [] : [score])));
        if (strongest > most) [best, most] = [guesses, strongest];
      }
      return best.toSorted((a, b) => b.score - a.score);
    },
  };
}
