/** Opens the database at this release's schema, and the line to the other instances. */
import { Client, Pool, type ClientBase, type ClientConfig } from 'pg';
import { z } from 'zod';
import { StorageError } from '../errors';
import { STEPS, type Step } from './migrations';
import { PostgresDatabase } from './postgresDatabase';
import { postgresError } from './postgresErrors';
import { Signals, type SignalsLog } from './signals';

/** Lines to the server of one instance, besides the one for signals. */
const CONNECTIONS = 10;
/**
 * Also for one that is free. Nothing that is asked takes a second, and somebody who writes of an emergency waits for this:
 * then they get the advice without it.
 */
const CONNECT_MS = 3_000;
const ANSWER_MS = 4_000;
const LOCK_MS = 3_000;

const versionRow = z.object({ version: z.number().int(), needs: z.number().int() });

/**
 * Brings the schema up to these steps, one instance at a time. @throws StorageError `storage.newer` when a release that
 * this one cannot work beside has been there.
 */
export async function migrate(client: ClientBase, steps: readonly Step[] = STEPS): Promise<void> {
  await client.query('BEGIN');
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('schema', 0))`);
  await client.query('CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL, needs INTEGER NOT NULL)');
  const { rows } = await client.query<Record<string, unknown>>('SELECT version, needs FROM schema_version');
  const { version, needs } = rows[0] === undefined ? { version: 0, needs: 0 } : versionRow.parse(rows[0]);
  if (needs > steps.length) throw new StorageError('storage.newer');
  let needed = needs;
  for (const { sql, needs: since } of steps.slice(version)) {
    await client.query(sql);
    needed = Math.max(needed, since ?? needed);
  }
  if (steps.length > version) {
    await client.query('DELETE FROM schema_version');
    await client.query('INSERT INTO schema_version VALUES ($1, $2)', [steps.length, needed]);
  }
  await client.query('COMMIT');
}

/** `url`: `postgres://…`. @throws StorageError */
export async function openPostgres(url: string, log: SignalsLog): Promise<PostgresDatabase> {
  const config: ClientConfig = {
    connectionString: url,
    application_name: 'pals-assistant',
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
  };
  const pool = new Pool({
    ...config,
    max: CONNECTIONS,
    // The server gives up, or, where the line is dead, we do.
    statement_timeout: ANSWER_MS,
    query_timeout: ANSWER_MS,
    lock_timeout: LOCK_MS,
    idle_in_transaction_session_timeout: ANSWER_MS,
  });
  // A line that is lost: whoever waits on it is told by its own answer, and the next one who needs one opens another.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    // On a line of its own: a step may take longer than any question of ours.
    const client = new Client(config);
    client.on('error', () => undefined);
    try {
      await client.connect();
      await migrate(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  } catch (cause) {
    await pool.end();
    throw postgresError(cause);
  }
  const signals = new Signals({ ...config, query_timeout: ANSWER_MS }, log);
  await signals.start();
  return new PostgresDatabase(pool, signals);
}
