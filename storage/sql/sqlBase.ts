/** What every part of the store works with: the database, its statements, and the chats that are known. */
import { randomUUID } from 'node:crypto';
import type { StoreRules } from '../rules';
import { CaseBook } from './caseBook';
import { Chats } from './chats';
import { prepareStatements, type Statements } from './statements';
import type { SqlDatabase, Work } from './work';

export class SqlBase {
  protected readonly sql: Statements;
  protected readonly chats: Chats;
  protected readonly book: CaseBook;
  /** Names this process among those on one database. */
  protected readonly instance = randomUUID();

  constructor(
    protected readonly db: SqlDatabase,
    protected readonly now: () => Date,
    protected readonly rules: StoreRules,
  ) {
    this.sql = prepareStatements(db.dialect);
    this.chats = new Chats(this.sql);
    this.book = new CaseBook(db.dialect, this.sql, this.chats, () => this.at());
  }

  /** Writes what is queued, then closes. */
  close(): Promise<void> {
    return this.db.close();
  }

  protected at(): string {
    return this.now().toISOString();
  }

  protected query<T>(work: (this: this) => Work<T>): Promise<T> {
    return this.db.query(() => work.call(this));
  }

  protected transaction<T>(work: (this: this) => Work<T>, follow?: (value: T) => void): Promise<T> {
    return this.db.transaction(() => work.call(this), follow);
  }
}
