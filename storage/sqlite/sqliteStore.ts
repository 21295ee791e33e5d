/** The store in one SQLite file. Statements are prepared once; a turn touches a fixed number of rows however long the chat. */
import { z } from 'zod';
import type { Reply } from '../../bots/turn';
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
import { applyChange } from './caseChanges';
import { openDatabase } from './openDatabase';
import { hashRow, parseActivity, parseConversation, placeOf, type MessageDetail } from './rows';
import { SqliteDesk } from './sqliteDesk';

const seqRow = z.object({ key: z.number().int(), last_seq: z.number().int() });
const settingRow = z.object({ value: z.string() });
const ownedRow = z.object({ conversation_id: z.string() });

export class SqliteStore extends SqliteDesk implements Store {
  createConversation(record: ConversationRecord, opening: readonly Reply[]): Promise<OpenResult> {
    return this.commits.write((): OpenResult => {
      if (this.sql.ended.get(record.id) !== undefined) return { kind: 'ended' };
      if (this.sql.conversation.get(record.id) !== undefined) {
        return { kind: 'exists', activities: this.read(record.id, 0, opening.length) };
      }
      const state = JSON.stringify(record.state ?? null);
      const { id, userId, channel, locale } = record;
      this.sql.createConversation.run(id, userId, channel, locale, state, this.at());
      return { kind: 'created', activities: this.#writeReplies(id, null, opening, state) };
    });
  }

  conversation(id: string): ConversationRecord | null {
    return this.reading(() => {
      const row = this.sql.conversation.get(id);
      return row === undefined ? null : parseConversation(row);
    });
  }

  append(message: NewMessage): Promise<AppendResult> {
    return this.commits.write((): AppendResult => {
      const { conversationId, clientId, contentHash, body } = message;
      const before = clientId === null ? undefined : this.sql.byClientId.get(conversationId, clientId);
      if (before !== undefined) {
        if (hashRow.parse(before).content_hash !== contentHash) return { kind: 'conflict' };
        return { kind: 'duplicate', activity: parseActivity(conversationId, before) };
      }
      const taken = this.sql.takeSeq.get(1, conversationId);
      if (taken === undefined) return { kind: 'noConversation' };
      const { key, last_seq: seq } = seqRow.parse(taken);
      const at = this.at();
      const isMessage = body.kind === 'message';
      this.sql.insertActivity.run(
        key,
        seq,
        body.kind,
        at,
        clientId,
        contentHash,
        null,
        isMessage ? body.message.text : body.name,
        isMessage ? JSON.stringify(detailOf(body)) : '',
        isMessage ? 1 : 0,
      );
      if (isMessage) this.#deskHears(key, seq, body.message.text);
      const id = activityId(conversationId, seq);
      const logged = isMessage ? { ...body, message: { ...body.message, id } } : body;
      return {
        kind: 'stored',
        activity: { conversationId, seq, id, from: 'person', at, clientId, replyTo: null, body: logged },
      };
    });
  }

  commitTurn(commit: TurnCommit): Promise<readonly LoggedActivity[]> {
    const state = JSON.stringify(commit.state ?? null);
    return this.commits.write((): readonly LoggedActivity[] => {
      const { conversationId, answers } = commit;
      if (this.sql.settle.run(conversationId, answers.seq).changes === 0) return [];
      const replies = this.#writeReplies(conversationId, answers.seq, commit.replies, state);
      if (commit.caseChanges.length > 0) this.#applyChanges(commit);
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
      this.sql.endConversation.run(id, this.at());
      const row = this.sql.conversation.get(id);
      if (row === undefined) return;
      const { key } = placeOf(row);
      this.book.forgetChat(key);
      this.sql.deleteActivities.run(key);
      this.sql.deleteConversation.run(key);
      this.commits.scrub();
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

  /** Takes the replies' places, sets the state, and writes them. Inside a write. */
  #writeReplies(
    conversationId: string,
    answered: number | null,
    replies: readonly Reply[],
    state: string,
  ): readonly LoggedActivity[] {
    const { key, last_seq: last } = seqRow.parse(this.sql.takeSeqs.get(replies.length, state, conversationId));
    const at = this.at();
    const followed = replies.length > 0 ? this.book.openOf(key) : null;
    return replies.map((reply, i): LoggedActivity => {
      const seq = last - replies.length + 1 + i;
      const screenJson = JSON.stringify(reply.screen);
      this.sql.insertActivity.run(key, seq, 'reply', at, null, null, answered, reply.text, screenJson, 0);
      if (followed) this.book.feed('activity', followed.reference, seq, null);
      return {
        conversationId,
        seq,
        id: activityId(conversationId, seq),
        from: 'bot',
        at,
        clientId: null,
        replyTo: answered === null ? null : activityId(conversationId, answered),
        body: { kind: 'reply', reply, screenJson },
      };
    });
  }

  /** What a person writes while PALS has their case: the desk is told, and can find it. */
  #deskHears(conversation: number, seq: number, text: string): void {
    const followed = this.book.openOf(conversation);
    if (followed === null) return;
    this.book.sql.setUnread.run(1, followed.key);
    this.book.feed('activity', followed.reference, seq, followed.key);
    this.book.addWords(followed.key, 'chat', text);
  }

  #applyChanges({ conversationId, caseChanges }: TurnCommit): void {
    const conversation = placeOf(this.sql.conversation.get(conversationId));
    const context = { book: this.book, dueAt: this.rules.dueAt, now: this.now, conversation };
    caseChanges.forEach((change) => {
      applyChange(context, change);
    });
  }
}

function detailOf(body: Extract<NewMessage['body'], { kind: 'message' }>): MessageDetail {
  const { action, verdict, removed } = body.message;
  return { action, verdict, removed: [...removed], label: body.label, hadAttachments: body.hadAttachments };
}

/** @throws StorageError when the file cannot be this process's own. */
export const openSqliteStore = (path: string, now: () => Date, rules: StoreRules = PLAIN_RULES): SqliteStore =>
  new SqliteStore(openDatabase(path), now, rules);
