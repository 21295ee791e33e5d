/** Who is at the desk: advisors, their sessions, and whether it is open. */
import { z } from 'zod';
import type { Who } from '../../handover/case';
import { closingSchema, type Closing } from '../../handover/closing';
import type { Advisor, CaseResult, CaseStore, DeskSession, Switching } from '../port';
import { SYSTEM } from './caseBook';
import { parseAdvisor, parseCase, parseSwitching, sessionRow } from './caseRows';
import { SqlChannels } from './sqlChannels';
import { lock, type Work } from './work';

const valueRow = z.object({ value: z.string() });
const CLOSING = 'closing';
const CLOSED = 'closedByHand';
const MINUTE = 60_000;
/** Being seen is written at most this often. */
const SEEN_EVERY = MINUTE;

export class SqlPeople extends SqlChannels {
  advisors(): Promise<readonly Advisor[]> {
    return this.query(function* () {
      return (yield* this.book.sql.advisors.all()).map(parseAdvisor);
    });
  }

  saveAdvisor(advisor: Omit<Advisor, 'seenAt'>): Promise<readonly CaseResult[]> {
    return this.transaction(function* () {
      return yield* this.write(advisor);
    });
  }

  closedByHand(): Promise<boolean> {
    return this.query(function* () {
      return (yield* this.sql.setting.get(CLOSED)) !== undefined;
    });
  }

  setClosedByHand(closed: boolean, by: Who): Promise<void> {
    return this.transaction(function* () {
      if (closed) yield* this.sql.setSetting.run(CLOSED, `${this.at()} ${by.id}`);
      else yield* this.sql.dropSetting.run(CLOSED);
      yield* this.book.feed('opening', null, null, null);
    });
  }

