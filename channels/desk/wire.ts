/**
 * Everything that goes between the desk's page and the server. The page imports the types only. What a person wrote
 * is in fields called `text` or `wish`, and is only ever shown as text. Times are ISO 8601, UTC.
 */
import { z } from 'zod';
import { actionSchema } from '../../dialogs/engine/screen';
import { tierSchema, whoSchema } from '../../handover/case';
import { CASE_STATES, CLOSE_REASONS } from '../../handover/caseStates';
import { ROLES } from '../../handover/roles';

/** The moves of a case that the desk can make; the others are the person's or a timer's. */
export const DESK_MOVES = [
  'pickUp',
  'join',
  'handOver',
  'accept',
  'release',
  'takeOver',
  'handBack',
  'endCall',
  'close',
] as const;
export type DeskMove = (typeof DESK_MOVES)[number];
export const LISTS = ['waiting', 'mine', 'all', 'closed'] as const;
export type List = (typeof LISTS)[number];
/** In UTF-16 code units, as `maxlength` counts them. */
export const MAX_REPLY = 4_000;
export const MAX_NOTE = 4_000;
export const MAX_NAME = 60;

const labelled = z.object({ id: z.string(), label: z.string() });
const presenceSchema = z.enum(['available', 'away', 'signedOut']);
const key = z.number().int();

// --- people and opening ---

export const advisorSchema = whoSchema.extend({ role: z.enum(ROLES), presence: presenceSchema, seenAt: z.string() });
export type DeskAdvisor = z.infer<typeof advisorSchema>;

export const openingSchema = z.object({
  /** By the calendar, and not closed by hand. */
  isOpen: z.boolean(),
  /** Somebody is signed in and available; else the chats are told to phone. */
  staffed: z.boolean(),
  closedByHand: z.boolean(),
  /** Such as "PALS opens at 9am on Monday 23 November." */
  text: z.string(),
  /** The assistant is turned off: by whom and when, in words; null while it is on. `isKept`: by the settings. */
  off: z.object({ text: z.string(), isKept: z.boolean() }).nullable(),
});
export type DeskOpening = z.infer<typeof openingSchema>;

export const meSchema = z.object({
  me: advisorSchema,
  trust: z.string(),
  opening: openingSchema,
  /** Where the feed stands: `GET stream?after=<feedKey>` misses nothing that comes after this answer. */
  feedKey: key,
  closeReasons: z.array(labelled),
  /** Whether anybody beyond the desk hears that nobody picks a case up. */
  alertsBeyond: z.boolean(),
});
export type Me = z.infer<typeof meSchema>;

// --- cases ---

/** A line of the queue. */
export const caseSummarySchema = z.object({
  reference: z.string(),
  channel: z.string(),
  state: z.enum(CASE_STATES),
  stateLabel: z.string(),
  tier: tierSchema,
  tierLabel: z.string(),
  /** Tier T0 to T3: cannot be overlooked. */
  urgent: z.boolean(),
  /** Who is asking; null where the person took it out. */
  who: z.string().nullable(),
  /** Why now, for a line of the queue; null where the person took it out. */
  why: z.string().nullable(),
  raisedAt: z.string(),
  waitingSince: z.string(),
  dueAt: z.string(),
  holder: whoSchema.nullable(),
  handedTo: whoSchema.nullable(),
  asideUntil: z.string().nullable(),
  closeReason: z.enum(CLOSE_REASONS).nullable(),
  /** To send back with a move: one that was made on an older sight is refused. */
  version: z.number().int(),
  unread: z.boolean(),
  /** Alerts given while nobody has picked it up; from the second on everybody is alerted. */
  alerts: z.number().int(),
  /** How the newest alerts beyond the desk fare. */
  outside: z.enum(['none', 'sent', 'trying', 'failed']),
  how: labelled,
});
export type CaseSummary = z.infer<typeof caseSummarySchema>;

/** One line of what the advisor is told; those that the person took out are not among them. */
export const caseLineSchema = z.object({ id: z.string(), label: z.string(), value: z.string() });

/** What has been said to the person already, with where it comes from. */
export const saidSchema = z.object({
  kind: z.enum(['page', 'signpost']),
  /** `S23` of the page, or `E-111`. */
  id: z.string(),
  text: z.string(),
});

