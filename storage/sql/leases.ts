/** Leases: who has what until when. */
import type { Dialect } from './work';

/** Chats asked for in one go. */
export const ENDS_AT_ONCE = 50;
export const LEADER = 'leader';
const WATCHES = 'watch ';
export const watchName = (advisorId: string, instance: string): string => `${WATCHES}${instance} ${advisorId}`;
/** The advisor of such a lease. */
export const watcherIn = (name: string, instance: string): string => name.slice(watchName('', instance).length);
export const instanceName = (instance: string): string => `instance ${instance}`;

export const prepareLeases = (sql: Dialect) => ({
  /** Gives a row when it is the asker's now: nobody had it, or its time was over. */
  take: sql.prepare(
    `INSERT INTO lease (name, holder, until) VALUES (?1, ?2, ?3)
     ON CONFLICT (name) DO UPDATE SET holder = ?2, until = ?3 WHERE lease.holder = ?2 OR lease.until < ?4
     RETURNING holder`,
  ),
  /** The last places of so many chats; an id that there is not fills up. */
  ends: sql.prepare(
    `SELECT c.id, coalesce((SELECT max(seq) FROM activity WHERE conversation = c.key), 0) AS seq
     FROM conversation c WHERE c.id IN (${Array.from({ length: ENDS_AT_ONCE }, () => '?').join(', ')})`,
  ),
  /** Desks that are open at other instances. */
  watched: sql.prepare(`SELECT name, holder FROM lease WHERE name LIKE '${WATCHES}%' AND holder <> ? AND until >= ?`),
  dropWatches: sql.prepare(`DELETE FROM lease WHERE name LIKE '${WATCHES}%' AND holder = ?`),
  dropMine: sql.prepare('DELETE FROM lease WHERE holder = ?'),
  dropOver: sql.prepare('DELETE FROM lease WHERE until < ?'),
});
export type LeaseStatements = ReturnType<typeof prepareLeases>;
