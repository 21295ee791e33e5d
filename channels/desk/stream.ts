/**
 * The desk's live stream, as server-sent events: what stands in the feed after the key that the page has, then
 * everything that follows. A case is sent as it now is; a page that comes back with the key it saw last misses nothing.
 */
import type { Request, Response } from 'restify';
import { may } from '../../handover/roles';
import type { FeedLine, Store } from '../../storage/port';
import type { CaseDesk } from '../../turns/caseDesk';
import type { Typing } from '../../turns/deskFeed';
import { errorCode } from '../../turns/errors';
import type { Words } from '../../locales/words';
import type { CaseWords } from './caseWords';
import { DeskError } from './errors';
import { presenceAtSignIn } from './signIn/signIn';
import type { Session, Sessions } from './signIn/sessions';
import { transcriptLines } from './transcript';
import type { Views } from './views';
import type { FeedEvent } from './wire';

export interface StreamParts {
  readonly store: Store;
  readonly desk: CaseDesk;
  readonly sessions: Sessions;
  readonly words: Words;
  readonly caseWords: CaseWords;
  readonly views: Views;
  readonly now: () => Date;
  readonly log: { error(facts: Readonly<Record<string, string>>, what: string): void };
}

const HEARTBEAT_MS = 20_000;
/** After this a browser comes back. */
const RETRY_MS = 1_000;
/** Lines behind: a page that missed more reads everything anew. */
const MAX_BEHIND = 2_000;
/** However fast a client says so. */
const TYPING_EVERY_MS = 1_000;
const MOST_TYPING = 1_000;
/** In bytes: somebody who reads that slowly comes back with their key. */
const MAX_UNREAD = 4 * 1024 * 1024;

interface Open {
  readonly session: Session;
  readonly send: (event: FeedEvent, key?: number) => void;
  readonly beat: () => void;
  readonly end: () => void;
  /** When it was last told of somebody's typing, by case and side. */
  readonly typed: Map<string, number>;
}

export class DeskStreams {
  readonly #open = new Set<Open>();
  readonly #heartbeat: NodeJS.Timeout;

