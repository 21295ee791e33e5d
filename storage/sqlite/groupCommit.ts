/**
 * One fsync for the writes of many conversations: what is asked for in one turn of the event loop runs in one
 * transaction, and all resolve together once it is on the disk. A write may run twice: when one of them fails, they run
 * again, each in a savepoint of its own.
 */
import { StorageError, storageError } from '../errors';
import type { Sqlite } from './openDatabase';

interface Queued {
  /** Runs in the transaction; keeps its result until the commit. */
  attempt(): void;
  resolve(): void;
  reject(error: StorageError): void;
}

export class GroupCommit {
  #queue: Queued[] = [];
  #due = false;
  #closed = false;
  #scrub = false;
  readonly #begin;
  readonly #commit;
  readonly #savepoint;
  readonly #release;
  readonly #undo;

  constructor(
    private readonly db: Sqlite,
    /** Something that was written in this transaction has been taken back. */
    private readonly onUndo: () => void,
  ) {
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#savepoint = db.prepare('SAVEPOINT one');
    this.#release = db.prepare('RELEASE one');
    this.#undo = db.prepare('ROLLBACK TO one');
  }

  /** Resolves with what `write` gave, after the commit. `write` must be synchronous and change only this database. */
  write<T>(write: () => T): Promise<T> {
    if (this.#closed) return Promise.reject(new StorageError('storage.closed'));
    return new Promise<T>((resolve, reject) => {
      let result: { readonly value: T } | null = null;
      this.#queue.push({
        attempt: () => {
          result = { value: write() };
        },
        resolve: () => {
          if (result) resolve(result.value);
        },
        reject,
      });
      if (this.#due) return;
      this.#due = true;
      setImmediate(() => {
        this.flush();
      });
    });
  }

  /** After the commit of this tick, what was deleted is taken out of the write-ahead log as well. */
  scrub(): void {
    this.#scrub = true;
  }

  /** Commits what is queued now. */
  flush(): void {
    const batch = this.#queue;
    this.#queue = [];
    this.#due = false;
    if (batch.length === 0) return;
    const written = this.#together(batch) ? batch : this.#oneByOne(batch);
    if (this.#scrub) this.#truncateLog();
    written.forEach((one) => {
      one.resolve();
    });
  }

  close(): void {
    this.flush();
    this.#closed = true;
  }

  /** The usual case, without savepoints. False when anything failed: then nothing was written. */
  #together(batch: readonly Queued[]): boolean {
    try {
      this.#begin.run();
      for (const one of batch) one.attempt();
      this.#commit.run();
      return true;
    } catch {
      this.#rollback();
      return false;
    }
  }

  /** Once more, so that what fails fails alone. Those that are given back are committed; the others are told. */
  #oneByOne(batch: readonly Queued[]): readonly Queued[] {
    try {
      this.#begin.run();
      const written = batch.filter((one) => this.#attempt(one));
      this.#commit.run();
      return written;
    } catch (cause) {
      this.#rollback();
      const error = storageError(cause);
      batch.forEach((one) => {
        one.reject(error);
      });
      return [];
    }
  }

  /** False when this write alone failed. Throws when SQLite gave up the whole transaction. */
  #attempt(one: Queued): boolean {
    this.#savepoint.run();
    try {
      one.attempt();
      this.#release.run();
      return true;
    } catch (cause) {
      if (!this.db.inTransaction) throw cause;
      this.#undo.run();
      this.#release.run();
      this.onUndo();
      one.reject(storageError(cause));
      return false;
    }
  }

  #truncateLog(): void {
    try {
      this.db.pragma('wal_checkpoint(TRUNCATE)');
      this.#scrub = false;
    } catch {
      // The deletion itself is committed; the log is emptied with the next commit instead.
    }
  }

  #rollback(): void {
    // A full disk makes SQLite roll back by itself.
    if (this.db.inTransaction) this.db.exec('ROLLBACK');
    this.onUndo();
  }
}
