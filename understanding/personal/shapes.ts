/** Personal information with a shape of its own, or with a cue and a shape. Every expression is linear. */
import personal from '../en/personal.json';
import { type Piece, pieces } from './piece';
import type { Places } from './places';
import { after, anyOf, everywhere, only } from './search';

const END = '(?![\\p{L}\\p{N}])';
const cued = (cues: readonly string[], shape: string) =>
  after(cues, `${END}(?: is| was| no| number|[:=.#]){0,2}[ :=.#-]{0,3}(${shape})${END}`);
/** What begins with letters and goes on with figures. */
const figured = (shape: string, flags: 'u' | 'iu' = 'iu') => only(({ figured: at }) => at, `${shape}${END}`, flags);
/** What begins with a letter of its own. */
const spelt = (shape: string) => only(({ letters }) => letters, `${shape}${END}`);

const EMAIL = everywhere(/[\p{L}\p{N}._%+'-]{1,64} ?@ ?[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}/gu, /@/);
const SPELT_EMAIL = everywhere(
  /(?<![\p{L}\p{N}])[\p{L}\p{N}._-]{2,40}(?: (?:dot|dash|hyphen|underscore) [\p{L}\p{N}]{1,40}){0,3} ?(?:\(at\)|\[at\]| at ) ?[\p{L}\p{N}-]{2,40} ?(?:\(dot\)|\[dot\]| dot |\.) ?(?:com|co|org|net|uk|nhs)(?: ?(?:dot|\.) ?uk)?(?![\p{L}\p{N}])/giu,
  /(?:\(at\)|\[at\]| at ) ?[\p{L}\p{N}-]{2,40} ?(?:\(dot\)|\[dot\]| dot |\.) ?[conu]/iu,
);
const POSTCODE = figured('[A-Z]{1,2}[0-9][A-Z0-9]?[ -]?[0-9][A-Z]{2}');
/** "b4 2nd floor" and "B12 5mg" are no postcodes. */
const NOT_UNITS = new Set(personal.notUnits);
const isPostcode = (found: string): boolean => !NOT_UNITS.has(found.slice(-2).toLowerCase());
const SPELT_POSTCODE = spelt('[A-Z] (?:[A-Z] )?[0-9] (?:[A-Z0-9] )?[0-9] [A-Z] [A-Z]');
const DIGIT = anyOf(Object.keys(personal.digitWords).filter((word) => word.length > 1));
const DICTATED_POSTCODE = spelt(`[A-Z] (?:[A-Z] )?${DIGIT},? (?:${DIGIT},? )?${DIGIT},? [A-Z] [A-Z]`);
const NI_NUMBER = figured('[A-Z]{2}(?:[ -]?[0-9]){6}[ -]?[A-D]');
const IBAN = figured('GB[0-9]{2} ?[A-Z]{4}(?: ?[0-9]){14}');
const SORT_AND_ACCOUNT = everywhere(/(?<![0-9])([0-9]{2}[ -][0-9]{2}[ -][0-9]{2}[^0-9\n]{1,24}[0-9]{8})(?![0-9])/gu);
const SORT_AND_ACCOUNT_BARE = everywhere(/(?<![0-9])[0-9]{6} [0-9]{8}(?![0-9])/gu);
const SORT_CODE = cued(personal.sortCodeCues, '[0-9]{2}[ -]?[0-9]{2}[ -]?[0-9]{2}');
const ACCOUNT = cued(personal.accountCues, '[0-9]{4}[ -]?[0-9]{4}');
const HOSPITAL_SHAPE = '[A-Z]{0,3}[ /-]?[0-9](?:[ -]?[0-9]){4,8}[A-Z]?(?![ -]?[0-9])';
const HOSPITAL_NUMBER = cued(personal.hospitalNumberCues, HOSPITAL_SHAPE);
const LOOSE_HOSPITAL_NUMBER = after(
  personal.hospitalNumberLooseCues,
  `${END}[^0-9\\n.]{1,24}?(?<![\\p{L}\\p{N}])([A-Z]{0,3}[0-9]{5,9}[A-Z]?(?![ -]?[0-9]))${END}`,
);
const LETTERS_AND_DIGITS = figured('[A-Z]{1,3}[0-9]{5,9}[A-Z]?');
const CAR = after(
  personal.carCues,
  `${END}[^\\n0-9]{0,24}?(?<![\\p{L}\\p{N}])([A-Z]{2}[0-9]{2} ?[A-Z]{3}|[A-Z][0-9]{1,3} ?[A-Z]{3})${END}`,
);
/** Today's plates are told without a cue; written in capitals, so that words beside a number are not taken for one. */
const PLATE = figured('[A-Z]{2}[0-9]{2} ?[A-Z]{3}', 'u');
const NOT_PLATES = new Set(personal.notPlates);
const isPlate = (found: string): boolean => !NOT_PLATES.has(found.slice(-3).toLowerCase());
const PASSPORT = cued(personal.passportCues, '[A-Z]{0,2}[0-9]{7,9}');
const LICENCE = figured('[A-Z][A-Z9]{4}[ -]?[0-9]{6}[ -]?[A-Z9]{2}[ -]?[A-Z0-9]{3}');
const CUED_LICENCE = cued(personal.licenceCues, '[A-Z0-9]{6,18}');
const PROFILE = everywhere(
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:https?://)?(?:www\\.|m\\.|uk\\.)?${anyOf(personal.profileSites)}\\.com/[^\\s,]{2,80}`,
    'giu',
  ),
  /\.com\//i,
);
const HANDLE = after(
  personal.handleCues,
  `(?: handle| name| account| profile)?(?: is|'s|:| as){1,2} ?(@?[\\p{L}\\p{N}._]{3,30})`,
);
const AT_HANDLE = everywhere(/(?<![\p{L}\p{N}.@_])@(?=[\p{L}._]{0,29}[0-9_])[\p{L}\p{N}._]{3,30}/giu, /@/);
const LOOSE_PASSWORD = after(
  personal.passwordLooseCues,
  `${END}[^\\n.,;:!?=]{0,30}?(?: is| was|:|=) ?([^\\s,;]{4,64})`,
);
const BARE_PASSWORD = after(personal.passwordCues, ' ([^\\s,;]{4,64})');
const HAS_DIGIT = /[0-9]/u;
const PASSWORD = after(personal.passwordCues, `${END}(?: is| was|:| =){1,2} ?([^\\s,;]{3,64})`);
const NOT_PASSWORDS = new Set(personal.notPasswords);

const HOUSE = '(?:flat [0-9]{1,4}[a-z]?,? )?[0-9]{1,4}[a-z]?,? ';
/** Where a house's number can begin. */
const atHouses = (places: Places): readonly number[] =>
  [...places.of(['flat']), ...places.figures].sort((a, b) => a - b);
const CAPITALISED = `(?:[A-Z][\\p{L}']{1,20}\\.? ){1,3}`;
const withCapital = (list: readonly string[]): readonly string[] =>
  list.flatMap((type) => [type, type.charAt(0).toUpperCase() + type.slice(1)]);
const STREETS = anyOf(withCapital(personal.streetsWithCapital));
const ADDRESS = only(atHouses, `${HOUSE}${CAPITALISED}${STREETS}${END}`, 'u');
const NUMBER_WORDS = withCapital([
  ...Object.keys(personal.tensWords),
  ...Object.keys(personal.teenWords),
  ...personal.numberWords,
]);
const ADDRESS_IN_WORDS = after(NUMBER_WORDS, `[ -](?:${anyOf(NUMBER_WORDS)}[ -]){0,2}${CAPITALISED}${STREETS}${END}`, {
  flags: 'u',
});
/** "The Old Smithy, Back Lane": a house that has a name and no number. */
const NAMED_HOUSE = after(
  ['the old', 'The Old', 'The old'],
  ` [\\p{L}']{3,20}(?: [\\p{L}']{3,20})?, ${CAPITALISED}${STREETS}${END}`,
  {
    flags: 'u',
  },
);
/** "High Beck Farm, Raisgill Lane". */
const HOUSES = anyOf(personal.houses);
const HOUSE_WITH_STREET = everywhere(
  new RegExp(`(?<![\\p{L}\\p{N}])${CAPITALISED}${HOUSES}, ${CAPITALISED}${STREETS}${END}`, 'gu'),
  new RegExp(`${HOUSES}, `, 'u'),
);
const ADDRESS_PART = `(?:[0-9]{1,4}[a-zA-Z]?|[A-Z][\\p{Ll}']{1,20})`;
const CUED_ADDRESS = after(withCapital(personal.addressCues), ` (${ADDRESS_PART}(?:,? ${ADDRESS_PART}){1,6})${END}`, {
  flags: 'u',
});
const PLAIN_ADDRESS = only(atHouses, `${HOUSE}(?:[\\p{L}']{2,20} ){1,2}${anyOf(personal.streets)}${END}`);
/** "6 tannery close,": words that mean much else too, where the address ends. */
const PLAIN_ADDRESS_END = only(atHouses, `${HOUSE}(?:[\\p{L}']{3,20} ){1,2}(?:close|drive|court)(?=,|\\n|$)`);
const NOT_STREETS = new Set(personal.notStreetNames);
const NOT_HOUSES = new RegExp(`(?<![\\p{L}\\p{N}])${anyOf(personal.notHouses)} $`, 'iu');

const at = ({ text }: Places, { start, end }: Piece): string => text.slice(start, end);
const isAddress = (places: Places, piece: Piece): boolean =>
  !NOT_HOUSES.test(places.text.slice(Math.max(0, piece.start - 14), piece.start)) &&
  !(
    at(places, piece)
      .toLowerCase()
      .match(/[\p{L}']+/gu) ?? []
  ).some((word) => NOT_STREETS.has(word));

const WITHOUT_FIGURES: readonly ((places: Places) => readonly Piece[])[] = [
  (places) => pieces('email', places, EMAIL, SPELT_EMAIL),
  (places) => pieces('postcode', places, DICTATED_POSTCODE),
  (places) => pieces('profile', places, PROFILE, HANDLE),
  (places) => pieces('address', places, NAMED_HOUSE, HOUSE_WITH_STREET),
  (places) => pieces('address', places, ADDRESS_IN_WORDS, CUED_ADDRESS).filter((piece) => isAddress(places, piece)),
  (places) =>
    pieces('password', places, PASSWORD).filter((piece) => !NOT_PASSWORDS.has(at(places, piece).toLowerCase())),
];
const WITH_FIGURES: readonly ((places: Places) => readonly Piece[])[] = [
  (places) => pieces('postcode', places, POSTCODE, SPELT_POSTCODE).filter((piece) => isPostcode(at(places, piece))),
  (places) => pieces('niNumber', places, NI_NUMBER),
  (places) => pieces('bankAccount', places, IBAN, SORT_AND_ACCOUNT, SORT_AND_ACCOUNT_BARE, SORT_CODE, ACCOUNT),
  (places) => pieces('hospitalNumber', places, HOSPITAL_NUMBER, LOOSE_HOSPITAL_NUMBER, LETTERS_AND_DIGITS),
  (places) => pieces('carRegistration', places, CAR),
  (places) => pieces('carRegistration', places, PLATE).filter((piece) => isPlate(at(places, piece))),
  (places) =>
    pieces('document', places, PASSPORT, LICENCE, CUED_LICENCE).filter((piece) => HAS_DIGIT.test(at(places, piece))),
  (places) => pieces('profile', places, AT_HANDLE),
  (places) =>
    pieces('password', places, LOOSE_PASSWORD, BARE_PASSWORD).filter((piece) => HAS_DIGIT.test(at(places, piece))),
  (places) =>
    pieces('address', places, ADDRESS, PLAIN_ADDRESS, PLAIN_ADDRESS_END).filter((piece) => isAddress(places, piece)),
];

/** Half of the shapes need a figure; a text without one is not searched for them. */
export const findShapes = (places: Places): readonly Piece[] =>
  [...WITHOUT_FIGURES, ...(HAS_DIGIT.test(places.text) ? WITH_FIGURES : [])].flatMap((find) => find(places));
