/** NHS numbers, phone numbers and bank cards: runs of digits in any spacing. */
import personal from '../en/personal.json';
import { type Piece, pieces } from './piece';
import type { Places } from './places';
import { anyOf, everywhere } from './search';

interface Group {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
  /** What stands between the group before and this one; null where a number cannot go on. */
  readonly gap: string | null;
}

/** Spacing that one number may be written with. */
const WITHIN = /^(?! \/ )[ .()\-\u00b7_*/]{1,3}$/u;
const LONGEST_NUMBER = 19;

/** The letter o is often typed for nought. */
const DIGITS = /(?<![\p{L}\p{N}])(?=[oO]{0,2}[0-9])[oO0-9]+(?!\p{L})|[0-9]+/uy;
/** Where such a run can begin. */
const NEAR_DIGITS = /[oO]{0,2}[0-9]/g;

const digitRuns = (text: string): readonly RegExpExecArray[] => {
  const found: RegExpExecArray[] = [];
  NEAR_DIGITS.lastIndex = 0;
  for (let near = NEAR_DIGITS.exec(text); near !== null; near = NEAR_DIGITS.exec(text)) {
    DIGITS.lastIndex = near.index;
    const run = DIGITS.exec(text);
    if (run !== null) found.push(run);
    NEAR_DIGITS.lastIndex = run === null ? near.index + 1 : DIGITS.lastIndex;
  }
  return found;
};

const groupsOf = (text: string): readonly Group[] => {
  const groups: Group[] = [];
  let before = -1;
  for (const match of digitRuns(text)) {
    const gap = before < 0 ? '' : text.slice(before, match.index);
    const end = match.index + match[0].length;
    const digits = /[oO]/.test(match[0]) ? match[0].replace(/o/giu, '0') : match[0];
    groups.push({ digits, start: match.index, end, gap: WITHIN.test(gap) ? gap : null });
    before = end;
  }
  return groups;
};

