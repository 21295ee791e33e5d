/**
 * Logistic regression by AdaGrad, one class against the rest, deterministic: the same phrases give the same bytes. Of a
 * long message only the chunk that speaks most for a class teaches it.
 */
import { chunksOf } from '../../understanding/model/features';
import { shuffled } from './shuffled';

export interface Example {
  readonly text: string;
  /** Classes that it is an example of. */
  readonly classes: ReadonlySet<string>;
  /** Classes that it neither teaches nor unteaches. */
  readonly unsure?: ReadonlySet<string>;
}

const EPOCHS = 14;
const RATE = 0.5;
const L2 = 2e-5;
/** A feature that fewer examples have teaches nothing that holds elsewhere. */
const SEEN_IN = 2;
const MOST_FEATURES = 24_000;
const POSITIVE_WEIGHT = 3;

interface Part {
  readonly features: Int32Array;
  /** The square root of how many features it had before the rare ones were dropped. */
  readonly length: number;
}
interface Prepared {
  readonly chunks: readonly Part[];
  readonly example: Example;
}

const chance = (sum: number): number => 1 / (1 + Math.exp(-sum));

export interface Weights {
  readonly bias: number;
  readonly weights: Float64Array;
}

const sumOf = ({ bias, weights }: Weights, { features, length }: Part): number => {
  let sum = 0;
  for (const feature of features) sum += weights[feature] ?? 0;
  return bias + sum / length;
};

function trainClass(id: string, all: readonly Prepared[], size: number): Weights {
  const weights = new Float64Array(size);
  const squares = new Float64Array(size).fill(1e-2);
  let bias = -2;
  let biasSquares = 1e-2;
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (const at of shuffled(all.length, epoch + 1)) {
      const one = all[at];
      if (one === undefined || one.example.unsure?.has(id) === true) continue;
      let best: Part | undefined;
      let highest = -Infinity;
      for (const chunk of one.chunks) {
        const sum = sumOf({ bias, weights }, chunk);
        if (sum > highest) [highest, best] = [sum, chunk];
      }
      if (best === undefined) continue;
      const isOne = one.example.classes.has(id);
      const error = (chance(highest) - (isOne ? 1 : 0)) * (isOne ? POSITIVE_WEIGHT : 1);
      const share = error / best.length;
      for (const feature of best.features) {
        const gradient = share + L2 * (weights[feature] ?? 0);
        squares[feature] = (squares[feature] ?? 0) + gradient * gradient;
        weights[feature] = (weights[feature] ?? 0) - (RATE * gradient) / Math.sqrt(squares[feature] ?? 1);
      }
      biasSquares += error * error;
      bias -= (RATE * error) / Math.sqrt(biasSquares);
    }
  }
  return { bias, weights };
}

/** The contents of `model.json`. */
export function train(examples: readonly Example[]): object {
  const seen = new Map<number, number>();
  const hashed = examples.map((example) => ({
    example,
    chunks: chunksOf(example.text).map(({ features }) => features),
  }));
  for (const { chunks } of hashed)
    for (const feature of new Set(chunks.flat())) seen.set(feature, (seen.get(feature) ?? 0) + 1);
  const kept = [...seen].filter(([, count]) => count >= SEEN_IN).map(([feature]) => feature);
  const index = new Map(kept.map((feature, i) => [feature, i]));
  const all = hashed.map(({ example, chunks }) => ({
    example,
    chunks: chunks.map((chunk) => ({
      features: Int32Array.from(chunk.flatMap((feature) => index.get(feature) ?? [])),
      length: Math.sqrt(chunk.length || 1),
    })),
  }));
  const classes = [...new Set(examples.flatMap((example) => [...example.classes]))].sort();
  const learned = classes.map((id) => ({ id, ...trainClass(id, all, kept.length) }));
  const strength = kept.map((feature, i) => ({
    feature,
    i,
    most: Math.max(...learned.map(({ weights }) => Math.abs(weights[i] ?? 0))),
  }));
  const strongest = strength
    .sort((a, b) => b.most - a.most || a.feature - b.feature)
    .slice(0, MOST_FEATURES)
    .sort((a, b) => a.feature - b.feature);
  const scales = learned.map(
    ({ weights }) => Math.max(1e-6, ...strongest.map(({ i }) => Math.abs(weights[i] ?? 0))) / 127,
  );
  const features = new DataView(new ArrayBuffer(strongest.length * 4));
  const weights = new Int8Array(strongest.length * classes.length);
  strongest.forEach(({ feature, i }, row) => {
    features.setUint32(row * 4, feature, true);
    learned.forEach((one, column) => {
      weights[row * classes.length + column] = Math.round((one.weights[i] ?? 0) / (scales[column] ?? 1));
    });
  });
  return {
    classes: learned.map(({ id, bias }, i) => ({
      id,
      bias: Number(bias.toFixed(6)),
      scale: Number((scales[i] ?? 0).toFixed(9)),
    })),
    features: Buffer.from(features.buffer).toString('base64'),
    weights: Buffer.from(weights.buffer).toString('base64'),
  };
}
