/** What each turn needs of a chat: read once, then followed through every write of the transaction. */
import { z } from 'zod';
import { StorageError } from '../errors';
import type { Statements } from './statements';
import { knownChats, lock, type Work } from './work';

/** Chats known at a time, at some kilobytes each; the one that came first goes first. */
const KNOWN = 2_000;

const chatRow = z.object({
  key: z.number().int(),
  user_id: z.string(),
  channel: z.string(),
  locale: z.string(),
  state: z.string(),
  turns: z.number().int(),
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
  /** How often its state was written. */
  turns: number;
  /** The last place taken in its log, by whomever. */
  lastSeq: number;
  /** Whether a case was ever raised in it: most chats have none, and their turns need not look for one. */
  hasCase: boolean;
}

export class Chats {
  constructor(private readonly sql: Pick<Statements, 'chat'>) {}

  /** In a transaction nobody else writes to it until that ends, and where it has a case, to the desk. */
  *get(id: string): Work<Chat | null> {
    const all = yield* knownChats();
    const known = all.get(id);
    if (known !== undefined) return known;
    yield* lock('chat', id);
    const row = yield* this.sql.chat.get(id);
    if (row === undefined) return null;
    const { key, user_id: userId, last_seq: lastSeq, has_case, ...rest } = chatRow.parse(row);
    const chat = { ...rest, key, id, userId, lastSeq, hasCase: has_case === 1 };
    const oldest = all.size >= KNOWN ? all.keys().next().value : undefined;
    if (oldest !== undefined) all.delete(oldest);
    all.set(id, chat);
    if (chat.hasCase) yield* lock('desk');
    return chat;
  }

  /** Where it is known to be there. */
  *known(id: string): Work<Chat> {
    const chat = yield* this.get(id);
    if (chat === null) throw new StorageError('storage.failed');
    return chat;
  }

  *forget(id: string): Work<void> {
    (yield* knownChats()).delete(id);
  }
}
