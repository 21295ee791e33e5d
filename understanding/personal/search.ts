/** Ways to look for an expression in a text. Most begin with a word that is easy to find, and are tried nowhere else. */
import type { Places } from './places';

export interface Search {
  readonly in: (places: Places) => readonly RegExpExecArray[];
}

const NOTHING: readonly RegExpExecArray[] = [];

const escaped = (phrase: string): string => phrase.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&');

/** An alternation of phrases, longest first, for use inside a larger expression. */
export const anyOf = (phrases: readonly string[]): string =>
  `(?:${[...phrases]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|')})`;

/**
 * All through the text.
 * @param never a text that this does not find is not searched: quicker than the expression itself.
 */
export const everywhere = (expression: RegExp, never?: RegExp): Search => ({
  in: ({ text }) => {
    if (never !== undefined && !never.test(text)) return NOTHING;
    const found: RegExpExecArray[] = [];
    // Not `matchAll`, which makes a new expression each time.
    expression.lastIndex = 0;
    for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
      found.push(match);
      // Past a match of nothing, by a whole character.
      if (match[0] === '') expression.lastIndex += (text.codePointAt(match.index) ?? 0) > 0xffff ? 2 : 1;
    }
    return found;
  },
});

/** Only at certain places, in order; no match overlaps another. */
export const only = (
  placesOf: (places: Places) => readonly number[],
  expression: string,
  flags: 'u' | 'iu' = 'iu',
): Search => {
  const sticky = new RegExp(expression, `y${flags}`);
  return {
    in: (places) => {
      const begins = placesOf(places);
      if (begins.length === 0) return NOTHING;
      const found: RegExpExecArray[] = [];
      let from = 0;
      for (const at of begins) {
        if (at < from) continue;
        sticky.lastIndex = at;
        const match = sticky.exec(places.text);
        if (match === null) continue;
        found.push(match);
        from = sticky.lastIndex;
      }
      return found;
    },
  };
};

/** The words that phrases begin with. */
const firstWords = (phrases: readonly string[]): ReadonlySet<string> =>
  new Set(phrases.map((phrase) => /[\p{L}\p{N}]+/u.exec(phrase.toLowerCase())?.[0] ?? phrase));

/** Only where one of the phrases begins as a word of its own; the expression goes on after the phrase. */
export const after = (
  phrases: readonly string[],
  expression: string,
  { flags = 'iu', before = '' }: { readonly flags?: 'u' | 'iu'; readonly before?: string } = {},
): Search => {
  const firsts = firstWords(phrases);
  return only((places) => places.of(firsts), `${before}${anyOf(phrases)}${expression}`, flags);
};
