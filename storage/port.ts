/**
 * What the product needs of its store. One log per conversation; `seq` counts from 1 without gaps and is taken inside
 * the transaction that writes it, so a reader at watermark N never skips an N-1 that is still being written.
 * Every write resolves only after it is durable, and rejects with a `StorageError` when nothing of it was kept.
 */
import type { Reply, Rating, IncomingMessage } from '../bots/turn';
import { z } from 'zod';
import { whoSchema, type Case, type CaseChange, type CaseFacts, type HistoryLine, type Who } from '../handover/case';
import type { AlertReach } from '../handover/alert';
import type { Actor, CloseReason, MoveId } from '../handover/caseStates';
import type { Role } from '../handover/roles';
import type { Removed } from '../handover/keeping';
import type { Place } from '../handover/availability';
import type { Closing } from '../handover/closing';
import type { HandoffStatus } from '../handover/status';

/** A person's message, masked, as it is kept. */
export interface MessageBody {
  readonly kind: 'message';
  readonly message: IncomingMessage;
  /** The label of the button that was pressed; null for a typed message. */
  readonly label: string | null;
  /** Something was attached. It was not kept, and the reply says so. */
  readonly hadAttachments: boolean;
  /** The advisor who entered it for a caller; null for the person's own. */
  readonly enteredBy: Who | null;
}

/** Something that the client told and that needs no answer. Only its name is kept. */
export interface EventBody {
  readonly kind: 'event';
  readonly name: string;
}

/** What happened to the conversation's case; it needs a turn, in which the bot says so. Not shown by itself. */
export interface StatusBody {
  readonly kind: 'status';
  readonly status: HandoffStatus;
}

