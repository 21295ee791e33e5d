import type { PersonalKind } from '../vocabulary';
import type { Places } from './places';
import type { Search } from './search';

/** A piece of a tidied text that is personal: from `start` to `end` (exclusive). */
export interface Piece {
  readonly kind: PersonalKind;
  readonly start: number;
  readonly end: number;
}

/** The places of the first group of each match; of the whole match when there is no group. */
export const pieces = (kind: PersonalKind, places: Places, ...searches: readonly Search[]): readonly Piece[] =>
  searches.flatMap((search) =>
    search.in(places).map((match) => {
      const found = match[1] ?? match[0];
      const start = match.index + (match[1] === undefined ? 0 : match[0].lastIndexOf(found));
      return { kind, start, end: start + found.length };
    }),
  );
