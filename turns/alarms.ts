/**
 * Looks every ten seconds whether something is wrong that no person at the desk would see. An alarm stands in the log
 * and in the metrics while it lasts, and is told to the team lead once an hour.
 */
import { ALARMS, type Alarm } from '../handover/alarm';
import type { Calendar } from '../handover/due';
import type { Store } from '../storage/port';
import type { CaseDesk } from './caseDesk';
import { errorCode } from './errors';
import type { Tallies } from './tallies';
import { noticeOn, type Way } from './way';

export interface AlarmsParts {
  readonly store: Pick<Store, 'waitingCases' | 'outboxHealth' | 'addOutgoing' | 'check' | 'closedByHand' | 'advisors'>;
  readonly desk: Pick<CaseDesk, 'staffing'>;
  readonly hours: Pick<Calendar, 'isOpen'>;
  readonly tallies: Tallies;
  /** Whether the daily test has not arrived. */
  readonly isTestLate: () => Promise<boolean>;
  /** To the team lead. */
  readonly ways: readonly Way[];
  readonly now: () => Date;
  readonly log: Record<'info' | 'error', (facts: Readonly<Record<string, string>>, what: string) => void>;
}

const MINUTE = 60_000;
const EVERY_MS = 10_000;
const CHECK_MS = MINUTE;
const AGAIN_MS = 60 * MINUTE;
const URGENT_MS = 5 * MINUTE;
const STUCK_MS = 15 * MINUTE;
const EMPTY_MS = 5 * MINUTE;
const FAILURES = { count: 3, withinMs: 10 * MINUTE };

interface Standing {
  /** Since when it is so. */
  readonly since: number;
  /** When it was told last; null while it is not an alarm yet. */
  toldAt: number | null;
}

export class Alarms {
  readonly #standing = new Map<Alarm, Standing>();
  #next = 0;
  #nextCheck = 0;
  #storeFails = false;

  constructor(private readonly parts: AlarmsParts) {}

  /** Those that ring now. */
  ringing(): readonly Alarm[] {
    return ALARMS.filter((alarm) => (this.#standing.get(alarm)?.toldAt ?? null) !== null);
  }

  /** Never rejects. */
  async tick(): Promise<void> {
    const now = this.parts.now().getTime();
    if (now < this.#next) return;
    this.#next = now + EVERY_MS;
    if (now >= this.#nextCheck) {
      this.#nextCheck = now + CHECK_MS;
      this.#storeFails = await this.parts.store.check().then(
        () => false,
        () => true,
      );
    }
    for (const alarm of ALARMS) {
      try {
        await this.#look(alarm, now);
      } catch (error) {
        this.parts.log.error({ alarm, code: errorCode(error) }, 'an alarm could not be looked at');
      }
    }
  }

  async #look(alarm: Alarm, now: number): Promise<void> {
    const standing = this.#standing.get(alarm);
    if (!(await this.#isSo(alarm, now))) {
      this.#standing.delete(alarm);
      if (standing !== undefined && standing.toldAt !== null) this.parts.log.info({ alarm }, 'an alarm is over');
      return;
    }
    const one = standing ?? { since: now, toldAt: null };
    this.#standing.set(alarm, one);
    const isDue =
      one.toldAt === null ? now - one.since >= (alarm === 'deskEmpty' ? EMPTY_MS : 0) : now - one.toldAt >= AGAIN_MS;
    if (!isDue) return;
    one.toldAt = now;
    this.parts.log.error({ alarm }, 'ALARM: docs/operations.md says what to do');
    const at = new Date(now).toISOString();
    const told = this.parts.ways.map((way) => noticeOn(way, `alarm-${alarm}-${at}`, { event: 'alarm', alarm, at }));
    await this.parts.store.addOutgoing(told);
  }

  async #isSo(alarm: Alarm, now: number): Promise<boolean> {
    const { store, desk, hours, tallies, isTestLate } = this.parts;
    const at = new Date(now);
    switch (alarm) {
      case 'urgentWaits':
        return (await store.waitingCases()).some(
          ({ tier, state, dueAt }) =>
            tier <= 'T1' && isQueued(state) && now - Date.parse(dueAt) > URGENT_MS && hours.isOpen(at),
        );
      case 'outboxStuck': {
        const since = new Date(now - AGAIN_MS).toISOString();
        const { ambiguous, dead, oldestPendingAt } = await store.outboxHealth(since);
        return ambiguous + dead > 0 || (oldestPendingAt !== null && now - Date.parse(oldestPendingAt) > STUCK_MS);
      }
      case 'maskingFailed':
        return tallies.recent('maskingsFailed', AGAIN_MS) > 0;
      case 'deskEmpty':
        // Before anybody has ever signed in there is no desk to be empty.
        return (
          hours.isOpen(at) &&
          (await store.advisors()).length > 0 &&
          !(await store.closedByHand()) &&
          (await desk.staffing()) === null
        );
      case 'turnsFail':
        return tallies.recent('turnsFailed', FAILURES.withinMs) >= FAILURES.count;
      case 'storeFails':
        return this.#storeFails;
      case 'testAlertLate':
        return isTestLate();
    }
  }
}

const isQueued = (state: string): boolean => state === 'waiting' || state === 'notAnsweredInTime';
