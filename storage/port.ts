/**
 * What the product needs of its store. One log per conversation; `seq` counts from 1 without gaps and is taken inside
 * the transaction that writes it, so a reader at watermark N never skips an N-1 that is still being written.
 * Every write resolves only after it is durable.
 */
import type { Reply, Rating, IncomingMessage } from '../bots/turn';
import type { CaseRecord } from '../handover/case';

/** One line of a conversation's log. */
export interface LoggedActivity {
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
  /** Masked message of the person, or the bot's reply. */
  readonly body: { readonly kind: 'message'; readonly message: IncomingMessage; readonly label: string | null }
    | { readonly kind: 'event'; readonly name: string }
    | { readonly kind: 'reply'; readonly reply: Reply };
}

export interface NewMessage {
  readonly conversationId: string;
  readonly clientId: string | null;
  /** Of the raw content: tells the same post from another one under the same client id. */
  readonly contentHash: string;
  readonly body: LoggedActivity['body'];
  /** False for what needs no turn (an event). */
  readonly needsTurn: boolean;
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
  readonly state: unknown;
}

export interface TurnCommit {
  readonly conversationId: string;
  /** The message that was answered; null for the greeting. */
  readonly answers: LoggedActivity | null;
  readonly state: unknown;
  readonly replies: readonly Reply[];
  readonly cases: readonly CaseRecord[];
  readonly ratings: readonly Rating[];
}

export interface Store {
  /** Creates the conversation with its opening replies; the same id again gives back what is there. */
  createConversation(record: ConversationRecord, opening: readonly Reply[]): Promise<readonly LoggedActivity[]>;
  conversation(id: string): ConversationRecord | null;
  append(message: NewMessage): Promise<AppendResult>;
  /** State, replies, cases and "done" in one transaction; nothing when the message was already answered. */
  commitTurn(commit: TurnCommit): Promise<readonly LoggedActivity[]>;
  /** What stands after `afterSeq`, oldest first. */
  read(conversationId: string, afterSeq: number, limit: number): readonly LoggedActivity[];
  /** Messages stored and not yet answered, oldest first, after a restart. */
  unanswered(): readonly { readonly conversationId: string; readonly activity: LoggedActivity }[];
  /** Deletes the conversation and all that was said in it; raised cases stay. */
  deleteConversation(id: string): Promise<void>;
  /** A value of the installation that outlives a restart, such as the signing key; made once by `make`. */
  setting(name: string, make: () => string): Promise<string>;
  /** Throws when the store cannot write. */
  check(): Promise<void>;
  close(): Promise<void>;
}
