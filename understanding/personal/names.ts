/** Names beside a cue. Partial by nature: a name without a cue is not found, and is not guessed at. */
import personal from '../en/personal.json';
import { anyOf, type Piece } from './piece';

const START = '(?<![\\p{L}\\p{N}])';
const lower = (words: readonly string[]): ReadonlySet<string> => new Set(words.map((word) => word.toLowerCase()));
const NOT_NAMES = lower([...personal.notNames, ...personal.relations]);
const MOST_WORDS = 4;

const cue = (phrases: readonly string[]): RegExp => new RegExp(`${START}${anyOf(phrases)}[ :,-]{1,3}`, 'giu');
/** After these anything that is no ordinary word is a name, without a capital too. */
const SURE = cue(personal.sureNameCues);
const LIKELY = cue(personal.nameCues);
/** "I'm" and "our" stand before much else: the one needs a first and a last name, the other a capital. */
const TWO = cue(personal.twoNameCues);
const COLON = new RegExp(`${START}${anyOf(personal.colonNameCues)} ?`, 'giu');
const MARRIED = new RegExp(
  `(?<!${anyOf(personal.beforeWife)} )${START}${anyOf(personal.marriedTitles)} (?!\\p{Lu})`,
  'gu',
);
const OUR = new RegExp(`${START}${anyOf(personal.ourNameCues)} `, 'giu');
/** "Olu Madeup, [phone number removed]": a name at the head of a list of what identifies a person. */
const HEAD = /(?:^|[\n.:] ?)(?=\p{Lu})(?=[^\n[]{3,60}\[[\p{L} ]{4,40} removed\])/gu;
const TITLE = new RegExp(`${START}${anyOf(personal.titles)} `, 'giu');
const RELATION = new RegExp(`${START}${anyOf(personal.relations)},? `, 'giu');
const SPEAKING = new RegExp(
  `${START}((?:\\p{Lu}[\\p{Ll}'-]{1,20} ){1,3})${anyOf(personal.afterNames)}(?![\\p{L}\\p{N}])`,
  'gu',
);

const CAPITAL = /^\p{Lu}[\p{Ll}'-]/u;
const INITIAL = /^\p{Lu}\.?$/u;

/** How far a name goes from here: capitals, initials, and (after a sure cue) some plain words. */
const nameEnd = (text: string, from: number, plain: number, capitals = false): number | null => {
  let end: number | null = null;
  let plainWords = 0;
  let count = 0;
  for (const match of text.slice(from, from + 80).matchAll(/[\p{L}'-]+\.?|[^\s]/gu)) {
    const raw = match[0];
    const word = raw.replace(/\.$/u, '');
    const gap = text.slice(end ?? from, from + match.index);
    if (!/^\p{L}/u.test(raw) || (end !== null && gap !== ' ' && gap !== '. ') || count >= MOST_WORDS) break;
    if (NOT_NAMES.has(word.toLowerCase())) break;
    const isName =
      CAPITAL.test(word) || (INITIAL.test(raw) && raw !== 'I') || (capitals && /^\p{Lu}[\p{Lu}'-]+$/u.test(word));
    if (!isName) {
      if (plainWords >= plain || word.length < 2) break;
      plainWords += 1;
    }
    count += 1;
    end = from + match.index + word.replace(/'s?$/iu, '').length;
    if (/'s?$/iu.test(word) || (raw.endsWith('.') && !INITIAL.test(raw))) break;
  }
  return end;
};

interface How {
  /** How many words without a capital may be part of it. */
  readonly plain?: number;
  readonly capitals?: boolean;
  readonly words?: number;
}

const afterEach = (text: string, expression: RegExp, { plain = 0, capitals, words = 1 }: How = {}): readonly Piece[] =>
  [...text.matchAll(expression)].flatMap((match): Piece[] => {
    const start = match.index + match[0].length;
    const end = nameEnd(text, start, plain, capitals);
    const isWhole = end !== null && text.slice(start, end).split(' ').length >= words;
    return isWhole ? [{ kind: 'name', start, end }] : [];
  });

/** What stands between the name and what is masked already: a cue such as "reg" at most. */
const BETWEEN = /^[ ,:\n-]{1,3}(?:[\p{L}.]{1,10}[ :.]{1,2}){0,2}\[/u;
const findHeads = (text: string): readonly Piece[] =>
  afterEach(text, HEAD, { words: 2 }).filter(({ end }) => BETWEEN.test(text.slice(end, end + 32)));

/** In a text of capitals only, a capital says nothing. */
const isShouted = (text: string): boolean => {
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  const small = text.match(/\p{Ll}/gu)?.length ?? 0;
  return capitals > small;
};

export const findNames = (text: string): readonly Piece[] => {
  const sure = [...afterEach(text, SURE, { plain: 2 }), ...afterEach(text, COLON, { capitals: true })];
  if (isShouted(text)) return sure;
  const speaking = [...text.matchAll(SPEAKING)].flatMap((match): Piece[] => {
    const end = nameEnd(text, match.index, 0);
    return end === null ? [] : [{ kind: 'name', start: match.index, end }];
  });
  return [
    ...sure,
    ...afterEach(text, LIKELY),
    ...afterEach(text, TITLE),
    ...afterEach(text, RELATION),
    ...afterEach(text, MARRIED, { plain: 1 }),
    ...afterEach(text, TWO, { words: 2 }),
    ...afterEach(text, OUR),
    ...findHeads(text),
    ...speaking,
  ];
};
