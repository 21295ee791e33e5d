/** Every way in which a message is made comparable, in one place. All of it is linear in the message's length. */

/** Longest message that is read, in UTF-16 units; what stands after it is not looked at. */
export const LONGEST_READ = 12_000;

/** Control, zero-width and direction characters: nobody sees them, and they could hide a word or a number. */
const UNSEEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;
/** Two ligatures that normalisation would blow up to eighteen characters each; and halves of broken pairs. */
const UNUSABLE = /[\ufdfa\ufdfb]|\p{Surrogate}/gu;

/** Nothing but what every keyboard types: most messages. There is nothing to normalise in them, only white space to fold. */
const PLAIN = /^[\n\x20-\x5f\x61-\x7e]*$/;

const normalised = (text: string): string =>
  text
    .replace(UNSEEN, '')
    .replace(UNUSABLE, ' ')
    .normalize('NFKC')
    .replace(UNSEEN, '')
    .replace(/[\u2018\u2019\u201a\u201b\u2032\u02bc\u0060]/gu, "'")
    .replace(/[\u201c\u201d\u201e\u2033]/gu, '"')
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/\r/gu, '\n');

/** The message as a person sees it: unseen characters dropped, NFKC, straight quotes, white space folded. */
export const tidy = (text: string): string => {
  const read = text.slice(0, LONGEST_READ);
  return (PLAIN.test(read) ? read : normalised(read))
    .replace(/[^\S\n]{2,}|[^\S\n ]/gu, ' ')
    .replace(/ ?\n[ \n]*/gu, '\n')
    .trim();
};

const FOLDED = /^[a-z0-9]+$/;

/** One word without case, accents or apostrophes: "Can't" and "cant" are the same word. */
export const foldWord = (word: string): string =>
  FOLDED.test(word)
    ? word
    : word
        .normalize('NFD')
        .replace(/[\p{M}']+/gu, '')
        .toLowerCase();

/** A script may have letters that are neither capital nor small. */
const kindOf = (character: string): 'capital' | 'small' | 'other' | null => {
  if (/\p{Lu}/u.test(character)) return 'capital';
  if (/\p{Ll}/u.test(character)) return 'small';
  return /\p{L}/u.test(character) ? 'other' : null;
};

/** How many letters a text has, and how many of them are capitals or small. */
export const lettersIn = (
  text: string,
): { readonly letters: number; readonly capitals: number; readonly small: number } => {
  let [others, capitals, small] = [0, 0, 0];
  const kinds = new Map<string, 'capital' | 'small' | 'other' | null>();
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0x61 && code <= 0x7a) small += 1;
    else if (code >= 0x41 && code <= 0x5a) capitals += 1;
    else if (code > 0x7f) {
      const letter = String.fromCodePoint(text.codePointAt(at) ?? code);
      at += letter.length - 1;
      let kind = kinds.get(letter);
      if (kind === undefined) kinds.set(letter, (kind = kindOf(letter)));
      if (kind === 'capital') capitals += 1;
      else if (kind === 'small') small += 1;
      else if (kind === 'other') others += 1;
    }
  }
  return { letters: capitals + small + others, capitals, small };
};

export interface Word {
  /** Folded: lower case, no accents, no apostrophes. */
  readonly word: string;
  /** Where it stands in the tidied text. */
  readonly at: number;
  readonly end: number;
  /** What stands between the word before and this one. */
  readonly gap: string;
}

/** Of a word's characters, by their code up to 127: small or figure, capital, apostrophe; 0 stands between words. */
const [SMALL, CAPITAL, APOSTROPHE] = [1, 2, 4];
const KINDS = Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[a-z0-9]/.test(character)) return SMALL;
  if (/[A-Z]/.test(character)) return CAPITAL;
  return character === "'" ? APOSTROPHE : 0;
});
const BEYOND = /[\p{L}\p{M}\p{N}']+/uy;

/** Where the word that begins here ends, and what kinds of characters it has; -1 for those beyond the alphabet. */
const readWord = (text: string, at: number): { readonly end: number; readonly kinds: number } => {
  let kinds = 0;
  for (let end = at; ; end += 1) {
    const code = end < text.length ? text.charCodeAt(end) : 0;
    if (code > 127) {
      BEYOND.lastIndex = end;
      if (BEYOND.test(text)) return { end: BEYOND.lastIndex, kinds: -1 };
    }
    const kind = KINDS[code] ?? 0;
    if (kind === 0) return { end, kinds };
    kinds |= kind;
  }
};

const foldPlain = (word: string, kinds: number): string => {
  const letters = (kinds & APOSTROPHE) === 0 ? word : word.replaceAll("'", '');
  return (kinds & CAPITAL) === 0 ? letters : letters.toLowerCase();
};

/** The words of a tidied text with their places; everything that is no letter, digit or apostrophe stands between. */
export const wordsOf = (tidied: string): readonly Word[] => {
  const found: Word[] = [];
  let before = 0;
  for (let at = 0; at < tidied.length;) {
    const { end, kinds } = readWord(tidied, at);
    if (end === at) {
      at += 1;
      continue;
    }
    const raw = tidied.slice(at, end);
    const word = kinds < 0 ? foldWord(raw) : foldPlain(raw, kinds);
    if (word !== '') {
      found.push({ word, at, end, gap: tidied.slice(before, at) });
      before = end;
    }
    at = end;
  }
  return found;
};

/** A whole message as plain words, for comparing with a label or a phrase: "No, not yet!" is "no not yet". */
export const plain = (text: string): string =>
  wordsOf(tidy(text))
    .map(({ word }) => word)
    .join(' ');
