/**
 * Once a day an alert goes the whole way that real ones go, so that a broken way is found before somebody waits. Its id is
 * that of the day: a restart, or a second instance, sends no second one.
 */
import type { Notice } from '../handover/alarm';
import type { AlertTarget } from '../handover/alert';
import type { Store } from '../storage/port';
import { WEBHOOK } from './alerting';
import { errorCode } from './errors';
import type { RunnerLog } from './runner';

export interface TestAlertParts {
  readonly store: Pick<Store, 'addOutgoing' | 'outgoingState'>;
  readonly setUp: readonly AlertTarget[];
  /** Local time, `08:55`; null: never. */
  readonly at: string | null;
  /** The Trust's local day and time of a moment: `2026-11-23`, `08:55`. */
  readonly local: (at: Date) => { readonly date: string; readonly time: string };
  readonly now: () => Date;
  readonly log: RunnerLog;
}

const EVERY_MS = 30_000;
const PATIENCE_MS = 15 * 60_000;

const idOf = (date: string, target: AlertTarget): string => `test-${date}-${target}`;

export class TestAlert {
  #next = 0;

  constructor(private readonly parts: TestAlertParts) {}

  /** Never rejects. */
  async tick(): Promise<void> {
    const { store, setUp, now, log } = this.parts;
    const at = now();
    if (at.getTime() < this.#next) return;
    this.#next = at.getTime() + EVERY_MS;
    const date = this.#due(at);
    const due = date === null ? [] : setUp.filter((target) => store.outgoingState(idOf(date, target)) === null);
    if (date === null || due.length === 0) return;
    const payload: Notice = { event: 'test', alarm: null, at: at.toISOString() };
    await store
      .addOutgoing(due.map((target) => ({ id: idOf(date, target), transport: WEBHOOK, target, payload })))
      .catch((error: unknown) => {
        log.warn({ code: errorCode(error) }, 'the daily test alert could not be stored, it is tried again');
      });
  }

  /** Today's has not arrived a quarter of an hour after it went. */
  isLate(): boolean {
    const { store, setUp, now } = this.parts;
    const date = this.#due(now());
    const latest = new Date(now().getTime() - PATIENCE_MS).toISOString();
    return setUp.some((target) => {
      const one = date === null ? null : store.outgoingState(idOf(date, target));
      return one !== null && one.state !== 'sent' && one.createdAt < latest;
    });
  }

  /** Today, once its time has come; else null. */
  #due(now: Date): string | null {
    const { at, local } = this.parts;
    if (at === null) return null;
    const { date, time } = local(now);
    return time >= at ? date : null;
  }
}
