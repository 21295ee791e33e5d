/**
 * Softmax regression by AdaGrad: each head chooses one of its classes. Deterministic: the same examples give the same
 * bytes.
 */
import { featureLists } from '../../understanding/meaning/features';
import { shuffled } from './shuffled';

export interface HeadExample {
  readonly text: string;
  readonly classId: string;
  /** How much it counts; 1 when left out. */
  readonly weight?: number;
}
export interface Head {
  readonly id: string;
  readonly classes: readonly string[];
  readonly examples: readonly HeadExample[];
}

export interface TrainOptions {
  readonly epochs: number;
  readonly rate: number;
  readonly l2: number;
  readonly seenIn: number;
}
export const DEFAULTS: TrainOptions = { epochs: 20, rate: 0.5, l2: 1e-4, seenIn: 2 };

interface Prepared {
  readonly features: Int32Array;
  readonly length: number;
  readonly target: number;
  readonly weight: number;
}

interface Learned {
  readonly head: Head;
  /** One row of weights for each class; the bias comes last. */
  readonly weights: readonly Float64Array[];
}

/** The chunk with most features stands for the message: what is taught here is short. */
const wholeOf = (text: string): readonly number[] =>
  featureLists(text).reduce((best, features) => (features.length > best.length ? features : best), []);

function trainHead(head: Head, all: readonly Prepared[], size: number, { epochs, rate, l2 }: TrainOptions): Learned {
  const count = head.classes.length;
  const weights = head.classes.map(() => new Float64Array(size + 1));
  const squares = head.classes.map(() => new Float64Array(size + 1).fill(1e-2));
  const chances = new Float64Array(count);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const at of shuffled(all.length, epoch + 1)) {
      const one = all[at];
      if (one === undefined) continue;
      let highest = -Infinity;
      weights.forEach((row, k) => {
        let sum = 0;
        for (const feature of one.features) sum += row[feature] ?? 0;
        chances[k] = (row[size] ?? 0) + sum / one.length;
        highest = Math.max(highest, chances[k] ?? 0);
      });
      let total = 0;
      for (let k = 0; k < count; k += 1) total += chances[k] = Math.exp((chances[k] ?? 0) - highest);
      weights.forEach((row, k) => {
        const error = ((chances[k] ?? 0) / total - (k === one.target ? 1 : 0)) * one.weight;
        if (Math.abs(error) < 1e-4) return;
        const square = squares[k] ?? new Float64Array(0);
        const share = error / one.length;
        for (const feature of one.features) {
          const gradient = share + l2 * (row[feature] ?? 0);
          square[feature] = (square[feature] ?? 0) + gradient * gradient;
          row[feature] = (row[feature] ?? 0) - (rate * gradient) / Math.sqrt(square[feature] ?? 1);
        }
        square[size] = (square[size] ?? 0) + error * error;
        row[size] = (row[size] ?? 0) - (rate * error) / Math.sqrt(square[size] ?? 1);
      });
    }
  }
  return { head, weights };
}

/** The contents of `meaning.json`. */
export function trainHeads(heads: readonly Head[], options: TrainOptions = DEFAULTS): object {
  const wholes = new Map<string, readonly number[]>();
  const seen = new Map<number, number>();
  for (const { text } of heads.flatMap(({ examples }) => examples)) {
    if (wholes.has(text)) continue;
    const features = wholeOf(text);
    wholes.set(text, features);
    for (const feature of features) seen.set(feature, (seen.get(feature) ?? 0) + 1);
  }
  const kept = [...seen]
    .flatMap(([feature, times]) => (times >= options.seenIn ? [feature] : []))
    .sort((a, b) => a - b);
  const index = new Map(kept.map((feature, i) => [feature, i]));
  const learned = heads.map((head) => {
    const place = new Map(head.classes.map((id, k) => [id, k]));
    const prepared = head.examples.flatMap(({ text, classId, weight = 1 }): Prepared[] => {
      const target = place.get(classId);
      const features = wholes.get(text) ?? [];
      return target === undefined
        ? []
        : [
            {
              features: Int32Array.from(features.flatMap((feature) => index.get(feature) ?? [])),
              length: Math.sqrt(features.length || 1),
              target,
              weight,
            },
          ];
    });
    return trainHead(head, prepared, kept.length, options);
  });
  const columns = learned.flatMap(({ head, weights }) =>
    weights.map((row, k) => ({ head: head.id, id: head.classes[k] ?? '', row, bias: row[kept.length] ?? 0 })),
  );
  const used = kept.flatMap((_, i) => (columns.some(({ row }) => Math.abs(row[i] ?? 0) > 0.02) ? [i] : []));
  const scales = columns.map(({ row }) => Math.max(1e-6, ...used.map((i) => Math.abs(row[i] ?? 0))) / 127);
  const features = new DataView(new ArrayBuffer(used.length * 4));
  const bytes = new Int8Array(used.length * columns.length);
  used.forEach((i, at) => {
    features.setUint32(at * 4, kept[i] ?? 0, true);
    columns.forEach(({ row }, column) => {
      bytes[at * columns.length + column] = Math.round((row[i] ?? 0) / (scales[column] ?? 1));
    });
  });
  return {
    columns: columns.map(({ head, id, bias }, column) => ({
      head,
      id,
      bias: Number(bias.toFixed(5)),
      scale: Number((scales[column] ?? 0).toFixed(8)),
    })),
    features: Buffer.from(features.buffer).toString('base64'),
    weights: Buffer.from(bytes.buffer).toString('base64'),
  };
}
