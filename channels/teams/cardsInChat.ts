/** Cards that still have buttons in a chat, so that they can lose them once the chat has gone on. */
export interface OpenCard {
  /** Place of its reply in the chat's log. */
  readonly seq: number;
  /** The channel's own id of the message that shows it. */
  readonly id: string;
}

/** In memory only: after a restart an old card keeps its buttons until one is pressed, and that is answered kindly. */
export class CardsInChat {
  readonly #open = new Map<string, OpenCard[]>();

  constructor(private readonly chats = 10_000) {}

  add(conversationId: string, card: OpenCard): void {
    const cards = this.#open.get(conversationId) ?? [];
    this.#open.delete(conversationId);
    this.#open.set(conversationId, [...cards, card]);
    const [oldest] = this.#open.keys();
    if (oldest !== undefined && this.#open.size > this.chats) this.#open.delete(oldest);
  }

  /** Those that stand before this place of the log, each once. */
  takeBefore(conversationId: string, seq: number): OpenCard[] {
    const cards = this.#open.get(conversationId) ?? [];
    const left = cards.filter((card) => card.seq >= seq);
    if (left.length > 0) this.#open.set(conversationId, left);
    else this.#open.delete(conversationId);
    return cards.filter((card) => card.seq < seq);
  }
}
