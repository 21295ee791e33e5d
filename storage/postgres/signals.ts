/**
 * Tells the other instances that there is something to look at, by NOTIFY on one line that stays open. What is lost, with
 * the line or on it, is caught up with: each instance also looks by itself every few seconds.
 */
import { randomUUID } from 'node:crypto';
import { Client, type ClientConfig } from 'pg';
import { z } from 'zod';
import { signalSchema, type Signal } from '../port';

const CHANNEL = 'pals';
const AGAIN_MS = 1_000;
/** PostgreSQL takes some 8,000 bytes. */
const AT_ONCE = 20;

const noteSchema = z.object({ from: z.string(), signals: z.array(signalSchema) });

export interface SignalsLog {
  warn(facts: Readonly<Record<string, string>>, what: string): void;
}

export class Signals {
  readonly #me = randomUUID();
  readonly #listeners = new Set<(signal: Signal) => void>();
  readonly #waiting = new Map<string, Signal>();
  #client: Client | null = null;
  #retry: NodeJS.Timeout | undefined;
  #isStopped = false;
  #isDue = false;

  constructor(
    private readonly config: ClientConfig,
    private readonly log: SignalsLog,
  ) {}

  /** Begins to listen. Never rejects: without a line, each instance looks by itself. */
  async start(): Promise<void> {
    if (this.#isStopped) return;
    const client = new Client(this.config);
    client.on('error', () => {
      this.#lost(client);
    });
    client.on('end', () => {
      this.#lost(client);
    });
    client.on('notification', ({ payload }) => {
      this.#hear(payload ?? '');
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      this.#client = client;
    } catch {
      this.#lost(client);
    }
  }

  onSignal(listen: (signal: Signal) => void): void {
    this.#listeners.add(listen);
  }

  /** To the others. Many of one turn of the event loop are one message; the same twice is once. */
  send(signal: Signal): void {
    this.#waiting.set(JSON.stringify(signal), signal);
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => {
      this.#isDue = false;
      void this.#flush();
    });
  }

  async stop(): Promise<void> {
    await this.#flush();
    this.#isStopped = true;
    clearTimeout(this.#retry);
    await this.#client?.end().catch(() => undefined);
  }

  async #flush(): Promise<void> {
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    for (let i = 0; i < all.length; i += AT_ONCE) {
      const client = this.#client;
      // Nobody is told: they look by themselves.
      if (client === null) return;
      const note = JSON.stringify({ from: this.#me, signals: all.slice(i, i + AT_ONCE) });
      await client.query('SELECT pg_notify($1, $2)', [CHANNEL, note]).catch(() => {
        this.#lost(client);
      });
    }
  }

  #hear(payload: string): void {
    const note = noteSchema.safeParse(jsonOrNull(payload));
    // What another release sends and this one does not know is looked for all the same.
    if (!note.success || note.data.from === this.#me) return;
    for (const signal of note.data.signals) this.#listeners.forEach((listen) => listen(signal));
  }

  #lost(client: Client): void {
    if (this.#isStopped || (this.#client !== null && this.#client !== client)) return;
    this.#client = null;
    client.removeAllListeners('end');
    client.end().catch(() => undefined);
    this.log.warn({}, 'the line to the other instances was lost, and is opened again');
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.start(), AGAIN_MS);
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
