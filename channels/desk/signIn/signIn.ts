/** Whoever vouches for an advisor: the developer's link, or the Trust's own sign-in. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Who } from '../../../handover/case';
import { may, type Role } from '../../../handover/roles';
import type { Advisor } from '../../../storage/port';

/** Who has signed in. `id` is the same whenever the same person signs in. */
export interface SignedIn extends Who {
  readonly role: Role;
}

/** Nobody is to be told that PALS is there because of somebody who only reads. */
export const presenceAtSignIn = (role: Role): Advisor['presence'] => (may(role, 'workCases') ? 'available' : 'away');

/** Of a request, where it came from and what it carries. */
export interface EnterRequest {
  readonly socket: { readonly remoteAddress?: string | undefined };
  readonly headers: IncomingHttpHeaders;
}

export interface SignIn {
  /**
   * Whether whoever asks may try at all. Nothing is counted for those who may not.
   * @throws DeskError
   */
  admit(request: EnterRequest): void;
  /**
   * Reads the proof that the page has posted. It counts once.
   * @throws DeskError when it proves nothing.
   */
  enter(request: EnterRequest, body: unknown): SignedIn;
  /** Whoever had proved it could not be let in after all: the same proof counts once more. */
  giveBack(who: SignedIn): void;
}
