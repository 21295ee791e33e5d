/** What the desk and the timers do to a case. Each is one transaction with its history, feed line and status. */
import type { Case, CaseFacts, Who } from '../../handover/case';
import type { AlertReach } from '../../handover/alert';
import { isLegal } from '../../handover/caseStates';
import { actorsOf, makeMove, type MoveRequest } from '../../handover/makeMove';
import { may } from '../../handover/roles';
import type { CaseMove, CaseResult, CaseStore, LoggedActivity, Mover, NewOutgoing } from '../port';
import { SYSTEM, type By } from './caseBook';
import { raise } from './caseChanges';
import { parseAdvisor, type StoredCase } from './caseRows';
import { parseActivity } from './rows';
import { SqlPeople } from './sqlPeople';
import { lock, type Work } from './work';

type Refused = Extract<CaseResult, { kind: 'refused' }>;

const refused = (why: Refused['why'], one: Case | null): Refused => ({ kind: 'refused', why, case: one });
const done = (stored: StoredCase, activities: readonly LoggedActivity[] = []): CaseResult => ({
  kind: 'done',
  case: stored.case,
  activities,
});

export class SqlDesk extends SqlPeople {
  moveCase({ reference, seen = 0, ...request }: CaseMove): Promise<CaseResult> {
    return this.onCase(reference, function* (stored) {
      if (request.move === 'handOver' && !(yield* this.canBeHandedTo(request.to)))
        return refused('unknown', stored.case);
      if (yield* this.leavesUnread(stored, request, seen)) return refused('unread', stored.case);
      const moved = yield* this.book.move(stored, request);
      return moved.kind === 'done' ? done(moved.stored, moved.activities) : refused(moved.why, stored.case);
    });
  }

  advisorSays({ reference, advisor, text, clientId }: Parameters<CaseStore['advisorSays']>[0]): Promise<CaseResult> {
    return this.onCase(reference, function* (stored) {
      const { conversationId, holder } = stored.case;
      if (conversationId === null) return refused('state', stored.case);
      const before = yield* this.sql.byClientId.get(stored.conversation, `desk:${clientId}`);
      if (before !== undefined) {
        const activity = parseActivity(conversationId, before);
        const isSame = activity.body.kind === 'advisor' && activity.body.text === text;
        return isSame ? done(stored, [activity]) : refused('changed', stored.case);
      }
      if (holder !== null && holder.id !== advisor.id) return refused('notYours', stored.case);
      const joined = isLegal('join', stored.case.state, 'holder')
        ? yield* this.book.move(stored, { move: 'join', by: { kind: 'advisor', who: advisor } })
        : null;
      if (joined?.kind === 'refused') return refused(joined.why, stored.case);
      const now = joined?.stored ?? stored;
      if (now.case.state !== 'withAdvisor') return refused('state', stored.case);
      const said = yield* this.book.write(now, { kind: 'advisor', text, advisor }, clientId);
      yield* this.push(now.case.channel, stored.key, said);
      return done(now, [...(joined?.activities ?? []), ...said]);
    });
  }

  addNote({ reference, by, text }: Parameters<CaseStore['addNote']>[0]): Promise<CaseResult> {
    return this.onCase(reference, function* (stored) {
      yield* this.book.sql.addNote.run(stored.key, this.at(), by.id, by.name, text);
      yield* this.book.addWords(stored.key, 'note', text);
      yield* this.book.history(stored.key, 'noted', { kind: 'advisor', who: by }, {});
      yield* this.book.feed('case', reference, null, stored.key);
      return done(stored);
    });
  }

  setAside({ reference, by, until }: Parameters<CaseStore['setAside']>[0]): Promise<CaseResult> {
    return this.onCase(reference, function* (stored) {
      if (stored.case.state === 'closed') return refused('state', stored.case);
      if (actorsOf(stored.case, by).length === 0) return refused('notYours', stored.case);
      return yield* this.edit(stored, { asideUntil: until }, 'setAside', by, { until: until ?? '' });
    });
  }

  markRead(reference: string, by: Who): Promise<CaseResult> {
    return this.onCase(reference, function* (stored) {
      const { holder } = stored.case;
      // Somebody else's case is only looked at.
      if (holder !== null && holder.id !== by.id) return refused('notYours', stored.case);
      if ((yield* this.book.sql.setUnread.run(0, stored.key)) > 0) {
        yield* this.book.sql.setRead.run(stored.key);
        yield* this.book.feed('case', reference, null, stored.key);
      }
      return done({ ...stored, case: { ...stored.case, unread: false } });
    });
  }

