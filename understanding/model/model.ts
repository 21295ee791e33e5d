/**
 * A linear model beside the rules: a weight for each feature and class, so that each finding can be said in words. It only
 * adds to what the rules find for safety. Trained by `npm run understand:train` from the phrases of this language.
 */
import { z } from 'zod';
import { lately } from '../lately';
import { type Reading, readingOf, type Said } from '../reading';
import { seenIn } from './features';
import { bytesOf, type HashTable, placesIn, tableOf, UNKNOWN } from './table';

const modelSchema = z.object({
  classes: z.array(z.object({ id: z.string(), bias: z.number(), scale: z.number() })),
  /** Base64 of little-endian 32-bit hashes in order, then of one signed byte for each hash and class. */
  features: z.string(),
  weights: z.string(),
});

interface Model {
  readonly classes: z.infer<typeof modelSchema>['classes'];
  /** A feature's number is the place of its weights among the rows. */
  readonly rows: HashTable;
  readonly weights: Int8Array;
}

export interface Finding {
  readonly id: string;
  /** 0 to 1. */
  readonly score: number;
  /** The chunk that speaks for it, in the tidied text. */
  readonly at: number;
  readonly end: number;
}

function load(stored: unknown): Model {
  const { classes, features, weights } = modelSchema.parse(stored);
  return { classes, rows: tableOf(bytesOf(features)), weights: new Int8Array(bytesOf(weights).buffer) };
}

/** Of a chunk's features, pairs of words with them, at least so many must have been learned. */
const KNOWN_SHARE = 0.2;

const chance = (sum: number): number => 1 / (1 + Math.exp(-sum));

export type Scorer = (said: Said) => readonly Finding[];

/** How much a message speaks for each class: that of the chunk that speaks for it most. */
export function createModel(stored: unknown): Scorer {
  const { classes, rows, weights } = load(stored);
  const score = lately((reading: Reading): readonly Finding[] => {
    const best = classes.map(({ id }) => ({ id, score: 0, at: 0, end: 0 }));
    const { table, chunks } = seenIn(reading);
    const places = placesIn(rows, table);
    const sums = new Int32Array(classes.length);
    for (const { features, at, end } of chunks) {
      sums.fill(0);
      let learned = 0;
      for (const feature of features) {
        const place = places[feature] ?? UNKNOWN;
        if (place === UNKNOWN) continue;
        learned += 1;
        const row = place * sums.length;
        for (let i = 0; i < sums.length; i += 1) sums[i] = (sums[i] ?? 0) + (weights[row + i] ?? 0);
      }
      // What is hardly known says nothing either way.
      if (learned < features.length * KNOWN_SHARE) continue;
      // Longer chunks have more features: as in training.
      const length = Math.sqrt(features.length || 1);
      classes.forEach(({ id, bias, scale }, i) => {
        const score = chance(bias + ((sums[i] ?? 0) * scale) / length);
        if (score > (best[i]?.score ?? 1)) best[i] = { id, score, at, end };
      });
    }
    return best;
  });
  return (said) => score(readingOf(said));
}
