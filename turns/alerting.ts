/** To whom beyond the desk an alert goes, ready for the outbox. */
import { randomUUID } from 'node:crypto';
import { alertOf, targetsOf, type Alert, type AlertReach, type AlertTarget } from '../handover/alert';
import type { Case } from '../handover/case';
import type { NewOutgoing } from '../storage/port';

/** The name of the transport, as the outbox stores it. */
export const WEBHOOK = 'webhook';

export class Alerting {
  constructor(
    /** Those that have an address. */
    readonly setUp: readonly AlertTarget[],
    private readonly now: () => Date,
  ) {}

  /** Empty where nobody beyond the desk is to be told. */
  outgoing(one: Case, event: Alert['event'], reach: AlertReach): readonly NewOutgoing[] {
    const payload = alertOf(one, event, reach, this.now());
    return targetsOf(reach, this.setUp).map((target) => ({ id: randomUUID(), transport: WEBHOOK, target, payload }));
  }
}
