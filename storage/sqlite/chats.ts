/**
 * What each turn needs of the chats in use, kept in memory: this process alone writes the file. It follows every write
 * inside the transaction; whenever anything is rolled back, it is forgotten and read anew.
 */
import { z } from 'zod';
import { StorageError } from '../errors';
import type { Statements } from './statements';

/** Chats kept at a time, at some kilobytes each; the one that came first goes first. */
const KEPT = 2_000;

const chatRow = z.object({
  key: z.number().int(),
  user_id: z.string(),
  channel: z.string(),
  locale: z.string(),
  state: z.string(),
  last_seq: z.number().int(),
  has_case: z.number().int(),
});

export interface Chat {
  readonly id: string;
  /** Of its rows. */
  readonly key: number;
  readonly userId: string;
  readonly channel: string;
  readonly locale: string;
  /** JSON; never the object, which a turn that fails may have changed. */
  state: string;
  /** The last place taken in its log, by whomever. */
  lastSeq: number;
  /** Whether a case was ever raised in it: most chats have none, and their turns need not look for one. */
  hasCase: boolean;
}

export class Chats {
  readonly #byId = new Map<string, Chat>();

  constructor(private readonly sql: Pick<Statements, 'chat'>) {}

  get(id: string): Chat | null {
    const known = this.#byId.get(id);
    if (known !== undefined) return known;
    const row = this.sql.chat.get(id);
    if (row === undefined) return null;
    const { key, user_id: userId, channel, locale, state, last_seq: lastSeq, has_case } = chatRow.parse(row);
    const chat = { key, id, userId, channel, locale, state, lastSeq, hasCase: has_case === 1 };
    const oldest = this.#byId.size >= KEPT ? this.#byId.keys().next().value : undefined;
    if (oldest !== undefined) this.#byId.delete(oldest);
    this.#byId.set(id, chat);
    return chat;
  }

  /** Inside a write, where it is known to be there. */
  known(id: string): Chat {
    const chat = this.get(id);
    if (chat === null) throw new StorageError('storage.failed');
    return chat;
  }

  forget(id: string): void {
    this.#byId.delete(id);
  }

  forgetAll(): void {
    this.#byId.clear();
  }
}
