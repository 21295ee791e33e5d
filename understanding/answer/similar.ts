/** Whether a typed word is the wanted one, perhaps with a typing error. */
import { distance } from 'fastest-levenshtein';
import fold from '../en/fold.json';

const NEGATIONS = new Set(fold.negations);
export const isNegation = (word: string): boolean => NEGATIONS.has(word);

const SHORTEST = 5;
const TWO_ERRORS_FROM = 9;
/** "canont" is "cannot"; a shorter negation is taken only as it is written. */
const LONG_NEGATION = 6;

const swapped = (left: string, right: string): boolean => {
  const at = Array.from(left).findIndex((letter, index) => letter !== right[index]);
  return left.slice(0, at) + left.charAt(at + 1) + left.charAt(at) + left.slice(at + 2) === right;
};

/** Typing errors between the words: 0, 1 or 2; null when they are different words. A negation is never taken for another word. */
export const typingErrors = (typed: string, wanted: string): number | null => {
  if (typed === wanted) return 0;
  if (isNegation(typed) || (isNegation(wanted) && wanted.length < LONG_NEGATION)) return null;
  if (wanted.length < SHORTEST || /\d/u.test(typed + wanted)) return null;
  if (Math.abs(typed.length - wanted.length) > 2 || typed[0] !== wanted[0]) return null;
  const errors = distance(typed, wanted);
  if (errors === 1) return 1;
  if (errors !== 2) return null;
  if (typed.length === wanted.length && swapped(typed, wanted)) return 1;
  return wanted.length >= TWO_ERRORS_FROM ? 2 : null;
};
