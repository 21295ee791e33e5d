/** What is seen of a message to know what it means: what the safety model sees, and beside it which notions are in it. */
import concepts from '../en/concepts.json';
import { chunksOf, hash } from '../model/features';
import { readingOf, type Said } from '../reading';

/** Notions of a word: "mam" and "husband" are kin, "knocked" is a refusal. */
const NOTIONS = new Map<string, string[]>();
for (const [notion, words] of Object.entries(concepts))
  for (const word of words) NOTIONS.set(word, [...(NOTIONS.get(word) ?? []), notion]);

/** Notions that stand so near to each other are seen together: "not … worse". */
const NEAR = 2;

function notionsIn(words: readonly string[]): readonly number[] {
  const found = words.map((word) => NOTIONS.get(word) ?? []);
  return found.flatMap((here, i) => [
    ...here.map((one) => hash(`#${one}`)),
    ...found
      .slice(i + 1, i + NEAR)
      .flatMap((there) => here.flatMap((one) => there.map((other) => hash(`#${one} ${other}`)))),
  ]);
}

/** One list of features, each once, for each chunk. */
export function featureLists(said: Said): readonly (readonly number[])[] {
  const reading = readingOf(said);
  return chunksOf(reading).map(({ features, from, to }) => {
    const words = reading.words.slice(from, to);
    return [...new Set([...features, ...notionsIn(words.map(({ word }) => word))])];
  });
}
