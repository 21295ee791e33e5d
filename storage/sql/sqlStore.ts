/** The store, in whichever database. A turn touches a fixed number of rows however long the chat. */
import { z } from 'zod';
import type { Reply } from '../../bots/turn';
import type { Who } from '../../handover/case';
import { answerLine } from '../../handover/takenOut';
import { StorageError } from '../errors';
import { activityId } from '../port';
import type {
  AppendResult,
  ConversationRecord,
  LoggedActivity,
  NewConversation,
  NewMessage,
  OpenResult,
  Store,
  TurnCommit,
} from '../port';
import { PERSON } from './caseBook';
import { applyChange } from './caseChanges';
import type { Chat } from './chats';
import { parseActivity, writeAbout, type MessageDetail } from './rows';
import { SqlInstances } from './sqlInstances';
import { lock, type Work } from './work';

/** A person's message, before or after it has its place in the log. */
type Said = Extract<NewMessage['body'], { kind: 'message' }>;

const settingRow = z.object({ value: z.string() });
const keyRow = z.object({ key: z.number().int() });
const ownedRow = z.object({ conversation_id: z.string() });

export class SqlStore extends SqlInstances implements Store {
  /** Messages whose turn began before they were durable, with what had been taken back until then. */
  readonly #resting = new WeakMap<LoggedActivity, number>();

