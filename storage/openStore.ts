/** Opens the store that the settings name: a file of SQLite, or a database of PostgreSQL. */
import type { Store } from './port';
import { PLAIN_RULES, type StoreRules } from './rules';
import { SqlStore } from './sql/sqlStore';
import { openDatabase } from './sqlite/openDatabase';
import { SqliteDatabase } from './sqlite/sqliteDatabase';

/** @throws StorageError when it cannot be opened, or cannot be this process's own. */
export function openSqliteStore(path: string, now: () => Date, rules: StoreRules = PLAIN_RULES): Store {
  const { db, log } = openDatabase(path);
  return new SqlStore(new SqliteDatabase(db, log), now, rules);
}
