/** The chat's line to the server: starts at the first interaction, receives each thing once, in order, and comes back. */
import { NoAnswer } from './ask';
import { directLine, isGone, mayHaveExpired, type Outgoing, type Refused } from './directLine';
import { Outbox } from './outbox';
import { backOff, pause, wake } from './patience';
import { readSession, writeSession, type Session } from './session';
import { openStream, type Stream } from './stream';
import type { WireActivity } from './wire';

/** Long before the token's end (30 minutes), also when timers run late in a tab at the back. */
const REFRESH_MS = 8 * 60_000;
/** A reply that does not come by the stream is asked for. */
const OVERDUE_MS = 4_000;
const LONGEST_PAUSE_MS = 4_000;

export interface Listener {
  /** Each activity once, in order. `replayed`: it was said before this page was loaded. */
  activity(activity: WireActivity, replayed: boolean): void;
  /** An advisor is writing just now. */
  writing?(name: string): void;
  stored(message: Outgoing): void;
  delayed(message: Outgoing, why: 'noConnection' | 'tooFast', refusal: Refused | null): void;
  refused(message: Outgoing, refusal: Refused): void;
  connection(state: 'connected' | 'lost'): void;
  /** The conversation is no longer there. */
  gone(): void;
}

export class Conversation {
  private session: Session | null = null;
  private streamUrl: string | undefined;
  private stream: Stream | null = null;
  private starting: Promise<void> | null = null;
  private resuming: Promise<boolean> | null = null;
  private readonly seen = new Set<string>();
  private watermark = 0;
  /** Counts up whenever a chat is left, so that late answers to it are dropped. */
  private epoch = 0;
  private overdue: ReturnType<typeof setTimeout> | undefined;
  private refresher: ReturnType<typeof setInterval> | undefined;
  private readonly outbox: Outbox;

