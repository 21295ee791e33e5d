/** Every statement on the outbox, prepared once. */
import type { Sqlite } from './openDatabase';

const ROW = `o.key, o.id, o.transport, o.target, o.payload, o.state, o.attempts, o.created_at, o.next_at, o.outcome,
  o.case_key, o.is_message, (SELECT c.reference FROM desk_case c WHERE c.key = o.case_key) AS reference FROM outbox o`;

/** A message waits for those before it. */
const IS_NEXT = `NOT (o.is_message = 1 AND EXISTS (SELECT 1 FROM outbox b WHERE b.target = o.target AND b.is_message = 1
  AND b.state IN ('pending', 'sending') AND b.key < o.key))`;

export const prepareOutboxStatements = (db: Sqlite) => ({
  add: db.prepare(
    `INSERT OR IGNORE INTO outbox
       (id, case_key, transport, target, payload, is_message, state, attempts, created_at, next_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'pending', 0, ?7, ?7)`,
  ),
  isDue: db.prepare(`SELECT o.key FROM outbox o WHERE o.state = 'pending' AND o.next_at <= ? AND ${IS_NEXT} LIMIT 1`),
  due: db.prepare(
    `SELECT ${ROW} WHERE o.state = 'pending' AND o.next_at <= ? AND ${IS_NEXT} ORDER BY o.next_at, o.key LIMIT ?`,
  ),
  take: db.prepare(`UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE key = ?`),
  byId: db.prepare(`SELECT state, created_at FROM outbox WHERE id = ?`),
  pending: db.prepare(`SELECT count(*) AS count, min(created_at) AS oldest FROM outbox WHERE state = 'pending'`),
  failed: db.prepare(
    `SELECT state, count(*) AS count FROM outbox WHERE created_at >= ? AND state IN ('ambiguous', 'dead') GROUP BY state`,
  ),
  byKey: db.prepare(`SELECT ${ROW} WHERE o.key = ?`),
  settle: db.prepare(`UPDATE outbox SET state = ?, next_at = coalesce(?, next_at), outcome = ? WHERE key = ?`),
  sending: db.prepare(`SELECT ${ROW} WHERE o.state = 'sending' ORDER BY o.key`),
  ofCase: db.prepare(`SELECT ${ROW} JOIN desk_case d ON d.key = o.case_key WHERE d.reference = ? ORDER BY o.key`),
  /** The newest of each target, from the newest alert on. */
  newest: db.prepare(
    `SELECT o.state, o.attempts, o.outcome FROM outbox o WHERE o.key IN
       (SELECT max(key) FROM outbox WHERE case_key = ?1 AND is_message = 0 AND created_at >= coalesce(?2, '') GROUP BY target)`,
  ),
  prune: db.prepare(`DELETE FROM outbox WHERE created_at < ? AND state NOT IN ('pending', 'sending')`),
});
export type OutboxStatements = ReturnType<typeof prepareOutboxStatements>;
