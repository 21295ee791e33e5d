/**
 * One fsync for the writes of many conversations: what is asked for in one turn of the event loop (of a busy server also in the
 * next ones, as long as more comes in) runs in one transaction, and all resolve together once it is on the disk. The disk
 * is waited for beside the thread that serves: the next transaction runs meanwhile, and its writes resolve with the next
 * fsync. A write may run twice: when one of them fails, they run again, each in a savepoint of its own.
 *
 * A write may be followed: once all have run, and before the commit, its `follow` gets what it gave, and whatever that
 * writes without waiting for anything but promises joins the same transaction. So a message and its answer are one commit.
 */
import { StorageError, storageError } from '../errors';
import type { LogFile } from './logFile';
import type { Sqlite } from './openDatabase';

/** Turns of the event loop that a write waits for company at most, where more than a few came together the last time. */
const MOST_TURNS = 5;
const FEW = 4;

interface Queued {
  /** Runs in the transaction; keeps its result until the commit. */
  attempt(): void;
  follow(): void;
  resolve(): void;
  reject(error: StorageError): void;
}

export class GroupCommit {
  #queue: Queued[] = [];
  /** What has run in the transaction that is open; null when none is. */
  #open: readonly Queued[] | null = null;
  /** Committed, and the disk has not been asked for it yet. */
  #unsynced: Queued[] = [];
  /** What the disk is being asked for; null when it is not. */
  #syncing: readonly Queued[] | null = null;
  #due = false;
  #isBusy = false;
  #closed = false;
  #scrub = false;
  readonly #beginning;
  readonly #commit;
  readonly #savepoint;
  readonly #release;
  readonly #undo;

  constructor(
    private readonly db: Sqlite,
    private readonly log: LogFile,
    /** Something that was written in this transaction has been taken back. */
    private readonly onUndo: () => void,
    /** The disk did not take what is committed: what this process can read may not be there after the next start. */
    private readonly onLost: (error: StorageError) => void,
  ) {
    this.#beginning = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#savepoint = db.prepare('SAVEPOINT one');
    this.#release = db.prepare('RELEASE one');
    this.#undo = db.prepare('ROLLBACK TO one');
  }

  /** Resolves with what `write` gave, after the commit. `write` must be synchronous and change only this database. */
  write<T>(write: () => T, follow: (value: T) => void = () => undefined): Promise<T> {
    if (this.#closed) return Promise.reject(new StorageError('storage.closed'));
    return new Promise<T>((resolve, reject) => {
      let result: { readonly value: T } | null = null;
      this.#queue.push({
        attempt: () => {
          result = { value: write() };
        },
        follow: () => {
          if (result) follow(result.value);
        },
        resolve: () => {
          if (result) resolve(result.value);
        },
        reject,
      });
      if (this.#due || this.#open !== null) return;
      this.#due = true;
      if (this.#isBusy) this.#gather(0, MOST_TURNS);
      else this.#soon();
    });
  }

  #gather(before: number, turns: number): void {
    setImmediate(() => {
      const now = this.#queue.length;
      if (now > before && turns > 1) {
        this.#gather(now, turns - 1);
        return;
      }
      this.#soon();
    });
  }

  /** Two, one right after the other: between them run promises, and nothing else of the event loop. */
  #soon(): void {
    setImmediate(() => {
      this.#begin();
    });
    setImmediate(() => {
      this.#end();
    });
  }

  /** After the commit of this tick, what was deleted is taken out of the write-ahead log as well. */
  scrub(): void {
    this.#scrub = true;
  }

  /** Commits what is queued, and takes no more. @throws when the disk does not take it. */
  close(): void {
    this.#end();
    this.#begin();
    this.#end();
    this.#closed = true;
    this.log.syncNow();
    const left = [...(this.#syncing ?? []), ...this.#unsynced];
    this.#syncing = null;
    this.#unsynced = [];
    settle(left);
    this.log.close();
  }

  /** The usual case, without savepoints: all run, and the transaction stays open for what follows them. */
  #begin(): void {
    this.#due = false;
    const batch = this.#take();
    if (batch.length === 0) return;
    this.#isBusy = batch.length > FEW;
    try {
      this.#beginning.run();
      for (const one of batch) one.attempt();
    } catch {
      this.#rollback();
      this.#committed(this.#oneByOne(batch));
      return;
    }
    this.#open = batch;
    for (const one of batch) one.follow();
  }

  /** Runs what has joined, and commits. Where that fails, what has joined is refused: it rests on what was undone. */
  #end(): void {
    const batch = this.#open;
    if (batch === null) return;
    this.#open = null;
    const joined = this.#take();
    try {
      for (const one of joined) one.attempt();
      this.#commit.run();
      this.#committed([...batch, ...joined]);
    } catch (cause) {
      this.#rollback();
      const error = storageError(cause);
      joined.forEach((one) => {
        one.reject(error);
      });
      this.#committed(this.#oneByOne(batch));
    }
  }

  #take(): readonly Queued[] {
    const batch = this.#queue;
    this.#queue = [];
    return batch;
  }

  /** They stand in the log. */
  #committed(written: readonly Queued[]): void {
    if (this.#scrub) this.#truncateLog();
    this.#unsynced.push(...written);
    this.#sync();
  }

  /** One at a time: whatever is committed meanwhile goes with the next. */
  #sync(): void {
    if (this.#syncing !== null || this.#unsynced.length === 0) return;
    const batch = this.#unsynced;
    this.#syncing = batch;
    this.#unsynced = [];
    this.log.sync((error) => {
      // Closed meanwhile: they are settled.
      if (this.#syncing !== batch) return;
      if (error !== null) {
        this.onLost(new StorageError('storage.lost', error));
        return;
      }
      this.#syncing = null;
      settle(batch);
      this.#sync();
    });
  }

  /** Once more, so that what fails fails alone. Those that are given back are committed; the others are told. */
  #oneByOne(batch: readonly Queued[]): readonly Queued[] {
    try {
      this.#beginning.run();
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

const settle = (written: readonly Queued[]): void => {
  for (const one of written) one.resolve();
};
