/** Who is at the desk: advisors, their sessions, and whether it is open. */
import { z } from 'zod';
import type { Who } from '../../handover/case';
import { closingSchema, type Closing } from '../../handover/closing';
import type { Advisor, CaseResult, CaseStore, DeskSession, Switching } from '../port';
import { SYSTEM } from './caseBook';
import { parseAdvisor, parseCase, parseSwitching, sessionRow } from './caseRows';
import { SqliteChannels } from './sqliteChannels';

const valueRow = z.object({ value: z.string() });
const CLOSING = 'closing';
const CLOSED = 'closedByHand';
const MINUTE = 60_000;
/** Being seen is written at most this often. */
const SEEN_EVERY = MINUTE;

export class SqlitePeople extends SqliteChannels {
  advisors(): readonly Advisor[] {
    return this.reading(() => this.book.sql.advisors.all().map(parseAdvisor));
  }

  saveAdvisor(advisor: Omit<Advisor, 'seenAt'>): Promise<readonly CaseResult[]> {
    return this.commits.write(() => this.write(advisor));
  }

  closedByHand(): boolean {
    return this.reading(() => this.sql.setting.get(CLOSED) !== undefined);
  }

  setClosedByHand(closed: boolean, by: Who): Promise<void> {
    return this.commits.write(() => {
      if (closed) this.sql.setSetting.run(CLOSED, `${this.at()} ${by.id}`);
      else this.sql.dropSetting.run(CLOSED);
      this.book.feed('opening', null, null, null);
    });
  }

  turnedOff(): Switching | null {
    const [newest] = this.switchings(1);
    return newest?.isOff === true ? newest : null;
  }

  turn(isOff: boolean, by: Who): Promise<void> {
    return this.commits.write(() => {
      // Twice the same is once.
      if ((this.turnedOff() !== null) === isOff) return;
      this.book.sql.turn.run(this.at(), by.id, by.name, isOff ? 1 : 0);
      this.book.feed('opening', null, null, null);
    });
  }

  switchings(limit: number): readonly Switching[] {
    return this.reading(() => this.book.sql.switchings.all(limit).map(parseSwitching));
  }

  closing(): Closing | null {
    return this.reading(() => {
      const row = this.sql.setting.get(CLOSING);
      return row === undefined ? null : closingSchema.parse(JSON.parse(valueRow.parse(row).value));
    });
  }

  /** Somebody was told that PALS is closed, before the timers saw it: the closing is known from then. Inside a write. */
  protected noteShut(since: string): void {
    if (this.closing()?.kind === 'shut') return;
    this.sql.setSetting.run(CLOSING, JSON.stringify({ since, kind: 'shut' } satisfies Closing));
  }

  setClosing(closing: Closing | null): Promise<void> {
    return this.commits.write(() => {
      if (closing === null) this.sql.dropSetting.run(CLOSING);
      else this.sql.setSetting.run(CLOSING, JSON.stringify(closing));
    });
  }

  session(hash: string): DeskSession | null {
    return this.reading(() => {
      const row = this.book.sql.session.get(hash);
      if (row === undefined) return null;
      const { advisor_id: advisorId, seen_at, started_at, checked_at: checkedAt, sealed } = sessionRow.parse(row);
      const { seen, started } = this.overBefore();
      return seen_at < seen || started_at < started ? null : { advisorId, checkedAt, sealed };
    });
  }

  seeSession(hash: string): void {
    const row = this.reading(() => this.book.sql.session.get(hash));
    if (row === undefined) return;
    const { seen_at, advisor_id } = sessionRow.parse(row);
    if (this.now().getTime() - new Date(seen_at).getTime() < SEEN_EVERY) return;
    const written = this.commits.write(() => {
      this.book.sql.seeSession.run(this.at(), hash);
      this.book.sql.seeAdvisor.run(this.at(), advisor_id);
    });
    // A store that cannot write is told of by the next real write.
    written.catch(() => undefined);
  }

  startSession({ hash, advisorId, sealed }: Parameters<CaseStore['startSession']>[0]): Promise<void> {
    return this.commits.write(() => {
      this.book.sql.startSession.run(hash, advisorId, sealed, this.at());
      this.book.sql.seeAdvisor.run(this.at(), advisorId);
    });
  }

  noteChecked(hash: string, sealed: string | null): Promise<void> {
    return this.commits.write(() => {
      this.book.sql.checkSession.run(this.at(), sealed, hash);
    });
  }

  sessionsOf(advisorId: string): readonly string[] {
    return this.reading(() => this.book.sql.sessionsOf.all(advisorId).map((row) => sessionRow.parse(row).hash));
  }

  endSession(hash: string): Promise<readonly CaseResult[]> {
    return this.commits.write(() => {
      const ended = this.book.sql.endSession.get(hash);
      return ended === undefined ? [] : this.signOutWithoutSession(sessionRow.parse(ended).advisor_id);
    });
  }

  endIdleSessions(): Promise<readonly CaseResult[]> {
    const { seen, started } = this.overBefore();
    // Asked every second: nothing is written for nothing.
    if (this.reading(() => this.book.sql.over.get(seen, started)) === undefined) return Promise.resolve([]);
    return this.commits.write(() => {
      const ended = this.book.sql.endOver.all(seen, started).map((row) => sessionRow.parse(row).advisor_id);
      return [...new Set(ended)].flatMap((id) => this.signOutWithoutSession(id));
    });
  }

  /** A session that was seen, or began, before then has ended. */
  private overBefore(): { readonly seen: string; readonly started: string } {
    const ago = (minutes: number): string => new Date(this.now().getTime() - minutes * MINUTE).toISOString();
    return { seen: ago(this.rules.sessionIdleMinutes), started: ago(this.rules.sessionHours * 60) };
  }

  private signOutWithoutSession(advisorId: string): readonly CaseResult[] {
    if (this.book.sql.sessionsOf.get(advisorId) !== undefined) return [];
    const row = this.book.sql.advisor.get(advisorId);
    return row === undefined ? [] : this.write({ ...parseAdvisor(row), presence: 'signedOut' });
  }

  private write({ id, name, role, presence }: Omit<Advisor, 'seenAt'>): readonly CaseResult[] {
    this.book.sql.saveAdvisor.run(id, name, role, presence, this.at());
    this.book.feed('presence', null, null, null);
    return presence === 'signedOut' ? this.release(id) : [];
  }

  /** What they have or were handed goes back to the queue; what they handed on waits for the colleague. */
  private release(advisorId: string): readonly CaseResult[] {
    const theirs = this.book.sql.heldBy.all(advisorId).map(parseCase);
    return theirs.flatMap((stored): CaseResult[] => {
      const { state, handedTo } = stored.case;
      if (state === 'transferred' && handedTo?.id !== advisorId) return [];
      const released = this.book.move(stored, { move: 'release', by: SYSTEM });
      return released.kind === 'done'
        ? [{ kind: 'done', case: released.stored.case, activities: released.activities }]
        : [];
    });
  }
}
