/** Who is behind a request: a cookie that holds a random id, of which the store keeps the hash. */
import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Advisor, Store } from '../../storage/port';
import { ownOrigin, type OriginSettings } from '../http/origins';
import { DeskError } from './errors';

/** The little of a request that tells who asks. */
type Asker = Pick<IncomingMessage, 'headers'>;

export interface Session {
  readonly advisor: Advisor;
  readonly hash: string;
}

const PLAIN = 'pals-desk';
/** Browsers take this one only over TLS, and only for this host; it must then have the path of the whole site. */
const SECURE = '__Host-pals-desk';

const hashOf = (id: string): string => createHash('sha256').update(id).digest('base64url');

export class Sessions {
  constructor(
    private readonly parts: {
      readonly store: Pick<Store, 'session' | 'startSession' | 'advisors'>;
      readonly origins: OriginSettings;
    },
  ) {}

  /** @throws DeskError `signedOut` when there is none, or it has ended. */
  of(request: Asker): Session {
    const id = this.#idIn(request);
    const hash = id === null ? null : hashOf(id);
    const found = hash === null ? null : this.parts.store.session(hash);
    const advisor = this.parts.store.advisors().find((one) => one.id === found?.advisorId);
    if (hash === null || advisor === undefined) throw new DeskError('signedOut');
    return { advisor, hash };
  }

  /** Whether this session still holds; costs one read. */
  stands(hash: string): boolean {
    return this.parts.store.session(hash) !== null;
  }

  /** Begins one. Gives the cookie to set. */
  async start(request: Asker, advisorId: string): Promise<string> {
    const id = randomBytes(32).toString('base64url');
    await this.parts.store.startSession({ hash: hashOf(id), advisorId });
    return this.#cookie(request, id);
  }

  /** The cookie that takes it away; the desk ends the session itself. */
  endingCookie(request: Asker): string {
    return `${this.#cookie(request, '')}; Max-Age=0`;
  }

  #isSecure(request: Asker): boolean {
    return ownOrigin(request, this.parts.origins).startsWith('https:');
  }

  #cookie(request: Asker, value: string): string {
    const common = 'HttpOnly; SameSite=Strict';
    return this.#isSecure(request)
      ? `${SECURE}=${value}; Path=/; Secure; ${common}`
      : `${PLAIN}=${value}; Path=/desk; ${common}`;
  }

  #idIn(request: Asker): string | null {
    const name = this.#isSecure(request) ? SECURE : PLAIN;
    const all = (request.headers.cookie ?? '').split(';').map((one) => one.trim());
    const value = all.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
    return /^[\w-]{43}$/.test(value) ? value : null;
  }
}