  constructor(private readonly parts: StreamParts) {
    this.#heartbeat = setInterval(() => {
      void this.#beat();
    }, HEARTBEAT_MS).unref();
  }

  /** Keeps the response. @throws DeskError when the key is none. */
  async open(request: Request, response: Response, session: Session): Promise<null> {
    const { advisor } = session;
    const last = await this.parts.store.lastFeedKey();
    const after = this.#start(request, last);
    // Whoever left meanwhile has nobody to send to.
    if (response.destroyed) return null;
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      // Proxies that would keep back what is small.
      'X-Accel-Buffering': 'no',
    });
    response.write(`retry: ${RETRY_MS}\n\n`);
    const isFar = after > last || last - after > MAX_BEHIND;
    let stop = (): void => undefined;
    const open: Open = {
      session,
      send: (event, key) => {
        if (response.destroyed || response.writableEnded) return;
        const id = key === undefined ? '' : `id: ${key}\n`;
        response.write(`${id}event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`);
        if (response.writableLength > MAX_UNREAD) response.destroy();
      },
      beat: () => {
        if (!response.destroyed && !response.writableEnded) response.write(':\n\n');
      },
      end: () => response.end(),
      typed: new Map(),
    };
    response.on('error', () => response.destroy());
    response.on('close', () => {
      stop();
      this.#open.delete(open);
    });
    this.#open.add(open);
    this.#isBack(advisor);
    if (isFar) open.send({ kind: 'reset', feedKey: last }, last);
    const listener = {
      send: (lines: readonly FeedLine[]) => this.#lines(open, lines),
      typing: (typing: Typing) => {
        // Gone in a moment: whoever writes goes on writing.
        this.#typing(open, typing).catch(() => undefined);
      },
    };
    const subscribed = this.parts.desk.subscribeFeed(isFar ? last : after, listener, advisor.id);
    stop = () => {
      subscribed.stop();
    };
    subscribed.caughtUp.catch((error: unknown) => {
      this.parts.log.error({ code: errorCode(error) }, 'a stream of the desk could not read the feed');
      response.destroy();
    });
    return null;
  }

  /** Signed out because their desk had gone, and here it is again. */
  #isBack({ id, name, role, presence }: Session['advisor']): void {
    if (presence !== 'signedOut') return;
    this.parts.desk.saveAdvisor({ id, name, role, presence: presenceAtSignIn(role) }).catch((error: unknown) => {
      this.parts.log.error({ code: errorCode(error) }, 'that an advisor is back could not be stored');
    });
  }

  /** Tells the pages of this session that it is over. */
  endSession(hash: string): void {
    for (const open of this.#open) {
      if (open.session.hash !== hash) continue;
      open.send({ kind: 'ended' });
      open.end();
    }
  }

  /** Before a stop: browsers come back by themselves. */
  close(): void {
    clearInterval(this.#heartbeat);
    for (const open of this.#open) open.end();
  }

  /** The key that the page saw last; without one the stream starts now. */
  #start(request: Request, last: number): number {
    const given = request.headers['last-event-id'] ?? new URLSearchParams(request.getQuery()).get('after');
    if (given === null || given === '') return last;
    if (typeof given !== 'string' || !/^\d{1,15}$/.test(given)) throw new DeskError('badRequest');
    return Number(given);
  }

  async #lines(open: Open, lines: readonly FeedLine[]): Promise<void> {
    const readsCases = may(open.session.advisor.role, 'readCases');
    for (const [index, line] of lines.entries()) {
      if (!readsCases && line.reference !== null) continue;
      // What is sent is as it now is: only the last of several changes of one thing says something new.
      const isOld =
        line.kind !== 'activity' &&
        lines.slice(index + 1).some(({ kind, reference }) => kind === line.kind && reference === line.reference);
      const event = isOld ? null : await this.#event(line);
      if (event !== null) open.send(event, line.key);
    }
  }

  async #event({ kind, reference, seq }: FeedLine): Promise<FeedEvent | null> {
    const { store, caseWords, views, words } = this.parts;
    switch (kind) {
      case 'presence':
        return { kind, advisors: [...(await store.advisors())] };
      case 'opening':
        return { kind, opening: await views.opening() };
      case 'case': {
        const one = reference === null ? null : await store.case(reference);
        return one === null ? null : { kind, case: caseWords.summary(one) };
      }
      case 'activity': {
        const one = reference === null ? null : await store.case(reference);
        if (one === null || seq === null) return null;
        // Another place is read when this one is not the desk's.
        const said = (await store.readCase(one.reference, seq - 1, 1)).filter((activity) => activity.seq === seq);
        const lines = transcriptLines(said, one, words);
        return lines.length === 0 ? null : { kind, reference: one.reference, lines };
      }
    }
  }

  async #typing(open: Open, { reference, advisorId }: Typing): Promise<void> {
    if (!may(open.session.advisor.role, 'readCases')) return;
    const side = `${reference} ${advisorId ?? ''}`;
    const now = this.parts.now().getTime();
    if (now - (open.typed.get(side) ?? 0) < TYPING_EVERY_MS) return;
    if (open.typed.size > MOST_TYPING) open.typed.clear();
    open.typed.set(side, now);
    const advisor = advisorId === null ? null : (await this.parts.store.advisors()).find(({ id }) => id === advisorId);
    open.send({
      kind: 'typing',
      reference,
      from: advisorId === null ? 'person' : 'advisor',
      name: advisor?.name ?? null,
    });
  }

  async #beat(): Promise<void> {
    const beats = [...this.#open].map(async ({ session, beat }) => {
      if (await this.parts.sessions.stands(session)) beat();
      else this.endSession(session.hash);
    });
    for (const result of await Promise.allSettled(beats))
      if (result.status === 'rejected')
        this.parts.log.error({ code: errorCode(result.reason) }, 'a session of the desk could not be ended');
  }
}
