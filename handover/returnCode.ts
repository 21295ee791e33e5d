/**
 * The return code: a case's reference and a secret, as SO-7K4P-2MXQ-ABCD-EFGH. With it a person finds their chat again
 * on any device. It is typed or read out, never in an address. A case keeps only its hash; the person's own chat keeps
 * the code, so that they can read it again.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { LETTERS, newReference } from './reference';

export interface ReturnCode {
  readonly reference: string;
  /** Eight letters, such as ABCD-EFGH. */
  readonly secret: string;
}

const PREFIX = 'SO-';

/** A new reference, the code that the person writes down, and the hash that the store keeps of it. */
export function newReturnCode(): { readonly reference: string; readonly code: string; readonly hash: string } {
  const reference = newReference();
  const secret = newReference().slice(PREFIX.length);
  return { reference, code: `${reference}-${secret}`, hash: hashReturnCode({ reference, secret }) };
}

/** The reference salts it: equal secrets of two cases do not look alike. */
export const hashReturnCode = ({ reference, secret }: ReturnCode): string =>
  createHash('sha256').update(`${reference}:${secret}`).digest('base64url');

/** In the same time wherever they differ. */
export function isSameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const WRITTEN = new RegExp(
  `\\b((?:[S5][O0Q][ -]?)?[${LETTERS}]{4}[ -]?[${LETTERS}]{4})(?:[ -]?[${LETTERS}]{4}){2}\\b`,
  'gi',
);

const isCode = (text: string): boolean => /[\d-]/.test(text);

/** A return code opens the person's chat: the desk reads and finds the reference in it, never the secret. */
export const withoutSecret = (text: string): string =>
  text.replace(WRITTEN, (code, reference: string) => (isCode(code) ? reference : code));

const CODE = new RegExp(`^(?:[S5][O0Q])?([${LETTERS}]{16})$`);

/**
 * What a person typed: in any case, with any spaces and dashes, with a zero for the O of SO, or without SO. Null when
 * it is no code at all.
 */
export function readReturnCode(text: string): ReturnCode | null {
  if (text.length > 80) return null;
  const letters = CODE.exec(text.toUpperCase().replace(/[^A-Z0-9]/g, ''))?.[1];
  if (letters === undefined) return null;
  const [a, b, c, d] = [0, 4, 8, 12].map((start) => letters.slice(start, start + 4));
  return { reference: `${PREFIX}${a}-${b}`, secret: `${c}-${d}` };
}
