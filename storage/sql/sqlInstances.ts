/**
 * Several instances of the service on one database: which of them are there, and which one does what one alone has to do.
 * Each says every few seconds that it is there; one that is silent for longer has ended, however that came.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { InstanceStore, Signal } from '../port';
import { SqlKeeping } from './sqlKeeping';
import {
  ENDS_AT_ONCE,
  instanceName,
  LEADER,
  type LeaseStatements,
  prepareLeases,
  watcherIn,
  watchName,
} from './leases';

const endRow = z.object({ id: z.string(), seq: z.number().int() });

const watchedRow = z.object({ name: z.string(), holder: z.string() });

const WATCH_MS = 30_000;
const LEASE_MS = 15_000;
const RENEW_MS = 4_000;

export class SqlInstances extends SqlKeeping implements InstanceStore {
  readonly #leases: LeaseStatements = prepareLeases(this.db.dialect);
  #renewAt = 0;
  #leads = false;

  async lead(): Promise<boolean> {
    if (this.db.isAlone) return true;
    const now = this.now().getTime();
    if (now < this.#renewAt) return this.#leads;
    const until = new Date(now + LEASE_MS).toISOString();
    this.#leads = await this.transaction(function* () {
      yield* this.#leases.take.get(instanceName(this.instance), this.instance, until, this.at());
      yield* this.#leases.dropOver.run(new Date(now - LEASE_MS).toISOString());
      return (yield* this.#leases.take.get(LEADER, this.instance, until, this.at())) !== undefined;
    });
    this.#renewAt = now + RENEW_MS;
    return this.#leads;
  }

  get isShared(): boolean {
    return !this.db.isAlone;
  }

  async claim(name: string, milliseconds: number): Promise<boolean> {
    if (this.db.isAlone) return true;
    const until = new Date(this.now().getTime() + milliseconds).toISOString();
    // Not even this one twice: what it claimed before may still be going on.
    const holder = randomUUID();
    return this.transaction(function* () {
      return (yield* this.#leases.take.get(`claim ${name}`, holder, until, this.at())) !== undefined;
    });
  }

  async watch(advisorIds: readonly string[]): Promise<void> {
    if (this.db.isAlone) return;
    const until = new Date(this.now().getTime() + WATCH_MS).toISOString();
    await this.transaction(function* () {
      yield* this.#leases.dropWatches.run(this.instance);
      for (const id of advisorIds)
        yield* this.#leases.take.get(watchName(id, this.instance), this.instance, until, this.at());
    });
  }

  async watchedElsewhere(): Promise<ReadonlySet<string>> {
    if (this.db.isAlone) return new Set();
    const rows = await this.query(() => this.#leases.watched.all(this.instance, this.at()));
    return new Set(
      rows.map((row) => {
        const { name, holder } = watchedRow.parse(row);
        return watcherIn(name, holder);
      }),
    );
  }

  ends(conversationIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.query(function* () {
      const ends = new Map<string, number>();
      for (let i = 0; i < conversationIds.length; i += ENDS_AT_ONCE) {
        const some = Array.from({ length: ENDS_AT_ONCE }, (_, n) => conversationIds[i + n] ?? '');
        for (const row of yield* this.#leases.ends.all(...some)) {
          const { id, seq } = endRow.parse(row);
          ends.set(id, seq);
        }
      }
      return ends;
    });
  }

  signal(signal: Signal): void {
    this.db.signal(signal);
  }

  onSignal(listen: (signal: Signal) => void): void {
    this.db.onSignal(listen);
  }

  async leave(): Promise<void> {
    if (this.db.isAlone) return;
    this.#leads = false;
    await this.transaction(() => this.#leases.dropMine.run(this.instance));
  }
}
