/** The store in one SQLite file. Statements are prepared once; a turn touches a fixed number of rows however long the chat. */
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
  NewMessage,
  OpenResult,
  Store,
  TurnCommit,
} from '../port';
import { PLAIN_RULES, type StoreRules } from '../rules';
import { PERSON } from './caseBook';
import { applyChange } from './caseChanges';
import type { Chat } from './chats';
import { openDatabase } from './openDatabase';
import { parseActivity, writeAbout, type MessageDetail } from './rows';
import { SqliteKeeping } from './sqliteKeeping';

/** A person's message, before or after it has its place in the log. */
type Said = Extract<NewMessage['body'], { kind: 'message' }>;

const settingRow = z.object({ value: z.string() });
const ownedRow = z.object({ conversation_id: z.string() });

export class SqliteStore extends SqliteKeeping implements Store {
  /** Messages whose turn began before they were durable, with what had been taken back until then. */
  readonly #resting = new WeakMap<LoggedActivity, number>();

  createConversation(record: ConversationRecord, opening: readonly Reply[]): Promise<OpenResult> {
    return this.commits.write((): OpenResult => {
      const { id, userId, channel, locale } = record;
      if (this.sql.ended.get(id) !== undefined) return { kind: 'ended' };
      if (this.chats.get(id) !== null) return { kind: 'exists', activities: this.read(id, 0, opening.length) };
      const key = Number(this.sql.createConversation.run(id, userId, channel, locale, this.at()).lastInsertRowid);
      this.sql.createState.run(key, JSON.stringify(record.state ?? null));
      return { kind: 'created', activities: this.#writeReplies(this.chats.known(id), null, opening) };
    });
  }

  conversation(id: string): ConversationRecord | null {
    return this.reading(() => {
      const chat = this.chats.get(id);
      if (chat === null) return null;
      const state: unknown = JSON.parse(chat.state);
      return { id, userId: chat.userId, channel: chat.channel, locale: chat.locale, state };
    });
  }

  append(message: NewMessage, written: (activity: LoggedActivity) => void = () => undefined): Promise<AppendResult> {
    const appended = this.commits.write(
      () => this.#append(message),
      (result) => {
        if (result.kind !== 'stored') return;
        this.#resting.set(result.activity, this.undone);
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

  #append(message: NewMessage): AppendResult {
    const { conversationId, clientId, body } = message;
    const chat = this.chats.get(conversationId);
    if (chat === null) return { kind: 'noConversation' };
    const before = clientId === null ? undefined : this.sql.byClientId.get(chat.key, clientId);
    if (before !== undefined) {
      const activity = parseActivity(conversationId, before);
      return isSame(activity.body, body) ? { kind: 'duplicate', activity } : { kind: 'conflict' };
    }
    if (body.kind === 'message' && !this.#mayEnter(chat, body.enteredBy)) return { kind: 'notOnPhone' };
    const seq = (chat.lastSeq += 1);
    const at = this.at();
    const isMessage = body.kind === 'message';
    const text = isMessage ? body.message.text : body.name;
    const about = isMessage ? aboutOf(body) : [];
    const detail = isMessage ? JSON.stringify(detailOf(body)) : '';
    this.sql.insertActivity.run(
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
    if (isMessage) this.#advisorHears(chat, seq, body);
    const id = activityId(conversationId, seq);
    const logged = isMessage ? { ...body, message: { ...body.message, id } } : body;
    return {
      kind: 'stored',
      activity: { conversationId, seq, id, from: 'person', at, clientId, replyTo: null, about, body: logged },
    };
  }

  commitTurn(commit: TurnCommit): Promise<readonly LoggedActivity[]> {
    const state = JSON.stringify(commit.state ?? null);
    return this.commits.write((): readonly LoggedActivity[] => {
      const { conversationId, answers } = commit;
      // The place of a message that was taken back may be another's by now.
      if ((this.#resting.get(answers) ?? this.undone) !== this.undone) throw new StorageError('storage.failed');
      const chat = this.chats.get(conversationId);
      const about = answers.body.kind === 'message' ? aboutOf(answers.body, commit.about) : [];
      if (chat === null || this.sql.settle.run(writeAbout(about), chat.key, answers.seq).changes === 0) return [];
      if (answers.body.kind === 'message') this.#deskHears(chat, answers.seq, answers.body, about);
      this.sql.setState.run(state, chat.key);
      chat.state = state;
      // First: whether the desk gets the replies is as the case then is.
      this.#applyChanges(chat, answers.seq, commit.caseChanges);
      this.#stayed(chat, answers);
      for (const one of commit.caseChanges)
        if (one.kind === 'raise' && one.isToldClosed === true) this.noteShut(one.facts.raisedAt);
      const replies = this.#writeReplies(chat, answers.seq, commit.replies);
      if (answers.body.kind === 'status') this.push(chat.channel, this.book.openOf(chat)?.key ?? null, replies);
      const at = this.at();
      commit.ratings.forEach((one) => {
        this.sql.insertRating.run(one.outcome, one.rating, at);
      });
      return replies;
    });
  }

  read(conversationId: string, afterSeq: number, limit: number): readonly LoggedActivity[] {
    return this.reading(() =>
      this.sql.read.all(conversationId, afterSeq, limit).map((row) => parseActivity(conversationId, row)),
    );
  }

  repliesTo(conversationId: string, seq: number): readonly LoggedActivity[] {
    return this.reading(() =>
      this.sql.repliesTo.all(conversationId, seq).map((row) => parseActivity(conversationId, row)),
    );
  }

  unanswered(): readonly LoggedActivity[] {
    return this.reading(() =>
      this.sql.unanswered.all().map((row) => parseActivity(ownedRow.parse(row).conversation_id, row)),
    );
  }

  deleteConversation(id: string): Promise<void> {
    return this.commits.write(() => {
      // A pass to it may still stand: it must not open the chat anew. What went for its age has none.
      this.sql.endConversation.run(id, this.at());
      this.forget(id, PERSON);
    });
  }

  setting(name: string, make: () => string): Promise<string> {
    return this.commits.write(() => {
      const row = this.sql.setting.get(name);
      if (row !== undefined) return settingRow.parse(row).value;
      const value = make();
      this.sql.setSetting.run(name, value);
      return value;
    });
  }

  check(): Promise<void> {
    return this.commits.write(() => {
      this.sql.setSetting.run('checkedAt', this.at());
    });
  }

  /** Takes the replies' places and writes them. Inside a write. */
  #writeReplies(chat: Chat, answered: number | null, replies: readonly Reply[]): readonly LoggedActivity[] {
    const { id: conversationId, key } = chat;
    const at = this.at();
    const open = replies.length > 0 ? this.book.openOf(chat) : null;
    const followed = open !== null && answered !== null && this.book.isSeen(open.key, answered) ? open : null;
    return replies.map((reply): LoggedActivity => {
      const seq = (chat.lastSeq += 1);
      const screenJson = JSON.stringify(reply.screen);
      this.sql.insertActivity.run(
        key,
        seq,
        'reply',
        at,
        null,
        answered,
        reply.text,
        screenJson,
        0,
        writeAbout(reply.about),
      );
      if (followed) this.book.feed('activity', followed.reference, seq, null);
      return {
        conversationId,
        seq,
        id: activityId(conversationId, seq),
        from: 'bot',
        at,
        clientId: null,
        replyTo: answered === null ? null : activityId(conversationId, answered),
        about: reply.about ?? [],
        body: { kind: 'reply', reply, screenJson },
      };
    });
  }

  /** For a caller: only while that advisor is on the phone with them. The history tells it once in a call. */
  #mayEnter(chat: Chat, by: Who | null): boolean {
    if (by === null) return true;
    const open = this.book.openOf(chat);
    const stored = open === null ? null : this.book.find(open.reference);
    if (stored?.case.state !== 'onPhone' || stored.case.holder?.id !== by.id) return false;
    const { key, case: one } = stored;
    if (this.book.sql.toldSince.get(key, 'entered', one.stateSince) === undefined)
      this.book.history(key, 'entered', { kind: 'advisor', who: by }, {});
    return true;
  }

  /** That a person writes is known at once; what they write at once only to an advisor who is in the chat. */
  #advisorHears(chat: Chat, seq: number, body: Said): void {
    const followed = this.book.openOf(chat);
    if (followed === null || !this.book.isSeen(followed.key, seq)) return;
    if (this.book.isLive(followed.key, chat.key, seq)) this.#tellDesk(followed, seq, body, []);
    else if (body.enteredBy === null) this.book.sql.setUnread.run(1, followed.key);
  }

  /** What a person writes while PALS has their case: the desk is told once it is known what it tells of. */
  #deskHears(chat: Chat, seq: number, body: Said, about: readonly string[]): void {
    const followed = this.book.openOf(chat);
    if (followed !== null && !this.book.isLive(followed.key, chat.key, seq)) this.#tellDesk(followed, seq, body, about);
  }

  /** They asked to leave and have not left, because the turn failed: what they wrote after it is the advisor's after all. */
  #stayed(chat: Chat, { seq, body }: LoggedActivity): void {
    const isLeaving = body.kind === 'message' && isLeave(body);
    const followed = isLeaving ? this.book.openOf(chat) : null;
    if (followed === null || !this.book.isLive(followed.key, chat.key, seq)) return;
    for (const row of this.book.sql.unansweredAfter.all(chat.key, seq)) {
      const { seq: place, body: said } = parseActivity(chat.id, row);
      if (said.kind !== 'message') continue;
      this.#tellDesk(followed, place, said, []);
      if (isLeave(said)) return;
    }
  }

  #tellDesk(
    followed: { readonly key: number; readonly reference: string },
    seq: number,
    { message: { action, text }, enteredBy }: Said,
    about: readonly string[],
  ): void {
    if (!this.book.isSeen(followed.key, seq)) return;
    if (enteredBy === null) this.book.sql.setUnread.run(1, followed.key);
    this.book.feed('activity', followed.reference, seq, followed.key);
    // A wish is searched as it is now, on the case.
    const isWish = action !== null && 'handover' in action && action.handover === 'wish';
    if (!isWish) this.book.addSaid(followed.key, text, about);
  }

  #applyChanges(conversation: Chat, place: number, caseChanges: TurnCommit['caseChanges']): void {
    const context = { book: this.book, dueAt: this.rules.dueAt, now: this.now, place, conversation };
    caseChanges.forEach((change) => {
      applyChange(context, change);
    });
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

/** @throws StorageError when the file cannot be this process's own. */
export function openSqliteStore(path: string, now: () => Date, rules: StoreRules = PLAIN_RULES): SqliteStore {
  const { db, log } = openDatabase(path);
  return new SqliteStore(db, log, now, rules);
}
