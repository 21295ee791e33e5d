/** Chats on channels that keep no line open, and the cases that advisors work there. */
import { z } from 'zod';
import type { ChannelChat, ChannelStore, LiveCase, ShownCard } from '../port';
import { lock, type Dialect, type Work } from './work';
import { SqlOutbox } from './sqlOutbox';

const prepare = (sql: Dialect) => ({
  chat: sql.prepare(`SELECT id, owner, address, is_dead FROM channel_chat WHERE id = ?`),
  chatOf: sql.prepare(`SELECT id, owner, address, is_dead FROM channel_chat WHERE owner = ? ORDER BY at DESC LIMIT 1`),
  saveChat: sql.prepare(
    `INSERT INTO channel_chat (id, owner, address, at) VALUES (?1, ?2, ?3, ?4)
     ON CONFLICT (id) DO UPDATE SET owner = ?2, address = ?3, at = ?4, is_dead = 0`,
  ),
  endChat: sql.prepare(`UPDATE channel_chat SET is_dead = 1 WHERE id = ?`),
  dropChat: sql.prepare(`DELETE FROM channel_chat WHERE id = ? AND owner IS NULL`),
  lives: sql.prepare(`SELECT advisor_id, reference, chat_id, queued_to, shown_to, over_at FROM live_case`),
  saveLive: sql.prepare(
    `INSERT INTO live_case (advisor_id, reference, chat_id, queued_to, shown_to, over_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
     ON CONFLICT (advisor_id) DO UPDATE
     SET reference = ?2, chat_id = ?3, queued_to = ?4, shown_to = ?5, over_at = ?6`,
  ),
  endLive: sql.prepare(`DELETE FROM live_case WHERE advisor_id = ?`),
  noteShown: sql.prepare(
    `UPDATE live_case SET shown_to = ?1 WHERE advisor_id = ?2 AND reference = ?3 AND shown_to < ?1`,
  ),
  card: sql.prepare(`SELECT reference, place, alerts FROM shown_card WHERE reference = ?`),
  saveCard: sql.prepare(
    `INSERT INTO shown_card (reference, place, alerts) VALUES (?1, ?2, ?3)
     ON CONFLICT (reference) DO UPDATE SET place = ?2, alerts = ?3`,
  ),
});

const chatRow = z
  .object({ id: z.string(), owner: z.string().nullable(), address: z.string(), is_dead: z.number() })
  .transform(({ is_dead, address, ...rest }): ChannelChat => {
    const read: unknown = JSON.parse(address);
    return { ...rest, address: read, isDead: is_dead === 1 };
  });
const liveRow = z
  .object({
    advisor_id: z.string(),
    reference: z.string(),
    chat_id: z.string(),
    queued_to: z.number().nullable(),
    shown_to: z.number(),
    over_at: z.string().nullable(),
  })
  .transform(
    ({ advisor_id: advisorId, chat_id: chatId, queued_to: queuedTo, shown_to: shownTo, over_at: overAt, ...rest }) => ({
      ...rest,
      ...{ advisorId, chatId, queuedTo, shownTo, overAt },
    }),
  );
const cardRow = z
  .object({ reference: z.string(), place: z.string(), alerts: z.number() })
  .transform(({ place, ...rest }): ShownCard => {
    const read: unknown = JSON.parse(place);
    return { ...rest, place: read };
  });
const valueRow = z.object({ value: z.string() });
const FOLLOWED = 'channelFollowedTo';

export class SqlChannels extends SqlOutbox implements ChannelStore {
  readonly #sql = prepare(this.db.dialect);

  channelChat(id: string): Promise<ChannelChat | null> {
    return this.query(function* () {
      return this.#one(chatRow, yield* this.#sql.chat.get(id));
    });
  }

  channelChatOf(owner: string): Promise<ChannelChat | null> {
    return this.query(function* () {
      return this.#one(chatRow, yield* this.#sql.chatOf.get(owner));
    });
  }

  saveChannelChat({ id, owner, address }: Omit<ChannelChat, 'isDead'>): Promise<void> {
    return this.#write(() => this.#sql.saveChat.run(id, owner, JSON.stringify(address), this.at()));
  }

  endChannelChat(id: string): Promise<void> {
    return this.#write(() => this.#sql.endChat.run(id));
  }

  liveCases(): Promise<readonly LiveCase[]> {
    return this.query(function* () {
      return (yield* this.#sql.lives.all()).map((row) => liveRow.parse(row));
    });
  }

  saveLiveCase(live: LiveCase): Promise<void> {
    return this.#write(() => this.#saveLive(live));
  }

  endLiveCase(advisorId: string): Promise<void> {
    return this.#write(() => this.#sql.endLive.run(advisorId));
  }

  noteShown(advisorId: string, reference: string, upTo: number): Promise<void> {
    return this.#write(() => this.#sql.noteShown.run(upTo, advisorId, reference));
  }

  shownCard(reference: string): Promise<ShownCard | null> {
    return this.query(function* () {
      return this.#one(cardRow, yield* this.#sql.card.get(reference));
    });
  }

  saveShownCard({ reference, place, alerts }: ShownCard): Promise<void> {
    return this.#write(() => this.#sql.saveCard.run(reference, JSON.stringify(place), alerts));
  }

  followedTo(): Promise<number | null> {
    return this.query(() => this.#followedTo());
  }

  *#followedTo(): Work<number | null> {
    const row = yield* this.sql.setting.get(FOLLOWED);
    return row === undefined ? null : Number(valueRow.parse(row).value);
  }

  follow({ from, upTo, outgoing, live }: Parameters<ChannelStore['follow']>[0]): Promise<void> {
    return this.transaction(function* () {
      yield* lock('desk');
      if ((yield* this.#followedTo()) !== from) return;
      yield* this.sql.setSetting.run(FOLLOWED, String(upTo));
      for (const { reference, ...one } of outgoing)
        yield* this.send((yield* this.book.find(reference))?.key ?? null, [one]);
      for (const one of live) yield* this.#saveLive(one);
    });
  }

  /** Inside a write. */
  protected *dropChannelChat(id: string): Work<void> {
    yield* this.#sql.dropChat.run(id);
  }

  *#saveLive({ advisorId, reference, chatId, queuedTo, shownTo, overAt }: LiveCase): Work<void> {
    yield* this.#sql.saveLive.run(advisorId, reference, chatId, queuedTo, shownTo, overAt);
  }

  #write(change: () => Work<unknown>): Promise<void> {
    return this.transaction(function* () {
      yield* change();
    });
  }

  #one<T>(schema: z.ZodType<T>, row: unknown): T | null {
    return row === undefined ? null : schema.parse(row);
  }
}
