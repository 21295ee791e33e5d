/** What the endpoint refuses, and with which status. The sentence that goes out is `errors:<code>` in `locales/`. */
import type { Screen } from '../../dialogs/engine/screen';

export const STATUS = {
  badRequest: 400,
  tokenMissing: 401,
  originNotAllowed: 403,
  tokenNotValid: 403,
  notYourConversation: 403,
  conversationNotFound: 404,
  returnCodeNotFound: 404,
  conflict: 409,
  bodyTooLarge: 413,
  tooLong: 413,
  uploadRefused: 415,
  notJson: 415,
  tooMany: 429,
  notStored: 503,
} as const;
export type DirectLineCode = keyof typeof STATUS;

export class DirectLineError extends Error {
  override readonly name = 'DirectLineError';
  constructor(
    readonly code: DirectLineCode,
    readonly more: {
      /** Shown to the person instead of an answer: the safety card first. */
      readonly screens?: readonly Screen[];
      readonly retryAfterSeconds?: number;
      readonly cause?: unknown;
    } = {},
  ) {
    super(`The request was refused: ${code}. The status and errors:${code} tell the client what to do.`, {
      cause: more.cause,
    });
  }
}
