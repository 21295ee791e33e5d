/**
 * PostgreSQL, for several instances of the service. A transaction holds back nobody but those who write to the same chat
 * or to the desk; where two cannot both go on, one of them begins anew.
 */
import { types, type Pool, type PoolClient } from 'pg';
import { StorageError } from '../errors';
import type { Signal } from '../port';
import {
  Statement,
  type Asked,
  type Dialect,
  type Found,
  type KnownChats,
  type Locked,
  type SqlDatabase,
  type Work,
} from '../sql/work';
import { isConflict, isConnectionLost, isTimedOut, postgresError } from './postgresErrors';
import { PostgresWords } from './postgresWords';
import type { Signals } from './signals';

const MOST_ATTEMPTS = 8;
const PAUSE_MS = 20;
/** What is being written has ended by then, or never does. */
const GOODBYE_MS = 10_000;

// Counts and keys: none of ours comes near what a number can hold.
types.setTypeParser(types.builtins.INT8, Number);

const LOCKS = {
  chat: `SELECT pg_advisory_xact_lock(hashtextextended('chat ' || $1, 0))`,
  desk: `SELECT pg_advisory_xact_lock(hashtextextended('desk' || $1, 0))`,
} as const;

/** `?` and `?1` as PostgreSQL writes them. A bare one is the next after the highest before it. */
export function numbered(text: string): string {
  let highest = 0;
  return text.replace(/\?(\d*)/g, (_, given: string) => {
    const n = given === '' ? highest + 1 : Number(given);
    highest = Math.max(highest, n);
    return `$${n}`;
  });
}

interface Prepared {
  readonly name: string;
  readonly text: string;
}

export class PostgresDatabase implements SqlDatabase {
  readonly isAlone = false;
  /** What is given is durable: nothing that anybody has seen is taken back. */
  readonly undone = 0;
  readonly #prepared = new WeakMap<Statement, Prepared>();
  #isClosed = false;

  readonly dialect: Dialect;

  constructor(
    private readonly pool: Pool,
    private readonly signals: Signals,
  ) {
    let statements = 0;
    const prepare = (text: string): Statement => {
      const statement = new Statement(text);
      statements += 1;
      this.#prepared.set(statement, { name: `s${statements}`, text: numbered(text) });
      return statement;
    };
    this.dialect = {
      prepare,
      json: (column, ...path) => `(nullif(${column}, '')::jsonb #>> '{${path.join(',')}}')`,
      skipTaken: 'FOR UPDATE OF o SKIP LOCKED',
      words: new PostgresWords(prepare),
    };
  }

  async query<T>(work: () => Work<T>): Promise<T> {
    return this.#again(async (client) => this.#run(client, work(), false));
  }

  async transaction<T>(work: () => Work<T>, follow: (value: T) => void = () => undefined): Promise<T> {
    const value = await this.#again(async (client) => {
      await client.query('BEGIN');
      try {
        const given = await this.#run(client, work(), true);
        // Lost here, it may have been written: whoever asked asks again, and knows what they may ask twice.
        await client.query('COMMIT').catch((cause: unknown) => {
          throw postgresError(cause);
        });
        return given;
      } catch (cause) {
        // A connection that is lost has rolled back by itself, or does when it is closed.
        if (!isConnectionLost(cause)) await client.query('ROLLBACK').catch(() => undefined);
        throw cause;
      }
    });
    follow(value);
    return value;
  }

  scrub(): void {
    // The server clears what was deleted in its own time: see docs/privacy.md.
  }

  signal(signal: Signal): void {
    this.signals.send(signal);
  }

  onSignal(listen: (signal: Signal) => void): void {
    this.signals.onSignal(listen);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const closed = this.signals.stop().then(() => this.pool.end());
    // A server that does not answer says no goodbye either.
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, GOODBYE_MS);
    });
    await Promise.race([closed, late]);
    clearTimeout(timer);
  }

  /** Two that waited for each other, or a connection that was lost before anything was written: once more. */
  async #again<T>(attempt: (client: PoolClient) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      if (this.#isClosed) throw new StorageError('storage.closed');
      let client: PoolClient | null = null;
      let isBroken = false;
      try {
        client = await this.pool.connect();
        return await attempt(client);
      } catch (cause) {
        isBroken = isConnectionLost(cause);
        const isWorthIt = isConflict(cause) || (isBroken && !isTimedOut(cause) && tries === 1);
        if (tries >= MOST_ATTEMPTS || !isWorthIt) throw postgresError(cause);
      } finally {
        client?.release(isBroken);
      }
      await new Promise((later) => setTimeout(later, Math.random() * PAUSE_MS * tries));
    }
  }

  async #run<T>(client: PoolClient, work: Work<T>, locks: boolean): Promise<T> {
    // Others write too: what is known is known until this ends.
    const known: KnownChats = new Map();
    let step = work.next();
    while (step.done !== true) {
      const asked = step.value;
      if (asked === 'knownChats') step = work.next(known);
      else if ('lock' in asked) {
        if (locks) await this.#lock(client, asked);
        step = work.next(undefined);
      } else step = work.next(await this.#ask(client, asked));
    }
    return step.value;
  }

  async #lock(client: PoolClient, { lock, id }: Locked): Promise<void> {
    await client.query({ name: `lock ${lock}`, text: LOCKS[lock], values: [id] });
  }

  async #ask(client: PoolClient, { statement, values }: Asked): Promise<Found> {
    const prepared = this.#prepared.get(statement);
    if (prepared === undefined) throw new StorageError('storage.failed');
    const { rows, rowCount } = await client.query<Record<string, unknown>>({
      ...prepared,
      values: [...values],
    });
    return { rows, changes: rowCount ?? 0 };
  }
}