  constructor(private readonly listener: Listener) {
    this.outbox = new Outbox({
      post: (message) => this.post(message),
      stored: (message) => {
        listener.stored(message);
        this.expectReply();
      },
      delayed: (message, why, refusal) => {
        listener.delayed(message, why, refusal);
      },
      refused: (message, refusal) => {
        listener.refused(message, refusal);
      },
      gone: () => {
        listener.gone();
      },
    });
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

  send(message: Outgoing): void {
    this.outbox.add(message);
  }

  /** Lets PALS know that the person is writing; of no consequence when it does not arrive. */
  typing(): void {
    const { session } = this;
    if (session !== null) directLine.typing(session.conversationId, session.token).catch(() => undefined);
  }

  /** Tries at once what waits to be tried again. */
  hurry(): void {
    wake();
  }

  /** Deletes the chat at the server. @throws NoAnswer or Refused when it is not deleted. */
  async clear(): Promise<void> {
    // One that is just being started must go too.
    if (this.starting !== null) await this.starting.catch(() => undefined);
    if (this.session !== null)
      await this.authorised(({ conversationId, token }) => directLine.remove(conversationId, token)).catch(
        (error: unknown) => {
          if (!isGone(error)) throw error;
        },
      );
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
    this.outbox.empty();
    this.seen.clear();
    this.watermark = 0;
    clearTimeout(this.overdue);
    clearInterval(this.refresher);
    this.stream?.close();
    this.stream = null;
    wake();
  }

  private async find(): Promise<boolean> {
    this.session = readSession();
    const { epoch } = this;
    for (let attempt = 0; this.session !== null && epoch === this.epoch; attempt++) {
      try {
        await this.reconnect('');
        await this.catchUp(true);
        void this.listen(epoch);
        return true;
      } catch (error) {
        if (epoch !== this.epoch) break;
        if (isGone(error)) {
          writeSession(null);
          this.session = null;
          break;
        }
        this.listener.connection('lost');
        await pause(backOff(attempt));
      }
    }
    return false;
  }

  private keep(session: Session): void {
    this.session = session;
    writeSession(session);
    clearInterval(this.refresher);
    this.refresher = setInterval(() => {
      // The next call shows whether the chat is gone; a lost line mends itself.
      this.refresh().catch(() => undefined);
    }, REFRESH_MS);
  }

  private async refresh(): Promise<void> {
    const { session, epoch } = this;
    if (session === null) return;
    const fresh = await directLine.refresh(session.token);
    if (epoch === this.epoch) this.keep({ conversationId: session.conversationId, token: fresh.token });
  }

  /** After a long sleep the token may be too old: one that can still be renewed is renewed, once. */
  private async authorised<T>(call: (session: Session) => Promise<T>): Promise<T> {
    const { session } = this;
    if (session === null) throw new NoAnswer('left');
    try {
      return await call(session);
    } catch (error) {
      if (!mayHaveExpired(error)) throw error;
      await this.refresh();
      if (this.session === null) throw error;
      return await call(this.session);
    }
  }

  private async reconnect(watermark: string): Promise<void> {
    const { epoch } = this;
    const found = await this.authorised(({ conversationId, token }) =>
      directLine.reconnect(conversationId, token, watermark),
    );
    if (epoch !== this.epoch) return;
    this.keep({ conversationId: found.conversationId, token: found.token });
    this.streamUrl = found.streamUrl;
  }

  private begin(): Promise<void> {
    this.starting ??= (async () => {
      try {
        // What is written while an earlier chat is being looked for belongs to that chat.
        await this.resuming;
        if (this.session !== null) return;
        const { epoch } = this;
        const { token } = await directLine.generate();
        const started = await directLine.start(token);
        if (epoch !== this.epoch) throw new NoAnswer('left');
        this.keep({ conversationId: started.conversationId, token: started.token });
        this.streamUrl = started.streamUrl;
        void this.listen(epoch);
      } finally {
        this.starting = null;
      }
    })();
    return this.starting;
  }

  private async post(message: Outgoing): Promise<void> {
    if (this.session === null) await this.begin();
    await this.authorised(({ conversationId, token }) => directLine.post(conversationId, token, message));
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
    if (this.session === null || this.resuming !== null) return;
    const { epoch } = this;
    this.catchUp(false).catch((error: unknown) => {
      if (epoch !== this.epoch) return;
      if (isGone(error)) this.listener.gone();
      else this.stream?.close();
    });
  }

  private async catchUp(replayed: boolean): Promise<void> {
    for (let before = -1; this.session !== null && before !== this.watermark;) {
      const { epoch } = this;
      before = this.watermark;
      const found = await this.authorised(({ conversationId, token }) =>
        directLine.read(conversationId, token, String(before)),
      );
      if (epoch !== this.epoch) return;
      this.take(found, replayed);
    }
  }

  private take(activities: readonly WireActivity[], replayed: boolean): void {
    for (const activity of activities) {
      if (activity.type === 'typing') {
        this.listener.writing?.(activity.from.name ?? '');
        continue;
      }
      if (this.seen.has(activity.id)) continue;
      this.seen.add(activity.id);
      const seq = Number(/\|(\d+)$/.exec(activity.id)?.[1] ?? 0);
      if (seq > this.watermark) this.watermark = seq;
      if (activity.from.role === 'bot') clearTimeout(this.overdue);
      this.listener.activity(activity, replayed);
    }
  }

  /** Keeps a stream open for as long as the chat lasts; where sockets are blocked it asks for what is new instead. */
  private async listen(epoch: number): Promise<void> {
    for (let failures = 0; epoch === this.epoch; failures++) {
      try {
        if (this.streamUrl === undefined) await this.reconnect(String(this.watermark));
        if (await this.follow(epoch)) failures = 0;
        else if (epoch === this.epoch) {
          await this.catchUp(false);
          // With no socket but with answers the line is there, only slower.
          this.listener.connection('connected');
        }
      } catch (error) {
        if (epoch !== this.epoch) return;
        if (isGone(error)) {
          this.listener.gone();
          return;
        }
        if (failures > 0) this.listener.connection('lost');
      }
      if (epoch === this.epoch) await pause(failures === 0 ? 250 : Math.min(backOff(failures), LONGEST_PAUSE_MS));
    }
  }

  /** Resolves when the stream has ended, with whether it had ever been open. */
  private async follow(epoch: number): Promise<boolean> {
    const url = this.streamUrl;
    this.streamUrl = undefined;
    if (url === undefined || epoch !== this.epoch) return false;
    const stream = openStream(url, {
      opened: () => {
        if (epoch === this.epoch) this.listener.connection('connected');
      },
      received: (activities) => {
        if (epoch === this.epoch) this.take(activities, false);
      },
    });
    this.stream = stream;
    const wasOpen = await stream.closed;
    if (this.stream === stream) this.stream = null;
    return wasOpen;
  }
}
