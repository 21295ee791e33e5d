/** What a turn of the chat does to a case: in the turn's own transaction. */
import { EMPTY_PERSON_SIDE, type Case, type CaseChange, type CaseFacts } from '../../handover/case';
import { hasRequest } from '../../handover/caseStates';
import { NOT_ALERTED } from '../../handover/makeMove';
import { StorageError } from '../errors';
import type { StoreRules } from '../rules';
import { PERSON, SYSTEM, type CaseBook } from './caseBook';
import type { StoredCase } from './caseRows';
import type { Chat } from './chats';
import type { Work } from './work';

export interface ChangeContext {
  readonly book: CaseBook;
  readonly dueAt: StoreRules['dueAt'];
  readonly now: () => Date;
  /** Of the message that is answered. */
  readonly place?: number;
  readonly conversation: Chat;
}

/** What names the conversation's own case. @throws StorageError for another conversation's. */
function* ownCase({ book, conversation }: ChangeContext, reference: string): Work<StoredCase | null> {
  const stored = yield* book.find(reference);
  if (stored !== null && stored.conversation !== conversation.key) throw new StorageError('storage.referenceTaken');
  return stored;
}

export function* applyChange(context: ChangeContext, change: CaseChange): Work<void> {
  const reference = 'facts' in change ? change.facts.reference : change.reference;
  const stored = yield* ownCase(context, reference);
  if (change.kind === 'raise') {
    if (stored === null) yield* raise(context, change.facts);
    else yield* askedAgain(context, stored, change.facts);
    return;
  }
  // What was closed meanwhile stays as it was closed; the history alone can still be told something.
  if (stored === null) return;
  switch (change.kind) {
    case 'leave':
      yield* context.book.move(stored, { move: 'leave', by: PERSON }, placeOf(context));
      return;
    case 'facts':
      yield* moreKnown(context, stored, change.facts);
      return;
    case 'person':
      yield* edited(context, stored, change.patch);
      return;
    case 'safety':
      yield* flagged(context, stored, change.tier, change.rules);
  }
}

/** Raised and queued at once: a stored case is one that the desk is told of. */
export function* raise(
  { book, dueAt, now, conversation }: ChangeContext,
  facts: CaseFacts,
  by = PERSON,
): Work<StoredCase> {
  const at = now();
  const one: Case = {
    reference: facts.reference,
    conversationId: conversation.id,
    channel: conversation.channel,
    facts,
    person: EMPTY_PERSON_SIDE,
    state: 'raised',
    stateSince: at.toISOString(),
    tier: facts.tier,
    raisedAt: at.toISOString(),
    waitingSince: at.toISOString(),
    dueAt: dueAt(facts.tier, at).toISOString(),
    holder: null,
    heldSince: null,
    handedTo: null,
    asideUntil: null,
    closeReason: null,
    version: 1,
    unread: false,
    ...NOT_ALERTED,
  };
  const stored = yield* book.create(conversation, one);
  yield* book.history(stored.key, 'raised', by, { tier: facts.tier, reasons: facts.reasons.join(' ') });
  const queued = yield* book.move(stored, { move: 'queue', by: SYSTEM });
  return queued.kind === 'done' ? queued.stored : stored;
}

/** The facts are brought up to date; where PALS had let go or the person had left, it waits anew. */
function* askedAgain(context: ChangeContext, stored: StoredCase, facts: CaseFacts): Work<void> {
  const { book, dueAt, now } = context;
  // Closed since the bot looked: the turn is run again, and raises a case of its own.
  if (stored.case.state === 'closed') throw new StorageError('storage.caseChanged');
  const at = now();
  const tier = higher(facts.tier, stored.case.tier);
  const isNews = JSON.stringify({ ...facts, raisedAt: '' }) !== JSON.stringify({ ...stored.case.facts, raisedAt: '' });
  const due = dueAt(tier, at).toISOString();
  const updated = !isNews
    ? stored
    : yield* book.change(
        stored,
        { ...stored.case, ...moreUrgent(stored.case, tier, due), facts, version: stored.case.version + 1 },
        { what: 'edited', by: PERSON, detail: { facts: 'updated', tier } },
      );
  yield* book.move(updated, { move: 'askAgain', by: PERSON }, { dueAt: due, ...placeOf(context) });
}

/** More is known. Of a run of answers the history has one line; nobody who has seen the case has to look again. */
function* moreKnown({ book, dueAt, now }: ChangeContext, stored: StoredCase, facts: CaseFacts): Work<void> {
  if (stored.case.state === 'closed') return;
  const due = dueAt(facts.tier, now()).toISOString();
  const next = { ...stored.case, ...moreUrgent(stored.case, facts.tier, due), facts };
  const isAnswered = JSON.stringify(facts.answers) !== JSON.stringify(stored.case.facts.answers);
  const isNews = isAnswered && !(yield* book.isNewest(stored.key, 'answered'));
  yield* book.change(stored, next, isNews ? { what: 'answered', by: PERSON, detail: {} } : null);
}

function* edited(
  { book }: ChangeContext,
  stored: StoredCase,
  patch: Extract<CaseChange, { kind: 'person' }>['patch'],
): Work<void> {
  if (stored.case.state === 'closed') return;
  const person = { ...stored.case.person, ...patch };
  // Which of it, not what: the history outlives the person's words.
  const detail = {
    ...(patch.wish !== undefined && { wish: 'changed' }),
    ...(patch.needs && { needs: patch.needs.join(' ') }),
    ...(patch.language !== undefined && { language: patch.language ?? '' }),
    ...(patch.takenOut && { takenOut: patch.takenOut.join(' ') }),
    ...(patch.how && { how: patch.how }),
  };
  const next = { ...stored.case, person, version: stored.case.version + 1 };
  const after = yield* book.change(stored, next, { what: 'edited', by: PERSON, detail });
  if (patch.takenOut) yield* book.retell(stored.case, after);
  if (patch.wish === undefined) return;
  yield* book.dropWords(stored.key, 'wish');
  yield* book.addWords(stored.key, 'wish', patch.wish);
}

function* flagged(
  { book, dueAt, now }: ChangeContext,
  stored: StoredCase,
  tier: CaseFacts['tier'],
  rules: readonly string[],
): Work<void> {
  const due = dueAt(tier, now()).toISOString();
  const next = { ...stored.case, ...moreUrgent(stored.case, tier, due), version: stored.case.version + 1 };
  const detail = { tier, rules: rules.join(' ') };
  if (stored.case.state === 'closed') yield* book.history(stored.key, 'safety', PERSON, detail);
  else
    yield* book.change(
      stored,
      { ...next, unread: hasRequest(stored.case.state) || next.unread },
      { what: 'safety', by: PERSON, detail },
    );
}

const placeOf = ({ place }: ChangeContext): { place?: number } => (place === undefined ? {} : { place });

const higher = (a: CaseFacts['tier'], b: CaseFacts['tier']): CaseFacts['tier'] => (a <= b ? a : b);

/** Never less urgent, never due later; alerted anew when the tier has risen, and no longer set aside. */
function moreUrgent(one: Case, tier: CaseFacts['tier'], due: string): Partial<Case> {
  if (tier >= one.tier) return {};
  return { tier, dueAt: due < one.dueAt ? due : one.dueAt, ...NOT_ALERTED, asideUntil: null };
}
