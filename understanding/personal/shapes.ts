/** Personal information with a shape of its own, or with a cue and a shape. Every expression is linear. */
import personal from '../en/personal.json';
import { anyOf, type Piece, pieces } from './piece';

const START = '(?<![\\p{L}\\p{N}])';
const END = '(?![\\p{L}\\p{N}])';
const after = (cues: readonly string[], shape: string): RegExp =>
  new RegExp(`${START}${anyOf(cues)}${END}(?: is| was| no| number|[:=.#]){0,2}[ :=.#-]{0,3}(${shape})${END}`, 'giu');

const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}/gu;
const SPELT_EMAIL =
  /(?<![\p{L}\p{N}])[\p{L}\p{N}._-]{2,40} ?(?:\(at\)|\[at\]| at ) ?[\p{L}\p{N}-]{2,40} ?(?:\(dot\)|\[dot\]| dot |\.) ?(?:com|co|org|net|uk|nhs)(?: ?(?:dot|\.) ?uk)?(?![\p{L}\p{N}])/giu;
const POSTCODE = /(?<![\p{L}\p{N}])[A-Z]{1,2}[0-9][A-Z0-9]?[ -]?[0-9][ABD-HJLNP-UW-Z]{2}(?![\p{L}\p{N}])/giu;
/** "b4 2nd floor" is no postcode. */
const ORDINAL = /(?:1st|2nd|3rd|[04-9]th)$/u;
const NI_NUMBER = /(?<![\p{L}\p{N}])[A-Z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D](?![\p{L}\p{N}])/giu;
const IBAN = /(?<![\p{L}\p{N}])GB[0-9]{2} ?[A-Z]{4}(?: ?[0-9]){14}(?![\p{L}\p{N}])/giu;
const SORT_AND_ACCOUNT = /(?<![0-9])([0-9]{2}[ -][0-9]{2}[ -][0-9]{2}[^0-9\n]{1,24}[0-9]{8})(?![0-9])/gu;
const SORT_CODE = after(personal.sortCodeCues, '[0-9]{2}[ -]?[0-9]{2}[ -]?[0-9]{2}');
const ACCOUNT = after(personal.accountCues, '[0-9]{8}');
const HOSPITAL_NUMBER = after(personal.hospitalNumberCues, '[A-Z]{0,3}[ -]?[0-9]{5,9}[A-Z]?');
const LETTERS_AND_DIGITS = /(?<![\p{L}\p{N}])[A-Z]{1,3}[0-9]{5,9}[A-Z]?(?![\p{L}\p{N}])/giu;
const CAR = new RegExp(
  `${START}${anyOf(personal.carCues)}${END}[^\\n0-9]{0,24}?${START}([A-Z]{2}[0-9]{2} ?[A-Z]{3}|[A-Z][0-9]{1,3} ?[A-Z]{3})${END}`,
  'giu',
);
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

export const findShapes = (text: string): readonly Piece[] => [
  ...pieces('email', text, EMAIL),
  ...pieces('email', text, SPELT_EMAIL),
  ...pieces('postcode', text, POSTCODE).filter((piece) => !ORDINAL.test(at(text, piece))),
  ...pieces('niNumber', text, NI_NUMBER),
  ...pieces('bankAccount', text, IBAN),
  ...pieces('bankAccount', text, SORT_AND_ACCOUNT),
  ...pieces('bankAccount', text, SORT_CODE),
  ...pieces('bankAccount', text, ACCOUNT),
  ...pieces('hospitalNumber', text, HOSPITAL_NUMBER),
  ...pieces('hospitalNumber', text, LETTERS_AND_DIGITS),
  ...pieces('carRegistration', text, CAR),
  ...pieces('password', text, PASSWORD).filter((piece) => !NOT_PASSWORDS.has(at(text, piece).toLowerCase())),
  ...pieces('address', text, ADDRESS).filter((piece) => isAddress(text, piece)),
  ...pieces('address', text, PLAIN_ADDRESS).filter((piece) => isAddress(text, piece)),
];
