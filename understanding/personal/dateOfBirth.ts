/** A date beside a cue ("born", "dob"), in digits or in words. An appointment's date has no cue and stays. */
import personal from '../en/personal.json';
import { type Piece, pieces } from './piece';
import type { Places } from './places';
import { after, anyOf, everywhere } from './search';

const CUE = after(personal.born, '(?![\\p{L}\\p{N}])');
const LINKS = new Set(personal.dateLinks);
const WORDS = new Set([...personal.months, ...personal.numberWords]);
/** Nothing that is a date with its cue is longer than this. */
const LONGEST = 90;

const isDatePart = (word: string): boolean =>
  /^[0-9]{1,4}(?:st|nd|rd|th)?$|^[0-9]{6}$|^[0-9]{8}$/u.test(word) || WORDS.has(word);

/** Enough to be a date: two parts, or one that is a year or a whole date. */
const isDate = (parts: readonly string[]): boolean =>
  parts.length > 1 || /^(?:(?:19|20)[0-9]{2}|[0-9]{6}|[0-9]{8})$/u.test(parts[0] ?? '');

/** The date that begins right here, after links; null when something else comes first. */
const dateAfter = (text: string, from: number): { readonly start: number; readonly end: number } | null => {
  const parts: string[] = [];
  let start = -1;
  let end = -1;
  for (const match of text.slice(from, from + LONGEST).matchAll(/[\p{L}\p{N}]+|\n/gu)) {
    const word = match[0].toLowerCase();
    if (isDatePart(word)) {
      if (start < 0) start = from + match.index;
      end = from + match.index + match[0].length;
      parts.push(word);
      if (parts.length >= 7) break;
    } else if (!LINKS.has(word)) break;
  }
  return isDate(parts) ? { start, end } : null;
};

const MONTH = anyOf(personal.months);
const MONTH_CAPITALS = [...new Set(personal.months.map((month) => month.charAt(0).toUpperCase()))].join('');
/** "14.2.58 is my" before "date of birth"; "14 march 1961 (". */
const BEFORE = new RegExp(
  `(?<![0-9./-])([0-9]{1,2}[./ -][0-9]{1,2}[./ -](?:[0-9]{4}|[0-9]{2})|[0-9]{1,2}(?:st|nd|rd|th)? (?:of )?${MONTH},? (?:[0-9]{4}|[0-9]{2}))[ (,-]{0,3}(?:(?:is |was )?(?:my |his |her |their |the )?)?$`,
  'iu',
);
const SHORT_CUE = after(['b'], '[. ]{1,2}([0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{4}|[0-9]{2}))(?![0-9])', {
  before: '(?<![.])',
});
/** "Olu Madeup, 14.2.58, [postcode removed]": in a list of what identifies a person. */
const LISTED = everywhere(
  /(?<=, ?)([0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{4}|[0-9]{2}))(?=, ?\[[\p{L} ]{4,40} removed\])/gu,
  / removed\]/,
);
/** "Olu Madeup 14.2.58": right after a first and a last name, of the last century. */
const AFTER_NAME = everywhere(
  /(?<=\p{Lu}[\p{Ll}'-]{1,20} \p{Lu}[\p{Ll}'-]{1,20},? )([0-9]{1,2}[./-][0-9]{1,2}[./-](?:19[0-9]{2}|[3-9][0-9]))(?![0-9./-])/gu,
  /[0-9][./-][0-9]/,
);
/** "Olu Madeup, 14 February 1958": the same in words. */
const AFTER_NAME_IN_WORDS = everywhere(
  new RegExp(
    `(?<=\\p{Lu}[\\p{Ll}'-]{1,20} \\p{Lu}[\\p{Ll}'-]{1,20},? )([0-9]{1,2}(?:st|nd|rd|th)? (?:of )?[${MONTH_CAPITALS}][a-z]{2,8},? 19[0-9]{2})(?![0-9])`,
    'gu',
  ),
  / 19[0-9]{2}/,
);
/** "[NHS number removed] / 14.2.58". */
const AFTER_NUMBER = everywhere(
  /(?<=\[(?:NHS|hospital) number removed\] ?[/,-]? ?)([0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{4}|[0-9]{2}))(?![0-9./-])/gu,
  / removed\]/,
);

export const findDatesOfBirth = (places: Places): readonly Piece[] => [
  ...pieces('dateOfBirth', places, SHORT_CUE, LISTED, AFTER_NAME, AFTER_NAME_IN_WORDS, AFTER_NUMBER),
  ...CUE.in(places).flatMap((cue): Piece[] => {
    const { text } = places;
    const date = dateAfter(text, cue.index + cue[0].length);
    if (date !== null) return [{ kind: 'dateOfBirth', ...date }];
    const from = Math.max(0, cue.index - 48);
    const before = BEFORE.exec(text.slice(from, cue.index));
    const found = before?.[1];
    if (before === null || found === undefined) return [];
    return [{ kind: 'dateOfBirth', start: from + before.index, end: from + before.index + found.length }];
  }),
];
