/**
 * Short patterns over words, all compiled together. Words and parts become numbers; a pattern is tried only where its
 * first part begins and its second is near, so most words of a message cost a look-up.
 */

/** Words that may stand between two parts of a pattern that are joined by `...`. */
const WIDEST_GAP = 3;
/** Beyond any sentence. */
const FAR = 2 ** 30;
/** The number of no word that a message has. */
const UNKNOWN = -1;
/** The number of no word at all. */
const NONE = -2;
/** The place of no part: what has no second part finds it at once. */
const HERE = 0;

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
    const list = name.startsWith('{') ? name.slice(1, -1) : undefined;
    const phrases = list === undefined ? [name] : lists[list];
    if (phrases === undefined)
      throw new LexiconError(`The pattern "${text}" names the list {${list ?? ''}}, which words.json has not: add it.`);
    parts.push({ phrases, name, gapBefore });
    gapBefore = false;
  }
  return parts;
}

/** Every word that patterns can be made of, and how many of them can have it. */
export function vocabularyOf(patterns: Iterable<string>, lists: WordLists): Map<string, number> {
  const uses = new Map<string, { readonly phrases: readonly string[]; count: number }>();
  for (const pattern of patterns)
    for (const { name, phrases } of partsOf(pattern, lists)) {
      const use = uses.get(name);
      if (use === undefined) uses.set(name, { phrases, count: 1 });
      else use.count += 1;
    }
  const words = new Map<string, number>();
  for (const { phrases, count } of uses.values())
    for (const phrase of phrases) for (const word of phrase.split(' ')) words.set(word, (words.get(word) ?? 0) + count);
  return words;
}

/** A phrase as the numbers of its words. */
type Phrase = readonly number[];

/** A word, or a list of phrases: shared by all patterns that have it. */
class Part {
  constructor(readonly place: number) {}

  /** The word that it is; of a list NONE. */
  word = NONE;
  /** Phrases of a list by their first word, in its order. */
  phrases: Map<number, Phrase[]> | null = null;
  /** Patterns that begin with it, by the part that has to follow. */
  readonly followers: Follower[] = [];
  /** Of each of them in turn, the second part's place and how far off it may begin: looked at for every word. */
  readonly near: number[] = [];
  longest = 1;
}

/** Patterns that begin with the same two parts as far apart, or with the one that they have. */
interface Follower {
  readonly second: Part | null;
  readonly gap: number;
  /** The parts that they begin with, which are looked for once for all of them. */
  readonly shared: readonly Step[];
  /** What has no more parts. */
  readonly ending: number[];
  readonly longer: Entry[];
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

const NOTHING: readonly number[] = [];

export class Patterns<Owner> {
  readonly #owners: Owner[] = [];
  readonly #codes = new Map<string, number>();
  /** Parts that a word can begin, by the word's number. */
  readonly #begins: Part[][] = [];
  readonly #parts = new Map<string, Part>();
  /** While a sentence is read, from its end: where each part begins next. */
  readonly #next: Int32Array;

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
      const place = this.#owners.length;
      const { followers, near } = first.part;
      let follower = followers.find((one) => one.second === (second?.part ?? null) && one.gap === (second?.gap ?? 0));
      if (follower === undefined) {
        const shared = steps.slice(0, 2);
        follower = { second: second?.part ?? null, gap: second?.gap ?? 0, shared, ending: [], longer: [] };
        followers.push(follower);
        near.push(second?.part.place ?? HERE, reach);
      }
      if (steps.length <= 2) follower.ending.push(place);
      else follower.longer.push({ place, steps });
      this.#owners.push(owner);
    }
    this.#next = new Int32Array(this.#parts.size + 1);
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
    const part = new Part(this.#parts.size + 1);
    const [only = '', ...others] = phrases;
    if (others.length === 0 && !only.includes(' ')) {
      part.word = this.#code(only);
      this.#begins[part.word]?.push(part);
    } else this.#addPhrases(part, phrases);
    this.#parts.set(name, part);
    return part;
  }

