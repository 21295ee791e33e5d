/**
 * Mends misspelt words of the lexicon. Deletions are indexed beforehand, so one look-up costs the same however large
 * the lexicon is; a word that is English as it stands is never changed.
 */
import { distance } from 'fastest-levenshtein';

const SHORTEST = 5;
const LONGEST = 18;
const TWO_ERRORS_FROM = 9;

const deletions = (word: string, depth: number, into: Set<string> = new Set()): Set<string> => {
  into.add(word);
  if (depth > 0)
    for (let at = 0; at < word.length; at += 1) deletions(word.slice(0, at) + word.slice(at + 1), depth - 1, into);
  return into;
};

/** Errors between two words; two letters in the wrong order count as one. */
const errors = (left: string, right: string): number => {
  const plainDistance = distance(left, right);
  if (plainDistance !== 2 || left.length !== right.length) return plainDistance;
  const at = Array.from(left).findIndex((letter, index) => letter !== right[index]);
  const swapped = left.slice(0, at) + left.charAt(at + 1) + left.charAt(at) + left.slice(at + 2);
  return swapped === right ? 1 : plainDistance;
};

const allowed = (word: string): number => (word.length >= TWO_ERRORS_FROM ? 2 : 1);
const sameStart = (left: string, right: string): boolean =>
  left[0] === right[0] || (left[0] === right[1] && left[1] === right[0]);

/** A repeated letter typed for force: "pleeease", "helppp". */
const calmed = (word: string, keep: '$1' | '$1$1'): string => word.replace(/(.)\1{2,}/gu, keep);

export type Speller = (word: string) => string;

/** @param known the lexicon's words. @param keep English words that look like them and are not. */
export const createSpeller = (known: Iterable<string>, keep: Iterable<string>): Speller => {
  const words = new Set(known);
  const left = new Set(keep);
  const index = new Map<string, string[]>();
  for (const word of words) {
    if (word.length < SHORTEST || word.length > LONGEST) continue;
    for (const key of deletions(word, allowed(word))) index.set(key, [...(index.get(key) ?? []), word]);
  }
  const nearest = (word: string): string => {
    let best = word;
    let fewest = Infinity;
    for (const key of deletions(word, allowed(word)))
      for (const candidate of index.get(key) ?? []) {
        const found = errors(word, candidate);
        if (found > Math.min(allowed(word), allowed(candidate)) || !sameStart(word, candidate)) continue;
        if (found < fewest || (found === fewest && candidate < best)) {
          best = candidate;
          fewest = found;
        }
      }
    return best;
  };
  return (raw) => {
    if (words.has(raw) || left.has(raw)) return raw;
    const twice = calmed(raw, '$1$1');
    const word = words.has(twice) ? twice : calmed(raw, '$1');
    if (words.has(word) || word.length < SHORTEST || word.length > LONGEST || /\d/u.test(word)) return word;
    return nearest(word);
  };
};
