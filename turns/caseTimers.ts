/**
 * What time does to cases: whoever waits is alerted for again and wider, and told when nobody has come. Everything is
 * worked out from the rows at each tick, so a restart loses no timer, and a tick too many does nothing.
 */
import type { Case } from '../handover/case';
import type { Calendar } from '../handover/due';
import { closingNow, type Closing } from '../handover/closing';
import { dueActs, noAnswerSince, TIMERS, waitsOver, type TimerAct, type TimerSettings } from '../handover/timers';
import type { CaseResult, Mover, Store } from '../storage/port';
import type { CaseDesk } from './caseDesk';
import { errorCode } from './errors';
import type { RunnerLog } from './runner';

export interface CaseTimersParts {
  readonly store: Pick<Store, 'waitingCases' | 'heldCases' | 'closing' | 'setClosing'>;
  readonly desk: CaseDesk;
  readonly hours: Calendar;
  readonly now: () => Date;
  readonly log: RunnerLog;
  readonly settings?: TimerSettings;
}

/** What was told that is remembered. */
const REMEMBERED = 1_000;
const SYSTEM: Mover = { kind: 'system', who: null };

export class CaseTimers {
  #ticking: Promise<void> | null = null;
  /** After a start everybody has their time to come back. */
  #begun: Date | null = null;
  readonly #told = new Map<string, string>();

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
    await this.#signOutAbsent(at);
    await this.#tellOfSilence(at);
    const closing = await this.#closing(at);
    for (const one of await store.waitingCases()) {
      const isTold = closing !== null && waitsOver(one, closing);
      if (isTold) await this.#tell(one, 'palsClosed', closing.since);
      for (const act of dueActs(one, at, hours, settings)) {
        // Told already why nobody comes, and what to do instead; somebody who comes back has their time again.
        if (act === 'timeOut' && isTold && this.#isLately(closing, at, settings.tiers[one.tier].tell)) continue;
        const result = await this.#act(one, act);
        // Somebody else was quicker: the next tick looks at the case as it then is.
        if (result.kind === 'refused') break;
      }
    }
  }

  #isLately({ kind, since }: Closing, at: Date, seconds: number): boolean {
    return kind === 'shut' || at.getTime() - new Date(since).getTime() < seconds * 1000;
  }

  /** Kept, so that a restart tells nobody twice and forgets nobody. */
  async #closing(at: Date): Promise<Closing | null> {
    const { store, desk, hours } = this.parts;
    const before = await store.closing();
    const closing = closingNow(before, at, hours, await desk.standing());
    if (closing?.since === before?.since && closing?.kind === before?.kind) return closing;
    await store.setClosing(closing);
    return closing;
  }

  async #tellOfSilence(at: Date): Promise<void> {
    const { store, settings } = this.parts;
    for (const { case: one, unanswered } of await store.heldCases()) {
      const since = noAnswerSince(one, unanswered, at, settings);
      if (since !== null) await this.#tell(one, 'stillThere', since);
    }
  }

  /** The store tells each once; what it was asked for is not asked of it every second. */
  async #tell(one: Case, what: 'palsClosed' | 'stillThere', since: string): Promise<void> {
    const key = `${one.reference} ${what}`;
    if (this.#told.get(key) === since) return;
    await this.parts.desk.tellPerson(one, what, since);
    this.#told.set(key, since);
    if (this.#told.size > REMEMBERED) this.#told.delete(this.#told.keys().next().value ?? '');
  }

  /** An advisor whose desk has gone, without a word, is signed out: what they hold goes back, and both sides are told. */
  async #signOutAbsent(at: Date): Promise<void> {
    const { desk, settings = TIMERS } = this.parts;
    this.#begun ??= at;
    const since = new Date(at.getTime() - settings.absent * 1000);
    if (since < this.#begun) return;
    for (const { id, name, role } of await desk.absent(since))
      await desk.saveAdvisor({ id, name, role, presence: 'signedOut' });
  }

  #act(one: Case, act: TimerAct): Promise<CaseResult> {
    const { desk } = this.parts;
    const { reference } = one;
    switch (act) {
      case 'again':
      case 'wider':
      case 'repeat':
        return desk.alert(one, act);
      case 'timeOut':
      case 'release':
        return desk.act({ reference, move: act, by: SYSTEM });
      case 'endAside':
        return desk.setAside({ reference, by: SYSTEM, until: null });
    }
  }
}
