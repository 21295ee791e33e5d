import { SendAmbiguous } from './sendWithin';

/**
 * Sends the replies to a message in order, one message after another in a conversation, and each once while this
 * process runs: a post that a channel repeats waits for the first one and sends nothing twice. What failed is sent when
 * the channel posts again. After a restart a repeated post sends its replies once more; late answers go by the outbox.
 */
export class Delivery {
  /** How many replies of a message are out, by the message's id; the oldest are forgotten. */
  readonly #out = new Map<string, number>();
  /** The last delivery of each conversation that is still going on. */
  readonly #last = new Map<string, Promise<void>>();

  constructor(private readonly remembered = 10_000) {}

  /** Rejects with what `send` rejects with. */
  async deliver<R>(
    conversationId: string,
    messageId: string,
    replies: readonly R[],
    send: (reply: R) => Promise<unknown>,
  ): Promise<void> {
    const before = this.#last.get(conversationId) ?? Promise.resolve();
    const mine = before
      .catch(() => undefined)
      .then(async () => {
        for (let at = this.#out.get(messageId) ?? 0; at < replies.length; at += 1) {
          const reply = replies[at];
          try {
            if (reply !== undefined) await send(reply);
          } catch (error) {
            if (error instanceof SendAmbiguous) this.#remember(messageId, at + 1);
            throw error;
          }
          this.#remember(messageId, at + 1);
        }
      });
    this.#last.set(conversationId, mine);
    try {
      await mine;
    } finally {
      if (this.#last.get(conversationId) === mine) this.#last.delete(conversationId);
    }
  }

  #remember(messageId: string, count: number): void {
    this.#out.delete(messageId);
    this.#out.set(messageId, count);
    const [oldest] = this.#out.keys();
    if (oldest !== undefined && this.#out.size > this.remembered) this.#out.delete(oldest);
  }
}
