/** The store in one SQLite file. Statements are prepared once; a turn touches a fixed number of rows however long the chat. */
import { z } from 'zod';
import type { Reply } from '../../bots/turn';
import { StorageError, storageError } from '../errors';
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
import { GroupCommit } from './groupCommit';
import { closeDatabase, openDatabase, type Sqlite } from './openDatabase';
import { parseActivity, parseCase, parseConversation, type MessageDetail } from './rows';
import { prepareStatements, type Statements } from './statements';

const keyRow = z.object({ key: z.number().int() });
const seqRow = z.object({ key: z.number().int(), last_seq: z.number().int() });
const settingRow = z.object({ value: z.string() });
const ownedRow = z.object({ conversation_id: z.string() });
const hashRow = z.object({ content_hash: z.string().nullable() });

export class SqliteStore implements Store {
  readonly #sql: Statements;
  readonly #commits: GroupCommit;

  constructor(
    private readonly db: Sqlite,
    private readonly now: () => Date,
  ) {
    this.#sql = prepareStatements(db);
    this.#commits = new GroupCommit(db);
  }

  createConversation(record: ConversationRecord, opening: readonly Reply[]): Promise<OpenResult> {
    return this.#commits.write((): OpenResult => {
      if (this.#sql.ended.get(record.id) !== undefined) return { kind: 'ended' };
      if (this.#sql.conversation.get(record.id) !== undefined) {
        return { kind: 'exists', activities: this.read(record.id, 0, opening.length) };
      }
      const state = JSON.stringify(record.state ?? null);
      const { id, userId, channel, locale } = record;
      this.#sql.createConversation.run(id, userId, channel, locale, this.#at());
      return { kind: 'created', activities: this.#writeReplies(id, null, opening, state) };
    });
  }

  conversation(id: string): ConversationRecord | null {
    return reading(() => {
      const row = this.#sql.conversation.get(id);
      return row === undefined ? null : parseConversation(row);
    });
  }

  append(message: NewMessage): Promise<AppendResult> {
    return this.#commits.write((): AppendResult => {
      const { conversationId, clientId, contentHash, body } = message;
      const before = clientId === null ? undefined : this.#sql.byClientId.get(conversationId, clientId);
      if (before !== undefined) {
        if (hashRow.parse(before).content_hash !== contentHash) return { kind: 'conflict' };
        return { kind: 'duplicate', activity: parseActivity(conversationId, before) };
      }
      const last = this.#sql.lastSeq.get(conversationId);
      if (last === undefined) return { kind: 'noConversation' };
      const { key, last_seq } = seqRow.parse(last);
      const seq = last_seq + 1;
      const at = this.#at();
      const isMessage = body.kind === 'message';
      this.#sql.insertActivity.run(
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
    return this.#commits.write((): readonly LoggedActivity[] => {
      const { conversationId, answers } = commit;
      if (this.#sql.settle.run(conversationId, answers.seq).changes === 0) return [];
      const replies = this.#writeReplies(conversationId, answers.seq, commit.replies, state);
      const at = this.#at();
      commit.cases.forEach((one) => {
        const saved = this.#sql.saveCase.run(one.reference, conversationId, one.raisedAt, JSON.stringify(one));
        if (saved.changes === 0) throw new StorageError('storage.referenceTaken');
      });
      commit.ratings.forEach((one) => {
        this.#sql.insertRating.run(one.outcome, one.rating, at);
      });
      return replies;
    });
  }

  read(conversationId: string, afterSeq: number, limit: number): readonly LoggedActivity[] {
    return reading(() =>
      this.#sql.read.all(conversationId, afterSeq, limit).map((row) => parseActivity(conversationId, row)),
    );
  }

  repliesTo(conversationId: string, seq: number): readonly LoggedActivity[] {
    return reading(() => this.#sql.repliesTo.all(conversationId, seq).map((row) => parseActivity(conversationId, row)));
  }

  unanswered(): readonly LoggedActivity[] {
    return reading(() =>
      this.#sql.unanswered.all().map((row) => parseActivity(ownedRow.parse(row).conversation_id, row)),
    );
  }

  cases(): ReturnType<Store['cases']> {
    return reading(() => this.#sql.cases.all().map(parseCase));
  }

  deleteConversation(id: string): Promise<void> {
    return this.#commits.write(() => {
      this.#sql.endConversation.run(id, this.#at());
      const row = this.#sql.conversation.get(id);
      if (row === undefined) return;
      const { key } = keyRow.parse(row);
      this.#sql.deleteActivities.run(key);
      this.#sql.deleteState.run(key);
      this.#sql.releaseCases.run(key);
      this.#sql.deleteConversation.run(key);
      this.#commits.scrub();
    });
  }

  setting(name: string, make: () => string): Promise<string> {
    return this.#commits.write(() => {
      const row = this.#sql.setting.get(name);
      if (row !== undefined) return settingRow.parse(row).value;
      const value = make();
      this.#sql.setSetting.run(name, value);
      return value;
    });
  }

  check(): Promise<void> {
    return this.#commits.write(() => {
      this.#sql.setSetting.run('checkedAt', this.#at());
    });
  }

  close(): Promise<void> {
    this.#commits.close();
    closeDatabase(this.db);
    return Promise.resolve();
  }

  /** Takes the replies' places, sets the state, and writes them. Inside a write. */
  #writeReplies(
    conversationId: string,
    answered: number | null,
    replies: readonly Reply[],
    state: string,
  ): readonly LoggedActivity[] {
    const { key, last_seq: last } = seqRow.parse(this.#sql.lastSeq.get(conversationId));
    this.#sql.setState.run(key, state);
    const at = this.#at();
    return replies.map((reply, i): LoggedActivity => {
      const seq = last + 1 + i;
      const screenJson = JSON.stringify(reply.screen);
      this.#sql.insertActivity.run(key, seq, 'reply', at, null, null, answered, reply.text, screenJson, 0);
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

  #at(): string {
    return this.now().toISOString();
  }
}

function detailOf(body: Extract<NewMessage['body'], { kind: 'message' }>): MessageDetail {
  const { action, verdict, removed } = body.message;
  return { action, verdict, removed: [...removed], label: body.label, hadAttachments: body.hadAttachments };
}

function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw storageError(cause);
  }
}

/** @throws StorageError when the file cannot be this process's own. */
export const openSqliteStore = (path: string, now: () => Date): SqliteStore => new SqliteStore(openDatabase(path), now);