/** What an advisor wrote to the person. */
export interface AdvisorBody {
  readonly kind: 'advisor';
  readonly text: string;
  readonly advisor: Who;
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
  readonly from: 'person' | 'bot' | 'advisor' | 'desk';
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The client's own id of a posted activity, echoed back. */
  readonly clientId: string | null;
  /** For a reply: the id of the message that it answers. */
  readonly replyTo: string | null;
  /** Lines of a request for PALS that it tells of, such as `answer:where`; of a message known once it is answered. */
  readonly about: readonly string[];
  readonly body: MessageBody | EventBody | ReplyBody | StatusBody | AdvisorBody;
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
  /** Whoever entered it is not on the phone with the person any more. */
  | { readonly kind: 'notOnPhone' }
  | { readonly kind: 'noConversation' };

export interface ConversationRecord {
  readonly id: string;
  readonly userId: string;
  readonly channel: string;
  readonly locale: string;
  /** Plain JSON, as the bot gave it. */
  readonly state: unknown;
  /** How often it was written. */
  readonly turns: number;
}
export type NewConversation = Omit<ConversationRecord, 'turns'>;

export type OpenResult =
  /** `created` once; afterwards `exists`, with the beginning of the log. */
  | { readonly kind: 'created' | 'exists'; readonly activities: readonly LoggedActivity[] }
  /** It was deleted: its id is never used again. */
  | { readonly kind: 'ended' };

export interface TurnCommit {
  readonly conversationId: string;
  /** The message that was answered. */
  readonly answers: LoggedActivity;
  /**
   * The conversation's when the answer was worked out: refused (`storage.outOfTurn`) when it is another by now, or an
   * earlier message has still to be answered by another instance.
   */
  readonly turns?: number;
  readonly state: unknown;
  readonly replies: readonly Reply[];
  /** Lines of a request for PALS that the message tells of. */
  readonly about?: readonly string[];
  /** A case is known by its reference, which no other conversation may have. */
  readonly caseChanges: readonly CaseChange[];
  readonly ratings: readonly Rating[];
}

/** Who makes a move; the store works out whether an advisor is the holder or the named colleague. */
export interface Mover {
  readonly kind: Extract<Actor, 'advisor' | 'supervisor' | 'system'>;
  readonly who: Who | null;
}

export interface CaseMove {
  readonly reference: string;
  readonly move: MoveId;
  readonly by: Mover;
  /** The version that was seen; a case that has changed since is refused. */
  readonly version?: number;
  /** The colleague, for `handOver`. */
  readonly to?: Who;
  readonly reason?: CloseReason;
  /** The place of the chat's log up to which the mover has it on the screen. */
  readonly seen?: number;
}

export type CaseResult =
  /** `activities`: what was written into the conversation's log; its status needs a turn. */
  | { readonly kind: 'done'; readonly case: Case; readonly activities: readonly LoggedActivity[] }
  | {
      readonly kind: 'refused';
      /** `unread`: the person has written what nobody at the desk has looked at. */
      readonly why: 'unknown' | 'state' | 'notYours' | 'changed' | 'unread';
      readonly case: Case | null;
    };

export interface Note {
  readonly key: number;
  readonly at: string;
  readonly by: Who;
  readonly text: string;
}

export interface Advisor extends Who {
  readonly role: Role;
  readonly presence: 'available' | 'away' | 'signedOut';
  readonly seenAt: string;
}

export interface DeskSession {
  readonly advisorId: string;
  /** When the sign-in last vouched for them. */
  readonly checkedAt: string;
  /** What the sign-in is asked with again, sealed: only whoever has the session's id can open it. */
  readonly sealed: string | null;
}

/** One line of the desk's stream; `key` is its watermark. Written in the transaction that it tells of. */
export interface FeedLine {
  readonly key: number;
  readonly kind: 'case' | 'activity' | 'presence' | 'opening';
  readonly reference: string | null;
  /** Of an activity: its place in the conversation's log. */
  readonly seq: number | null;
}

/** A chat as a report counts it. */
export interface Contact {
  readonly key: number;
  readonly channel: string;
  /** As the bot gave it. */
  readonly state: unknown;
  /** Of its newest case; null where there is none. */
  readonly request: Pick<Case, 'facts' | 'person'> | null;
}

/**
 * What is to leave the system, written in the transaction that it tells of. `transport` and `target` are names: no
 * address and no secret is stored.
 */
export interface NewOutgoing {
  /** The same at each attempt: whoever gets it twice knows it by this. */
  readonly id: string;
  readonly transport: string;
  readonly target: string;
  /** Plain JSON. */
  readonly payload: unknown;
  /** No alert: messages to one target leave one after another, and only what fails stands in the case's history. */
  readonly isMessage?: boolean;
}
/**
 * `sending`: it may have arrived. `needless`: what it was to tell is over. `ambiguous`: the process ended while it was
 * sent, and it must not be sent twice. `dead`: given up.
 */
export type OutgoingState = 'pending' | 'sending' | 'sent' | 'needless' | 'ambiguous' | 'dead';
export interface Outgoing extends NewOutgoing {
  readonly key: number;
  /** The case that it is about. */
  readonly reference: string | null;
  readonly state: OutgoingState;
  readonly attempts: number;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly nextAt: string;
  /** How the last attempt ended, as a code. */
  readonly outcome: string | null;
}
export type OutgoingEnd =
  | { readonly state: 'pending'; readonly nextAt: string; readonly outcome: string }
  | { readonly state: 'sent' | 'needless' | 'ambiguous' | 'dead'; readonly outcome: string };

export interface OutboxStore {
  /** Of no case. What was added before, by its id, is not added again. */
  addOutgoing(outgoing: readonly NewOutgoing[]): Promise<void>;
  /** Whether it was added, however it has fared. */
  isOutgoing(id: string): Promise<boolean>;
  /** How it fares; null when it was never added. */
  outgoingState(id: string): Promise<Pick<Outgoing, 'state' | 'createdAt'> | null>;
  /** Counts; `ambiguous` and `dead` of those that were added since then. */
  outboxHealth(since: string): Promise<{
    readonly pending: number;
    readonly oldestPendingAt: string | null;
    readonly ambiguous: number;
    readonly dead: number;
  }>;
  /** Whether anything is due; asked often. */
  hasDueOutgoing(): Promise<boolean>;
  /** What is due, oldest first, marked as `sending` with one attempt more: durable before anything leaves. */
  takeOutgoing(limit: number): Promise<readonly Outgoing[]>;
  /** Its case shows how its alerts fare, and the desk is told when that changed. */
  settleOutgoing(key: number, end: OutgoingEnd): Promise<void>;
  /** What was being sent by an instance that has ended goes again where it may go twice; else it is `ambiguous`. */
  resumeOutgoing(isRepeatable: (transport: string) => boolean): Promise<void>;
  outgoing(reference: string): Promise<readonly Outgoing[]>;
}

/** A chat on a channel that keeps no line open: how it is reached there. Nothing that was said is in it. */
export interface ChannelChat {
  /** Ours: a conversation's, or a name such as that of the team's channel. */
  readonly id: string;
  /** Of an advisor's own chat: the advisor's id. */
  readonly owner: string | null;
  /** Plain JSON, the channel's own. */
  readonly address: unknown;
  /** The channel said that nobody can be written to there any more. */
  readonly isDead: boolean;
}

/** A case that an advisor works in their own chat on a channel; one at a time. */
export interface LiveCase {
  readonly advisorId: string;
  readonly reference: string;
  readonly chatId: string;
  /** The place of the case's chat up to which what was said is on its way to them; null before the summary. */
  readonly queuedTo: number | null;
  /** Up to where it has arrived. */
  readonly shownTo: number;
  /** When it was no longer theirs. */
  readonly overAt: string | null;
}

/** The message in the team's channel that shows a case. */
export interface ShownCard {
  readonly reference: string;
  /** Plain JSON, the channel's own. */
  readonly place: unknown;
  /** How often the case had been alerted for: a later alert is a message of its own. */
  readonly alerts: number;
}

/** What a channel without a line needs, where advisors and staff are written to unasked. */
export interface ChannelStore {
  channelChat(id: string): Promise<ChannelChat | null>;
  /** Of an advisor, the newest. */
  channelChatOf(owner: string): Promise<ChannelChat | null>;
  saveChannelChat(chat: Omit<ChannelChat, 'isDead'>): Promise<void>;
  endChannelChat(id: string): Promise<void>;
  liveCases(): Promise<readonly LiveCase[]>;
  saveLiveCase(live: LiveCase): Promise<void>;
  endLiveCase(advisorId: string): Promise<void>;
  noteShown(advisorId: string, reference: string, upTo: number): Promise<void>;
  shownCard(reference: string): Promise<ShownCard | null>;
  saveShownCard(card: ShownCard): Promise<void>;
  /** The desk's feed is followed up to here; null: never yet. */
  followedTo(): Promise<number | null>;
  /** What follows from the feed up to this key, in one transaction; what was queued before, by its id, is not queued again. */
  follow(step: {
    /** As `followedTo` gave it; where it is another by now, nothing is done. */
    readonly from: number | null;
    readonly upTo: number;
    readonly outgoing: readonly (NewOutgoing & { readonly reference: string })[];
    readonly live: readonly LiveCase[];
  }): Promise<void>;
}

/** What went, because its time was over or somebody erased it: counts, and nothing else of it. */
export interface Removal extends Removed {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Who erased it; null: its time was over. */
  readonly by: string | null;
}

/** The assistant was turned off, or on again. */
export interface Switching {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly by: Who;
  readonly isOff: boolean;
}

export interface KeepingStore {
  /**
   * Removes chats in which nothing was said since then (`chats`: of no case, `cases`: of one that has ended too), what is
   * left of cases that ended before `records`, and older ratings; at most `limit` of each in one write, from the files
   * too. What PALS is busy with stays.
   */
  removeOld(
    before: Readonly<Record<'chats' | 'cases' | 'records' | 'ratings', string>>,
    limit: number,
  ): Promise<Removed>;
  /**
   * All that is kept of a case that has ended, and of its chat, from the files too; null where there is no such case, or
   * PALS is still busy with one of that chat.
   */
  eraseCase(reference: string, by: Who): Promise<Removed | null>;
  /** The newest first. */
  removals(limit: number): Promise<readonly Removal[]>;
}

/** What the desk needs of the store. Every change is one transaction with its history and feed lines. */
export interface CaseStore {
  case(reference: string): Promise<Case | null>;
  /** The conversation's newest case. */
  caseOf(conversationId: string): Promise<Case | null>;
  /**
   * `waiting`: tier first, then longest waiting. The others: newest change first. `after`: the reference of the last
   * one of the page before; none twice but those that changed since.
   */
  listCases(filter: {
    readonly list: 'waiting' | 'mine' | 'all' | 'closed';
    readonly advisorId?: string;
    readonly after?: string;
    readonly limit: number;
  }): Promise<readonly Case[]>;
  /** How many there are, however many are listed. `urgent`: of those that wait. */
  countCases(advisorId: string): Promise<{ readonly waiting: number; readonly urgent: number; readonly mine: number }>;
  /** How many people asked for PALS and wait in the chat, of this tier or a more urgent one, besides this case's own. */
  waitingBefore(place: Place): Promise<number>;
  /**
   * The conversation's log after `afterSeq` as the desk may read it: without what was written, and answered, while
   * PALS did not have the case, and without what the assistant has still to answer: nobody knows yet what it tells of.
   * To an advisor in the chat it is told at once, but for what comes after the person's leaving.
   */
  readCase(reference: string, afterSeq: number, limit: number): Promise<readonly LoggedActivity[]>;
  history(reference: string): Promise<readonly HistoryLine[]>;
  moveCase(move: CaseMove): Promise<CaseResult>;
  /** From a case that is picked up, the first words also join the chat. The same client id again is the same message. */
  advisorSays(message: {
    readonly reference: string;
    readonly advisor: Who;
    readonly text: string;
    readonly clientId: string;
  }): Promise<CaseResult>;
  /** Never in the conversation's log. */
  addNote(note: { readonly reference: string; readonly by: Who; readonly text: string }): Promise<CaseResult>;
  notes(reference: string): Promise<readonly Note[]>;
  setAside(aside: {
    readonly reference: string;
    readonly by: Mover;
    readonly until: string | null;
  }): Promise<CaseResult>;
  markRead(reference: string, by: Who): Promise<CaseResult>;
  /** Alerted again while nobody has picked it up; what leaves the desk is stored with it. */
  noteAlert(reference: string, reach: AlertReach, outgoing?: readonly NewOutgoing[]): Promise<CaseResult>;
  /** Tells the person once since then, with a line of history; `stillThere` also alerts the desk. Else refused (`state`). */
  tellPerson(
    reference: string,
    what: 'palsClosed' | 'stillThere',
    since: string,
    outgoing?: readonly NewOutgoing[],
  ): Promise<CaseResult>;
  /** Cases that an advisor has, with when the person wrote what was neither replied to nor looked at; null: nothing. */
  heldCases(): Promise<readonly { readonly case: Case; readonly unanswered: string | null }[]>;
  /** The closing that stands, as the timers saw it last. */
  closing(): Promise<Closing | null>;
  setClosing(closing: Closing | null): Promise<void>;
  /** What a timer may have to act on: cases in the queue, handed to a colleague, or set aside. */
  waitingCases(): Promise<readonly Case[]>;
  /** A case that an advisor raises for a caller, on the phone with them at once. */
  openCall(call: { readonly conversationId: string; readonly facts: CaseFacts; readonly by: Who }): Promise<CaseResult>;
  /** A line of history for what changes nothing: the return code has found it, or was read out to a caller. */
  record(reference: string, what: 'found' | 'codeGiven', by: Mover | null): Promise<void>;
  /** By reference, or by words in masked transcripts, wishes and notes. */
  searchCases(words: string, limit: number): Promise<readonly Case[]>;
  feed(afterKey: number, limit: number): Promise<readonly FeedLine[]>;
  lastFeedKey(): Promise<number>;
  advisors(): Promise<readonly Advisor[]>;
  /** Creates or changes an advisor; signing out releases what they hold: those cases' results. */
  saveAdvisor(advisor: Omit<Advisor, 'seenAt'>): Promise<readonly CaseResult[]>;
  /** Closed by hand until it is taken back. */
  closedByHand(): Promise<boolean>;
  setClosedByHand(closed: boolean, by: Who): Promise<void>;
  /** Who turned the assistant off; null while it is on. */
  turnedOff(): Promise<Switching | null>;
  turn(isOff: boolean, by: Who): Promise<void>;
  /** The newest first. */
  switchings(limit: number): Promise<readonly Switching[]>;
  /** Sessions are known by the hash of their id. Null when unknown, ended, too old, or idle for too long. */
  session(hash: string): Promise<DeskSession | null>;
  /** Somebody did something in it; written now and then. */
  seeSession(hash: string): Promise<void>;
  startSession(session: Pick<DeskSession, 'advisorId' | 'sealed'> & { readonly hash: string }): Promise<void>;
  /** The sign-in still vouches for them. */
  noteChecked(hash: string, sealed: string | null): Promise<void>;
  sessionsOf(advisorId: string): Promise<readonly string[]>;
  /** With an advisor's last session they are signed out, and what they hold is released. */
  endSession(hash: string): Promise<readonly CaseResult[]>;
  /** Ends the sessions that are too old or were idle for too long, likewise. */
  endIdleSessions(): Promise<readonly CaseResult[]>;
  /** The conversation that this case's return code opens; null for an unknown case, a cleared chat, or after its days. */
  returnableTo(reference: string): Promise<{ readonly conversationId: string; readonly userId: string } | null>;
  /** For the report of a period: every case raised in it with its history, and ratings. */
  casesRaised(from: string, to: string): Promise<readonly Case[]>;
  ratings(from: string, to: string): Promise<readonly Rating[]>;
  /** Chats begun in this period in which the person said something, by key, a page at a time; none that was deleted. */
  contacts(period: {
    readonly from: string;
    readonly to: string;
    readonly after: number;
    readonly limit: number;
  }): Promise<readonly Contact[]>;
}

/** Several instances of the service may use one store. */
export interface InstanceStore {
  /**
   * Whether this instance does what one alone has to do, such as the timers. Asked every second or so: whoever has not
   * asked for a quarter of a minute has ended, and another one leads.
   */
  lead(): Promise<boolean>;
  /** Before a stop: another may lead at once. */
  leave(): Promise<void>;
  /** Whether this instance may do what is named, for so long: only one may at a time. */
  claim(name: string, milliseconds: number): Promise<boolean>;
  /** Theirs are the desks that are open at this instance. To be said again every ten seconds. */
  watch(advisorIds: readonly string[]): Promise<void>;
  /** Whose desks are open at other instances; half a minute after they said so last, it counts no more. */
  watchedElsewhere(): Promise<ReadonlySet<string>>;
  /** Whether others may use it beside this process. */
  readonly isShared: boolean;
  /** The last place of each of these logs; none of a conversation that is no longer there. */
  ends(conversationIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Tells the other instances, after what it tells of was stored. May be lost. */
  signal(signal: Signal): void;
  /** What other instances told. */
  onSignal(listen: (signal: Signal) => void): void;
}

/** That there is something to look at, or that somebody writes just now; nothing that was said. */
export const signalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('log'), conversationId: z.string() }),
  z.object({ kind: z.literal('ended'), conversationId: z.string() }),
  /** The desk's feed, or the main switch. */
  z.object({ kind: z.literal('desk') }),
  /** `advisor`: null when it is the person. */
  z.object({
    kind: z.literal('typing'),
    conversationId: z.string(),
    reference: z.string(),
    advisor: whoSchema.nullable(),
  }),
]);
export type Signal = z.infer<typeof signalSchema>;

