/**
 * The desk's one live stream: what stands in the store after a listener's key, page by page, then everything that
 * follows. Only the store's lines are sent, each once and in order; a wake is a hint to read on.
 */
import type { FeedLine, Store } from '../storage/port';
import { errorCode } from './errors';
import type { Subscribed } from './fanout';
import { LogReader } from './logReader';
import type { RunnerLog } from './runner';

/** Somebody is writing just now. Not kept, and not told again. */
export interface Typing {
  readonly reference: string;
  /** Null: the person. */
  readonly advisorId: string | null;
}

export interface FeedListener {
  /** In the feed's order, none twice. */
  send(lines: readonly FeedLine[]): void | Promise<void>;
  typing?(typing: Typing): void;
}

interface Subscription {
  readonly listener: FeedListener;
  readonly advisorId: string | null;
  readonly reader: LogReader<FeedLine>;
}

export class DeskFeed {
  readonly #subscriptions = new Set<Subscription>();
  #due = false;

  constructor(
    private readonly store: Pick<Store, 'feed' | 'signal'>,
    private readonly log: RunnerLog,
  ) {}

  /** `advisorId`: whose screen it is. */
  subscribe(afterKey: number, listener: FeedListener, advisorId: string | null = null): Subscribed {
    const reader = new LogReader<FeedLine>(afterKey, {
      read: (after, limit) => this.store.feed(after, limit),
      placeOf: ({ key }) => key,
      send: (lines) => listener.send(lines),
    });
    const subscription: Subscription = { listener, advisorId, reader };
    this.#subscriptions.add(subscription);
    const stop = (): void => {
      reader.stop();
      this.#subscriptions.delete(subscription);
    };
    const caughtUp = reader.readOn().catch((error: unknown) => {
      stop();
      throw error;
    });
    return { caughtUp, stop };
  }

  /** Something was written here. */
  wake(): void {
    this.look();
    this.store.signal({ kind: 'desk' });
  }

  /** Something may have been written. Many looks in one turn of the event loop are one reading. */
  look(): void {
    if (this.#due || this.#subscriptions.size === 0) return;
    this.#due = true;
    setImmediate(() => {
      this.#due = false;
      this.#subscriptions.forEach(({ reader }) => {
        reader.readOn().catch((error: unknown) => {
          // Its key stays where it was: the next wake reads on from there.
          this.log.warn({ code: errorCode(error) }, 'a desk stream could not be served');
        });
      });
    });
  }

  typing(typing: Typing): void {
    this.#subscriptions.forEach(({ listener }) => listener.typing?.(typing));
  }

  /** Advisors whose desk is open here. */
  watching(): readonly string[] {
    return [...new Set([...this.#subscriptions].flatMap(({ advisorId }) => advisorId ?? []))];
  }

  /** Whether this advisor's desk is open here. */
  isWatched(advisorId: string): boolean {
    return [...this.#subscriptions].some((one) => one.advisorId === advisorId);
  }
}