  createConversation(record: NewConversation, opening: readonly Reply[]): Promise<OpenResult> {
    return this.transaction(function* (): Work<OpenResult> {
      const { id, userId, channel, locale } = record;
      const before = yield* this.chats.get(id);
      if ((yield* this.sql.ended.get(id)) !== undefined) return { kind: 'ended' };
      if (before !== null) return { kind: 'exists', activities: yield* this.#read(id, 0, opening.length) };
      const { key } = keyRow.parse(yield* this.sql.createConversation.get(id, userId, channel, locale, this.at()));
      yield* this.sql.createState.run(key, JSON.stringify(record.state ?? null));
      return { kind: 'created', activities: yield* this.#writeReplies(yield* this.chats.known(id), null, opening) };
    });
  }

  conversation(id: string): Promise<ConversationRecord | null> {
    return this.query(function* () {
      const chat = yield* this.chats.get(id);
      if (chat === null) return null;
      const state: unknown = JSON.parse(chat.state);
      return { id, userId: chat.userId, channel: chat.channel, locale: chat.locale, state, turns: chat.turns };
    });
  }

  append(message: NewMessage, written: (activity: LoggedActivity) => void = () => undefined): Promise<AppendResult> {
    const appended = this.transaction(
      () => this.#append(message),
      (result) => {
        if (result.kind !== 'stored') return;
        this.#resting.set(result.activity, this.db.undone);
        written(result.activity);
      },
    );
    appended.then(
      (result) => {
        if (result.kind === 'stored') this.#resting.delete(result.activity);
      },
      () => undefined,
    );
    return appended;
  }

  *#append(message: NewMessage): Work<AppendResult> {
    const { conversationId, clientId, body } = message;
    const chat = yield* this.chats.get(conversationId);
    if (chat === null) return { kind: 'noConversation' };
    const before = clientId === null ? undefined : yield* this.sql.byClientId.get(chat.key, clientId);
    if (before !== undefined) {
      const activity = parseActivity(conversationId, before);
      return isSame(activity.body, body) ? { kind: 'duplicate', activity } : { kind: 'conflict' };
    }
    if (body.kind === 'message' && !(yield* this.#mayEnter(chat, body.enteredBy))) return { kind: 'notOnPhone' };
    const seq = (chat.lastSeq += 1);
    const at = this.at();
    const isMessage = body.kind === 'message';
    const text = isMessage ? body.message.text : body.name;
    const about = isMessage ? aboutOf(body) : [];
    const detail = isMessage ? JSON.stringify(detailOf(body)) : '';
    yield* this.sql.insertActivity.run(
      chat.key,
      seq,
      body.kind,
      at,
      clientId,
      null,
      text,
      detail,
      isMessage ? 1 : 0,
      writeAbout(about),
    );
    if (isMessage) yield* this.#advisorHears(chat, seq, body);
    const id = activityId(conversationId, seq);
    const logged = isMessage ? { ...body, message: { ...body.message, id } } : body;
    return {
      kind: 'stored',
      activity: { conversationId, seq, id, from: 'person', at, clientId, replyTo: null, about, body: logged },
    };
  }

  commitTurn(commit: TurnCommit): Promise<readonly LoggedActivity[]> {
    const state = JSON.stringify(commit.state ?? null);
    return this.transaction(function* (): Work<readonly LoggedActivity[]> {
      const { conversationId, answers } = commit;
      // The place of a message that was taken back may be another's by now.
      if ((this.#resting.get(answers) ?? this.db.undone) !== this.db.undone) throw new StorageError('storage.failed');
      const chat = yield* this.chats.get(conversationId);
      const about = answers.body.kind === 'message' ? aboutOf(answers.body, commit.about) : [];
      if (chat === null || (yield* this.sql.settle.run(writeAbout(about), chat.key, answers.seq)) === 0) return [];
      yield* this.#checkTurn(chat, commit);
      if (answers.body.kind === 'message') yield* this.#deskHears(chat, answers.seq, answers.body, about);
      chat.turns += 1;
      yield* this.sql.setState.run(state, chat.turns, chat.key);
      chat.state = state;
      // First: whether the desk gets the replies is as the case then is.
      yield* this.#applyChanges(chat, answers.seq, commit.caseChanges);
      yield* this.#stayed(chat, answers);
      for (const one of commit.caseChanges)
        if (one.kind === 'raise' && one.isToldClosed === true) yield* this.noteShut(one.facts.raisedAt);
      const replies = yield* this.#writeReplies(chat, answers.seq, commit.replies);
      if (answers.body.kind === 'status')
        yield* this.push(chat.channel, (yield* this.book.openOf(chat))?.key ?? null, replies);
      const at = this.at();
      for (const one of commit.ratings) yield* this.sql.insertRating.run(one.outcome, one.rating, at);
      return replies;
    });
  }

  /** One after another, and each upon what the one before has left: another instance may answer in this chat too. */
  *#checkTurn(chat: Chat, { answers, turns, caseChanges }: TurnCommit): Work<void> {
    if (turns !== undefined && turns !== chat.turns) throw new StorageError('storage.outOfTurn');
    if (this.db.isAlone) return;
    const isOvertaking =
      turns !== undefined && (yield* this.sql.isAfterUnanswered.get(chat.key, answers.seq)) !== undefined;
    if (isOvertaking) throw new StorageError('storage.outOfTurn');
    if (caseChanges.length > 0) yield* lock('desk');
  }

  read(conversationId: string, afterSeq: number, limit: number): Promise<readonly LoggedActivity[]> {
    return this.query(() => this.#read(conversationId, afterSeq, limit));
  }

  *#read(conversationId: string, afterSeq: number, limit: number): Work<readonly LoggedActivity[]> {
    const rows = yield* this.sql.read.all(conversationId, afterSeq, limit);
    return rows.map((row) => parseActivity(conversationId, row));
  }

  repliesTo(conversationId: string, seq: number): Promise<readonly LoggedActivity[]> {
    return this.query(function* () {
      return (yield* this.sql.repliesTo.all(conversationId, seq)).map((row) => parseActivity(conversationId, row));
    });
  }

  unanswered(): Promise<readonly LoggedActivity[]> {
    return this.query(function* () {
      return (yield* this.sql.unanswered.all()).map((row) => parseActivity(ownedRow.parse(row).conversation_id, row));
    });
  }

  deleteConversation(id: string): Promise<void> {
    return this.transaction(function* () {
      // A pass to it may still stand: it must not open the chat anew. What went for its age has none.
      yield* this.sql.endConversation.run(id, this.at());
      yield* this.forget(id, PERSON);
    });
  }

  setting(name: string, make: () => string): Promise<string> {
    return this.transaction(function* () {
      yield* lock('desk');
      const row = yield* this.sql.setting.get(name);
      if (row !== undefined) return settingRow.parse(row).value;
      const value = make();
      yield* this.sql.setSetting.run(name, value);
      return value;
    });
  }

  check(): Promise<void> {
    return this.transaction(function* () {
      yield* this.sql.setSetting.run('checkedAt', this.at());
    });
  }

  /** Takes the replies' places and writes them. Inside a write. */
  *#writeReplies(chat: Chat, answered: number | null, replies: readonly Reply[]): Work<readonly LoggedActivity[]> {
    const { id: conversationId, key } = chat;
    const at = this.at();
    const open = replies.length > 0 ? yield* this.book.openOf(chat) : null;
    const followed = open !== null && answered !== null && (yield* this.book.isSeen(open.key, answered)) ? open : null;
    const written: LoggedActivity[] = [];
    for (const reply of replies) {
      const seq = (chat.lastSeq += 1);
      const screenJson = JSON.stringify(reply.screen);
      const about = writeAbout(reply.about);
      yield* this.sql.insertActivity.run(key, seq, 'reply', at, null, answered, reply.text, screenJson, 0, about);
      if (followed) yield* this.book.feed('activity', followed.reference, seq, null);
      written.push({
        conversationId,
        seq,
        id: activityId(conversationId, seq),
        from: 'bot',
        at,
        clientId: null,
        replyTo: answered === null ? null : activityId(conversationId, answered),
        about: reply.about ?? [],
        body: { kind: 'reply', reply, screenJson },
      });
    }
    return written;
  }

  /** For a caller: only while that advisor is on the phone with them. The history tells it once in a call. */
  *#mayEnter(chat: Chat, by: Who | null): Work<boolean> {
    if (by === null) return true;
    const open = yield* this.book.openOf(chat);
    const stored = open === null ? null : yield* this.book.find(open.reference);
    if (stored?.case.state !== 'onPhone' || stored.case.holder?.id !== by.id) return false;
    const { key, case: one } = stored;
    if ((yield* this.book.sql.toldSince.get(key, 'entered', one.stateSince)) === undefined)
      yield* this.book.history(key, 'entered', { kind: 'advisor', who: by }, {});
    return true;
  }

  /** That a person writes is known at once; what they write at once only to an advisor who is in the chat. */
  *#advisorHears(chat: Chat, seq: number, body: Said): Work<void> {
    const followed = yield* this.book.openOf(chat);
    if (followed === null || !(yield* this.book.isSeen(followed.key, seq))) return;
    if (yield* this.book.isLive(followed.key, chat.key, seq)) yield* this.#tellDesk(followed, seq, body, []);
    else if (body.enteredBy === null) yield* this.book.sql.setUnread.run(1, followed.key);
  }

  /** What a person writes while PALS has their case: the desk is told once it is known what it tells of. */
  *#deskHears(chat: Chat, seq: number, body: Said, about: readonly string[]): Work<void> {
    const followed = yield* this.book.openOf(chat);
    if (followed !== null && !(yield* this.book.isLive(followed.key, chat.key, seq)))
      yield* this.#tellDesk(followed, seq, body, about);
  }

