/**
 * What a message means, learned: each head is one choice between classes, such as the answers to a question. Trained by
 * `npm run understand:train`; on the server only.
 */
import { z } from 'zod';
import { lately } from '../lately';
import { hash } from '../model/features';
import { bytesOf, placesIn, tableOf, UNKNOWN } from '../model/table';
import { allSeenIn } from './features';
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

/** Of a message's words, so many must have been learned: pieces of unknown words are all that is left else. */
const KNOWN_WORDS = 0.5;
/** Of a message's features, so many must have been learned: what is hardly known says nothing. */
const KNOWN_SHARE = 0.15;

/** What of a chunk was learned: places of weights. */
interface Known {
  readonly rows: Int32Array;
  /** The square root of how many features the chunk has. */
  readonly length: number;
}

interface Head {
  readonly classes: readonly Column[];
  /** Its first column: those of a head stand side by side. */
  readonly start: number;
}

export interface Heads {
  /** The classes of a head, likeliest first; none where the head or the message's words are not known. */
  readonly guess: (head: string, said: Said) => readonly Guess[];
}

function headsIn(columns: readonly Column[]): ReadonlyMap<string, Head> {
  const heads = new Map<string, { readonly classes: Column[]; readonly start: number }>();
  columns.forEach((column, start) => {
    const known = heads.get(column.head);
    if (known === undefined) heads.set(column.head, { classes: [column], start });
    else known.classes.push(column);
  });
  return heads;
}

/** How likely each class is, by the sums of its weights; they sum to 1. */
function chancesOf(sums: Int32Array, classes: readonly Column[], length: number): Float64Array {
  const chances = new Float64Array(sums.length);
  let highest = -Infinity;
  classes.forEach(({ bias, scale }, k) => {
    const sum = bias + ((sums[k] ?? 0) * scale) / length;
    chances[k] = sum;
    if (sum > highest) highest = sum;
  });
  let total = 0;
  for (let k = 0; k < chances.length; k += 1) total += chances[k] = Math.exp((chances[k] ?? 0) - highest);
  for (let k = 0; k < chances.length; k += 1) chances[k] = (chances[k] ?? 0) / total;
  return chances;
}

export function createHeads(stored: unknown): Heads {
  const { columns, features, weights: packed } = storedSchema.parse(stored);
  const table = tableOf(bytesOf(features));
  const weights = new Int8Array(bytesOf(packed).buffer);
  const heads = headsIn(columns);
  const isRead = ({ words }: Reading): boolean => {
    let read = 0;
    for (const { word } of words) if (table.find(hash(word)) !== UNKNOWN) read += 1;
    return read >= words.length * KNOWN_WORDS;
  };
  const look = lately((reading: Reading): readonly Known[] => {
    if (!isRead(reading)) return [];
    const seen = allSeenIn(reading);
    const places = placesIn(table, seen.table);
    return seen.chunks.flatMap((found): Known[] => {
      const rows = new Int32Array(found.length);
      let learned = 0;
      for (const feature of found) {
        const place = places[feature] ?? UNKNOWN;
        if (place === UNKNOWN) continue;
        rows[learned] = place;
        learned += 1;
      }
      const isEnough = learned >= Math.max(1, found.length * KNOWN_SHARE);
      return isEnough ? [{ rows: rows.subarray(0, learned), length: Math.sqrt(found.length) }] : [];
    });
  });
  const guess = ({ classes, start }: Head, chunks: readonly Known[]): readonly Guess[] => {
    let best: Float64Array | null = null;
    let most = -1;
    // Whole numbers: in whatever order they are added, the sum is the same.
    const sums = new Int32Array(classes.length);
    for (const { rows, length } of chunks) {
      sums.fill(0);
      for (const row of rows) {
        const from = row * columns.length + start;
        for (let k = 0; k < sums.length; k += 1) sums[k] = (sums[k] ?? 0) + (weights[from + k] ?? 0);
      }
      const chances = chancesOf(sums, classes, length);
      let strongest = -Infinity;
      classes.forEach(({ id }, k) => {
        if (id !== NONE) strongest = Math.max(strongest, chances[k] ?? 0);
      });
      if (strongest > most) [best, most] = [chances, strongest];
    }
    const chances = best;
    if (chances === null) return [];
    return classes.map(({ id }, k) => ({ id, score: chances[k] ?? 0 })).sort((a, b) => b.score - a.score);
  };
  const guessesOf = lately((_reading: Reading) => new Map<string, readonly Guess[]>());
  return {
    guess(id, said) {
      const head = heads.get(id);
      if (head === undefined) return [];
      const reading = readingOf(said);
      const known = guessesOf(reading);
      const guesses = known.get(id) ?? guess(head, look(reading));
      known.set(id, guesses);
      return guesses;
    },
  };
}
