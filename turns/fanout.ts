/**
 * Who is listening to which conversation. Each listener has a mark: how far it has been sent the log. What is
 * published is sent only if it comes right after the mark; otherwise the log is read from the mark on. So a listener
 * sees each activity once, in order, however publications race.
 */
import type { Who } from '../handover/case';
import type { LoggedActivity, Store } from '../storage/port';
import { LogReader } from './logReader';

export interface Listener {
  /** Gets activities in the log's order, none twice. */
  send(activities: readonly LoggedActivity[]): void;
  /** The conversation was deleted: nothing more will come. */
  ended(): void;
  /** An advisor is writing just now. Not kept, and not told again. */
  typing?(advisor: Who): void;
}

interface Subscription {
  readonly listener: Listener;
  readonly reader: LogReader<LoggedActivity>;
}

export interface Subscribed {
  /** What stood after the mark was sent. Rejects when the log cannot be read. */
  readonly caughtUp: Promise<void>;
  stop(): void;
}

export class Fanout {
  readonly #byConversation = new Map<string, Set<Subscription>>();

  /** `onChange`: something may have been committed that the desk follows. */
  constructor(
    private readonly store: Pick<Store, 'read' | 'signal'>,
    private readonly onChange: () => void = () => undefined,
  ) {}

  /** Sends what stands after `watermark`, then everything that follows. */
  subscribe(conversationId: string, watermark: number, listener: Listener): Subscribed {
    const reader = new LogReader<LoggedActivity>(watermark, {
      read: (after, limit) => this.store.read(conversationId, after, limit),
      placeOf: ({ seq }) => seq,
      send: (activities) => {
        listener.send(activities);
      },
    });
    const subscription: Subscription = { listener, reader };
    const all = this.#byConversation.get(conversationId) ?? new Set();
    this.#byConversation.set(conversationId, all.add(subscription));
    const stop = (): void => {
      reader.stop();
      all.delete(subscription);
      if (all.size === 0 && this.#byConversation.get(conversationId) === all)
        this.#byConversation.delete(conversationId);
    };
    const caughtUp = reader.readOn().catch((error: unknown) => {
      stop();
      throw error;
    });
    return { caughtUp, stop };
  }

  /** What was committed, of one conversation and in the log's order. A listener that it overtakes reads the log. */
  publish(activities: readonly LoggedActivity[]): void {
    this.onChange();
    const [first] = activities;
    if (first === undefined) return;
    const { conversationId } = first;
    this.#byConversation.get(conversationId)?.forEach(({ reader }) => {
      reader.offer(activities);
    });
    this.store.signal({ kind: 'log', conversationId });
  }

  /** Another instance has written to it: what is new is read. */
  hear(conversationId: string): void {
    this.#byConversation.get(conversationId)?.forEach(({ reader }) => {
      // A listener that cannot be served now is served from its mark the next time.
      reader.readOn().catch(() => undefined);
    });
  }

  /** Whoever listens to something, with the place up to which everybody has been sent it. */
  *heard(): Generator<{ readonly conversationId: string; readonly sentUpTo: number }> {
    for (const [conversationId, all] of this.#byConversation)
      yield { conversationId, sentUpTo: Math.min(...[...all].map(({ reader }) => reader.sentUpTo)) };
  }

  /** It was deleted here. */
  end(conversationId: string): void {
    this.onChange();
    this.ended(conversationId);
    this.store.signal({ kind: 'ended', conversationId });
  }

  /** Tells every listener that the conversation is gone. */
  ended(conversationId: string): void {
    const all = this.#byConversation.get(conversationId);
    this.#byConversation.delete(conversationId);
    all?.forEach(({ listener }) => {
      listener.ended();
    });
  }

  /** Tells those who listen now that an advisor is writing. */
  typing(conversationId: string, advisor: Who): void {
    this.#byConversation.get(conversationId)?.forEach(({ listener }) => listener.typing?.(advisor));
  }

  listeners(conversationId: string): number {
    return this.#byConversation.get(conversationId)?.size ?? 0;
  }
}
