/** Every statement on the outbox, prepared once. */
import type { Dialect } from './work';

const ROW = `o.key, o.id, o.transport, o.target, o.payload, o.state, o.attempts, o.created_at, o.next_at, o.outcome,
  o.case_key, o.is_message, (SELECT c.reference FROM desk_case c WHERE c.key = o.case_key) AS reference FROM outbox o`;

/** A message waits for those before it. */
const IS_NEXT = `NOT (o.is_message = 1 AND EXISTS (SELECT 1 FROM outbox b WHERE b.target = o.target AND b.is_message = 1
  AND b.state IN ('pending', 'sending') AND b.key < o.key))`;

export const prepareOutboxStatements = (sql: Dialect) => ({
  add: sql.prepare(
    `INSERT INTO outbox (id, case_key, transport, target, payload, is_message, state, attempts, created_at, next_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'pending', 0, ?7, ?7) ON CONFLICT (id) DO NOTHING`,
  ),
  isDue: sql.prepare(`SELECT o.key FROM outbox o WHERE o.state = 'pending' AND o.next_at <= ? AND ${IS_NEXT} LIMIT 1`),
  due: sql.prepare(
    `SELECT ${ROW} WHERE o.state = 'pending' AND o.next_at <= ? AND ${IS_NEXT} ORDER BY o.next_at, o.key LIMIT ? ${sql.skipTaken}`,
  ),
  take: sql.prepare(
    `UPDATE outbox SET state = 'sending', attempts = attempts + 1, taken_by = ?2 WHERE key = ?1 AND state = 'pending'`,
  ),
  byId: sql.prepare(`SELECT state, created_at FROM outbox WHERE id = ?`),
  pending: sql.prepare(`SELECT count(*) AS count, min(created_at) AS oldest FROM outbox WHERE state = 'pending'`),
  failed: sql.prepare(
    `SELECT state, count(*) AS count FROM outbox WHERE created_at >= ? AND state IN ('ambiguous', 'dead') GROUP BY state`,
  ),
  byKey: sql.prepare(`SELECT ${ROW} WHERE o.key = ?`),
  settle: sql.prepare(`UPDATE outbox SET state = ?, next_at = coalesce(?, next_at), outcome = ? WHERE key = ?`),
  sending: sql.prepare(
    `SELECT ${ROW} WHERE o.state = 'sending'
       AND NOT EXISTS (SELECT 1 FROM lease l WHERE l.name = 'instance ' || o.taken_by AND l.until >= ?1)
       AND coalesce(o.taken_by, '') <> ?2 ORDER BY o.key ${sql.skipTaken}`,
  ),
  ofCase: sql.prepare(`SELECT ${ROW} JOIN desk_case d ON d.key = o.case_key WHERE d.reference = ? ORDER BY o.key`),
  /** The newest of each target, from the newest alert on. */
  newest: sql.prepare(
    `SELECT o.state, o.attempts, o.outcome FROM outbox o WHERE o.key IN
       (SELECT max(key) FROM outbox WHERE case_key = ?1 AND is_message = 0 AND created_at >= coalesce(?2, '') GROUP BY target)`,
  ),
  prune: sql.prepare(`DELETE FROM outbox WHERE created_at < ? AND state NOT IN ('pending', 'sending')`),
});
export type OutboxStatements = ReturnType<typeof prepareOutboxStatements>;
