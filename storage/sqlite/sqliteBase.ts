/** What every part of the SQLite store works with: the database, its statements, and the one queue of writes. */
import { storageError } from '../errors';
import type { StoreRules } from '../rules';
import { CaseBook } from './caseBook';
import { Chats } from './chats';
import { GroupCommit } from './groupCommit';
import type { LogFile } from './logFile';
import { closeDatabase, type Sqlite } from './openDatabase';
import { prepareStatements, type Statements } from './statements';

export class SqliteBase {
  protected readonly sql: Statements;
  protected readonly chats: Chats;
  protected readonly book: CaseBook;
  protected readonly commits: GroupCommit;
  /** How often something that was written has been taken back. */
  protected undone = 0;

  constructor(
    protected readonly db: Sqlite,
    log: LogFile,
    protected readonly now: () => Date,
    protected readonly rules: StoreRules,
  ) {
    this.sql = prepareStatements(db);
    this.chats = new Chats(this.sql);
    this.book = new CaseBook(db, this.sql, this.chats, () => this.at());
    this.commits = new GroupCommit(
      db,
      log,
      () => {
        this.undone += 1;
        this.chats.forgetAll();
      },
      (error) => {
        // To nobody: the process ends, and nothing more is acknowledged or shown that may not be there tomorrow.
        throw error;
      },
    );
  }

  /** Writes what is queued, then closes. */
  close(): Promise<void> {
    this.commits.close();
    closeDatabase(this.db);
    return Promise.resolve();
  }

  protected at(): string {
    return this.now().toISOString();
  }

  /** @throws StorageError */
  protected reading<T>(read: () => T): T {
    try {
      return read();
    } catch (cause) {
      throw storageError(cause);
    }
  }
}
