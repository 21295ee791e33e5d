/** One SQLite file, for this process alone: what a work asks is answered at once, and one fsync serves many writes. */
import type { Statement as Prepared } from 'libsql';
import { z } from 'zod';
import { storageError } from '../errors';
import {
  Statement,
  type Asked,
  type Dialect,
  type Found,
  type KnownChats,
  type SqlDatabase,
  type Work,
} from '../sql/work';
import { GroupCommit } from './groupCommit';
import type { LogFile } from './logFile';
import { closeDatabase, type Sqlite } from './openDatabase';
import { SqliteWords } from './sqliteWords';

const changedSchema = z.object({ changes: z.number() });

export class SqliteDatabase implements SqlDatabase {
  readonly isAlone = true;
  undone = 0;
  readonly #prepared = new WeakMap<Statement, Prepared>();
  /** This process alone writes the file; whenever anything is rolled back, it is forgotten and read anew. */
  readonly #known: KnownChats = new Map();
  readonly #commits: GroupCommit;

  readonly dialect: Dialect;

  constructor(
    private readonly db: Sqlite,
    log: LogFile,
  ) {
    const prepare = (text: string): Statement => {
      const statement = new Statement(text);
      this.#prepared.set(statement, db.prepare(text));
      return statement;
    };
    this.dialect = {
      prepare,
      json: (column, ...path) => `${column} ->> '$.${path.join('.')}'`,
      skipTaken: '',
      words: new SqliteWords(prepare),
    };
    this.#commits = new GroupCommit(
      db,
      log,
      () => {
        this.undone += 1;
        this.#known.clear();
      },
      (error) => {
        // To nobody: the process ends, and nothing more is acknowledged or shown that may not be there tomorrow.
        throw error;
      },
    );
  }

  query<T>(work: () => Work<T>): Promise<T> {
    try {
      return Promise.resolve(this.#run(work()));
    } catch (cause) {
      return Promise.reject(storageError(cause));
    }
  }

  transaction<T>(work: () => Work<T>, follow?: (value: T) => void): Promise<T> {
    return this.#commits.write(() => this.#run(work()), follow);
  }

  scrub(): void {
    this.#commits.scrub();
  }

  signal(): void {
    // Nobody else is there.
  }

  onSignal(): void {
    // Likewise.
  }

  close(): Promise<void> {
    this.#commits.close();
    closeDatabase(this.db);
    return Promise.resolve();
  }

  #run<T>(work: Work<T>): T {
    let step = work.next();
    while (step.done !== true) {
      const asked = step.value;
      // Nobody else is there to be kept out.
      const answer = asked === 'knownChats' ? this.#known : 'lock' in asked ? undefined : this.#ask(asked);
      step = work.next(answer);
    }
    return step.value;
  }

  #ask({ statement, how, values }: Asked): Found {
    const prepared = this.#prepared.get(statement) ?? this.db.prepare(statement.text);
    switch (how) {
      case 'first': {
        const row: unknown = prepared.get(...values);
        return { rows: row === undefined ? [] : [row], changes: 0 };
      }
      case 'all':
        return { rows: prepared.all(...values), changes: 0 };
      case 'change':
        return { rows: [], changes: changedSchema.parse(prepared.run(...values)).changes };
    }
  }
}
