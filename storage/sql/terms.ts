/** Words as they are looked for: letters and digits, a mark between them ends one. */
export const termsOf = (text: string): string[] =>
  text
    .normalize('NFC')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** Looked for whole; a longer one is also found by its beginning. */
export const SHORT_TERM = 2;
