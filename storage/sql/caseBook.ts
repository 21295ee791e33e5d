/** How a case is read and written, with its history, its words and its lines in the desk's feed. Inside a write. */
import { z } from 'zod';
import type { Case, PersonSide, Who } from '../../handover/case';
import { hasRequest, type Actor } from '../../handover/caseStates';
import { makeMove, type MoveOutcome, type MoveRequest } from '../../handover/makeMove';
import { TakenOut } from '../../handover/takenOut';
import type { HandoffStatus } from '../../handover/status';
import { StorageError } from '../errors';
import { activityId, type AdvisorBody, type FeedLine, type LoggedActivity, type StatusBody } from '../port';
import { parseCase, type StoredCase } from './caseRows';
import { prepareCaseStatements, type CaseStatements } from './caseStatements';
import type { Chat, Chats } from './chats';
import { lock, type Dialect, type Work } from './work';
import { readAbout } from './rows';
import type { Statements } from './statements';

const openRow = z.object({ key: z.number().int(), reference: z.string() });
const keyRow = z.object({ key: z.number().int() });
const seqRow = z.object({ seq: z.number().int() });
const spokenRow = z.object({ text: z.string(), about: z.string() });
const toldRow = z.object({ seq: z.number().int(), about: z.string() });

/** Who is named in a history line. */
export interface By {
  readonly kind: Actor;
  readonly who: Who | null;
}
export const SYSTEM: By = { kind: 'system', who: null };
export const PERSON: By = { kind: 'person', who: null };

type Detail = Readonly<Record<string, string>>;

export class CaseBook {
  readonly sql: CaseStatements;
  constructor(
    private readonly dialect: Dialect,
    private readonly log: Pick<Statements, 'insertActivity'>,
    private readonly chats: Chats,
    private readonly at: () => string,
  ) {
    this.sql = prepareCaseStatements(dialect);
  }

  *find(reference: string): Work<StoredCase | null> {
    const row = yield* this.sql.byReference.get(reference);
    return row === undefined ? null : parseCase(row);
  }

  /** To change it: nobody else does until the transaction ends. */
  *take(reference: string): Work<StoredCase | null> {
    const found = yield* this.find(reference);
    if (found === null) return null;
    if (found.case.conversationId !== null) yield* this.chats.get(found.case.conversationId);
    yield* lock('desk');
    return yield* this.find(reference);
  }

  /** The case that the desk follows in this conversation, by the conversation's row. */
  *openOf({ key, hasCase }: Chat): Work<{ readonly key: number; readonly reference: string } | null> {
    const row = hasCase ? yield* this.sql.openOf.get(key) : undefined;
    return row === undefined ? null : openRow.parse(row);
  }

  *create(chat: Chat, one: Case): Work<StoredCase> {
    yield* this.sql.create.run(
      one.reference,
      chat.key,
      one.channel,
      JSON.stringify(one.facts),
      JSON.stringify(one.person),
      one.state,
      one.stateSince,
      one.tier,
      one.raisedAt,
      one.waitingSince,
      one.dueAt,
    );
    const { key } = keyRow.parse(yield* this.sql.keyOf.get(one.reference));
    chat.hasCase = true;
    yield* this.#indexChat(key);
    return { key, conversation: chat.key, case: one };
  }

  /** Writes the case as it is to be, its history, where it has news for it, and its feed line. */
  *change(stored: StoredCase, next: Case, line: { what: string; by: By; detail: Detail } | null): Work<StoredCase> {
    const before = stored.case;
    const saved = yield* this.sql.save.run(
      JSON.stringify(next.facts),
      JSON.stringify(next.person),
      next.state,
      next.stateSince,
      next.tier,
      next.waitingSince,
      next.dueAt,
      next.holder?.id ?? null,
      next.holder?.name ?? null,
      next.heldSince,
      next.handedTo?.id ?? null,
      next.handedTo?.name ?? null,
      next.asideUntil,
      next.closeReason,
      next.version,
      next.unread ? 1 : 0,
      next.alerts,
      next.alertedAt,
      next.outside,
      stored.key,
      before.version,
      before.state,
      before.holder?.id ?? null,
    );
    if (saved !== 1) throw new StorageError('storage.caseChanged');
    if (line !== null) yield* this.history(stored.key, line.what, line.by, line.detail);
    yield* this.feed('case', next.reference, null, stored.key);
    return { ...stored, case: next };
  }

