/**
 * Sign-in on a developer's machine: a link with a code, good once, for a quarter of an hour, from this machine only.
 * The code stands behind `#`, so that no server, log or referrer sees it.
 */
import { createHash, randomBytes } from 'node:crypto';
import { DeskError } from '../errors';
import type { EnterRequest, SignedIn, SignIn } from './signIn';
import { enterBodySchema } from '../wire';

export const LINK_MINUTES = 15;
/** Links that are open at once; one more ends the oldest. */
const MOST_LINKS = 20;
const FORWARDED = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
] as const;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

const isLoopbackAddress = (address: string): boolean => /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/.test(address);
/** A host as it stands in an address, with or without its port. */
export const isLoopbackHost = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host);

/** Nobody else passed it on, and it was sent to this machine by name: no other site's name leads here. */
export function isThisMachine({ socket, headers }: EnterRequest): boolean {
  return (
    isLoopbackAddress(socket.remoteAddress ?? '') &&
    isLoopbackHost(headers.host ?? '') &&
    FORWARDED.every((name) => headers[name] === undefined)
  );
}

export class DeveloperLinks implements SignIn {
  /** Hash of the code, and until when it is good. */
  readonly #open = new Map<string, number>();
  readonly #usedBy = new WeakMap<SignedIn, { readonly hash: string; readonly until: number }>();

  constructor(
    /** Milliseconds. */
    private readonly now: () => number,
  ) {}

  /** A new code. */
  make(): string {
    const code = randomBytes(24).toString('base64url');
    if (this.#open.size >= MOST_LINKS) this.#open.delete(this.#open.keys().next().value ?? '');
    this.#open.set(hashOf(code), this.now() + LINK_MINUTES * 60_000);
    return code;
  }

  admit(request: EnterRequest): void {
    if (!isThisMachine(request)) throw new DeskError('linkOnlyHere');
  }

  enter(request: EnterRequest, body: unknown): SignedIn {
    this.admit(request);
    const parsed = enterBodySchema.safeParse(body);
    if (!parsed.success) throw new DeskError('badRequest', { cause: parsed.error });
    const { code, name, role } = parsed.data;
    const hash = hashOf(code);
    const until = this.#open.get(hash) ?? 0;
    this.#open.delete(hash);
    if (until <= this.now()) throw new DeskError('linkNotValid');
    // Nobody vouches for the name here: the same name in the same role is the same person.
    const who = { id: `local:${hashOf(`${role} ${name.toLowerCase()}`).slice(0, 16)}`, name, role };
    this.#usedBy.set(who, { hash, until });
    return who;
  }

  giveBack(who: SignedIn): void {
    const used = this.#usedBy.get(who);
    if (used !== undefined) this.#open.set(used.hash, used.until);
  }
}
