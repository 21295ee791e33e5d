/**
 * What the product needs of its store. One log per conversation; `seq` counts from 1 without gaps and is taken inside
 * the transaction that writes it, so a reader at watermark N never skips an N-1 that is still being written.
 * Every write resolves only after it is durable, and rejects with a `StorageError` when nothing of it was kept.
 */
import type { Reply, Rating, IncomingMessage } from '../bots/turn';
import type { CaseRecord } from '../handover/case';

/** A person's message, masked, as it is kept. */
export interface MessageBody {
  readonly kind: 'message';
  readonly message: IncomingMessage;
  /** The label of the button that was pressed; null for a typed message. */
  readonly label: string | null;
  /** Something was attached. It was not kept, and the reply says so. */
  readonly hadAttachments: boolean;
}

/** Something that the client told and that needs no answer. Only its name is kept. */
export interface EventBody {
  readonly kind: 'event';
  readonly name: string;
}

export interface ReplyBody {
  readonly kind: 'reply';
  readonly reply: Reply;
  /** `reply.screen` as JSON, exactly as it is stored: a channel sends this string and need not make it again. */
  readonly screenJson: string;
}

/** One line of a conversation's log. */
export interface LoggedActivity {
  readonly conversationId: string;
  readonly seq: number;
  /** `<conversationId>|0000001`, as Direct Line writes it. */
  readonly id: string;
  readonly from: 'person' | 'bot';
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The client's own id of a posted activity, echoed back. */
  readonly clientId: string | null;
  /** For a reply: the id of the message that it answers. */
  readonly replyTo: string | null;
  readonly body: MessageBody | EventBody | ReplyBody;
}

export interface NewMessage {
  readonly conversationId: string;
  /** The same id with the same content is the same post; with other content it is refused. */
  readonly clientId: string | null;
  /** A message is kept with a turn due; an event needs none. */
  readonly body: (Omit<MessageBody, 'message'> & { readonly message: Omit<IncomingMessage, 'id'> }) | EventBody;
}

export type AppendResult =
  | { readonly kind: 'stored'; readonly activity: LoggedActivity }
  /** Posted before: the same one is given back and no second turn is due. */
  | { readonly kind: 'duplicate'; readonly activity: LoggedActivity }
  /** The client id was used for other content. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'noConversation' };

export interface ConversationRecord {
  readonly id: string;
  readonly userId: string;
  readonly channel: string;
  readonly locale: string;
  /** Plain JSON, as the bot gave it. */
  readonly state: unknown;
}

export type OpenResult =
  /** `created` once; afterwards `exists`, with the beginning of the log. */
  | { readonly kind: 'created' | 'exists'; readonly activities: readonly LoggedActivity[] }
  /** It was deleted: its id is never used again. */
  | { readonly kind: 'ended' };

export interface TurnCommit {
  readonly conversationId: string;
  /** The message that was answered. */
  readonly answers: LoggedActivity;
  readonly state: unknown;
  readonly replies: readonly Reply[];
  /** New, or brought up to date: a case is known by its reference, which no other conversation may have. */
  readonly cases: readonly CaseRecord[];
  readonly ratings: readonly Rating[];
}

export interface Store {
  /** Creates the conversation with its opening replies; the same id again gives back what is there. */
  createConversation(record: ConversationRecord, opening: readonly Reply[]): Promise<OpenResult>;
  conversation(id: string): ConversationRecord | null;
  append(message: NewMessage): Promise<AppendResult>;
  /** State, replies, cases and "done" in one transaction; nothing, and `[]`, when the message was already answered. */
  commitTurn(commit: TurnCommit): Promise<readonly LoggedActivity[]>;
  /** What stands after `afterSeq`, oldest first. */
  read(conversationId: string, afterSeq: number, limit: number): readonly LoggedActivity[];
  /** The replies to one message, oldest first. */
  repliesTo(conversationId: string, seq: number): readonly LoggedActivity[];
  /** Messages stored and not yet answered, oldest first, after a restart. */
  unanswered(): readonly LoggedActivity[];
  /** Cases raised, oldest first. */
  cases(): readonly CaseRecord[];
  /** Deletes the conversation and all that was said in it, from the files too; raised cases stay. */
  deleteConversation(id: string): Promise<void>;
  /** A value of the installation that outlives a restart, such as the signing key; made once by `make`. */
  setting(name: string, make: () => string): Promise<string>;
  /** Rejects when the store cannot write. */
  check(): Promise<void>;
  /** Writes what is queued, then closes. */
  close(): Promise<void>;
}

/** The place of `seq` in a conversation's log, as Direct Line writes it. */
export const activityId = (conversationId: string, seq: number): string =>
  `${conversationId}|${String(seq).padStart(7, '0')}`;
