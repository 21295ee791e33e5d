/** What is seen of a message to know what it means: what the safety model sees, and beside it which notions are in it. */
import concepts from '../en/concepts.json';
import { hash, seenIn } from '../model/features';
import type { HashTable } from '../model/table';
import { type Reading, readingOf, type Said } from '../reading';

const NAMES = Object.keys(concepts);
/** Notions of a word: "mam" and "husband" are kin, "knocked" is a refusal. */
const NOTIONS = new Map<string, number[]>();
Object.values(concepts).forEach((words, notion) => {
  for (const word of words) NOTIONS.set(word, [...(NOTIONS.get(word) ?? []), notion]);
});

const ALONE = NAMES.map((one) => hash(`#${one}`));
/** Two notions that stand side by side are seen together: "not … worse". */
const BESIDE = NAMES.map((one) => NAMES.map((other) => hash(`#${one} ${other}`)));

const NOTHING: readonly number[] = [];

/** By a word's place: what its notions are to the table, and with those of the next word. */
interface Notions {
  readonly alone: readonly number[];
  readonly beside: readonly number[];
}

function notionsOf({ words }: Reading, upTo: number, table: HashTable): readonly Notions[] {
  const found: Notions[] = [];
  for (let i = 0; i < upTo; i += 1) {
    const here = NOTIONS.get(words[i]?.word ?? '') ?? NOTHING;
    const there = (here.length === 0 ? undefined : NOTIONS.get(words[i + 1]?.word ?? '')) ?? NOTHING;
    found.push({
      alone: here.length === 0 ? NOTHING : here.map((one) => table.add(ALONE[one] ?? 0)),
      beside:
        there.length === 0
          ? NOTHING
          : here.flatMap((one) => there.map((other) => table.add(BESIDE[one]?.[other] ?? 0))),
    });
  }
  return found;
}

/** For each chunk the numbers of all its features, each once; the table has the hash of each. */
export function allSeenIn(said: Said): { readonly table: HashTable; readonly chunks: readonly Int32Array[] } {
  const reading = readingOf(said);
  const { table, chunks } = seenIn(reading);
  const notions = notionsOf(reading, chunks.at(-1)?.to ?? 0, table);
  const marks = new Int32Array(table.size);
  const lists = chunks.map(({ features, from, to }, chunk): Int32Array => {
    for (const feature of features) marks[feature] = chunk + 1;
    const more: number[] = [];
    const take = (feature: number): void => {
      if (marks[feature] !== chunk + 1) more.push(feature);
      marks[feature] = chunk + 1;
    };
    for (let i = from; i < to; i += 1) {
      notions[i]?.alone.forEach(take);
      if (i + 1 < to) notions[i]?.beside.forEach(take);
    }
    const all = new Int32Array(features.length + more.length);
    all.set(features);
    all.set(more, features.length);
    return all;
  });
  return { table, chunks: lists };
}

/** The hashes of all that is seen of each chunk, to learn from. */
export function featureLists(said: Said): readonly (readonly number[])[] {
  const { table, chunks } = allSeenIn(said);
  const { hashes } = table;
  return chunks.map((features) => Array.from(features, (feature) => hashes[feature] ?? 0));
}
