/** Hospital numbers in the Trust's own formats: `A` is a letter, `9` a figure, and what stands between may be left out. */
import { type Piece, pieces } from './piece';
import type { Places } from './places';
import { everywhere, type Search } from './search';

const PARTS: Readonly<Record<string, string>> = { A: '[a-z]', '9': '[0-9]' };
const BETWEEN = '[ ./-]?';

const searches = new Map<string, Search>();

const searchOf = (format: string): Search => {
  const known = searches.get(format);
  if (known !== undefined) return known;
  const parts = format.replace(/./gu, (sign) => PARTS[sign] ?? BETWEEN);
  const search = everywhere(new RegExp(`(?<![\\p{L}\\p{N}])${parts}(?![\\p{L}\\p{N}])`, 'giu'));
  searches.set(format, search);
  return search;
};

/** @param formats as the Trust profile has them, already checked. */
export const findFormats = (places: Places, formats: readonly string[]): readonly Piece[] =>
  formats.length === 0 ? [] : pieces('hospitalNumber', places, ...formats.map(searchOf));