  /** They asked to leave and have not left, because the turn failed: what they wrote after it is the advisor's after all. */
  *#stayed(chat: Chat, { seq, body }: LoggedActivity): Work<void> {
    const isLeaving = body.kind === 'message' && isLeave(body);
    const followed = isLeaving ? yield* this.book.openOf(chat) : null;
    if (followed === null || !(yield* this.book.isLive(followed.key, chat.key, seq))) return;
    for (const row of yield* this.book.sql.unansweredAfter.all(chat.key, seq)) {
      const { seq: place, body: said } = parseActivity(chat.id, row);
      if (said.kind !== 'message') continue;
      yield* this.#tellDesk(followed, place, said, []);
      if (isLeave(said)) return;
    }
  }

  *#tellDesk(
    followed: { readonly key: number; readonly reference: string },
    seq: number,
    { message: { action, text }, enteredBy }: Said,
    about: readonly string[],
  ): Work<void> {
    if (!(yield* this.book.isSeen(followed.key, seq))) return;
    if (enteredBy === null) yield* this.book.sql.setUnread.run(1, followed.key);
    yield* this.book.feed('activity', followed.reference, seq, followed.key);
    // A wish is searched as it is now, on the case.
    const isWish = action !== null && 'handover' in action && action.handover === 'wish';
    if (!isWish) yield* this.book.addSaid(followed.key, text, about);
  }

  *#applyChanges(conversation: Chat, place: number, caseChanges: TurnCommit['caseChanges']): Work<void> {
    const context = { book: this.book, dueAt: this.rules.dueAt, now: this.now, place, conversation };
    for (const change of caseChanges) yield* applyChange(context, change);
  }
}

const isLeave = ({ message: { action } }: Said): boolean =>
  action !== null && 'handover' in action && action.handover === 'leave';

/** An answer that was pressed tells of its question also where it was not taken, such as that of an old button. */
function aboutOf({ message: { action, removed } }: Said, found: readonly string[] = []): readonly string[] {
  const pressed = action !== null && 'answer' in action ? [answerLine(action.at)] : [];
  return [...new Set([...found, ...pressed, ...(removed.length > 0 ? ['masked'] : [])])];
}

function detailOf(body: Extract<NewMessage['body'], { kind: 'message' }>): MessageDetail {
  const { message, label, hadAttachments, enteredBy } = body;
  const { action, verdict, removed } = message;
  return { action, verdict, removed: [...removed], label, hadAttachments, enteredBy };
}

/** Whether it is the same post. What was found in it does not count: a newer release may find more. */
function isSame(before: LoggedActivity['body'], now: NewMessage['body']): boolean {
  if (before.kind === 'event') return now.kind === 'event' && before.name === now.name;
  if (before.kind !== 'message' || now.kind !== 'message') return false;
  const content = ({ message, label, hadAttachments, enteredBy }: typeof now): string =>
    JSON.stringify([message.text, message.action, label, hadAttachments, enteredBy?.id ?? null]);
  return content(before) === content(now);
}
