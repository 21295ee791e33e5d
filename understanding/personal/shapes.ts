/** Personal information with a shape of its own, or with a cue and a shape. Every expression is linear. */
import personal from '../en/personal.json';
import { anyOf, type Piece, pieces } from './piece';

const START = '(?<![\\p{L}\\p{N}])';
const END = '(?![\\p{L}\\p{N}])';
const after = (cues: readonly string[], shape: string): RegExp =>
  new RegExp(`${START}${anyOf(cues)}${END}(?: is| was| no| number|[:=.#]){0,2}[ :=.#-]{0,3}(${shape})${END}`, 'giu');

const EMAIL = /[\p{L}\p{N}._%+'-]{1,64} ?@ ?[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}/gu;
const SPELT_EMAIL =
  /(?<![\p{L}\p{N}])[\p{L}\p{N}._-]{2,40}(?: (?:dot|dash|hyphen|underscore) [\p{L}\p{N}]{1,40}){0,3} ?(?:\(at\)|\[at\]| at ) ?[\p{L}\p{N}-]{2,40} ?(?:\(dot\)|\[dot\]| dot |\.) ?(?:com|co|org|net|uk|nhs)(?: ?(?:dot|\.) ?uk)?(?![\p{L}\p{N}])/giu;
const POSTCODE = /(?<![\p{L}\p{N}])[A-Z]{1,2}[0-9][A-Z0-9]?[ -]?[0-9][A-Z]{2}(?![\p{L}\p{N}])/giu;
/** "b4 2nd floor" and "B12 5mg" are no postcodes. */
const NOT_UNITS = new Set(personal.notUnits);
const isPostcode = (found: string): boolean => !NOT_UNITS.has(found.slice(-2).toLowerCase());
const SPELT_POSTCODE = /(?<![\p{L}\p{N}])[A-Z] (?:[A-Z] )?[0-9] (?:[A-Z0-9] )?[0-9] [A-Z] [A-Z](?![\p{L}\p{N}])/giu;
const DIGIT = anyOf(Object.keys(personal.digitWords).filter((word) => word.length > 1));
const DICTATED_POSTCODE = new RegExp(
  `${START}[A-Z] (?:[A-Z] )?${DIGIT},? (?:${DIGIT},? )?${DIGIT},? [A-Z] [A-Z]${END}`,
  'giu',
);
const NI_NUMBER = /(?<![\p{L}\p{N}])[A-Z]{2}(?:[ -]?[0-9]){6}[ -]?[A-D](?![\p{L}\p{N}])/giu;
const IBAN = /(?<![\p{L}\p{N}])GB[0-9]{2} ?[A-Z]{4}(?: ?[0-9]){14}(?![\p{L}\p{N}])/giu;
const SORT_AND_ACCOUNT = /(?<![0-9])([0-9]{2}[ -][0-9]{2}[ -][0-9]{2}[^0-9\n]{1,24}[0-9]{8})(?![0-9])/gu;
const SORT_AND_ACCOUNT_BARE = /(?<![0-9])[0-9]{6} [0-9]{8}(?![0-9])/gu;
const SORT_CODE = after(personal.sortCodeCues, '[0-9]{2}[ -]?[0-9]{2}[ -]?[0-9]{2}');
const ACCOUNT = after(personal.accountCues, '[0-9]{4}[ -]?[0-9]{4}');
const HOSPITAL_SHAPE = '[A-Z]{0,3}[ /-]?[0-9](?:[ -]?[0-9]){4,8}[A-Z]?(?![ -]?[0-9])';
const HOSPITAL_NUMBER = after(personal.hospitalNumberCues, HOSPITAL_SHAPE);
const LOOSE_HOSPITAL_NUMBER = new RegExp(
  `${START}${anyOf(personal.hospitalNumberLooseCues)}${END}[^0-9\\n.]{1,24}?${START}([A-Z]{0,3}[0-9]{5,9}[A-Z]?(?![ -]?[0-9]))${END}`,
  'giu',
);
const LETTERS_AND_DIGITS = /(?<![\p{L}\p{N}])[A-Z]{1,3}[0-9]{5,9}[A-Z]?(?![\p{L}\p{N}])/giu;
const CAR = new RegExp(
  `${START}${anyOf(personal.carCues)}${END}[^\\n0-9]{0,24}?${START}([A-Z]{2}[0-9]{2} ?[A-Z]{3}|[A-Z][0-9]{1,3} ?[A-Z]{3})${END}`,
  'giu',
);
/** Today's plates are told without a cue; written in capitals, so that words beside a number are not taken for one. */
const PLATE = /(?<![\p{L}\p{N}])[A-Z]{2}[0-9]{2} ?[A-Z]{3}(?![\p{L}\p{N}])/gu;
const NOT_PLATES = new Set(personal.notPlates);
const isPlate = (found: string): boolean => !NOT_PLATES.has(found.slice(-3).toLowerCase());
const PASSPORT = after(personal.passportCues, '[A-Z]{0,2}[0-9]{7,9}');
const LICENCE = /(?<![\p{L}\p{N}])[A-Z][A-Z9]{4}[ -]?[0-9]{6}[ -]?[A-Z9]{2}[ -]?[A-Z0-9]{3}(?![\p{L}\p{N}])/giu;
const CUED_LICENCE = after(personal.licenceCues, '[A-Z0-9]{6,18}');
const PROFILE = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:https?://)?(?:www\\.|m\\.|uk\\.)?${anyOf(personal.profileSites)}\\.com/[^\\s,]{2,80}`,
  'giu',
);
const HANDLE = new RegExp(
  `${START}${anyOf(personal.handleCues)}(?: handle| name| account| profile)?(?: is|'s|:| as){1,2} ?(@?[\\p{L}\\p{N}._]{3,30})`,
  'giu',
);
const AT_HANDLE = /(?<![\p{L}\p{N}.@_])@(?=[\p{L}._]{0,29}[0-9_])[\p{L}\p{N}._]{3,30}/giu;
const LOOSE_PASSWORD = new RegExp(
  `${START}${anyOf(personal.passwordLooseCues)}${END}[^\\n.,;:!?=]{0,30}?(?: is| was|:|=) ?([^\\s,;]{4,64})`,
  'giu',
);
const BARE_PASSWORD = new RegExp(`${START}${anyOf(personal.passwordCues)} ([^\\s,;]{4,64})`, 'giu');
const HAS_DIGIT = /[0-9]/u;
const PASSWORD = new RegExp(
  `${START}${anyOf(personal.passwordCues)}${END}(?: is| was|:| =){1,2} ?([^\\s,;]{3,64})`,
  'giu',
);
const NOT_PASSWORDS = new Set(personal.notPasswords);

