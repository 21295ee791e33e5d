/** Short patterns over words: compiled once, looked up by their first word. */

/** Words that may stand between two parts of a pattern that are joined by `...`. */
const WIDEST_GAP = 3;

/** One part: the phrases that fit it, and whether other words may come before it. */
interface Part {
  readonly phrases: ReadonlyMap<string, readonly (readonly string[])[]>;
  readonly gapBefore: boolean;
}
export interface Pattern {
  readonly text: string;
  readonly parts: readonly Part[];
}
export type WordLists = Readonly<Record<string, readonly string[]>>;

export class LexiconError extends Error {
  readonly code = 'LEXICON';
}

const byFirstWord = (phrases: readonly string[]): Part['phrases'] => {
  const map = new Map<string, (readonly string[])[]>();
  for (const phrase of phrases) {
    const words = phrase.split(' ');
    const first = words[0] ?? '';
    map.set(first, [...(map.get(first) ?? []), words]);
  }
  return map;
};

export const compilePattern = (text: string, lists: WordLists): Pattern => {
  const parts: Part[] = [];
  let gapBefore = false;
  for (const piece of text.split(' ')) {
    if (piece === '...') {
      gapBefore = true;
      continue;
    }
    const name = /^\{(\w+)\}$/u.exec(piece)?.[1];
    const phrases = name === undefined ? [piece] : lists[name];
    if (phrases === undefined)
      throw new LexiconError(`The pattern "${text}" names the list {${name ?? ''}}, which words.json has not: add it.`);
    parts.push({ phrases: byFirstWord(phrases), gapBefore });
    gapBefore = false;
  }
  return { text, parts };
};

/** A sentence as words; the matcher never looks beyond it. */
export type Sentence = readonly { readonly word: string }[];

const phraseEnd = (sentence: Sentence, at: number, phrase: readonly string[]): number | null =>
  phrase.every((word, index) => sentence[at + index]?.word === word) ? at + phrase.length : null;

interface Ended {
  readonly end: number;
  /** Places of the words that stand between the parts. */
  readonly between: readonly number[];
}

const endFrom = (pattern: Pattern, part: number, sentence: Sentence, at: number): Ended | null => {
  const wanted = pattern.parts[part];
  if (wanted === undefined) return { end: at, between: [] };
  const last = wanted.gapBefore ? at + WIDEST_GAP : at;
  for (let start = at; start <= last && start < sentence.length; start += 1)
    for (const phrase of wanted.phrases.get(sentence[start]?.word ?? '') ?? []) {
      const end = phraseEnd(sentence, start, phrase);
      const rest = end === null ? null : endFrom(pattern, part + 1, sentence, end);
      if (rest === null) continue;
      const between = Array.from({ length: start - at }, (_, index) => at + index);
      return { end: rest.end, between: [...between, ...rest.between] };
    }
  return null;
};

/** Patterns by the words that they can begin with, so that most words cost one look-up. */
export type PatternIndex<Owner> = ReadonlyMap<string, readonly { readonly owner: Owner; readonly pattern: Pattern }[]>;

export const indexPatterns = <Owner>(entries: Iterable<readonly [Owner, Pattern]>): PatternIndex<Owner> => {
  const index = new Map<string, { owner: Owner; pattern: Pattern }[]>();
  for (const [owner, pattern] of entries)
    for (const first of pattern.parts[0]?.phrases.keys() ?? []) {
      const bucket = index.get(first) ?? [];
      bucket.push({ owner, pattern });
      index.set(first, bucket);
    }
  return index;
};

/** Where a pattern stands: words `start` to `end` (exclusive). */
export interface Found<Owner> extends Ended {
  readonly owner: Owner;
  readonly start: number;
}
export const findAll = <Owner>(index: PatternIndex<Owner>, sentence: Sentence): readonly Found<Owner>[] => {
  const found: Found<Owner>[] = [];
  sentence.forEach(({ word }, start) => {
    for (const { owner, pattern } of index.get(word) ?? []) {
      const ended = endFrom(pattern, 0, sentence, start);
      if (ended !== null) found.push({ owner, start, ...ended });
    }
  });
  return found;
};

/** Every word that a list of patterns can be made of. */
export const vocabularyOf = (patterns: Iterable<Pattern>): Set<string> => {
  const words = new Set<string>();
  for (const { parts } of patterns)
    for (const { phrases } of parts)
      for (const group of phrases.values()) for (const phrase of group) for (const word of phrase) words.add(word);
  return words;
};
