/** What the desk's endpoint refuses, and with which status. The sentence that goes out is `errors:desk.<code>`. */
import type { Case } from '../../handover/case';

export const STATUS = {
  badRequest: 400,
  signedOut: 401,
  linkNotValid: 403,
  linkOnlyHere: 403,
  notYourRole: 403,
  notFromThePage: 403,
  caseNotFound: 404,
  taken: 409,
  notYours: 409,
  changed: 409,
  notNow: 409,
  unread: 409,
  chatCleared: 409,
  colleagueNotHere: 409,
  conflict: 409,
  tooLarge: 413,
  notJson: 415,
  tooMany: 429,
  notStored: 503,
} as const;
export type DeskCode = keyof typeof STATUS;

export class DeskError extends Error {
  override readonly name = 'DeskError';
  constructor(
    readonly code: DeskCode,
    readonly more: {
      /** The case as it stands, where somebody was first. */
      readonly case?: Case | null;
      readonly retryAfterSeconds?: number;
      readonly cause?: unknown;
    } = {},
  ) {
    super(`The request was refused: ${code}. The status and errors:desk.${code} tell the page what to do.`, {
      cause: more.cause,
    });
  }
}
