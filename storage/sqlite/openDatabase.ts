/** Opens the file for this process alone, durable and scrubbing, at this release's schema. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { StorageError, storageError } from '../errors';
import { LogFile } from './logFile';
import { MIGRATIONS } from './migrations';

export type Sqlite = InstanceType<typeof Database>;

const versionRow = z.object({ user_version: z.number().int() });

function migrate(db: Sqlite): void {
  const { user_version: done } = versionRow.parse(db.prepare('PRAGMA user_version').get());
  if (done > MIGRATIONS.length) throw new StorageError('storage.newer');
  MIGRATIONS.slice(done).forEach((step, i) => {
    db.exec(`BEGIN IMMEDIATE; ${step}; PRAGMA user_version = ${done + i + 1}; COMMIT`);
  });
}

/** @throws StorageError when the file is in use by another process, newer than this release, or cannot be written. */
export function openDatabase(path: string): { readonly db: Sqlite; readonly log: LogFile } {
  let db: Sqlite | null = null;
  try {
    // What people said lies in it: for this account only.
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    db = new Database(path);
    // A reply with its screen is 2 KB: on pages of 8 KB a third less is written than on the usual 4 KB.
    db.exec('PRAGMA page_size = 8192');
    // Exclusive before WAL: the lock is held from here on, and a second process is refused.
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    db.exec('PRAGMA journal_mode = WAL');
    db.exec('PRAGMA synchronous = FULL');
    // Deleted text is overwritten in the file, not only unlinked from its index.
    db.exec('PRAGMA secure_delete = ON');
    db.exec('PRAGMA temp_store = MEMORY');
    // In pages, so 32 MB: a page that many turns change is copied into the file once for all of them.
    db.exec('PRAGMA wal_autocheckpoint = 4000');
    db.exec('BEGIN IMMEDIATE; COMMIT');
    migrate(db);
    // From here on GroupCommit waits for the disk, beside the thread that serves: nothing is acknowledged before.
    db.exec('PRAGMA synchronous = NORMAL');
    return { db, log: new LogFile(path) };
  } catch (cause) {
    db?.close();
    throw storageError(cause);
  }
}

/**
 * Leaves one plain file behind and lets go of its lock at once. (`close` alone keeps the lock until the library's
 * statements are collected as garbage.)
 */
export function closeDatabase(db: Sqlite): void {
  try {
    db.exec('PRAGMA journal_mode = DELETE');
    db.exec('PRAGMA locking_mode = NORMAL');
    db.exec('SELECT count(*) FROM sqlite_schema');
  } catch {
    // A disk that is full or gone: what was committed stands in the log and is read at the next start.
  }
  db.close();
}
