/** Who is at the desk: advisors, their sessions, and whether it is open. */
import { z } from 'zod';
import type { Who } from '../../handover/case';
import { closingSchema, type Closing } from '../../handover/closing';
import type { Advisor, CaseResult } from '../port';
import { SYSTEM } from './caseBook';
import { parseAdvisor, parseCase, sessionRow } from './caseRows';
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

  session(hash: string): { readonly advisorId: string } | null {
    const now = this.now().getTime();
    return this.reading(() => {
      const row = this.book.sql.session.get(hash);
      if (row === undefined) return null;
      const { advisor_id: advisorId, seen_at: seenAt } = sessionRow.parse(row);
      const idle = now - new Date(seenAt).getTime();
      if (idle > this.rules.sessionIdleMinutes * MINUTE) return null;
      if (idle >= SEEN_EVERY) this.seen(hash, advisorId);
      return { advisorId };
    });
  }

  startSession({ hash, advisorId }: { readonly hash: string; readonly advisorId: string }): Promise<void> {
    return this.commits.write(() => {
      this.book.sql.startSession.run(hash, advisorId, this.at());
      this.book.sql.seeAdvisor.run(this.at(), advisorId);
    });
  }

  endSession(hash: string): Promise<readonly CaseResult[]> {
    return this.commits.write(() => {
      const ended = this.book.sql.endSession.get(hash);
      return ended === undefined ? [] : this.signOutWithoutSession(sessionRow.parse(ended).advisor_id);
    });
  }

  endIdleSessions(): Promise<readonly CaseResult[]> {
    const before = new Date(this.now().getTime() - this.rules.sessionIdleMinutes * MINUTE).toISOString();
    // Asked every second: nothing is written for nothing.
    if (this.reading(() => this.book.sql.idle.get(before)) === undefined) return Promise.resolve([]);
    return this.commits.write(() => {
      const ended = this.book.sql.endIdle.all(before).map((row) => sessionRow.parse(row).advisor_id);
      return [...new Set(ended)].flatMap((id) => this.signOutWithoutSession(id));
    });
  }

  private seen(hash: string, advisorId: string): void {
    const written = this.commits.write(() => {
      this.book.sql.seeSession.run(this.at(), hash);
      this.book.sql.seeAdvisor.run(this.at(), advisorId);
    });
    // A store that cannot write is told of by the next real write.
    written.catch(() => undefined);
  }

  private signOutWithoutSession(advisorId: string): readonly CaseResult[] {
    if (this.book.sql.otherSession.get(advisorId) !== undefined) return [];
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