const HOUSE = '(?:flat [0-9]{1,4}[a-z]?,? )?[0-9]{1,4}[a-z]?,? ';
const CAPITALISED = `(?:[A-Z][\\p{L}']{1,20}\\.? ){1,3}`;
const types = (list: readonly string[]): string =>
  anyOf(list.flatMap((type) => [type, type.charAt(0).toUpperCase() + type.slice(1)]));
const ADDRESS = new RegExp(`${START}${HOUSE}${CAPITALISED}${types(personal.streetsWithCapital)}${END}`, 'gu');
const NUMBER_WORDS = [...Object.keys(personal.tensWords), ...Object.keys(personal.teenWords), ...personal.numberWords];
const ADDRESS_IN_WORDS = new RegExp(
  `${START}(?:${types(NUMBER_WORDS)}[ -]){1,3}${CAPITALISED}${types(personal.streetsWithCapital)}${END}`,
  'gu',
);
const ADDRESS_PART = `(?:[0-9]{1,4}[a-zA-Z]?|[A-Z][\\p{Ll}']{1,20})`;
const CUED_ADDRESS = new RegExp(
  `${START}${types(personal.addressCues)} (${ADDRESS_PART}(?:,? ${ADDRESS_PART}){1,6})${END}`,
  'gu',
);
const PLAIN_ADDRESS = new RegExp(`${START}${HOUSE}(?:[\\p{L}']{2,20} ){1,2}${anyOf(personal.streets)}${END}`, 'giu');
const NOT_STREETS = new Set(personal.notStreetNames);
const NOT_HOUSES = new RegExp(`${START}${anyOf(personal.notHouses)} $`, 'iu');

const at = (text: string, { start, end }: Piece): string => text.slice(start, end);
const isAddress = (text: string, piece: Piece): boolean =>
  !NOT_HOUSES.test(text.slice(Math.max(0, piece.start - 14), piece.start)) &&
  !(
    at(text, piece)
      .toLowerCase()
      .match(/[\p{L}']+/gu) ?? []
  ).some((word) => NOT_STREETS.has(word));

const found = (kind: Piece['kind'], text: string, ...expressions: readonly RegExp[]): readonly Piece[] =>
  expressions.flatMap((expression) => pieces(kind, text, expression));

const WITHOUT_FIGURES: readonly ((text: string) => readonly Piece[])[] = [
  (text) => found('email', text, EMAIL, SPELT_EMAIL),
  (text) => found('postcode', text, DICTATED_POSTCODE),
  (text) => found('profile', text, PROFILE, HANDLE),
  (text) => found('address', text, ADDRESS_IN_WORDS, CUED_ADDRESS).filter((piece) => isAddress(text, piece)),
  (text) => found('password', text, PASSWORD).filter((piece) => !NOT_PASSWORDS.has(at(text, piece).toLowerCase())),
];
const WITH_FIGURES: readonly ((text: string) => readonly Piece[])[] = [
  (text) => found('postcode', text, POSTCODE, SPELT_POSTCODE).filter((piece) => isPostcode(at(text, piece))),
  (text) => found('niNumber', text, NI_NUMBER),
  (text) => found('bankAccount', text, IBAN, SORT_AND_ACCOUNT, SORT_AND_ACCOUNT_BARE, SORT_CODE, ACCOUNT),
  (text) => found('hospitalNumber', text, HOSPITAL_NUMBER, LOOSE_HOSPITAL_NUMBER, LETTERS_AND_DIGITS),
  (text) => found('carRegistration', text, CAR),
  (text) => found('carRegistration', text, PLATE).filter((piece) => isPlate(at(text, piece))),
  (text) => found('document', text, PASSPORT, LICENCE, CUED_LICENCE).filter((piece) => HAS_DIGIT.test(at(text, piece))),
  (text) => found('profile', text, AT_HANDLE),
  (text) => found('password', text, LOOSE_PASSWORD, BARE_PASSWORD).filter((piece) => HAS_DIGIT.test(at(text, piece))),
  (text) => found('address', text, ADDRESS, PLAIN_ADDRESS).filter((piece) => isAddress(text, piece)),
];

/** Half of the shapes need a figure; a text without one is not searched for them. */
export const findShapes = (text: string): readonly Piece[] =>
  [...WITHOUT_FIGURES, ...(HAS_DIGIT.test(text) ? WITH_FIGURES : [])].flatMap((find) => find(text));
