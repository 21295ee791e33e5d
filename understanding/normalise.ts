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

export interface Word {
  /** Folded: lower case, no accents, no apostrophes. */
  readonly word: string;
  /** Where it stands in the tidied text. */
  readonly at: number;
  readonly end: number;
  /** What stands between the word before and this one. */
  readonly gap: string;
}

/** The words of a tidied text with their places; everything that is no letter, digit or apostrophe stands between. */
export const wordsOf = (tidied: string): readonly Word[] => {
  const found: Word[] = [];
  let before = 0;
  for (const match of tidied.matchAll(/[\p{L}\p{M}\p{N}']+/gu)) {
    const word = foldWord(match[0]);
    if (word === '') continue;
    found.push({ word, at: match.index, end: match.index + match[0].length, gap: tidied.slice(before, match.index) });
    before = match.index + match[0].length;
  }
  return found;
};

/** A whole message as plain words, for comparing with a label or a phrase: "No, not yet!" is "no not yet". */
export const plain = (text: string): string =>
  wordsOf(tidy(text))
    .map(({ word }) => word)
    .join(' ');