  #addPhrases(part: Part, phrases: readonly string[]): void {
    for (const phrase of phrases) {
      const words = phrase.split(' ').map((word) => this.#code(word));
      const first = words[0] ?? UNKNOWN;
      const group = part.phrases?.get(first);
      if (group === undefined) {
        (part.phrases ??= new Map<number, Phrase[]>()).set(first, [words]);
        this.#begins[first]?.push(part);
      } else group.push(words);
      part.longest = Math.max(part.longest, words.length);
    }
  }

  /** Every place where a pattern stands, in order. Of several ways to fit from one word, the first is taken. */
  findAll(sentence: Sentence): readonly Found<Owner>[] {
    const codes = sentence.map(({ word }) => this.#codes.get(word) ?? UNKNOWN);
    const next = this.#next.fill(FAR);
    // From the last to the first: it is turned round at the end.
    const found: (Found<Owner> & { readonly place: number })[] = [];
    const between: number[] = [];
    const add = (place: number, start: number, end: number): void => {
      const owner = this.#owners[place];
      if (owner === undefined) return;
      const one = { owner, start, end, between: between.length === 0 ? NOTHING : [...between], place };
      let at = found.push(one) - 1;
      for (let other = found[at - 1]; other?.start === start && other.place < place; other = found[at - 1]) {
        found[at] = other;
        at -= 1;
      }
      found[at] = one;
    };
    for (let start = codes.length - 1; start >= 0; start -= 1) {
      const begun = this.#begins[codes[start] ?? UNKNOWN];
      if (begun === undefined) continue;
      next[HERE] = start;
      for (const { followers, near } of begun)
        for (let at = 0; at < near.length; at += 2) {
          if ((next[near[at] ?? HERE] ?? FAR) - start > (near[at + 1] ?? 0)) continue;
          const follower = followers[at / 2];
          if (follower === undefined) continue;
          clear(between);
          const end = endFrom(follower.shared, 0, codes, start, between);
          // What does not begin here goes no further.
          if (end === null) continue;
          for (const place of follower.ending) add(place, start, end);
          for (const { place, steps } of follower.longer) {
            clear(between);
            const last = endFrom(steps, 0, codes, start, between);
            if (last !== null) add(place, start, last);
          }
        }
      for (const { place } of begun) next[place] = start;
    }
    return found.reverse();
  }
}

/** Most often it is empty: to set its length would cost more than to look. */
function clear(between: number[]): void {
  if (between.length > 0) between.length = 0;
}

/** Where the steps from `step` on end when they begin at `at`; then the words between them go into `between`. */
function endFrom(
  steps: readonly Step[],
  step: number,
  codes: readonly number[],
  at: number,
  between: number[],
): number | null {
  const wanted = steps[step];
  if (wanted === undefined) return at;
  const last = Math.min(at + wanted.gap, codes.length - 1);
  for (let start = at; start <= last; start += 1) {
    const code = codes[start] ?? UNKNOWN;
    let rest = wanted.part.word === code ? endFrom(steps, step + 1, codes, start + 1, between) : null;
    const phrases = rest === null ? wanted.part.phrases?.get(code) : undefined;
    if (phrases !== undefined)
      for (const phrase of phrases) {
        const end = phraseEnd(codes, start, phrase);
        rest = end === null ? null : endFrom(steps, step + 1, codes, end, between);
        if (rest !== null) break;
      }
    if (rest === null) continue;
    for (let passed = at; passed < start; passed += 1) between.push(passed);
    return rest;
  }
  return null;
}

function phraseEnd(codes: readonly number[], at: number, phrase: Phrase): number | null {
  for (let index = 1; index < phrase.length; index += 1) if (codes[at + index] !== phrase[index]) return null;
  return at + phrase.length;
}
