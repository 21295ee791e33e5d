/** Who is behind a request: a cookie that holds a random id, of which the store keeps the hash. */
import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Advisor, DeskSession, Store } from '../../../storage/port';
import { errorCode } from '../../../turns/errors';
import { ownOrigin, type OriginSettings } from '../../http/origins';
import { DeskError } from '../errors';
import { seal, unseal } from './seal';
import { SignInProblem, type TrustSignIn } from './trustSignIn';

/** The little of a request that tells who asks. */
type Asker = Pick<IncomingMessage, 'headers'>;

export interface Session {
  readonly advisor: Advisor;
  readonly hash: string;
  /** What the cookie holds; never stored, never logged. */
  readonly id: string;
}

export interface SessionParts {
  readonly store: Pick<Store, 'session' | 'seeSession' | 'startSession' | 'noteChecked' | 'advisors' | 'claim'>;
  readonly origins: OriginSettings;
  /** The Trust's own sign-in; null where there are one-time links only. */
  readonly signIn: Pick<TrustSignIn, 'again'> | null;
  readonly recheckMinutes: number;
  /** Ends it, with the pages that are open. */
  readonly end: (hash: string) => Promise<void>;
  readonly now: () => Date;
  readonly log: { warn(facts: Readonly<Record<string, string>>, what: string): void };
}

const PLAIN = 'pals-desk';
/** Browsers take this one only over TLS, and only for this host; it must then have the path of the whole site. */
const SECURE = '__Host-pals-desk';
const MINUTE = 60_000;
/** While the sign-in cannot be reached, somebody with a patient before them works on for so long. */
const GRACE_MINUTES = 60;
/** Another instance asks: whoever has not answered by then has ended. */
const CHECK_MS = 20_000;

const hashOf = (id: string): string => createHash('sha256').update(id).digest('base64url');

export class Sessions {
  /** Checks that are being made, by session: what it is asked with is good once. */
  readonly #checking = new Map<string, Promise<boolean>>();
  /** When a sign-in that could not be reached is tried again. */
  #nextTry = 0;

  constructor(private readonly parts: SessionParts) {}

  /** @throws DeskError `signedOut` when there is none, or it has ended. */
  async of(request: Asker): Promise<Session> {
    const id = this.#idIn(request);
    const session = id === null ? null : await this.#find(id);
    if (session === null || !(await this.stands(session))) throw new DeskError('signedOut');
    // A store that cannot write is told of by the next real write.
    this.parts.store.seeSession(session.hash).catch(() => undefined);
    return session;
  }

  /** Whether this session still holds, by the store and by the Trust's sign-in. Asking is not being seen. */
  async stands({ hash, id, advisor }: Session): Promise<boolean> {
    const found = await this.parts.store.session(hash);
    if (found === null) return false;
    if (found.sealed === null || !this.#isDue(found)) return true;
    const checking = this.#checking.get(hash) ?? this.#claimed({ hash, id, advisor }, found.sealed, found.checkedAt);
    this.#checking.set(hash, checking);
    return checking.finally(() => this.#checking.delete(hash));
  }

  /** Begins one. Gives the cookie to set. `refreshToken`: of the Trust's sign-in. */
  async start(request: Asker, advisorId: string, refreshToken?: string): Promise<string> {
    const id = randomBytes(32).toString('base64url');
    const sealed = refreshToken === undefined ? null : seal(refreshToken, id);
    await this.parts.store.startSession({ hash: hashOf(id), advisorId, sealed });
    return this.#cookie(request, id);
  }

  /** The cookie that takes it away; the desk ends the session itself. */
  endingCookie(request: Asker): string {
    return `${this.#cookie(request, '')}; Max-Age=0`;
  }

  async #find(id: string): Promise<Session | null> {
    const hash = hashOf(id);
    const found = await this.parts.store.session(hash);
    const advisor = (await this.parts.store.advisors()).find((one) => one.id === found?.advisorId);
    return advisor === undefined ? null : { advisor, hash, id };
  }

  #isDue({ checkedAt }: Pick<DeskSession, 'checkedAt'>): boolean {
    const { now, recheckMinutes } = this.parts;
    const at = now().getTime();
    return at >= new Date(checkedAt).getTime() + recheckMinutes * MINUTE && at >= this.#nextTry;
  }

  /** By one instance: what the sign-in is asked with is good once. */
  async #claimed(session: Session, sealed: string, checkedAt: string): Promise<boolean> {
    const isMine = await this.parts.store.claim(`check ${session.hash}`, CHECK_MS);
    return isMine ? this.#check(session, sealed, checkedAt) : true;
  }

  async #check({ hash, id, advisor }: Session, sealed: string, checkedAt: string): Promise<boolean> {
    const { signIn, store, log, now, end } = this.parts;
    const token = unseal(sealed, id);
    try {
      const { who, refreshToken } = await this.#ask(signIn, token);
      if (who.id === advisor.id && who.role === advisor.role) {
        await store.noteChecked(hash, seal(refreshToken, id));
        return true;
      }
    } catch (error) {
      const isAway = error instanceof SignInProblem ? error.code === 'unreachable' : true;
      const grace = (this.parts.recheckMinutes + GRACE_MINUTES) * MINUTE;
      if (isAway) {
        log.warn({ code: errorCode(error) }, 'the sign-in could not be asked whether somebody still has their role');
        this.#nextTry = now().getTime() + MINUTE;
        if (now().getTime() < new Date(checkedAt).getTime() + grace) return true;
      }
    }
    await end(hash);
    return false;
  }

  async #ask(signIn: SessionParts['signIn'], token: string | null) {
    if (signIn === null || token === null) throw new SignInProblem('refused');
    return signIn.again(token);
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
    const value = cookieIn(request, this.#isSecure(request) ? SECURE : PLAIN);
    return value !== null && /^[\w-]{43}$/.test(value) ? value : null;
  }
}

/** The value of a cookie; null where it was not sent. */
export function cookieIn({ headers }: Asker, name: string): string | null {
  const all = (headers.cookie ?? '').split(';').map((one) => one.trim());
  return all.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
}
