/**
 * The desk's one live stream: what stands in the store after a listener's key, page by page, then everything that
 * follows. Only the store's lines are sent, each once and in order; a wake is a hint to read on.
 */
import type { FeedLine, Store } from '../storage/port';
import { errorCode } from './errors';
import type { RunnerLog } from './runner';

const PAGE = 200;

/** Somebody is writing just now. Not kept, and not told again. */
export interface Typing {
  readonly reference: string;
  /** Null: the person. */
  readonly advisorId: string | null;
}

export interface FeedListener {
  /** In the feed's order, none twice. */
  send(lines: readonly FeedLine[]): void;
  typing?(typing: Typing): void;
}

interface Subscription {
  readonly listener: FeedListener;
  readonly advisorId: string | null;
  sentUpTo: number;
}

export class DeskFeed {
  readonly #subscriptions = new Set<Subscription>();
  #due = false;

  constructor(
    private readonly store: Pick<Store, 'feed'>,
    private readonly log: RunnerLog,
  ) {}

  /** Returns how to stop. `advisorId`: whose screen it is. @throws StorageError when the feed cannot be read. */
  subscribe(afterKey: number, listener: FeedListener, advisorId: string | null = null): () => void {
    const subscription: Subscription = { listener, advisorId, sentUpTo: afterKey };
    this.#catchUp(subscription);
    this.#subscriptions.add(subscription);
    return () => {
      this.#subscriptions.delete(subscription);
    };
  }

  /** Something may have been written. Many wakes in one turn of the event loop are one reading. */
  wake(): void {
    if (this.#due || this.#subscriptions.size === 0) return;
    this.#due = true;
    setImmediate(() => {
      this.#due = false;
      for (const subscription of this.#subscriptions) {
        try {
          this.#catchUp(subscription);
        } catch (error) {
          // Its key stays where it was: the next wake reads on from there.
          this.log.warn({ code: errorCode(error) }, 'a desk stream could not be served');
        }
      }
    });
  }

  typing(typing: Typing): void {
    this.#subscriptions.forEach(({ listener }) => listener.typing?.(typing));
  }

  /** Whether this advisor's desk is open somewhere. */
  isWatched(advisorId: string): boolean {
    return [...this.#subscriptions].some((one) => one.advisorId === advisorId);
  }

  #catchUp(subscription: Subscription): void {
    for (;;) {
      const page = this.store.feed(subscription.sentUpTo, PAGE);
      const last = page.at(-1);
      if (last === undefined) return;
      subscription.listener.send(page);
      subscription.sentUpTo = last.key;
      if (page.length < PAGE) return;
    }
  }
}