  /**
   * Makes a move when it is legal, with the status that the chat is told. `dueAt`: of a case that waits anew. `place`:
   * of the message by which the person made it.
   */
  *move(
    stored: StoredCase,
    request: MoveRequest,
    { dueAt, place }: { readonly dueAt?: string; readonly place?: number } = {},
  ): Work<
    | { readonly kind: 'done'; readonly stored: StoredCase; readonly activities: readonly LoggedActivity[] }
    | Extract<MoveOutcome, { kind: 'refused' }>
  > {
    const outcome = makeMove(stored.case, request, this.at());
    if (outcome.kind === 'refused') return outcome;
    const next = { ...outcome.case, ...(dueAt !== undefined && { dueAt }) };
    const detail = {
      from: stored.case.state,
      to: next.state,
      ...(request.to && { colleague: request.to.name }),
      ...(request.reason && { reason: request.reason }),
    };
    const after = yield* this.change(stored, next, { what: request.move, by: request.by, detail });
    const [did, does] = [hasRequest(stored.case.state), hasRequest(next.state)];
    if (!did && does) yield* this.#desksAgain(after, place);
    const activities = outcome.status ? yield* this.tell(after, outcome.status) : [];
    if (did && !does) yield* this.#noLongerDesks(after, place);
    return { kind: 'done', stored: after, activities };
  }

  /** Whether the desk may read what stands at this place of the log, or answers what stands there. */
  *isSeen(caseKey: number, seq: number): Work<boolean> {
    return (yield* this.sql.inGap.get(caseKey, seq)) === undefined;
  }

