/** The chat's line to the server: starts at the first interaction, sends once, receives once, in order, and comes back. */
import { directLine, NoAnswer, Refused, type Outgoing } from './directLine';
import { backOff, pause, wake } from './patience';
import { readSession, writeSession, type Session } from './session';
import { parseActivitySet, type WireActivity } from './wire';

/** Long before the token's end (30 minutes), also when timers run late in a tab at the back. */
const REFRESH_MS = 8 * 60_000;
/** A reply that does not come by the stream is asked for. */
const OVERDUE_MS = 4_000;

export interface Listener {
  /** Each activity once, in order. `replayed`: it was said before this page was loaded. */
  activity(activity: WireActivity, replayed: boolean): void;
  stored(message: Outgoing): void;
  /** It is kept and will be tried again by itself. */
  delayed(message: Outgoing, why: 'noConnection' | 'tooFast'): void;
  /** It will not be tried again by itself. */
  refused(message: Outgoing, refusal: Refused): void;
  connection(state: 'connected' | 'lost'): void;
  /** The conversation is no longer there. */
  gone(): void;
}

const isGone = (error: unknown): boolean =>
  error instanceof Refused && (error.status === 401 || error.status === 403 || error.status === 404);

/** A server behind a proxy may not know its own public name: only path and query are taken from it. */
const onThisOrigin = (url: string): string => {
  const { pathname, search } = new URL(url, location.href);
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${pathname}${search}`;
};

export class Conversation {
  private session: Session | null = null;
  private streamUrl: string | undefined;
  private starting: Promise<Session> | null = null;
  private resuming: Promise<boolean> | null = null;
  private readonly queue: Outgoing[] = [];
  private sending = false;
  private readonly seen = new Set<string>();
  private watermark = 0;
  private socket: WebSocket | null = null;
  /** Counts up whenever the chat is left, so that late answers to the old one are dropped. */
  private epoch = 0;
  private overdue: ReturnType<typeof setTimeout> | undefined;
  private refresher: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly listener: Listener) {
    addEventListener('online', () => {
      this.lookAgain();
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.lookAgain();
    });
  }

  /** Whether this tab has had a chat before. */
  get remembered(): boolean {
    return readSession() !== null;
  }

  /** True when a chat of this tab was found; all that was said in it has then been given to the listener. */
  resume(): Promise<boolean> {
    this.resuming ??= this.find().finally(() => {
      this.resuming = null;
    });
    return this.resuming;
  }

  private async find(): Promise<boolean> {
    const session = readSession();
    if (session === null) return false;
    const epoch = this.epoch;
    for (let attempt = 0; epoch === this.epoch; attempt++) {
      try {
        const found = await directLine.reconnect(session.conversationId, session.token, '');
        this.keep({ conversationId: found.conversationId, token: found.token });
        await this.catchUp(true);
        this.streamUrl = undefined;
        void this.listen(epoch);
        return true;
      } catch (error) {
        if (isGone(error)) {
          writeSession(null);
          this.session = null;
          return false;
        }
        this.listener.connection('lost');
        await pause(backOff(attempt));
      }
    }
    return false;
  }

  send(message: Outgoing): void {
    this.queue.push(message);
    void this.pump();
  }

  /** Tries at once what waits to be tried again. */
  hurry(): void {
    wake();
  }

  /** Deletes the chat at the server. @throws NoAnswer or Refused when it is not deleted. */
  async clear(): Promise<void> {
    // One that is just being started must go too.
    if (this.starting !== null) await this.starting.catch(() => null);
    const { session } = this;
    if (session !== null)
      try {
        await directLine.remove(session.conversationId, session.token);
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    this.forget();
  }

  /** Deletes without waiting for an answer: the page is being left now. */
  abandon(): void {
    if (this.session !== null) directLine.removeOnLeaving(this.session.conversationId, this.session.token);
    this.forget();
  }

  /** Leaves the chat in this tab. */
  forget(): void {
    this.epoch++;
    writeSession(null);
    this.session = null;
    this.streamUrl = undefined;
    this.starting = null;
    this.queue.length = 0;
    this.seen.clear();
    this.watermark = 0;
    clearTimeout(this.overdue);
    clearInterval(this.refresher);
    this.socket?.close();
    this.socket = null;
    wake();
  }

  private keep(session: Session): void {
    this.session = session;
    writeSession(session);
    clearInterval(this.refresher);
    this.refresher = setInterval(() => {
      void this.refresh();
    }, REFRESH_MS);
  }

  private async refresh(): Promise<void> {
    const { session, epoch } = this;
    if (session === null) return;
    try {
      const fresh = await directLine.refresh(session.token);
      if (epoch === this.epoch) this.keep({ conversationId: session.conversationId, token: fresh.token });
    } catch {
      // The next call shows whether the chat is gone; a lost line mends itself.
    }
  }

  private begin(): Promise<Session> {
    if (this.session !== null) return Promise.resolve(this.session);
    const { epoch } = this;
    this.starting ??= (async () => {
      try {
        // What is written while an earlier chat is being looked for belongs to that chat.
        if (await this.resuming) if (this.session !== null) return this.session;
        const { token } = await directLine.generate();
        const started = await directLine.start(token);
        if (epoch !== this.epoch) throw new NoAnswer('left');
        const session = { conversationId: started.conversationId, token: started.token };
        this.keep(session);
        this.streamUrl = started.streamUrl;
        void this.listen(epoch);
        return session;
      } finally {
        this.starting = null;
      }
    })();
    return this.starting;
  }

  /** One after the other, so that the order in which they were said is the order in which they are stored. */
  private async pump(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    const { epoch } = this;
    let attempt = 0;
    for (let next = this.queue[0]; next !== undefined && epoch === this.epoch; next = this.queue[0]) {
      try {
        const session = await this.begin();
        await directLine.post(session.conversationId, session.token, next);
        if (epoch !== this.epoch) break;
        this.queue.shift();
        attempt = 0;
        this.listener.stored(next);
        this.expectReply();
      } catch (error) {
        if (epoch !== this.epoch) break;
        if (isGone(error)) {
          this.listener.gone();
          break;
        }
        if (error instanceof Refused && error.status !== 429 && (error.status < 500 || error.screens.length > 0)) {
          this.queue.shift();
          this.listener.refused(next, error);
          continue;
        }
        const tooFast = error instanceof Refused && error.status === 429;
        this.listener.delayed(next, tooFast ? 'tooFast' : 'noConnection');
        const named = error instanceof Refused ? error.retryAfter : null;
        await pause(named === null ? backOff(attempt++) : Math.min(named, 60) * 1000);
      }
    }
    this.sending = false;
    if (this.queue.length > 0 && epoch !== this.epoch) void this.pump();
  }

  private expectReply(): void {
    clearTimeout(this.overdue);
    this.overdue = setTimeout(() => {
      this.lookAgain();
    }, OVERDUE_MS);
  }

  /** After sleep, or when the line was away: a socket may look open and be dead, so the log itself is asked. */
  private lookAgain(): void {
    wake();
    if (this.session === null) return;
    const { epoch } = this;
    this.catchUp(false).catch((error: unknown) => {
      if (epoch !== this.epoch) return;
      if (isGone(error)) this.listener.gone();
      else this.socket?.close();
    });
  }

  private async catchUp(replayed: boolean): Promise<void> {
    for (;;) {
      const { session, epoch } = this;
      if (session === null) return;
      const before = this.watermark;
      const found = await directLine.read(session.conversationId, session.token, String(before));
      if (epoch !== this.epoch) return;
      this.take(found, replayed);
      if (this.watermark === before) return;
    }
  }

  private take(activities: readonly WireActivity[], replayed: boolean): void {
    for (const activity of activities) {
      const seq = Number(/\|(\d+)$/.exec(activity.id)?.[1] ?? Number.NaN);
      if (this.seen.has(activity.id)) continue;
      this.seen.add(activity.id);
      if (seq > this.watermark) this.watermark = seq;
      if (activity.from.role === 'bot' || activity.channelData?.pals !== undefined) clearTimeout(this.overdue);
      this.listener.activity(activity, replayed);
    }
  }

  /** Keeps a stream open for as long as the chat lasts; where sockets are blocked it asks for what is new instead. */
  private async listen(epoch: number): Promise<void> {
    for (let failures = 0; epoch === this.epoch;) {
      const { session } = this;
      if (session === null) return;
      try {
        this.streamUrl ??= (
          await directLine.reconnect(session.conversationId, session.token, String(this.watermark))
        ).streamUrl;
        const url = this.streamUrl;
        this.streamUrl = undefined;
        const opened = url !== undefined && epoch === this.epoch && (await this.stream(url, epoch));
        if (epoch !== this.epoch) return;
        if (opened) failures = 0;
        else await this.catchUp(false);
        // With no socket but with answers the line is there, only slower.
        if (!opened) this.listener.connection('connected');
      } catch (error) {
        if (epoch !== this.epoch) return;
        if (isGone(error)) {
          this.listener.gone();
          return;
        }
        if (failures > 0) this.listener.connection('lost');
      }
      if (epoch !== this.epoch) return;
      await pause(failures === 0 ? 250 : Math.min(backOff(failures), 4_000));
      failures++;
    }
  }

  /** Resolves when the socket has closed, with whether it had ever been open. */
  private stream(url: string, epoch: number): Promise<boolean> {
    return new Promise((done) => {
      let opened = false;
      let socket: WebSocket;
      try {
        socket = new WebSocket(onThisOrigin(url));
      } catch {
        done(false);
        return;
      }
      this.socket = socket;
      const keepAlive = setInterval(() => {
        if (socket.readyState === WebSocket.OPEN) socket.send('');
      }, 25_000);
      socket.onopen = () => {
        opened = true;
        if (epoch === this.epoch) this.listener.connection('connected');
      };
      socket.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (epoch !== this.epoch || typeof data !== 'string' || data === '') return;
        try {
          this.take(parseActivitySet(JSON.parse(data)) ?? [], false);
        } catch {
          // Not ours to understand; what matters is asked for by watermark.
        }
      };
      socket.onclose = () => {
        clearInterval(keepAlive);
        if (this.socket === socket) this.socket = null;
        done(opened);
      };
    });
  }
}
