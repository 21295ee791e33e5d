/** What was kept for long enough goes, from the files too; how much went is written down, and nothing else of it. */
import { z } from 'zod';
import type { Who } from '../../handover/case';
import type { Removed } from '../../handover/keeping';
import type { KeepingStore, Removal } from '../port';
import { SYSTEM, type By } from './caseBook';
import type { Dialect, Work } from './work';
import { SqlDesk } from './sqlDesk';

/** PALS is not busy with it. */
const ENDED = `'closed', 'backToAssistant', 'leftByPerson'`;

const prepare = (sql: Dialect) => ({
  oldChats: sql.prepare(
    `SELECT c.id FROM conversation c WHERE c.at < CASE WHEN ?1 > ?2 THEN ?1 ELSE ?2 END
       AND coalesce((SELECT a.at FROM activity a WHERE a.conversation = c.key ORDER BY a.seq DESC LIMIT 1), '')
         < CASE WHEN EXISTS (SELECT 1 FROM desk_case d WHERE d.conversation = c.key) THEN ?2 ELSE ?1 END
       AND NOT EXISTS (SELECT 1 FROM desk_case d WHERE d.conversation = c.key
         AND (d.state NOT IN (${ENDED}) OR d.state_since >= ?2))
     ORDER BY c.at LIMIT ?3`,
  ),
  oldCases: sql.prepare(
    `SELECT key, reference FROM desk_case WHERE conversation IS NULL AND state_since < ?1
       AND state IN (${ENDED}) ORDER BY key LIMIT ?2`,
  ),
  dropHistory: sql.prepare('DELETE FROM case_history WHERE case_key = ?'),
  dropGaps: sql.prepare('DELETE FROM case_gap WHERE case_key = ?'),
  dropOutbox: sql.prepare('DELETE FROM outbox WHERE case_key = ?'),
  dropFeed: sql.prepare('DELETE FROM desk_feed WHERE reference = ?'),
  dropCard: sql.prepare('DELETE FROM shown_card WHERE reference = ?'),
  dropLive: sql.prepare('DELETE FROM live_case WHERE reference = ?'),
  dropCase: sql.prepare('DELETE FROM desk_case WHERE key = ?'),
  dropRatings: sql.prepare('DELETE FROM rating WHERE at < ?'),
  dropEnded: sql.prepare('DELETE FROM ended WHERE at < ?'),
  goneAdvisors: sql.prepare(
    `SELECT id FROM advisor WHERE presence = 'signedOut' AND seen_at < ?1
       AND NOT EXISTS (SELECT 1 FROM desk_session s WHERE s.advisor_id = advisor.id)
       AND NOT EXISTS (SELECT 1 FROM desk_case d WHERE d.holder_id = advisor.id OR d.handed_id = advisor.id)`,
  ),
  dropAdvisor: sql.prepare('DELETE FROM advisor WHERE id = ?'),
  dropChatsOf: sql.prepare('DELETE FROM channel_chat WHERE owner = ?'),
  noteRemoval: sql.prepare('INSERT INTO removal (at, chats, cases, ratings, by_id) VALUES (?, ?, ?, ?, ?)'),
  removals: sql.prepare('SELECT at, chats, cases, ratings, by_id FROM removal ORDER BY key DESC LIMIT ?'),
  /** The case, and others of its chat. */
  together: sql.prepare(
    `SELECT d.key, d.reference, CASE WHEN d.state IN (${ENDED}) THEN 1 ELSE 0 END AS ended, c.id AS conversation FROM desk_case d
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

export class SqlKeeping extends SqlDesk implements KeepingStore {
  readonly #old = prepare(this.db.dialect);

  removeOld(before: Parameters<KeepingStore['removeOld']>[0], limit: number): Promise<Removed> {
    return this.transaction(function* (): Work<Removed> {
      const chats = (yield* this.#old.oldChats.all(before.chats, before.cases, limit)).map(
        (row) => idRow.parse(row).id,
      );
      for (const id of chats) yield* this.forget(id, SYSTEM);
      const cases = (yield* this.#old.oldCases.all(before.records, limit)).map((row) => caseRow.parse(row));
      for (const { key, reference } of cases) yield* this.#dropCase(key, reference);
      // Every pass to it has ended long before.
      yield* this.#old.dropEnded.run(before.chats);
      yield* this.#dropAdvisors(before.records);
      const ratings = yield* this.#old.dropRatings.run(before.ratings);
      const removed = { chats: chats.length, cases: cases.length, ratings };
      if (chats.length + cases.length + ratings === 0) return removed;
      yield* this.#old.noteRemoval.run(this.at(), removed.chats, removed.cases, removed.ratings, null);
      this.db.scrub();
      return removed;
    });
  }

  eraseCase(reference: string, by: Who): Promise<Removed | null> {
    return this.transaction(function* (): Work<Removed | null> {
      const all = (yield* this.#old.together.all(reference)).map((row) => togetherRow.parse(row));
      if (all.length === 0 || all.some(({ ended }) => ended === 0)) return null;
      const chats = [...new Set(all.flatMap(({ conversation }) => conversation ?? []))];
      for (const id of chats) {
        // A pass to it may still stand.
        yield* this.sql.endConversation.run(id, this.at());
        yield* this.forget(id, SYSTEM);
      }
      for (const { key, reference: one } of all) yield* this.#dropCase(key, one);
      const removed = { chats: chats.length, cases: all.length, ratings: 0 };
      yield* this.#old.noteRemoval.run(this.at(), removed.chats, removed.cases, 0, by.id);
      this.db.scrub();
      return removed;
    });
  }

  removals(limit: number): Promise<readonly Removal[]> {
    return this.query(function* () {
      return (yield* this.#old.removals.all(limit)).map((row) => removalRow.parse(row));
    });
  }

  /** All that was said in a chat; its cases keep their facts. Inside a write. */
  protected *forget(id: string, by: By): Work<void> {
    const chat = yield* this.chats.get(id);
    if (chat === null) return;
    const { key } = chat;
    // First: whatever a case still wrote into the log goes with it.
    yield* this.book.forgetChat(key, by);
    yield* this.sql.deleteActivities.run(key);
    yield* this.sql.deleteState.run(key);
    yield* this.sql.deleteConversation.run(key);
    yield* this.dropChannelChat(id);
    yield* this.chats.forget(id);
    this.db.scrub();
  }

  /** Who was not at the desk for as long as the record of a case is kept. */
  *#dropAdvisors(before: string): Work<void> {
    const gone = (yield* this.#old.goneAdvisors.all(before)).map((row) => idRow.parse(row).id);
    if (gone.length === 0) return;
    for (const id of gone) {
      yield* this.#old.dropAdvisor.run(id);
      yield* this.#old.dropChatsOf.run(id);
    }
    yield* this.book.feed('presence', null, null, null);
    this.db.scrub();
  }

  *#dropCase(key: number, reference: string): Work<void> {
    for (const source of ['chat', 'wish', 'note'] as const) yield* this.book.dropWords(key, source);
    yield* this.book.sql.dropNotes.run(key);
    for (const drop of [this.#old.dropHistory, this.#old.dropGaps, this.#old.dropOutbox, this.#old.dropCase])
      yield* drop.run(key);
    for (const drop of [this.#old.dropFeed, this.#old.dropCard, this.#old.dropLive]) yield* drop.run(reference);
  }
}
