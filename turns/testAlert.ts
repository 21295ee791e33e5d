/**
 * Once a day an alert goes the whole way that real ones go, so that a broken way is found before somebody waits. Its id is
 * that of the day: a restart, or a second instance, sends no second one.
 */
import type { Notice } from '../handover/alarm';
import type { Store } from '../storage/port';
import { errorCode } from './errors';
import type { RunnerLog } from './runner';
import { noticeOn, type Way } from './way';

export interface TestAlertParts {
  readonly store: Pick<Store, 'addOutgoing' | 'outgoingState'>;
  readonly ways: readonly Way[];
  /** Local time, `08:55`; null: never. */
  readonly at: string | null;
  /** The Trust's local day and time of a moment: `2026-11-23`, `08:55`. */
  readonly local: (at: Date) => { readonly date: string; readonly time: string };
  readonly now: () => Date;
  readonly log: RunnerLog;
}

const EVERY_MS = 30_000;
const PATIENCE_MS = 15 * 60_000;

const idOf = (date: string): string => `test-${date}`;

export class TestAlert {
  #next = 0;

  constructor(private readonly parts: TestAlertParts) {}

  /** Never rejects. */
  async tick(): Promise<void> {
    const { store, ways, now, log } = this.parts;
    const at = now();
    if (at.getTime() < this.#next) return;
    this.#next = at.getTime() + EVERY_MS;
    const date = this.#due(at);
    if (date === null) return;
    const notice: Notice = { event: 'test', alarm: null, at: at.toISOString() };
    try {
      const due = ways.map((way) => noticeOn(way, idOf(date), notice));
      const states = await Promise.all(due.map(({ id }) => store.outgoingState(id)));
      const fresh = due.filter((_, i) => states[i] === null);
      if (fresh.length > 0) await store.addOutgoing(fresh);
    } catch (error) {
      log.warn({ code: errorCode(error) }, 'the daily test alert could not be stored, it is tried again');
    }
  }

  /** Today's has not arrived a quarter of an hour after it went. */
  async isLate(): Promise<boolean> {
    const { store, ways, now } = this.parts;
    const date = this.#due(now());
    const latest = new Date(now().getTime() - PATIENCE_MS).toISOString();
    if (date === null) return false;
    const states = await Promise.all(ways.map(({ target }) => store.outgoingState(`${idOf(date)}-${target}`)));
    return states.some((one) => one !== null && one.state !== 'sent' && one.createdAt < latest);
  }

  /** Today, once its time has come; else null. */
  #due(now: Date): string | null {
    const { at, local } = this.parts;
    if (at === null) return null;
    const { date, time } = local(now);
    return time >= at ? date : null;
  }
}