export const caseDetailSchema = caseSummarySchema.extend({
  lines: z.array(caseLineSchema),
  /** How many lines the person took out. */
  takenOut: z.number().int(),
  /** Each reason with the rule that fired. */
  reasons: z.array(z.object({ id: z.string(), label: z.string() })),
  flags: z.array(labelled),
  outcome: z.object({ id: z.string(), title: z.string() }).nullable(),
  said: z.array(saidSchema),
  /** "What I want to happen", masked; the person's own words. */
  wish: z.string(),
  needs: z.array(labelled),
  language: labelled.nullable(),
  maskedKinds: z.array(labelled),
  /** What to do for a person who is anonymous and may be silent; for T0 to T3. */
  procedure: z.object({ title: z.string(), steps: z.array(z.string()) }).nullable(),
  /** For advisors only: guidance that belongs to this outcome. */
  guidance: z.array(z.object({ id: z.string(), title: z.string(), lines: z.array(z.string()) })),
  /** False once the person has cleared their chat: nothing can be said or read any more. */
  chatStands: z.boolean(),
  /** The end of the conversation's log when this was read; 0 without one. */
  lastSeq: z.number().int(),
  /** When the present holder got it; null while nobody has it. */
  heldSince: z.string().nullable(),
  /** What this advisor may do now. */
  moves: z.array(z.enum(DESK_MOVES)),
  /** Whether this advisor may write to the person now. */
  maySay: z.boolean(),
  /** While this advisor is on the phone with the caller; `mayGiveCode`: who is new, and is to have the return code. */
  call: z.object({ mayGiveCode: z.boolean() }).nullable(),
});
export type CaseDetail = z.infer<typeof caseDetailSchema>;

export const casesSchema = z.object({
  cases: z.array(caseSummarySchema),
  /** Ask again with `after` this for those that follow; null: that was all. */
  next: z.string().nullable(),
  /** However many were listed. `urgent`: of those that wait. */
  counts: z.object({ waiting: z.number().int(), mine: z.number().int(), urgent: z.number().int() }),
});
export type Cases = z.infer<typeof casesSchema>;

// --- the conversation ---

export const transcriptLineSchema = z.object({
  seq: z.number().int(),
  at: z.string(),
  from: z.enum(['person', 'assistant', 'advisor', 'desk']),
  /** The advisor's, also of one who entered it for a caller; else null. */
  name: z.string().nullable(),
  /** `choice`: a button was pressed; `edit`: the request was changed; `status`: what happened to the case. */
  kind: z.enum(['text', 'choice', 'edit', 'status']),
  text: z.string(),
  /** The safety scan found something in this message. */
  alert: z
    .object({ tier: tierSchema, certainty: z.enum(['certain', 'possible']), rules: z.array(z.string()) })
    .nullable(),
  /** Kinds of personal information that were removed from it. */
  removed: z.array(z.string()),
  hadAttachments: z.boolean(),
  clientId: z.string().nullable(),
});
export type TranscriptLine = z.infer<typeof transcriptLineSchema>;

export const transcriptSchema = z.object({
  lines: z.array(transcriptLineSchema),
  /** Ask again with `after` this for what follows. */
  after: z.number().int(),
  /** There is more now. */
  more: z.boolean(),
});
export type TranscriptPage = z.infer<typeof transcriptSchema>;

export const historyLineSchema = z.object({
  key,
  at: z.string(),
  what: z.string(),
  /** In words, with who did it. */
  text: z.string(),
});
export const historySchema = z.object({ history: z.array(historyLineSchema) });
export type DeskHistory = z.infer<typeof historySchema>;

export const noteSchema = z.object({ key, at: z.string(), by: whoSchema, text: z.string() });
/** Kinds of personal information that were removed from what the advisor wrote. */
const removedSchema = z.array(labelled);
export const notesSchema = z.object({ notes: z.array(noteSchema), removed: removedSchema });
export type DeskNotes = z.infer<typeof notesSchema>;

export const saidResultSchema = z.object({
  case: caseSummarySchema,
  lines: z.array(transcriptLineSchema),
  removed: removedSchema,
});
export type SaidResult = z.infer<typeof saidResultSchema>;
export const movedSchema = z.object({ case: caseDetailSchema });
export type Moved = z.infer<typeof movedSchema>;

export const cannedSchema = z.object({
  replies: z.array(z.object({ id: z.string(), title: z.string(), text: z.string() })),
});
export type Canned = z.infer<typeof cannedSchema>;

/** To read out to a caller, so that they find the chat again. */
export const callCodeSchema = z.object({ returnCode: z.string() });
export type CallCode = z.infer<typeof callCodeSchema>;

export const advisorsSchema = z.object({ advisors: z.array(advisorSchema) });
export type Advisors = z.infer<typeof advisorsSchema>;
export const linkSchema = z.object({ url: z.string(), minutes: z.number().int() });
export type Link = z.infer<typeof linkSchema>;