  /** PALS has it no longer: what the person goes on to write is for the assistant. */
  *#noLongerDesks({ key, case: { conversationId } }: StoredCase, place?: number): Work<void> {
    if (conversationId === null) return;
    yield* this.sql.openGap.run(key, (place ?? (yield* this.chats.known(conversationId)).lastSeq) + 1);
    // They may have written more before their leaving was answered.
    if (place !== undefined) yield* this.#indexChat(key);
  }

  /** PALS has it again, from the message that asked for it, or from now. */
  *#desksAgain({ key, conversation, case: { conversationId, reference } }: StoredCase, place?: number): Work<void> {
    if (conversationId === null) return;
    yield* this.sql.endGap.run(place ?? (yield* this.chats.known(conversationId)).lastSeq + 1, key);
    if (place === undefined) return;
    for (const row of yield* this.sql.saidFrom.all(conversation, place))
      yield* this.feed('activity', reference, seqRow.parse(row).seq, key);
    yield* this.#indexChat(key);
  }

  /** Makes the words of the chat anew, from what the desk may read of it. */
  *#indexChat(key: number): Work<void> {
    yield* this.dropWords(key, 'chat');
    const takenOut = yield* this.#takenOut(key);
    for (const row of yield* this.sql.spoken.all(key)) {
      const { text, about } = spokenRow.parse(row);
      if (!takenOut.hides(readAbout(about))) yield* this.addWords(key, 'chat', takenOut.words(text));
    }
  }

  /** What the person wrote, for the search: nothing of what they took out. */
  *addSaid(key: number, text: string, about: readonly string[]): Work<void> {
    const takenOut = yield* this.#takenOut(key);
    if (!takenOut.hides(about)) yield* this.addWords(key, 'chat', takenOut.words(text));
  }

  /** The person has taken out a line or put it back: what tells of it is told anew, as the desk may read it now. */
  *retell(before: Case, { key, case: now }: StoredCase): Work<void> {
    const [was, is] = [new TakenOut(before), new TakenOut(now)];
    for (const row of yield* this.sql.told.all(key)) {
      const { seq, about } = toldRow.parse(row);
      if (is.differsFrom(was, readAbout(about))) yield* this.feed('activity', now.reference, seq, null);
    }
    yield* this.#indexChat(key);
  }

  /** Whether the desk is told at once of what the person writes: an advisor is in the chat, and they are not leaving. */
  *isLive(caseKey: number, conversation: number, seq: number): Work<boolean> {
    const { case: one } = parseCase(yield* this.sql.byKey.get(caseKey));
    return one.state === 'withAdvisor' && (yield* this.sql.isLeaving.get(conversation, seq)) === undefined;
  }

  *#takenOut(key: number): Work<TakenOut> {
    return new TakenOut(parseCase(yield* this.sql.byKey.get(key)).case);
  }

  /** Puts what happened into the conversation's log, where it waits for a turn. Nothing once the chat is deleted. */
  *tell(stored: StoredCase, status: HandoffStatus): Work<readonly LoggedActivity[]> {
    return yield* this.write(stored, { kind: 'status', status }, null);
  }

  /** One activity of the desk's in the conversation's log. */
  *write(
    { key, case: one }: StoredCase,
    body: StatusBody | AdvisorBody,
    clientId: string | null,
  ): Work<readonly LoggedActivity[]> {
    const { conversationId, reference } = one;
    if (conversationId === null) return [];
    const at = this.at();
    const chat = yield* this.chats.known(conversationId);
    const seq = (chat.lastSeq += 1);
    const isStatus = body.kind === 'status';
    const text = isStatus ? '' : body.text;
    const detail = JSON.stringify(isStatus ? body.status : body.advisor);
    const stored = clientId === null ? null : `desk:${clientId}`;
    yield* this.log.insertActivity.run(chat.key, seq, body.kind, at, stored, null, text, detail, isStatus ? 1 : 0, '');
    yield* this.feed('activity', reference, seq, key);
    if (!isStatus) yield* this.addWords(key, 'chat', text);
    const id = activityId(conversationId, seq);
    const from = isStatus ? 'desk' : 'advisor';
    return [{ conversationId, seq, id, from, at, clientId, replyTo: null, about: [], body }];
  }

  /** Whether the history's newest line is of this kind. */
  *isNewest(key: number, what: string): Work<boolean> {
    return (yield* this.sql.newest.get(key, what)) !== undefined;
  }

  *history(key: number, what: string, { kind, who }: By, detail: Detail): Work<void> {
    yield* this.sql.addHistory.run(
      key,
      this.at(),
      kind,
      who?.id ?? null,
      who?.name ?? null,
      what,
      JSON.stringify(detail),
    );
  }

  *feed(kind: FeedLine['kind'], reference: string | null, seq: number | null, caseKey: number | null): Work<void> {
    // Keys are given in the order of the commits: whoever reads up to one never misses one before it.
    yield* lock('desk');
    const { key } = keyRow.parse(yield* this.sql.addFeed.get(kind, reference, seq));
    if (caseKey !== null) yield* this.sql.setChanged.run(key, caseKey);
  }

  *addWords(caseKey: number, source: 'chat' | 'wish' | 'note', text: string): Work<void> {
    if (text === '') return;
    const { key } = keyRow.parse(yield* this.sql.addWords.get(caseKey, source, text));
    yield* this.dialect.words.add(key, text);
  }

  /** Also out of the index. */
  *dropWords(caseKey: number, source: 'chat' | 'wish' | 'note'): Work<void> {
    yield* this.dialect.words.drop(caseKey, source);
    yield* this.sql.dropWords.run(caseKey, source);
  }

  /**
   * "Clear this chat", or its time is over: the case stays with its facts and history, without anybody's words; PALS no
   * longer waits for the person.
   */
  *forgetChat(conversation: number, by: By): Work<void> {
    for (const row of yield* this.sql.allOf.all(conversation)) {
      const stored = parseCase(row);
      yield* this.dropWords(stored.key, 'chat');
      yield* this.dropWords(stored.key, 'wish');
      yield* this.dropWords(stored.key, 'note');
      yield* this.sql.dropNotes.run(stored.key);
      const left = yield* this.move(stored, { move: 'leave', by: PERSON });
      const { case: one } = left.kind === 'done' ? left.stored : stored;
      const person: PersonSide = { ...one.person, wish: '' };
      const cleared = { ...one, person, unread: false, version: one.version + 1 };
      const line = { what: 'edited', by, detail: { chat: by.kind === 'person' ? 'deleted' : 'expired' } };
      yield* this.change({ ...stored, case: one }, cleared, line);
    }
    yield* this.sql.letGo.run(conversation);
  }
}
