/**
 * The return code: a case's reference and a secret, as SO-7K4P-2MXQ-ABCD-EFGH. With it a person finds their chat again
 * on any device. It is typed or read out, never in an address. The secret is worked out with a key of the service and
 * kept nowhere; what is stored has asterisks in its place, which are filled in on the way to the chat's owner alone.
 */
import { createHash, createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { LETTERS } from './reference';

export interface ReturnCode {
  readonly reference: string;
  /** Eight letters, such as ABCD-EFGH. */
  readonly secret: string;
}

const PREFIX = 'SO-';
const SECRET_LETTERS = 8;
const REFERENCE = `${PREFIX}[${LETTERS}]{4}-[${LETTERS}]{4}`;
const HIDDEN = '-****-****';

/** How the code of this case stands in what is stored, and in what anybody but the chat's owner reads. */
export const hiddenCode = (reference: string): string => `${reference}${HIDDEN}`;

const IN_TEXT = new RegExp(`(${REFERENCE})${HIDDEN.replaceAll('*', '\\*')}`, 'g');

export class ReturnCodes {
  readonly #keys: readonly KeyObject[];

  /** The first key makes codes; those of the others still open. Any text is a key; its strength is the caller's. */
  constructor(keys: readonly [string, ...string[]]) {
    this.#keys = keys.map((key) => createSecretKey(createHash('sha256').update(key).digest()));
  }

  codeOf(reference: string, conversationId: string): string {
    return `${reference}-${this.#secrets(reference, conversationId)[0] ?? ''}`;
  }

  /** In the same time wherever they differ. `conversationId` is null where there is nothing to open. */
  opens({ reference, secret }: ReturnCode, conversationId: string | null): boolean {
    const given = Buffer.from(secret);
    const right = this.#secrets(reference, conversationId ?? '').map((one) => {
      const expected = Buffer.from(one);
      return expected.length === given.length && timingSafeEqual(expected, given);
    });
    return right.includes(true) && conversationId !== null;
  }

  /** With the codes of this conversation where what is stored has asterisks. For its owner's eyes. */
  reveal(text: string, conversationId: string): string {
    if (!text.includes(HIDDEN)) return text;
    return text.replace(IN_TEXT, (_hidden, reference: string) => this.codeOf(reference, conversationId));
  }

  #secrets(reference: string, conversationId: string): readonly string[] {
    return this.#keys.map((key) => {
      const made = createHmac('sha256', key).update(`return code ${reference} ${conversationId}`).digest('hex');
      let rest = BigInt(`0x${made}`);
      const letters = Array.from({ length: SECRET_LETTERS }, () => {
        const letter = LETTERS.charAt(Number(rest % BigInt(LETTERS.length)));
        rest /= BigInt(LETTERS.length);
        return letter;
      }).join('');
      return `${letters.slice(0, 4)}-${letters.slice(4)}`;
    });
  }
}

const WRITTEN = new RegExp(
  `\\b((?:[S5][O0Q][ -]?)?[${LETTERS}]{4}[ -]?[${LETTERS}]{4})(?:[ -]?[${LETTERS}]{4}){2}\\b`,
  'gi',
);

const isCode = (text: string): boolean => /[\d-]/.test(text);

/** What somebody wrote, without the secret of a return code: whoever reads the reference opens nothing with it. */
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