  turnedOff(): Promise<Switching | null> {
    return this.query(() => this.#turnedOff());
  }

  turn(isOff: boolean, by: Who): Promise<void> {
    return this.transaction(function* () {
      // Twice the same is once.
      yield* lock('desk');
      if (((yield* this.#turnedOff()) !== null) === isOff) return;
      yield* this.book.sql.turn.run(this.at(), by.id, by.name, isOff ? 1 : 0);
      yield* this.book.feed('opening', null, null, null);
    });
  }

  switchings(limit: number): Promise<readonly Switching[]> {
    return this.query(function* () {
      return (yield* this.book.sql.switchings.all(limit)).map(parseSwitching);
    });
  }

  *#turnedOff(): Work<Switching | null> {
    const newest = yield* this.book.sql.switchings.get(1);
    const switching = newest === undefined ? null : parseSwitching(newest);
    return switching?.isOff === true ? switching : null;
  }

  closing(): Promise<Closing | null> {
    return this.query(() => this.#closing());
  }

  *#closing(): Work<Closing | null> {
    const row = yield* this.sql.setting.get(CLOSING);
    return row === undefined ? null : closingSchema.parse(JSON.parse(valueRow.parse(row).value));
  }

  /** Somebody was told that PALS is closed, before the timers saw it: the closing is known from then. Inside a write. */
  protected *noteShut(since: string): Work<void> {
    if ((yield* this.#closing())?.kind === 'shut') return;
    yield* this.sql.setSetting.run(CLOSING, JSON.stringify({ since, kind: 'shut' } satisfies Closing));
  }

  setClosing(closing: Closing | null): Promise<void> {
    return this.transaction(function* () {
      if (closing === null) yield* this.sql.dropSetting.run(CLOSING);
      else yield* this.sql.setSetting.run(CLOSING, JSON.stringify(closing));
    });
  }

  session(hash: string): Promise<DeskSession | null> {
    return this.query(function* () {
      const row = yield* this.book.sql.session.get(hash);
      if (row === undefined) return null;
      const { advisor_id: advisorId, seen_at, started_at, checked_at: checkedAt, sealed } = sessionRow.parse(row);
      const { seen, started } = this.overBefore();
      return seen_at < seen || started_at < started ? null : { advisorId, checkedAt, sealed };
    });
  }

  async seeSession(hash: string): Promise<void> {
    const row = await this.query(() => this.book.sql.session.get(hash));
    if (row === undefined) return;
    const { seen_at, advisor_id } = sessionRow.parse(row);
    if (this.now().getTime() - new Date(seen_at).getTime() < SEEN_EVERY) return;
    await this.transaction(function* () {
      yield* this.book.sql.seeSession.run(this.at(), hash);
      yield* this.book.sql.seeAdvisor.run(this.at(), advisor_id);
    });
  }

  startSession({ hash, advisorId, sealed }: Parameters<CaseStore['startSession']>[0]): Promise<void> {
    return this.transaction(function* () {
      yield* this.book.sql.startSession.run(hash, advisorId, sealed, this.at());
      yield* this.book.sql.seeAdvisor.run(this.at(), advisorId);
    });
  }

  noteChecked(hash: string, sealed: string | null): Promise<void> {
    return this.transaction(function* () {
      yield* this.book.sql.checkSession.run(this.at(), sealed, hash);
    });
  }

  sessionsOf(advisorId: string): Promise<readonly string[]> {
    return this.query(function* () {
      return (yield* this.book.sql.sessionsOf.all(advisorId)).map((row) => sessionRow.parse(row).hash);
    });
  }

  endSession(hash: string): Promise<readonly CaseResult[]> {
    return this.transaction(function* () {
      const ended = yield* this.book.sql.endSession.get(hash);
      return ended === undefined ? [] : yield* this.signOutWithoutSession(sessionRow.parse(ended).advisor_id);
    });
  }

  async endIdleSessions(): Promise<readonly CaseResult[]> {
    const { seen, started } = this.overBefore();
    // Asked every second: nothing is written for nothing.
    if ((await this.query(() => this.book.sql.over.get(seen, started))) === undefined) return [];
    return this.transaction(function* () {
      const ended = (yield* this.book.sql.endOver.all(seen, started)).map((row) => sessionRow.parse(row).advisor_id);
      const released: CaseResult[] = [];
      for (const id of new Set(ended)) released.push(...(yield* this.signOutWithoutSession(id)));
      return released;
    });
  }

  /** A session that was seen, or began, before then has ended. */
  private overBefore(): { readonly seen: string; readonly started: string } {
    const ago = (minutes: number): string => new Date(this.now().getTime() - minutes * MINUTE).toISOString();
    return { seen: ago(this.rules.sessionIdleMinutes), started: ago(this.rules.sessionHours * 60) };
  }

  private *signOutWithoutSession(advisorId: string): Work<readonly CaseResult[]> {
    if ((yield* this.book.sql.sessionsOf.get(advisorId)) !== undefined) return [];
    const row = yield* this.book.sql.advisor.get(advisorId);
    return row === undefined ? [] : yield* this.write({ ...parseAdvisor(row), presence: 'signedOut' });
  }

  private *write({ id, name, role, presence }: Omit<Advisor, 'seenAt'>): Work<readonly CaseResult[]> {
    if (presence === 'signedOut') yield* this.takeHeld(id);
    yield* this.book.sql.saveAdvisor.run(id, name, role, presence, this.at());
    yield* this.book.feed('presence', null, null, null);
    return presence === 'signedOut' ? yield* this.release(id) : [];
  }

  /** What they have or were handed goes back to the queue; what they handed on waits for the colleague. */
  private *release(advisorId: string): Work<readonly CaseResult[]> {
    const all: CaseResult[] = [];
    for (const row of yield* this.book.sql.heldBy.all(advisorId)) {
      const stored = parseCase(row);
      const { state, handedTo } = stored.case;
      if (state === 'transferred' && handedTo?.id !== advisorId) continue;
      const released = yield* this.book.move(stored, { move: 'release', by: SYSTEM });
      if (released.kind === 'done')
        all.push({ kind: 'done', case: released.stored.case, activities: released.activities });
    }
    return all;
  }

  /** Their chats before the desk, as everybody takes them. */
  private *takeHeld(advisorId: string): Work<void> {
    for (const row of yield* this.book.sql.heldBy.all(advisorId)) {
      const { conversationId } = parseCase(row).case;
      if (conversationId !== null) yield* this.chats.get(conversationId);
    }
    yield* lock('desk');
  }
}
