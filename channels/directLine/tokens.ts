/** Signed tokens, each bound to one conversation and its user; and tickets, which open one stream. */
import { createHash, createSecretKey, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { DirectLineError } from './errors';

export const TOKEN_SECONDS = 1_800;
export const TICKET_SECONDS = 60;
/** A chat is never ended for inactivity in under 20 hours: so long may a phone sleep and still renew its token. */
export const RENEWABLE_SECONDS = 24 * 3_600;
/** Of the pages without a script, which cannot renew it between two posts. */
export const PAGE_SECONDS = 24 * 3_600;
/** Tokens whose signature was checked; the oldest go first. */
const REMEMBERED = 20_000;

const claimsSchema = z.object({ conv: z.string().min(1), user: z.string().startsWith('dl_'), exp: z.number() });

/** Whom a token speaks for. */
export interface Bearer {
  readonly conversationId: string;
  readonly userId: string;
}
type Use = 'directline' | 'directline-stream' | 'pages';

export class Tokens {
  readonly #checked = new Map<string, Bearer & { readonly expires: number }>();

  constructor(
    private readonly key: KeyObject,
    /** Milliseconds. */
    private readonly now: () => number,
  ) {}

  token(bearer: Bearer): string {
    return this.#sign(bearer, 'directline', TOKEN_SECONDS);
  }

  ticket(bearer: Bearer): string {
    return this.#sign(bearer, 'directline-stream', TICKET_SECONDS);
  }

  /** @throws DirectLineError when there is no token, or it is not ours, expired or a ticket. */
  read(authorization: string | undefined): Bearer {
    const token = tokenOf(authorization);
    const known = this.#checked.get(token);
    if (known && known.expires * 1000 > this.now()) return known;
    const claims = this.#verify(token, 'directline');
    if (this.#checked.size >= REMEMBERED) this.#checked.delete(this.#checked.keys().next().value ?? '');
    const bearer = { conversationId: claims.conv, userId: claims.user, expires: claims.exp };
    this.#checked.set(token, bearer);
    return bearer;
  }

  /** As `read`, also for a token of ours that expired less than a day ago. */
  readToRenew(authorization: string | undefined): Bearer {
    const token = tokenOf(authorization);
    const { conv, user } = this.#verify(token, 'directline', RENEWABLE_SECONDS);
    return { conversationId: conv, userId: user };
  }

  /** @throws DirectLineError when it opens no stream. */
  readTicket(ticket: string): Bearer {
    const { conv, user } = this.#verify(ticket, 'directline-stream');
    return { conversationId: conv, userId: user };
  }

  /** For the cookie of the pages without a script: it opens them alone. */
  page(bearer: Bearer): string {
    return this.#sign(bearer, 'pages', PAGE_SECONDS);
  }

  /** @throws DirectLineError when it opens no chat. */
  readPage(cookie: string): Bearer {
    const { conv, user } = this.#verify(cookie, 'pages');
    return { conversationId: conv, userId: user };
  }

  #sign({ conversationId, userId }: Bearer, use: Use, seconds: number): string {
    const iat = Math.floor(this.now() / 1000);
    const claims = { bot: 'pals', site: 'pals', conv: conversationId, user: userId, aud: use, iat, exp: iat + seconds };
    return jwt.sign(claims, this.key, { algorithm: 'HS256' });
  }

  #verify(token: string, use: Use, clockTolerance = 0): z.infer<typeof claimsSchema> {
    try {
      const clockTimestamp = Math.floor(this.now() / 1000);
      const rules = { algorithms: ['HS256' as const], audience: use, clockTimestamp, clockTolerance };
      return claimsSchema.parse(jwt.verify(token, this.key, rules));
    } catch (cause) {
      throw new DirectLineError('tokenNotValid', { cause });
    }
  }
}

function tokenOf(authorization: string | undefined): string {
  const token = /^Bearer ([^\s]+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) throw new DirectLineError('tokenMissing');
  return token;
}

/** A key of full strength from whatever an administrator has set. */
export const signingKey = (secret: string): KeyObject => createSecretKey(createHash('sha256').update(secret).digest());
