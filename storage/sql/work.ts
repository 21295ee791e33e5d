/**
 * What a store asks of its database, written once for both: a `Work` yields one statement after another and is given
 * what each one found. SQLite runs it at once, PostgreSQL waits for its server at each step; neither is seen here.
 */
import type { Signal } from '../port';
import type { Chat } from './chats';

export type Value = string | number | null;

/** `rows`: objects by column. `changes`: how many rows a change has touched. */
export interface Found {
  readonly rows: readonly unknown[];
  readonly changes: number;
}

/** One statement with its values. */
export interface Asked {
  readonly statement: Statement;
  readonly how: 'first' | 'all' | 'change';
  readonly values: readonly Value[];
}

/**
 * In a transaction: nobody else writes to this chat, or to what the desk shares, until it ends. A chat is taken before
 * the desk, so that no two wait for each other.
 */
export interface Locked {
  readonly lock: 'chat' | 'desk';
  readonly id: string;
}

/** The chats that are known without asking, by id: as long as nobody else can have changed them. */
export type KnownChats = Map<string, Chat>;

export type Work<T> = Generator<Asked | Locked | 'knownChats', T, Found | KnownChats | undefined>;

const NOTHING: Found = { rows: [], changes: 0 };
const found = (answer: Found | KnownChats | undefined): Found =>
  answer === undefined || answer instanceof Map ? NOTHING : answer;

export class Statement {
  /** `text` in the dialect of its database, with values as `?`, or `?1` where one is used twice. */
  constructor(readonly text: string) {}

  /** The first row; undefined where there is none. */
  *get(...values: Value[]): Work<unknown> {
    return found(yield { statement: this, how: 'first', values }).rows[0];
  }

  *all(...values: Value[]): Work<readonly unknown[]> {
    return found(yield { statement: this, how: 'all', values }).rows;
  }

  /** How many rows it has changed. */
  *run(...values: Value[]): Work<number> {
    return found(yield { statement: this, how: 'change', values }).changes;
  }
}

export function* lock(what: Locked['lock'], id = ''): Work<void> {
  yield { lock: what, id };
}

export function* knownChats(): Work<KnownChats> {
  const answer = yield 'knownChats';
  return answer instanceof Map ? answer : new Map<string, Chat>();
}

/** How the two databases write what the standard leaves open. */
export interface Dialect {
  prepare(text: string): Statement;
  /** The text at this path of a column that holds JSON or nothing; null where there is none. */
  json(column: string, ...path: readonly string[]): string;
  /** After a SELECT: whoever else takes rows passes over these. */
  readonly skipTaken: string;
  readonly words: WordIndex;
}

/** Where words of cases are looked for. `terms`: words of letters and digits. */
export interface WordIndex {
  add(key: number, text: string): Work<void>;
  /** Before the words themselves are deleted. */
  drop(caseKey: number, source: string): Work<void>;
  /** Keys of cases, the newest change first. `reference`: a pattern for LIKE. */
  search(terms: readonly string[], reference: string, limit: number): Work<readonly number[]>;
}

export interface SqlDatabase {
  readonly dialect: Dialect;
  /** One process at a time has it open: nobody else can have changed what is known, or begun what is not ended. */
  readonly isAlone: boolean;
  /** How often something that was written has been taken back. */
  readonly undone: number;
  /** Rejects with a `StorageError`. */
  query<T>(work: () => Work<T>): Promise<T>;
  /**
   * Resolves once it is durable; rejects with a `StorageError` when nothing of it was kept. The work may run more than
   * once, and must do nothing but ask. `follow` gets what it gave when it is written, and perhaps not yet durable.
   */
  transaction<T>(work: () => Work<T>, follow?: (value: T) => void): Promise<T>;
  /** What was deleted is to be taken out of the files too. Inside a transaction. */
  scrub(): void;
  /** To other instances; see the port. */
  signal(signal: Signal): void;
  onSignal(listen: (signal: Signal) => void): void;
  /** Writes what is queued, then closes. */
  close(): Promise<void>;
}
