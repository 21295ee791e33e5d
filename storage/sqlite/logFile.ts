/**
 * The write-ahead log of an open database, brought to the disk beside the thread that serves. SQLite with
 * `synchronous=NORMAL` writes a commit into the log and leaves exactly this out; with `FULL` it would hold up everybody.
 */
import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import { StorageError } from '../errors';

export class LogFile {
  #fd: number | null;
  #isSyncing = false;

  /** @throws when the database of `path` has no log. */
  constructor(path: string) {
    this.#fd = openSync(`${path}-wal`, 'r+');
  }

  /** All that stands in the log by now is on the disk when `done` is called; with an error, nobody knows what is. */
  sync(done: (error: Error | null) => void): void {
    const fd = this.#fd;
    if (fd === null) {
      done(new StorageError('storage.closed'));
      return;
    }
    this.#isSyncing = true;
    fdatasync(fd, (error) => {
      this.#isSyncing = false;
      // Closed meanwhile, which waited for nothing.
      if (this.#fd === null) closeSync(fd);
      done(error);
    });
  }

  /** The same, at once. @throws what the system says. */
  syncNow(): void {
    if (this.#fd !== null) fdatasyncSync(this.#fd);
  }

  close(): void {
    if (this.#fd !== null && !this.#isSyncing) closeSync(this.#fd);
    this.#fd = null;
  }
}
