/** The boundary to whoever vouches for an advisor: the developer's link today, the Trust's own sign-in later. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Role } from '../../storage/port';
import type { Who } from '../../handover/case';

/** Who has signed in. `id` is the same whenever the same person signs in. */
export interface SignedIn extends Who {
  readonly role: Role;
}

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
