/** What the endpoint refuses, and with which status. The sentence that goes out is `errors:<code>` in `locales/`. */
import type { Screen } from '../../dialogs/engine/screen';
import { Refused, type RefusedMore } from '../http/refused';

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
  off: 503,
} as const;
export type DirectLineCode = keyof typeof STATUS;

interface More extends RefusedMore {
  /** Shown to the person instead of an answer: the safety card first. */
  readonly screens?: readonly Screen[];
}

export class DirectLineError extends Refused<DirectLineCode, More> {
  override readonly name = 'DirectLineError';
  constructor(code: DirectLineCode, more: More = {}) {
    super(code, more, 'errors:');
  }
}
