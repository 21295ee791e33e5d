import type { PersonalKind } from '../vocabulary';

/** A piece of a tidied text that is personal: from `start` to `end` (exclusive). */
export interface Piece {
  readonly kind: PersonalKind;
  readonly start: number;
  readonly end: number;
}

const escaped = (phrase: string): string => phrase.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&');

/** An alternation of phrases, longest first, for use inside a larger expression. */
export const anyOf = (phrases: readonly string[]): string =>
  `(?:${[...phrases]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|')})`;

/** The places of the first group of each match; of the whole match when there is no group. */
export const pieces = (kind: PersonalKind, text: string, expression: RegExp): readonly Piece[] =>
  [...text.matchAll(expression)].map((match) => {
    const found = match[1] ?? match[0];
    const start = match.index + (match[1] === undefined ? 0 : match[0].lastIndexOf(found));
    return { kind, start, end: start + found.length };
  });
