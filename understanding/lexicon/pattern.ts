/**
 * Short patterns over words, all compiled together. Words and parts become numbers; a pattern is tried only where its
 * first part begins and its second is near, so most words of a message cost a look-up.
 */

/** Words that may stand between two parts of a pattern that are joined by `...`. */
const WIDEST_GAP = 3;
/** Beyond any sentence. */
const FAR = 2 ** 30;

export type WordLists = Readonly<Record<string, readonly string[]>>;
/** A sentence as words; the matcher never looks beyond it. */
export type Sentence = readonly { readonly word: string }[];

export class LexiconError extends Error {
  readonly code = 'LEXICON';
}

/** As it is written: its parts, and whether other words may come before each. */
interface Written {
  readonly phrases: readonly string[];
  readonly name: string;
  readonly gapBefore: boolean;
}

function partsOf(text: string, lists: WordLists): readonly Written[] {
  const parts: Written[] = [];
  let gapBefore = false;
  for (const name of text.split(' ')) {
    if (name === '...') {
      gapBefore = true;
      continue;
    }
    const list = /^\{(\w+)\}$/u.exec(name)?.[1];
    const phrases = list === undefined ? [name] : lists[list];
    if (phrases === undefined)
      throw new LexiconError(`The pattern "${text}" names the list {${list ?? ''}}, which words.json has not: add it.`);
    parts.push({ phrases, name, gapBefore });
    gapBefore = false;
  }
  return parts;
}

/** Every word that patterns can be made of. */
export function vocabularyOf(patterns: Iterable<string>, lists: WordLists): Set<string> {
  const names = new Map<string, readonly string[]>();
  for (const pattern of patterns) for (const { name, phrases } of partsOf(pattern, lists)) names.set(name, phrases);
  return new Set([...names.values()].flatMap((phrases) => phrases.flatMap((phrase) => phrase.split(' '))));
}

/** A phrase as the numbers of its words. */
type Phrase = readonly number[];

/** A word, or a list of phrases: shared by all patterns that have it. */
class Part {
  /** Phrases by their first word, in the order of the list. */
  readonly phrases = new Map<number, Phrase[]>();
  /** Patterns that begin with it, by the part that has to follow. */
  readonly followers: Follower[] = [];
  longest = 1;
  /** While a sentence is read, from its end: where this part begins next. */
  next = FAR;
}

/** Patterns that begin with the same two parts, or with the one that they have. */
interface Follower {
  readonly second: Part | null;
  /** The second part begins within so many words. */
  reach: number;
  readonly entries: Entry[];
}

interface Step {
  readonly part: Part;
  readonly gap: number;
}

interface Entry {
  /** Its place among all patterns: of those that begin at the same word, the first is told first. */
  readonly place: number;
  readonly steps: readonly Step[];
}

/** Where a pattern stands: words `start` to `end` (exclusive). */
export interface Found<Owner> {
  readonly owner: Owner;
  readonly start: number;
  readonly end: number;
  /** Places of the words that stand between the parts. */
  readonly between: readonly number[];
}

const UNKNOWN = -1;

export class Patterns<Owner> {
  readonly #owners: Owner[] = [];
  readonly #codes = new Map<string, number>();
  /** Parts that a word can begin, by the word's number. */
  readonly #begins: Part[][] = [];
  readonly #parts = new Map<string, Part>();

  /** @param entries patterns in plain words, each with whom it belongs to. */
  constructor(entries: Iterable<readonly [owner: Owner, pattern: string]>, lists: WordLists) {
    for (const [owner, pattern] of entries) {
      const steps = partsOf(pattern, lists).map(({ name, phrases, gapBefore }) => ({
        part: this.#part(name, phrases),
        gap: gapBefore ? WIDEST_GAP : 0,
      }));
      const [first, second] = steps;
      if (first === undefined) continue;
      const reach = first.part.longest + (second?.gap ?? 0);
      const entry = { place: this.#owners.length, steps };
      const follower = first.part.followers.find((one) => one.second === (second?.part ?? null));
      if (follower === undefined) first.part.followers.push({ second: second?.part ?? null, reach, entries: [entry] });
      else {
        follower.reach = Math.max(follower.reach, reach);
        follower.entries.push(entry);
      }
      this.#owners.push(owner);
    }
  }

  #code(word: string): number {
    const known = this.#codes.get(word);
    if (known !== undefined) return known;
    this.#codes.set(word, this.#begins.length);
    return this.#begins.push([]) - 1;
  }

  #part(name: string, phrases: readonly string[]): Part {
    const known = this.#parts.get(name);
    if (known !== undefined) return known;
    const part = new Part();
    for (const phrase of phrases) {
      const words = phrase.split(' ').map((word) => this.#code(word));
      const first = words[0] ?? UNKNOWN;
      const group = part.phrases.get(first);
      if (group === undefined) {
        part.phrases.set(first, [words]);
        this.#begins[first]?.push(part);
      } else group.push(words);
      part.longest = Math.max(part.longest, words.length);
    }
    this.#parts.set(name, part);
    return part;
  }

  /** Every place where a pattern stands, in order. Of several ways to fit from one word, the first is taken. */
  findAll(sentence: Sentence): readonly Found<Owner>[] {
    const codes = sentence.map(({ word }) => this.#codes.get(word) ?? UNKNOWN);
    const touched: Part[] = [];
    const found: (Found<Owner> & { readonly place: number })[] = [];
    for (let start = codes.length - 1; start >= 0; start -= 1) {
      const begun = this.#begins[codes[start] ?? UNKNOWN];
      if (begun === undefined) continue;
      for (const part of begun)
        for (const { second, reach, entries } of part.followers) {
          if (second !== null && second.next - start > reach) continue;
          for (const { place, steps } of entries) {
            const between: number[] = [];
            const end = endFrom(steps, 0, codes, start, between);
            const owner = this.#owners[place];
            if (end !== null && owner !== undefined) found.push({ owner, start, end, between, place });
          }
        }
      for (const part of begun) {
        if (part.next === FAR) touched.push(part);
        part.next = start;
      }
    }
    for (const part of touched) part.next = FAR;
    return found.sort((a, b) => a.start - b.start || a.place - b.place);
  }
}

/** Where the steps from `step` on end when they begin at `at`; the words between them go into `between`. */
function endFrom(
  steps: readonly Step[],
  step: number,
  codes: readonly number[],
  at: number,
  between: number[],
): number | null {
  const wanted = steps[step];
  if (wanted === undefined) return at;
  const before = between.length;
  const last = Math.min(at + wanted.gap, codes.length - 1);
  for (let start = at; start <= last; start += 1) {
    const phrases = wanted.part.phrases.get(codes[start] ?? UNKNOWN);
    if (phrases !== undefined)
      for (const phrase of phrases) {
        const end = phraseEnd(codes, start, phrase);
        const rest = end === null ? null : endFrom(steps, step + 1, codes, end, between);
        if (rest !== null) return rest;
      }
    between.push(start);
  }
  between.length = before;
  return null;
}

function phraseEnd(codes: readonly number[], at: number, phrase: Phrase): number | null {
  for (let index = 1; index < phrase.length; index += 1) if (codes[at + index] !== phrase[index]) return null;
  return at + phrase.length;
}
