/**
 * Who is listening to which conversation. Each listener has a mark: how far it has been sent the log. What is
 * published is sent only if it comes right after the mark; otherwise the log is read from the mark on. So a listener
 * sees each activity once, in order, however publications race.
 */
import type { Who } from '../handover/case';
import type { LoggedActivity, Store } from '../storage/port';

/** At most this many activities in one sending. */
const PAGE = 200;

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
  sentUpTo: number;
}

export class Fanout {
  readonly #byConversation = new Map<string, Set<Subscription>>();

  /** `onChange`: something may have been committed that the desk follows. */
  constructor(
    private readonly store: Pick<Store, 'read'>,
    private readonly onChange: () => void = () => undefined,
  ) {}

  /**
   * Sends what stands after `watermark`, then everything that follows. Returns how to stop.
   * @throws StorageError when the log cannot be read.
   */
  subscribe(conversationId: string, watermark: number, listener: Listener): () => void {
    const subscription: Subscription = { listener, sentUpTo: watermark };
    this.#catchUp(conversationId, subscription);
    const all = this.#byConversation.get(conversationId) ?? new Set();
    this.#byConversation.set(conversationId, all.add(subscription));
    return () => {
      all.delete(subscription);
      if (all.size === 0 && this.#byConversation.get(conversationId) === all)
        this.#byConversation.delete(conversationId);
    };
  }

  /** Committed activities of one conversation, in order and without gaps between them. Never throws. */
  publish(activities: readonly LoggedActivity[]): void {
    this.onChange();
    const first = activities[0];
    const last = activities.at(-1);
    if (first === undefined || last === undefined) return;
    for (const subscription of this.#byConversation.get(first.conversationId) ?? []) {
      if (subscription.sentUpTo >= last.seq) continue;
      try {
        if (subscription.sentUpTo === first.seq - 1) this.#send(subscription, activities);
        else this.#catchUp(first.conversationId, subscription);
      } catch {
        // What is published is stored: a listener that cannot be served now is served from its mark the next time.
      }
    }
  }

  /** Tells every listener that the conversation is gone. */
  end(conversationId: string): void {
    this.onChange();
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

  #catchUp(conversationId: string, subscription: Subscription): void {
    for (;;) {
      const page = this.store.read(conversationId, subscription.sentUpTo, PAGE);
      this.#send(subscription, page);
      if (page.length < PAGE) return;
    }
  }

  #send(subscription: Subscription, activities: readonly LoggedActivity[]): void {
    const last = activities.at(-1);
    if (last === undefined) return;
    subscription.listener.send(activities);
    subscription.sentUpTo = last.seq;
  }
}
