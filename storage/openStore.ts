/** Opens the store that the settings name: a file of SQLite, or a database of PostgreSQL. */
import { isPostgres } from './isPostgres';
import type { Store } from './port';
import { PLAIN_RULES, type StoreRules } from './rules';
import { SqlStore } from './sql/sqlStore';
import { openDatabase } from './sqlite/openDatabase';
import { SqliteDatabase } from './sqlite/sqliteDatabase';

export interface StoreLog {
  warn(facts: Readonly<Record<string, string>>, what: string): void;
}

/** `url`: `postgres://…`, or the path of a file. @throws StorageError when it cannot be opened. */
export async function openStore(url: string, now: () => Date, log: StoreLog, rules: StoreRules): Promise<Store> {
  if (!isPostgres(url)) return openSqliteStore(url, now, rules);
  // Its library is read only where it is used.
  const { openPostgres } = await import('./postgres/openPostgres');
  return new SqlStore(await openPostgres(url, log), now, rules);
}

/** @throws StorageError when the file cannot be opened, or cannot be this process's own. */
export function openSqliteStore(path: string, now: () => Date, rules: StoreRules = PLAIN_RULES): Store {
  const { db, log } = openDatabase(path);
  return new SqlStore(new SqliteDatabase(db, log), now, rules);
}