/** Every refusal. `case`: as it stands, where somebody else was first. */
export const refusalSchema = z.object({
  error: z.object({ code: z.string(), message: z.string() }),
  case: caseSummarySchema.optional(),
  heldSince: z.string().optional(),
});
export type Refusal = z.infer<typeof refusalSchema>;

// --- the stream: the name of the event is `kind`, its `id:` is the key to come back with ---

export const feedEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('case'), case: caseSummarySchema }),
  z.object({ kind: z.literal('activity'), reference: z.string(), lines: z.array(transcriptLineSchema) }),
  z.object({ kind: z.literal('presence'), advisors: z.array(advisorSchema) }),
  z.object({ kind: z.literal('opening'), opening: openingSchema }),
  /** Not kept: without an id. */
  z.object({
    kind: z.literal('typing'),
    reference: z.string(),
    from: z.enum(['person', 'advisor']),
    name: z.string().nullable(),
  }),
  /** Too much has happened since: read everything anew, and go on from here. */
  z.object({ kind: z.literal('reset'), feedKey: key }),
  /** Signed out, or the session has ended. The server closes the stream after it. */
  z.object({ kind: z.literal('ended') }),
]);
export type FeedEvent = z.infer<typeof feedEventSchema>;

// --- what the page sends ---

/** Letters, numbers and the marks of names: it is shown to patients. */
const displayName = z
  .string()
  .trim()
  .min(1)
  .max(MAX_NAME)
  .regex(/^[\p{L}\p{M}\p{N} .,'’()-]+$/u);
const reference = z.string().max(20);
const clientId = z.string().regex(/^[\w.:~-]{1,100}$/);
const words = (most: number) => z.string().max(most).regex(/\S/);

export const enterBodySchema = z.object({ code: z.string().max(100), name: displayName, role: z.enum(ROLES) });
export const moveBodySchema = z.object({
  move: z.enum(DESK_MOVES),
  version: z.number().int().optional(),
  /** The colleague's id, for `handOver`. */
  to: z.string().max(100).optional(),
  /** For `close`. */
  reason: z.enum(CLOSE_REASONS).optional(),
  /**
   * For `close` and `handBack`: the last `seq` of the chat on the screen. While the person has written more, that
   * nobody has read, it is refused (`unread`).
   */
  seen: z.number().int().optional(),
});
export const sayBodySchema = z.object({
  text: words(MAX_REPLY),
  /** Made by the page, the same when it tries again: the message is sent once. */
  clientId,
});
export const noteBodySchema = z.object({ text: words(MAX_NOTE) });
/** `until` null: not set aside any more. */
export const asideBodySchema = z.object({ until: z.iso.datetime().nullable() });
export const presenceBodySchema = z.object({ presence: z.enum(['available', 'away']) });
export const switchBodySchema = z.object({ isOff: z.boolean() });
export const recordBodySchema = z.object({ reference: z.string().max(40) });

/** What was removed: counts. */
export const erasedSchema = z.object({ chats: z.number().int(), cases: z.number().int() });
export type Erased = z.infer<typeof erasedSchema>;

export const endSessionsBodySchema = z.object({ id: z.string().max(200) });
export const openingBodySchema = z.object({ closedByHand: z.boolean() });
export const searchBodySchema = z.object({ words: z.string().trim().min(2).max(200) });
export const callBodySchema = z.object({ reference: reference.optional() });
export const entryBodySchema = z.object({
  /** The label of the button, or what the caller says. */
  text: z.string().max(MAX_REPLY),
  action: actionSchema.nullable(),
  clientId,
});

// --- the report ---

const counted = z.object({ id: z.string(), label: z.string(), count: z.number().int() });
/** In minutes. Null where there is none to measure. */
const times = z.object({ count: z.number().int(), median: z.number().nullable(), ninetieth: z.number().nullable() });

export const reportSchema = z.object({
  /** Local dates, both included. */
  from: z.string(),
  to: z.string(),
  /** Chats in which the person said something. */
  contacts: z.number().int(),
  byChannel: z.array(counted),
  cases: z.number().int(),
  byTier: z.array(counted),
  byReason: z.array(counted),
  byOutcome: z.array(counted),
  byCloseReason: z.array(counted),
  /** Questions that were open when the person said nothing more, without a case. */
  stoppedAt: z.array(counted),
  /** From being raised to the first pick-up, and to being closed. */
  toPickUp: times,
  toClose: times,
  ratings: z.array(counted),
});
export type Report = z.infer<typeof reportSchema>;
