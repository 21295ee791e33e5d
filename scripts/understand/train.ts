/**
 * A linear support vector machine for each class against the rest, by dual coordinate descent (Hsieh and others, 2008),
 * deterministic: the same phrases give the same bytes. Rare features count more than common ones. Of a long message that
 * is an example of a class only the chunk that speaks most for it teaches it.
 */
import { hashesOf } from '../../understanding/model/features';
import { shuffled } from './shuffled';

export interface Example {
  readonly text: string;
  /** Classes that it is an example of. */
  readonly classes: ReadonlySet<string>;
  /** Classes that it neither teaches nor unteaches. */
  readonly unsure?: ReadonlySet<string>;
}

/** A feature that fewer examples have teaches nothing that holds elsewhere. */
const SEEN_IN = 2;
/** How much an example may pull, and how much more one of the class. */
const PULL = 0.1;
const POSITIVE_WEIGHT = 2;
const PASSES = 12;
/** From a distance to a chance: a score of one half is the border. */
const STEEPNESS = 3;

interface Chunk {
  readonly features: Int32Array;
  /** Of which message. */
  readonly of: number;
  /** What each of its features counts, before their own weight: longer chunks have more of them. */
  readonly unit: number;
}

interface Taught {
  readonly chunk: Chunk;
  readonly isOne: boolean;
  readonly pull: number;
}

/** Weights of the features, each with its rarity in it; the last is the bias. */
class Separator {
  readonly weights: Float64Array;

  constructor(private readonly rarity: Float64Array) {
    this.weights = new Float64Array(rarity.length + 1);
  }

  sumOf({ features, unit }: Chunk): number {
    let sum = 0;
    for (const feature of features) sum += (this.weights[feature] ?? 0) * (this.rarity[feature] ?? 0);
    return sum * unit + (this.weights.at(-1) ?? 0);
  }

  learn(taught: readonly Taught[]): void {
    this.weights.fill(0);
    const held = new Float64Array(taught.length);
    const squares = taught.map(({ chunk: { features, unit } }) => {
      let square = 0;
      for (const feature of features) square += (this.rarity[feature] ?? 0) ** 2;
      return square * unit ** 2 + 1;
    });
    for (let pass = 0; pass < PASSES; pass += 1)
      for (const i of shuffled(taught.length, pass + 1)) {
        const one = taught[i];
        if (one === undefined) continue;
        const side = one.isOne ? 1 : -1;
        const before = held[i] ?? 0;
        const slack = 1 / (2 * one.pull);
        const gradient = side * this.sumOf(one.chunk) - 1 + slack * before;
        const after = Math.max(0, before - gradient / ((squares[i] ?? 1) + slack));
        if (after === before) continue;
        held[i] = after;
        this.move(one.chunk, (after - before) * side);
      }
  }

  private move({ features, unit }: Chunk, step: number): void {
    const { weights, rarity } = this;
    for (const feature of features) weights[feature] = (weights[feature] ?? 0) + step * unit * (rarity[feature] ?? 0);
    weights[weights.length - 1] = (weights.at(-1) ?? 0) + step;
  }
}

/** Weights of the features as the model has them, and the bias. */
export interface Weights {
  readonly bias: number;
  readonly weights: Float64Array;
}

function trainClass(id: string, examples: readonly Example[], chunks: readonly Chunk[], rarity: Float64Array): Weights {
  const counts = new Float64Array(examples.length);
  for (const { of } of chunks) counts[of] = (counts[of] ?? 0) + 1;
  const isOne = ({ of }: Chunk): boolean => examples[of]?.classes.has(id) === true;
  const known = chunks.filter((chunk) => isOne(chunk) || examples[chunk.of]?.unsure?.has(id) !== true);
  const separator = new Separator(rarity);
  const pullOf = (chunk: Chunk, share: number): number => PULL * share * (isOne(chunk) ? POSITIVE_WEIGHT : 1);
  const taught = (chunk: Chunk, share: number): Taught => {
    return { chunk, isOne: isOne(chunk), pull: pullOf(chunk, share) };
  };
  separator.learn(known.map((chunk) => taught(chunk, 1 / Math.sqrt(counts[chunk.of] ?? 1))));
  const best = new Map<number, { readonly chunk: Chunk; readonly sum: number }>();
  for (const chunk of known) {
    const sum = separator.sumOf(chunk);
    if (sum > (best.get(chunk.of)?.sum ?? -Infinity)) best.set(chunk.of, { chunk, sum });
  }
  separator.learn(
    known.flatMap((chunk) => {
      return !isOne(chunk) || best.get(chunk.of)?.chunk === chunk ? [taught(chunk, 1)] : [];
    }),
  );
  return {
    bias: STEEPNESS * (separator.weights.at(-1) ?? 0),
    weights: rarity.map((rare, i) => STEEPNESS * rare * (separator.weights[i] ?? 0)),
  };
}

/** The contents of `model.json`. */
export function train(examples: readonly Example[]): object {
  const seen = new Map<number, number>();
  const hashed = examples.map(({ text }) => hashesOf(text));
  for (const of of hashed) for (const feature of new Set(of.flat())) seen.set(feature, (seen.get(feature) ?? 0) + 1);
  const kept = [...seen].filter(([, count]) => count >= SEEN_IN).map(([feature]) => feature);
  const index = new Map(kept.map((feature, i) => [feature, i]));
  const chunks = hashed.flatMap((of, i) =>
    of.map((features): Chunk => {
      return {
        features: Int32Array.from(features.flatMap((feature) => index.get(feature) ?? [])),
        of: i,
        unit: 1 / Math.sqrt(features.length || 1),
      };
    }),
  );
  const rarity = Float64Array.from(kept, (feature) => (Math.log(examples.length / (seen.get(feature) ?? 1)) / 4) ** 2);
  const classes = [...new Set(examples.flatMap((example) => [...example.classes]))].sort();
  const learned = classes.map((id) => ({ id, ...trainClass(id, examples, chunks, rarity) }));
  const inOrder = kept.map((feature, i) => ({ feature, i })).sort((a, b) => a.feature - b.feature);
  const scales = learned.map(
    ({ weights }) => Math.max(1e-6, ...inOrder.map(({ i }) => Math.abs(weights[i] ?? 0))) / 127,
  );
  const features = new DataView(new ArrayBuffer(inOrder.length * 4));
  const weights = new Int8Array(inOrder.length * classes.length);
  inOrder.forEach(({ feature, i }, row) => {
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