const luhn = (digits: string): boolean => {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const value = Number(digits[digits.length - 1 - index]) * (index % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
};

/** As dialled inside the country: "+44 (0)7700 900123" and "447700900123" are 07700900123. */
export const national = (digits: string): string => {
  if (!digits.startsWith('44') && !digits.startsWith('0044')) return digits;
  const rest = /^(?:00)?44(?:0)?([1-9]\d{8,9})$/u.exec(digits)?.[1];
  return rest === undefined ? digits : `0${rest}`;
};
/** 030 belongs to public bodies and charities, 08 to services: neither is a person's. */
const isPhone = (digits: string): boolean =>
  (digits.startsWith('0') || digits.startsWith('44')) &&
  /^0(?:7\d{9}|1\d{8,9}|2\d{9}|3[347]\d{8})$/u.test(national(digits));

/** Day, month and year with the same mark between, as in a letter's date. */
const holdsDate = (groups: readonly Group[]): boolean =>
  groups.some((group, index) => {
    const [second, third] = [groups[index + 1], groups[index + 2]];
    if (second === undefined || third === undefined || second.gap !== third.gap) return false;
    return (
      /^[./-]$/u.test(second.gap ?? '') &&
      group.digits.length <= 2 &&
      second.digits.length <= 2 &&
      /^(?:\d{2}|(?:19|20)\d{2})$/u.test(third.digits)
    );
  });
const looksLikeNhs = (groups: readonly Group[]): boolean =>
  groups.every(({ gap }, index) => index === 0 || !gap?.includes('/')) && !holdsDate(groups);

/** As a card is embossed; one mistyped digit makes it no less a card's number. */
const isEmbossed = (groups: readonly Group[]): boolean =>
  groups.length === 4 && groups.every(({ digits }) => digits.length === 4);

type Reading = 'phone' | 'nhsNumber' | 'bankCard' | 'public' | null;

export const digitsOf = (text: string): string => text.replace(/[^0-9]/gu, '');

/** No number of a person is shorter. */
const SHORTEST_NUMBER = 8;

const reading = (
  digits: string,
  groupsOfIt: () => readonly Group[],
  plus: boolean,
  publicNumbers: ReadonlySet<string>,
): Reading => {
  if (publicNumbers.has(digits)) return 'public';
  if (digits.length < SHORTEST_NUMBER) return null;
  if (digits.includes('44') && publicNumbers.has(national(digits))) return 'public';
  if (plus && digits.length >= 8 && digits.length <= 15) return 'phone';
  if (isPhone(digits) || (digits.startsWith('00') && /^00[1-9]\d{8,12}$/u.test(digits))) return 'phone';
  if (digits.length === 10 && looksLikeNhs(groupsOfIt())) return 'nhsNumber';
  if (digits.length >= 13 && digits.length <= LONGEST_NUMBER && (isEmbossed(groupsOfIt()) || luhn(digits)))
    return 'bankCard';
  return null;
};

/** The longest reading that begins at this group. */
const readFrom = (
  groups: readonly Group[],
  first: number,
  plus: boolean,
  publicNumbers: ReadonlySet<string>,
): { readonly reading: Reading; readonly count: number } => {
  let found: { reading: Reading; count: number } = { reading: null, count: 1 };
  let digits = '';
  for (let count = 1; first + count <= groups.length; count += 1) {
    const last = groups[first + count - 1];
    if (last === undefined || (count > 1 && last.gap === null)) break;
    if (digits.length + last.digits.length > LONGEST_NUMBER) break;
    digits += last.digits;
    const read = reading(digits, () => groups.slice(first, first + count), plus, publicNumbers);
    if (read !== null) found = { reading: read, count };
  }
  return found;
};

/** Number words as they are dictated: "oh seven seven double oh, nine hundred …". */
const DIGIT_WORDS = new Map(Object.entries(personal.digitWords));
const REPEATS = new Map(Object.entries(personal.repeatWords));

const TENS = new Map(Object.entries(personal.tensWords));
const TEENS = new Map(Object.entries(personal.teenWords));
const PASSED_OVER = new Set(personal.dictationWords);

interface Run {
  start: number;
  end: number;
  digits: string;
  /** How often the next digit counts: "double seven". */
  times: number;
  /** How many number words there are; digits in figures may stand between them. */
  words: number;
  /** After "forty": a digit may still come. */
  isTens: boolean;
}

/** Nothing that is read has more digits; a longer run is no number and needs no counting. */
const MOST_DIGITS = 20;

/** A word as it stands in a text, a run of figures, or what ends a number. */
const DICTATED = everywhere(/\p{L}+|[0-9]+|[^\p{L}0-9 ,.-]/gu);
const isFigure = (word: string): boolean => {
  const first = word.charCodeAt(0);
  return first >= 0x30 && first <= 0x39;
};

/** What this word adds to the run; null when it is no part of a number. */
const added = (word: string, run: Run): string | null => {
  const digit = DIGIT_WORDS.get(word);
  if (digit !== undefined) return digit.repeat(run.times);
  if (isFigure(word)) return word.length === 1 ? word.repeat(run.times) : word;
  if (word === personal.hundred) return '00';
  return TEENS.get(word) ?? TENS.get(word) ?? (REPEATS.has(word) ? '' : null);
};

/** No number that is dictated has fewer digits. */
const FEWEST_DICTATED = 10;

/** Whether number words and figures together are enough for one number: a look at how many there are. */
const mayBeDictated = (places: Places): boolean => {
  const ones = places.count(DIGIT_WORDS.keys());
  const more = places.count([...TENS.keys(), ...TEENS.keys(), personal.hundred]);
  const repeats = places.count(REPEATS.keys());
  const { figuredLength } = places;
  return ones + more + repeats + figuredLength > 0 && ones + 2 * more + 3 * repeats + figuredLength >= FEWEST_DICTATED;
};

const dictated = (places: Places, publicNumbers: ReadonlySet<string>): readonly Piece[] => {
  const found: Piece[] = [];
  if (!mayBeDictated(places)) return found;
  let run: Run | null = null;
  const close = (): void => {
    if (run === null) return;
    const digits = run.isTens ? `${run.digits}0` : run.digits;
    const { start, end, words } = run;
    if (publicNumbers.has(national(digits))) run = null;
    else if (words > 0 && isPhone(digits)) found.push({ kind: 'phone', start, end });
    else if (words > 1 && digits.length === 10) found.push({ kind: 'nhsNumber', start, end });
    run = null;
  };
  for (const match of DICTATED.in(places)) {
    const word = match[0].toLowerCase();
    if (run !== null && PASSED_OVER.has(word)) continue;
    const now: Run = run ?? { start: match.index, end: 0, digits: '', times: 1, words: 0, isTens: false };
    const more = added(word, now);
    if (more === null) {
      close();
      continue;
    }
    const isOne = DIGIT_WORDS.has(word) && more !== '0';
    if (now.digits.length <= MOST_DIGITS) now.digits += `${now.isTens && !isOne ? '0' : ''}${more}`;
    now.isTens = TENS.has(word);
    now.times = REPEATS.get(word) ?? 1;
    now.end = match.index + match[0].length;
    now.words += isFigure(word) ? 0 : 1;
    run = now;
  }
  close();
  return found;
};

/** As the NHS prints it, with commas or new lines between. */
const PRINTED_NHS = everywhere(/(?<![0-9])[0-9]{3}[ ,./\n-]{1,3}[0-9]{3}[ ,./\n-]{1,3}[0-9]{4}(?![0-9])/gu);

const CUED_PHONE = everywhere(
  new RegExp(
    `(?<![\\p{L}])${anyOf(personal.phoneCues)}(?: is| no| number|:|\\.){0,2}[ :.#-]{1,3}([0-9]{3}[ -]?[0-9]{3,5})(?![0-9 -]*[0-9])`,
    'giu',
  ),
  /[0-9]{3}/,
);

export const findNumbers = (places: Places, publicNumbers: ReadonlySet<string>): readonly Piece[] => {
  const { text } = places;
  const groups = groupsOf(text);
  const found: Piece[] = [];
  for (let at = 0; at < groups.length;) {
    const group = groups[at];
    if (group === undefined) break;
    const plus = text.slice(Math.max(0, group.start - 2), group.start).includes('+');
    const { reading: read, count } = readFrom(groups, at, plus, publicNumbers);
    const last = groups[at + count - 1] ?? group;
    if (read !== null && read !== 'public') {
      const before = /[+(]{1,2}$/u.exec(text.slice(Math.max(0, group.start - 2), group.start))?.[0].length ?? 0;
      found.push({ kind: read, start: group.start - before, end: last.end });
    }
    at += read === null ? 1 : count;
  }
  const cued = pieces('phone', places, CUED_PHONE).filter(
    ({ start, end }) => !publicNumbers.has(digitsOf(text.slice(start, end))),
  );
  const printed = pieces('nhsNumber', places, PRINTED_NHS).filter(
    ({ start, end }) => !publicNumbers.has(digitsOf(text.slice(start, end))),
  );
  return [...found, ...dictated(places, publicNumbers), ...cued, ...printed];
};
