/** What was kept for long enough goes, from the files too; how much went is written down, and nothing else of it. */
import { z } from 'zod';
import type { Who } from '../../handover/case';
import type { Removed } from '../../handover/keeping';
import type { KeepingStore, Removal } from '../port';
import { SYSTEM, type By } from './caseBook';
import type { Sqlite } from './openDatabase';
import { SqliteDesk } from './sqliteDesk';

/** PALS is not busy with it. */
const ENDED = `'closed', 'backToAssistant', 'leftByPerson'`;

const prepare = (db: Sqlite) => ({
  oldChats: db.prepare(
    `SELECT c.id FROM conversation c WHERE c.at < max(?1, ?2)
       AND coalesce((SELECT a.at FROM activity a WHERE a.conversation = c.key ORDER BY a.seq DESC LIMIT 1), '')
         < iif(EXISTS (SELECT 1 FROM desk_case d WHERE d.conversation = c.key), ?2, ?1)
       AND NOT EXISTS (SELECT 1 FROM desk_case d WHERE d.conversation = c.key
         AND (d.state NOT IN (${ENDED}) OR d.state_since >= ?2))
     ORDER BY c.at LIMIT ?3`,
  ),
  oldCases: db.prepare(
    `SELECT key, reference FROM desk_case WHERE conversation IS NULL AND state_since < ?1
       AND state IN (${ENDED}) ORDER BY key LIMIT ?2`,
  ),
  dropHistory: db.prepare('DELETE FROM case_history WHERE case_key = ?'),
  dropGaps: db.prepare('DELETE FROM case_gap WHERE case_key = ?'),
  dropOutbox: db.prepare('DELETE FROM outbox WHERE case_key = ?'),
  dropFeed: db.prepare('DELETE FROM desk_feed WHERE reference = ?'),
  dropCard: db.prepare('DELETE FROM shown_card WHERE reference = ?'),
  dropLive: db.prepare('DELETE FROM live_case WHERE reference = ?'),
  dropCase: db.prepare('DELETE FROM desk_case WHERE key = ?'),
  dropRatings: db.prepare('DELETE FROM rating WHERE at < ?'),
  dropEnded: db.prepare('DELETE FROM ended WHERE at < ?'),
  goneAdvisors: db.prepare(
    `SELECT id FROM advisor WHERE presence = 'signedOut' AND seen_at < ?1
       AND NOT EXISTS (SELECT 1 FROM desk_session s WHERE s.advisor_id = advisor.id)
       AND NOT EXISTS (SELECT 1 FROM desk_case d WHERE d.holder_id = advisor.id OR d.handed_id = advisor.id)`,
  ),
  dropAdvisor: db.prepare('DELETE FROM advisor WHERE id = ?'),
  dropChatsOf: db.prepare('DELETE FROM channel_chat WHERE owner = ?'),
  noteRemoval: db.prepare('INSERT INTO removal (at, chats, cases, ratings, by_id) VALUES (?, ?, ?, ?, ?)'),
  removals: db.prepare('SELECT at, chats, cases, ratings, by_id FROM removal ORDER BY key DESC LIMIT ?'),
  /** The case, and others of its chat. */
  together: db.prepare(
    `SELECT d.key, d.reference, d.state IN (${ENDED}) AS ended, c.id AS conversation FROM desk_case d
       LEFT JOIN conversation c ON c.key = d.conversation
     WHERE d.reference = ?1 OR d.conversation = (SELECT conversation FROM desk_case WHERE reference = ?1)`,
  ),
});

const idRow = z.object({ id: z.string() });
const caseRow = z.object({ key: z.number(), reference: z.string() });
const togetherRow = caseRow.extend({ ended: z.number(), conversation: z.string().nullable() });
const removalRow = z
  .object({ at: z.string(), chats: z.number(), cases: z.number(), ratings: z.number(), by_id: z.string().nullable() })
  .transform(({ by_id: by, ...counts }) => ({ ...counts, by }));

export class SqliteKeeping extends SqliteDesk implements KeepingStore {
  readonly #old = prepare(this.db);

  removeOld(before: Parameters<KeepingStore['removeOld']>[0], limit: number): Promise<Removed> {
    return this.commits.write((): Removed => {
      const chats = this.#old.oldChats.all(before.chats, before.cases, limit).map((row) => idRow.parse(row).id);
      chats.forEach((id) => {
        this.forget(id, SYSTEM);
      });
      const cases = this.#old.oldCases.all(before.records, limit).map((row) => caseRow.parse(row));
      cases.forEach(({ key, reference }) => {
        this.#dropCase(key, reference);
      });
      // Every pass to it has ended long before.
      this.#old.dropEnded.run(before.chats);
      this.#dropAdvisors(before.records);
      const ratings = this.#old.dropRatings.run(before.ratings).changes;
      const removed = { chats: chats.length, cases: cases.length, ratings };
      if (chats.length + cases.length + ratings === 0) return removed;
      this.#old.noteRemoval.run(this.at(), removed.chats, removed.cases, removed.ratings, null);
      this.commits.scrub();
      return removed;
    });
  }

  eraseCase(reference: string, by: Who): Promise<Removed | null> {
    return this.commits.write((): Removed | null => {
      const all = this.#old.together.all(reference).map((row) => togetherRow.parse(row));
      if (all.length === 0 || all.some(({ ended }) => ended === 0)) return null;
      const chats = [...new Set(all.flatMap(({ conversation }) => conversation ?? []))];
      chats.forEach((id) => {
        // A pass to it may still stand.
        this.sql.endConversation.run(id, this.at());
        this.forget(id, SYSTEM);
      });
      all.forEach(({ key, reference: one }) => {
        this.#dropCase(key, one);
      });
      const removed = { chats: chats.length, cases: all.length, ratings: 0 };
      this.#old.noteRemoval.run(this.at(), removed.chats, removed.cases, 0, by.id);
      this.commits.scrub();
      return removed;
    });
  }

  removals(limit: number): readonly Removal[] {
    return this.reading(() => this.#old.removals.all(limit).map((row) => removalRow.parse(row)));
  }

  /** All that was said in a chat; its cases keep their facts. Inside a write. */
  protected forget(id: string, by: By): void {
    const chat = this.chats.get(id);
    if (chat === null) return;
    const { key } = chat;
    // First: whatever a case still wrote into the log goes with it.
    this.book.forgetChat(key, by);
    this.sql.deleteActivities.run(key);
    this.sql.deleteState.run(key);
    this.sql.deleteConversation.run(key);
    this.dropChannelChat(id);
    this.chats.forget(id);
    this.commits.scrub();
  }

  /** Who was not at the desk for as long as the record of a case is kept. */
  #dropAdvisors(before: string): void {
    const gone = this.#old.goneAdvisors.all(before).map((row) => idRow.parse(row).id);
    if (gone.length === 0) return;
    gone.forEach((id) => {
      this.#old.dropAdvisor.run(id);
      this.#old.dropChatsOf.run(id);
    });
    this.book.feed('presence', null, null, null);
    this.commits.scrub();
  }

  #dropCase(key: number, reference: string): void {
    for (const source of ['chat', 'wish', 'note'] as const) this.book.dropWords(key, source);
    this.book.sql.dropNotes.run(key);
    for (const drop of [this.#old.dropHistory, this.#old.dropGaps, this.#old.dropOutbox, this.#old.dropCase])
      drop.run(key);
    for (const drop of [this.#old.dropFeed, this.#old.dropCard, this.#old.dropLive]) drop.run(reference);
  }
}
