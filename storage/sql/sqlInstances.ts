/**
 * Several instances of the service on one database: which of them are there, and which one does what one alone has to do.
 * Each says every few seconds that it is there; one that is silent for longer has ended, however that came.
 */
import type { InstanceStore } from '../port';
import { SqlKeeping } from './sqlKeeping';
import { instanceName, LEADER, type LeaseStatements, prepareLeases } from './leases';

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

  async leave(): Promise<void> {
    if (this.db.isAlone) return;
    this.#leads = false;
    await this.transaction(() => this.#leases.dropMine.run(this.instance));
  }
}
