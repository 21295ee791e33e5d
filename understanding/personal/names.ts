/** Names beside a cue. Partial by nature: a name without a cue is not found, and is not guessed at. */
import personal from '../en/personal.json';
import { anyOf, type Piece } from './piece';

const START = '(?<![\\p{L}\\p{N}])';
const lower = (words: readonly string[]): ReadonlySet<string> => new Set(words.map((word) => word.toLowerCase()));
const NOT_NAMES = lower(personal.notNames);
const MOST_WORDS = 4;

const cue = (phrases: readonly string[]): RegExp => new RegExp(`${START}${anyOf(phrases)}[ :,-]{1,3}`, 'giu');
/** After these anything that is no ordinary word is a name, without a capital too. */
const SURE = cue(personal.sureNameCues);
const LIKELY = cue(personal.nameCues);
const TITLE = new RegExp(`${START}${anyOf(personal.titles)} `, 'giu');
const RELATION = new RegExp(`${START}${anyOf(personal.relations)},? `, 'giu');
const SPEAKING = new RegExp(
  `${START}((?:\\p{Lu}[\\p{Ll}'-]{1,20} ){1,3})${anyOf(personal.afterNames)}(?![\\p{L}\\p{N}])`,
  'gu',
);

const CAPITAL = /^\p{Lu}[\p{Ll}'-]/u;
const INITIAL = /^\p{Lu}\.?$/u;

/** How far a name goes from here: capitals, initials, and (after a sure cue) up to two plain words. */
const nameEnd = (text: string, from: number, plainToo: boolean): number | null => {
  let end: number | null = null;
  let plainWords = 0;
  let count = 0;
  for (const match of text.slice(from, from + 80).matchAll(/[\p{L}'-]+\.?|[^\s]/gu)) {
    const raw = match[0];
    const word = raw.replace(/\.$/u, '');
    const gap = text.slice(end ?? from, from + match.index);
    if (!/^\p{L}/u.test(raw) || (end !== null && gap !== ' ' && gap !== '. ') || count >= MOST_WORDS) break;
    if (NOT_NAMES.has(word.toLowerCase())) break;
    const isName = CAPITAL.test(word) || (INITIAL.test(raw) && raw !== 'I');
    if (!isName) {
      if (!plainToo || plainWords >= 2 || word.length < 2) break;
      plainWords += 1;
    }
    count += 1;
    end = from + match.index + word.length;
    if (raw.endsWith('.') && !INITIAL.test(raw)) break;
  }
  return end;
};

const afterEach = (text: string, expression: RegExp, plainToo: boolean): readonly Piece[] =>
  [...text.matchAll(expression)].flatMap((match): Piece[] => {
    const start = match.index + match[0].length;
    const end = nameEnd(text, start, plainToo);
    return end === null ? [] : [{ kind: 'name', start, end }];
  });

/** In a text of capitals only, a capital says nothing. */
const isShouted = (text: string): boolean => {
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  const small = text.match(/\p{Ll}/gu)?.length ?? 0;
  return capitals > small;
};

export const findNames = (text: string): readonly Piece[] => {
  const sure = afterEach(text, SURE, true);
  if (isShouted(text)) return sure;
  const speaking = [...text.matchAll(SPEAKING)].flatMap((match): Piece[] => {
    const end = nameEnd(text, match.index, false);
    return end === null ? [] : [{ kind: 'name', start: match.index, end }];
  });
  return [
    ...sure,
    ...afterEach(text, LIKELY, false),
    ...afterEach(text, TITLE, false),
    ...afterEach(text, RELATION, false),
    ...speaking,
  ];
};
