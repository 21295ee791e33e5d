/** A chat reference that cannot be guessed, means nothing, and can be read out over a phone: SO-7K4P-2MXQ. */
import { randomInt } from 'node:crypto';

/** Without 0, O, 1, I, L, U and V: they are mistaken for one another when spoken or written down. */
export const LETTERS = '23456789ABCDEFGHJKMNPQRSTWXYZ';
const group = (): string => Array.from({ length: 4 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');

export const newReference = (): string => `SO-${group()}-${group()}`;
