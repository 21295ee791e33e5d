/**
 * What time does to cases: whoever waits is alerted for again and wider, and told when nobody has come. Everything is
 * worked out from the rows at each tick, so a restart loses no timer, and a tick too many does nothing.
 */
import type { Case } from '../handover/case';
import type { Calendar } from '../handover/due';
import { dueActs, TIMERS, type TimerAct, type TimerSettings } from '../handover/timers';
import type { CaseResult, Mover, Store } from '../storage/port';
import type { CaseDesk } from './caseDesk';
import { errorCode } from './errors';
import type { RunnerLog } from './runner';

export interface CaseTimersParts {
  readonly store: Pick<Store, 'waitingCases' | 'listCases'>;
  readonly desk: CaseDesk;
  readonly hours: Calendar;
  readonly now: () => Date;
  readonly log: RunnerLog;
  readonly settings?: TimerSettings;
}

/** More cases than anybody holds. */
const HELD = 1_000;
const SYSTEM: Mover = { kind: 'system', who: null };

export class CaseTimers {
  #ticking: Promise<void> | null = null;
  /** After a start everybody has their time to come back. */
  #begun: Date | null = null;

  constructor(private readonly parts: CaseTimersParts) {}

  /** Does what is due now. Called while it is still doing so, it does nothing more. Never rejects. */
  tick(): Promise<void> {
    this.#ticking ??= this.#tick()
      .catch((error: unknown) => {
        this.parts.log.warn({ code: errorCode(error) }, 'the timers could not be served, the next tick tries again');
      })
      .finally(() => {
        this.#ticking = null;
      });
    return this.#ticking;
  }

  async #tick(): Promise<void> {
    const { store, desk, hours, now, settings = TIMERS } = this.parts;
    const at = now();
    await desk.endIdleSessions();
    await this.#releaseOfAbsent(at);
    for (const one of store.waitingCases()) {
      for (const act of dueActs(one, at, hours, settings)) {
        const result = await this.#act(one, act);
        // Somebody else was quicker: the next tick looks at the case as it then is.
        if (result.kind === 'refused') break;
      }
    }
  }

  /** An advisor whose desk has gone, without a word: the person is told, and waits for somebody else. */
  async #releaseOfAbsent(at: Date): Promise<void> {
    const { store, desk, settings = TIMERS } = this.parts;
    this.#begun ??= at;
    const since = new Date(at.getTime() - settings.absent * 1000);
    if (since < this.#begun) return;
    for (const { id } of desk.absent(since)) {
      for (const { reference, state, version } of store.listCases({ list: 'mine', advisorId: id, limit: HELD })) {
        // Handed on: the colleague has their own time to take it.
        if (state === 'transferred') continue;
        await desk.act({ reference, move: 'release', by: SYSTEM, version });
      }
    }
  }

  #act({ reference }: Case, act: TimerAct): Promise<CaseResult> {
    const { desk } = this.parts;
    switch (act) {
      case 'alert':
      case 'wider':
        return desk.noteAlert(reference, act === 'wider');
      case 'timeOut':
      case 'release':
        return desk.act({ reference, move: act, by: SYSTEM });
      case 'endAside':
        return desk.setAside({ reference, by: SYSTEM, until: null });
    }
  }
}
