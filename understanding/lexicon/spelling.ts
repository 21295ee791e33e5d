/**
 * Mends misspelt words of the lexicon. Only words with the same beginning, about as long and with about the same
 * letters are compared at all; a word that is English as it stands is never changed.
 */
const SHORTEST = 5;
const LONGEST = 18;
const TWO_ERRORS_FROM = 9;

/** Letters that are missing, too many or others, from these places on; more than `most` when there are more. */
const differences = (left: string, right: string, most: number, from = 0, to = 0): number => {
  let [i, j] = [from, to];
  while (i < left.length && left[i] === right[j]) {
    i += 1;
    j += 1;
  }
  if (i >= left.length || j >= right.length) return left.length - i + (right.length - j);
  if (most === 0) return 1;
  const other = differences(left, right, most - 1, i + 1, j + 1);
  const tooMany = differences(left, right, most - 1, i + 1, j);
  return 1 + Math.min(other, tooMany, differences(left, right, most - 1, i, j + 1));
};

/** Errors between two words, up to two; two letters in the wrong order count as one. */
const errors = (left: string, right: string): number => {
  const plainDistance = differences(left, right, 2);
  if (plainDistance !== 2 || left.length !== right.length) return plainDistance;
  let at = 0;
  while (left[at] === right[at]) at += 1;
  const swapped = left.slice(0, at) + left.charAt(at + 1) + left.charAt(at) + left.slice(at + 2);
  return swapped === right ? 1 : plainDistance;
};

/** Rows of the keyboard: a finger that slips hits the key beside, in the same row or the next. */
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const keyOf = (letter: string): readonly [row: number, place: number] => {
  const row = ROWS.findIndex((keys) => keys.includes(letter));
  return [row, ROWS[row]?.indexOf(letter) ?? -1];
};
const areNeighbours = (left: string, right: string): boolean => {
  const [[row, place], [otherRow, otherPlace]] = [keyOf(left), keyOf(right)];
  return row >= 0 && otherRow >= 0 && Math.abs(row - otherRow) <= 1 && Math.abs(place - otherPlace) <= 1;
};

/** How unlikely a slip is that made this of the word: letters in the wrong order, doubled or missing; then one beside; then others. */
const unlikely = (typed: string, word: string): number => {
  let at = 0;
  while (at < typed.length && typed[at] === word[at]) at += 1;
  if (typed.length < word.length) return 0;
  if (typed.length > word.length) return typed[at] === typed[at - 1] ? 0 : 3;
  if (typed[at] === word[at + 1] && typed[at + 1] === word[at]) return 0;
  return areNeighbours(typed.charAt(at), word.charAt(at)) ? 1 : 2;
};

const allowed = (length: number): number => (length >= TWO_ERRORS_FROM ? 2 : 1);

/** A bit for each letter that a word has an odd number of times: one error changes no more than two of them. */
const lettersOf = (word: string): number => {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) letters ^= 1 << (word.charCodeAt(at) & 31);
  return letters;
};
const hasMoreThan = (bits: number, most: number): boolean => {
  let rest = bits;
  for (let count = 0; count < most && rest !== 0; count += 1) rest &= rest - 1;
  return rest !== 0;
};

/** A repeated letter typed for force: "pleeease", "helppp". */
const FORCED = /(.)\1{2,}/gu;

/** Figures typed for the letters they look like, inside a word, to get past a filter: "su1c1de". */
const DISGUISED = /[a-z][013457]+[a-z]/u;
const LOOKS_LIKE: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't' };
const undisguised = (word: string): string => word.replace(/[013457]/gu, (figure) => LOOKS_LIKE[figure] ?? figure);

interface Candidate {
  readonly word: string;
  readonly uses: number;
  readonly letters: number;
}

export type Speller = (word: string) => string;

/**
 * @param known the lexicon's words, each with the number of its uses: of those that are as near, the likelier slip is meant, then more uses.
 * @param keep English words that look like them and are not.
 */
export const createSpeller = (known: ReadonlyMap<string, number>, keep: Iterable<string>): Speller => {
  const words = known;
  const left = new Set(keep);
  /** By length, then by first letter. */
  const candidates: Map<string, Candidate[]>[] = [];
  for (const [word, uses] of words) {
    if (word.length < SHORTEST || word.length > LONGEST) continue;
    const byFirst = (candidates[word.length] ??= new Map<string, Candidate[]>());
    const group = byFirst.get(word.charAt(0));
    const candidate = { word, uses, letters: lettersOf(word) };
    if (group === undefined) byFirst.set(word.charAt(0), [candidate]);
    else group.push(candidate);
  }
  const nearest = (word: string): string => {
    let best = word;
    let fewest = Infinity;
    let least = Infinity;
    let mostUses = 0;
    const letters = lettersOf(word);
    const [first, second] = [word.charAt(0), word.charAt(1)];
    const compare = (from: string, length: number): void => {
      const most = Math.min(allowed(word.length), allowed(length));
      for (const candidate of candidates[length]?.get(from) ?? []) {
        if (hasMoreThan(candidate.letters ^ letters, most * 2)) continue;
        if (from !== first && candidate.word.charAt(1) !== first) continue;
        const found = errors(word, candidate.word);
        if (found > most || found > fewest) continue;
        const slip = unlikely(word, candidate.word);
        if (found === fewest && (slip > least || (slip === least && candidate.uses <= mostUses))) continue;
        best = candidate.word;
        fewest = found;
        least = slip;
        mostUses = candidate.uses;
      }
    };
    const spread = allowed(word.length);
    for (let length = word.length - spread; length <= word.length + spread; length += 1) {
      compare(first, length);
      if (second !== first) compare(second, length);
    }
    return best;
  };
  return (raw) => {
    if (words.has(raw) || left.has(raw)) return raw;
    if (DISGUISED.test(raw)) {
      const meant = undisguised(raw);
      return words.has(meant) ? meant : raw;
    }
    const forced = raw.search(FORCED) >= 0;
    const readings = forced ? [raw, raw.replace(FORCED, '$1$1'), raw.replace(FORCED, '$1')] : [raw];
    const known = readings.find((one) => words.has(one));
    if (known !== undefined) return known;
    for (const one of readings) {
      if (one.length < SHORTEST || one.length > LONGEST || /\d/u.test(one)) continue;
      const mended = nearest(one);
      if (mended !== one) return mended;
    }
    return readings.at(-1) ?? raw;
  };
};
