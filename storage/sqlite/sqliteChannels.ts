/** Chats on channels that keep no line open, and the cases that advisors work there. */
import { z } from 'zod';
import type { ChannelChat, ChannelStore, LiveCase, ShownCard } from '../port';
import type { Sqlite } from './openDatabase';
import { SqliteOutbox } from './sqliteOutbox';

const prepare = (db: Sqlite) => ({
  chat: db.prepare(`SELECT id, owner, address, is_dead FROM channel_chat WHERE id = ?`),
  chatOf: db.prepare(`SELECT id, owner, address, is_dead FROM channel_chat WHERE owner = ? ORDER BY at DESC LIMIT 1`),
  saveChat: db.prepare(
    `INSERT INTO channel_chat (id, owner, address, at) VALUES (?1, ?2, ?3, ?4)
     ON CONFLICT (id) DO UPDATE SET owner = ?2, address = ?3, at = ?4, is_dead = 0`,
  ),
  endChat: db.prepare(`UPDATE channel_chat SET is_dead = 1 WHERE id = ?`),
  dropChat: db.prepare(`DELETE FROM channel_chat WHERE id = ? AND owner IS NULL`),
  lives: db.prepare(`SELECT advisor_id, reference, chat_id, queued_to, shown_to, over_at FROM live_case`),
  saveLive: db.prepare(
    `INSERT OR REPLACE INTO live_case (advisor_id, reference, chat_id, queued_to, shown_to, over_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
  ),
  endLive: db.prepare(`DELETE FROM live_case WHERE advisor_id = ?`),
  noteShown: db.prepare(`UPDATE live_case SET shown_to = max(shown_to, ?1) WHERE advisor_id = ?2 AND reference = ?3`),
  card: db.prepare(`SELECT reference, place, alerts FROM shown_card WHERE reference = ?`),
  saveCard: db.prepare(`INSERT OR REPLACE INTO shown_card (reference, place, alerts) VALUES (?, ?, ?)`),
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

export class SqliteChannels extends SqliteOutbox implements ChannelStore {
  readonly #sql = prepare(this.db);

  channelChat(id: string): ChannelChat | null {
    return this.reading(() => this.#one(chatRow, this.#sql.chat.get(id)));
  }

  channelChatOf(owner: string): ChannelChat | null {
    return this.reading(() => this.#one(chatRow, this.#sql.chatOf.get(owner)));
  }

  saveChannelChat({ id, owner, address }: Omit<ChannelChat, 'isDead'>): Promise<void> {
    return this.#write(() => this.#sql.saveChat.run(id, owner, JSON.stringify(address), this.at()));
  }

  endChannelChat(id: string): Promise<void> {
    return this.#write(() => this.#sql.endChat.run(id));
  }

  liveCases(): readonly LiveCase[] {
    return this.reading(() => this.#sql.lives.all().map((row) => liveRow.parse(row)));
  }

  saveLiveCase(live: LiveCase): Promise<void> {
    return this.#write(() => {
      this.#saveLive(live);
    });
  }

  endLiveCase(advisorId: string): Promise<void> {
    return this.#write(() => this.#sql.endLive.run(advisorId));
  }

  noteShown(advisorId: string, reference: string, upTo: number): Promise<void> {
    return this.#write(() => this.#sql.noteShown.run(upTo, advisorId, reference));
  }

  shownCard(reference: string): ShownCard | null {
    return this.reading(() => this.#one(cardRow, this.#sql.card.get(reference)));
  }

  saveShownCard({ reference, place, alerts }: ShownCard): Promise<void> {
    return this.#write(() => this.#sql.saveCard.run(reference, JSON.stringify(place), alerts));
  }

  followedTo(): number | null {
    return this.reading(() => {
      const row = this.sql.setting.get(FOLLOWED);
      return row === undefined ? null : Number(valueRow.parse(row).value);
    });
  }

  follow({ upTo, outgoing, live }: Parameters<ChannelStore['follow']>[0]): Promise<void> {
    return this.#write(() => {
      this.sql.setSetting.run(FOLLOWED, String(upTo));
      for (const { reference, ...one } of outgoing) this.send(this.book.find(reference)?.key ?? null, [one]);
      live.forEach((one) => {
        this.#saveLive(one);
      });
    });
  }

  /** Inside a write. */
  protected dropChannelChat(id: string): void {
    this.#sql.dropChat.run(id);
  }

  #saveLive({ advisorId, reference, chatId, queuedTo, shownTo, overAt }: LiveCase): void {
    this.#sql.saveLive.run(advisorId, reference, chatId, queuedTo, shownTo, overAt);
  }

  #write(change: () => unknown): Promise<void> {
    return this.commits.write(() => {
      change();
    });
  }

  #one<T>(schema: z.ZodType<T>, row: unknown): T | null {
    return row === undefined ? null : schema.parse(row);
  }
}