export interface Store extends CaseStore, OutboxStore, ChannelStore, KeepingStore, InstanceStore {
  /** Creates the conversation with its opening replies; the same id again gives back what is there. */
  createConversation(record: NewConversation, opening: readonly Reply[]): Promise<OpenResult>;
  conversation(id: string): Promise<ConversationRecord | null>;
  /**
   * `written` gets the message when it is written and not yet durable: its turn may begin, so that message and answer are
   * one commit. Should that fail, `commitTurn` refuses what rests on it; only what this resolves with is stored.
   */
  append(message: NewMessage, written?: (activity: LoggedActivity) => void): Promise<AppendResult>;
  /** State, replies, cases and "done" in one transaction; nothing, and `[]`, when the message was already answered. */
  commitTurn(commit: TurnCommit): Promise<readonly LoggedActivity[]>;
  /** What stands after `afterSeq`, oldest first. */
  read(conversationId: string, afterSeq: number, limit: number): Promise<readonly LoggedActivity[]>;
  /** The replies to one message, oldest first. */
  repliesTo(conversationId: string, seq: number): Promise<readonly LoggedActivity[]>;
  /** Messages stored and not yet answered, oldest first, after a restart. */
  unanswered(): Promise<readonly LoggedActivity[]>;
  /** Deletes the conversation and all that was said in it, from the files too; raised cases stay. */
  deleteConversation(id: string): Promise<void>;
  /** A value of the installation that outlives a restart, such as the signing key; made once by `make`. */
  setting(name: string, make: () => string): Promise<string>;
  /** Forgets lines of the feed but the newest `keptLines`, and what left, or never did, before then. */
  prune(keptLines: number, outgoingBefore: string): Promise<void>;
  /** Rejects when the store cannot write. */
  check(): Promise<void>;
  /** Writes what is queued, then closes. */
  close(): Promise<void>;
}

/** The place of `seq` in a conversation's log, as Direct Line writes it. */
export const activityId = (conversationId: string, seq: number): string =>
  `${conversationId}|${String(seq).padStart(7, '0')}`;
