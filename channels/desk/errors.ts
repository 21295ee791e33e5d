/** What the desk's endpoint refuses, and with which status. The sentence that goes out is `errors:desk.<code>`. */
import type { Case } from '../../handover/case';
import { Refused, type RefusedMore } from '../http/refused';

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
  caseOpen: 409,
  keptOff: 409,
  unread: 409,
  chatCleared: 409,
  colleagueNotHere: 409,
  conflict: 409,
  tooLarge: 413,
  notJson: 415,
  tooMany: 429,
  notStored: 503,
  off: 503,
} as const;
export type DeskCode = keyof typeof STATUS;

interface More extends RefusedMore {
  /** The case as it stands, where somebody was first. */
  readonly case?: Case | null;
}

export class DeskError extends Refused<DeskCode, More> {
  override readonly name = 'DeskError';
  constructor(code: DeskCode, more: More = {}) {
    super(code, more, 'errors:desk.');
  }
}
