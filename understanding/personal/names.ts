/** Names beside a cue. Partial by nature: a name without a cue is not found, and is not guessed at. */
import personal from '../en/personal.json';
import { lettersIn } from '../normalise';
import { type Piece, pieces } from './piece';
import type { Places } from './places';
import { after, anyOf, everywhere, type Search } from './search';

const lower = (words: readonly string[]): ReadonlySet<string> => new Set(words.map((word) => word.toLowerCase()));
const NOT_NAMES = lower([...personal.notNames, ...personal.relations]);
const MOST_WORDS = 4;

const cue = (phrases: readonly string[]): Search => after(phrases, '[ :,-]{1,3}');
/** After these anything that is no ordinary word is a name, without a capital too. */
const SURE = cue(personal.sureNameCues);
const LIKELY = cue(personal.nameCues);
/** "I'm" and "our" stand before much else: the one needs a first and a last name, the other a capital. */
const TWO = cue(personal.twoNameCues);
const COLON = after(personal.colonNameCues, ' ?');
const MARRIED = after(personal.marriedTitles, ' (?!\\p{Lu})', {
  flags: 'u',
  before: `(?<!${anyOf(personal.beforeWife)} )`,
});
const OUR = after(personal.ourNameCues, ' ');
/** "Olu Madeup, [phone number removed]": a name at the head of a list of what identifies a person. */
const HEAD = everywhere(/(?:^|[\n.:,] ?)(?=\p{Lu})(?=[^\n[]{3,60}\[[\p{L} ]{4,40} removed\])/gu, / removed\]/);
/** The same in small letters, at the very beginning and beside what only a person has. */
const SMALL_HEAD = everywhere(
  /^[\p{Ll}'-]{2,20} [\p{Ll}'-]{2,20}(?=,? \[(?:date of birth|NHS number) removed\])/gu,
  / removed\]/,
);
/** "Olu Madeup dob [date of birth removed]": anywhere. */
const BORN = everywhere(
  /\p{Lu}[\p{L}'-]{1,30} \p{Lu}[\p{Ll}'-]{1,30}(?=,? \(?[\p{L}.]{3,6}:? \[date of birth removed\])/gu,
  / removed\]/,
);
/** "[NHS number removed] Olu Madeup": and after one. */
const NEXT = everywhere(/\[[\p{L} ]{4,40} removed\],? (?=\p{Lu})/gu, / removed\]/);
const TITLE = after(personal.titles, ' ');
const RELATION = after(personal.relations, ',? ');
/** "His carer is Olu Madeup": one word alone may say how somebody is. */
const RELATION_IS = after(personal.relations, ' (?:is|was) ');
const SPEAKING = everywhere(
  new RegExp(
    `(?<![\\p{L}\\p{N}])((?:\\p{Lu}[\\p{Ll}'-]{1,20} ){1,3})${anyOf(personal.afterNames)}(?![\\p{L}\\p{N}])`,
    'gu',
  ),
  new RegExp(`[\\p{Ll}'-] ${anyOf(personal.afterNames)}`, 'u'),
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

const afterEach = (places: Places, search: Search, { plain = 0, capitals, words = 1 }: How = {}): readonly Piece[] =>
  search.in(places).flatMap((match): Piece[] => {
    const { text } = places;
    const start = match.index + match[0].length;
    const end = nameEnd(text, start, plain, capitals);
    const isWhole = end !== null && text.slice(start, end).split(' ').length >= words;
    return isWhole ? [{ kind: 'name', start, end }] : [];
  });

/** What stands between the name and what is masked already: a cue such as "reg" at most. */
const BETWEEN = /^[ ,:\n-]{1,3}(?:[\p{L}.]{1,10}[ :.]{1,2}){0,2}\[/u;
const findHeads = (places: Places): readonly Piece[] =>
  afterEach(places, HEAD, { words: 2 }).filter(({ end }) => BETWEEN.test(places.text.slice(end, end + 32)));

/** In a text of capitals only, a capital says nothing. */
const isShouted = (text: string): boolean => {
  const { capitals, small } = lettersIn(text);
  return capitals > small;
};

export const findNames = (places: Places): readonly Piece[] => {
  const sure = [...afterEach(places, SURE, { plain: 2 }), ...afterEach(places, COLON, { capitals: true })];
  if (isShouted(places.text)) return sure;
  const speaking = SPEAKING.in(places).flatMap((match): Piece[] => {
    const end = nameEnd(places.text, match.index, 0);
    return end === null ? [] : [{ kind: 'name', start: match.index, end }];
  });
  return [
    ...sure,
    ...afterEach(places, LIKELY),
    ...afterEach(places, TITLE),
    ...afterEach(places, RELATION),
    ...afterEach(places, RELATION_IS, { words: 2 }),
    ...afterEach(places, MARRIED, { plain: 1 }),
    ...afterEach(places, TWO, { words: 2 }),
    ...afterEach(places, OUR),
    ...findHeads(places),
    ...pieces('name', places, SMALL_HEAD, BORN),
    ...afterEach(places, NEXT, { words: 2 }),
    ...speaking,
  ];
};