  noteAlert(reference: string, reach: AlertReach, outgoing: readonly NewOutgoing[] = []): Promise<CaseResult> {
    return this.onCase(reference, function* (stored) {
      const { state, alerts } = stored.case;
      if (!isQueued(state)) return refused('state', stored.case);
      yield* this.send(stored.key, outgoing);
      // No new version: an advisor who is about to pick it up has seen the same case.
      const after = yield* this.book.change(
        stored,
        {
          ...stored.case,
          alerts: reach === 'repeat' ? alerts + 1 : Math.max(alerts, REACHES[reach]),
          alertedAt: this.at(),
        },
        { what: 'alerted', by: SYSTEM, detail: { reach, outside: outgoing.length > 0 ? 'yes' : 'no' } },
      );
      return done(after);
    });
  }

  tellPerson(
    reference: string,
    what: 'palsClosed' | 'stillThere',
    since: string,
    outgoing: readonly NewOutgoing[] = [],
  ): Promise<CaseResult> {
    return this.onCase(reference, function* (stored) {
      const { state, holder } = stored.case;
      const fits = what === 'palsClosed' ? isQueued(state) : state === 'pickedUp' || state === 'withAdvisor';
      // Whoever is spoken to by phone is not left without an answer.
      const isTold =
        (yield* this.isToldSince(stored, what, since)) ||
        (what === 'stillThere' && (yield* this.isToldSince(stored, 'endCall', since)));
      if (!fits || isTold) return refused('state', stored.case);
      yield* this.book.history(stored.key, what, SYSTEM, {});
      yield* this.send(stored.key, outgoing);
      if (what === 'stillThere') yield* this.book.history(stored.key, 'alerted', SYSTEM, { reach: 'again' });
      yield* this.book.feed('case', reference, null, stored.key);
      const told = what === 'palsClosed' ? ('failed' as const) : ('accepted' as const);
      const status = { reference, state: told, what, advisor: holder?.name ?? null, reason: null };
      return done(stored, yield* this.book.tell(stored, status));
    });
  }

  openCall({ conversationId, facts, by }: Parameters<CaseStore['openCall']>[0]): Promise<CaseResult> {
    return this.transaction(function* (): Work<CaseResult> {
      const conversation = yield* this.chats.get(conversationId);
      yield* lock('desk');
      if (conversation === null || (yield* this.book.find(facts.reference)) !== null) return refused('unknown', null);
      const context = { book: this.book, dueAt: this.rules.dueAt, now: this.now, conversation };
      const call: By = { kind: 'advisor', who: by };
      const stored = yield* raise(context, withCall(facts), call);
      const mine = yield* this.book.move(stored, { move: 'call', by: call });
      return mine.kind === 'done' ? done(mine.stored, mine.activities) : refused(mine.why, stored.case);
    });
  }

  async record(reference: string, what: 'found' | 'codeGiven', by: Mover | null): Promise<void> {
    await this.onCase(reference, function* (stored) {
      yield* this.book.history(stored.key, what, by ?? { kind: 'person', who: null }, {});
      yield* this.book.feed('case', reference, null, stored.key);
      return done(stored);
    });
  }

  /**
   * PALS would let go of words that nobody there has looked at: only the person may do that. `seen`: what the mover has
   * on the screen.
   */
  private *leavesUnread({ key, case: one }: StoredCase, request: MoveRequest, seen: number): Work<boolean> {
    const { move, by } = request;
    if (by.kind === 'system' || (move !== 'close' && move !== 'handBack')) return false;
    if (!one.unread || one.conversationId === null || makeMove(one, request, this.at()).kind === 'refused')
      return false;
    return (yield* this.book.sql.wroteAfter.get(key, Math.max(seen, yield* this.readUpTo(key)))) !== undefined;
  }

  private onCase(reference: string, write: (this: this, stored: StoredCase) => Work<CaseResult>): Promise<CaseResult> {
    return this.transaction(function* () {
      const stored = yield* this.book.take(reference);
      return stored === null ? refused('unknown', null) : yield* write.call(this, stored);
    });
  }

  private *edit(
    stored: StoredCase,
    patch: Partial<Case>,
    what: string,
    by: By,
    detail: Readonly<Record<string, string>>,
  ): Work<CaseResult> {
    const next = { ...stored.case, ...patch, version: stored.case.version + 1 };
    return done(yield* this.book.change(stored, next, { what, by, detail }));
  }

  private *isToldSince({ key }: StoredCase, line: string, since: string): Work<boolean> {
    return (yield* this.book.sql.toldSince.get(key, line, since)) !== undefined;
  }

  private *canBeHandedTo(who: Who | undefined): Work<boolean> {
    const row = who && (yield* this.book.sql.advisor.get(who.id));
    if (row === undefined) return false;
    const { role, presence } = parseAdvisor(row);
    return may(role, 'workCases') && presence !== 'signedOut';
  }
}

/** How many alerts a case has had with this one, at least. */
const REACHES = { again: 1, wider: 2 } as const;

const isQueued = (state: Case['state']): boolean => state === 'waiting' || state === 'notAnsweredInTime';

const withCall = (facts: CaseFacts): CaseFacts => ({ ...facts, reasons: [...new Set([...facts.reasons, 'phone'])] });
