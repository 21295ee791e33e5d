/** A request for a person: what the chat raises, what the person adds, and what the desk does with it. */
import { z } from 'zod';
import { CASE_STATES, CLOSE_REASONS } from './caseStates';

export const tierSchema = z.enum(['T0', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7']);

/**
 * What the chat knows when a person is asked for: the `value` of Bot Framework's `handoff.initiate`. Chosen answers and
 * masked facts only; never free text.
 */
export const caseFactsSchema = z.object({
  skill: z.literal('PALS'),
  /** Cannot be guessed, has no meaning: SO-7K4P-2MXQ. */
  reference: z.string(),
  /** The same request posted again is the same case. */
  idempotencyKey: z.string(),
  tier: tierSchema,
  /** Why, as ids: `asked`, `outcome:refused`, `scan:<rule>`. */
  reasons: z.array(z.string()),
  voice: z.enum(['patient', 'family', 'staff']),
  flags: z.array(z.string()),
  /** Question and answer ids, in the order in which they were given. */
  answers: z.array(z.object({ question: z.string(), answer: z.string() })),
  /** The outcome that the person was given last; null when none. */
  outcome: z.string().nullable(),
  /** The question whose answer led to that outcome; null where another way did. */
  outcomeAfter: z.string().nullable(),
  /** The question whose answer told who is asking; null where it was not answered. */
  voiceFrom: z.string().nullable(),
  /** Page units that have been said. */
  unitsSaid: z.array(z.string()),
  /** Kinds of personal information that were removed from what was written. */
  maskedKinds: z.array(z.string()),
  locale: z.string(),
  /** ISO 8601, UTC. */
  raisedAt: z.string(),
});
export type CaseFacts = z.infer<typeof caseFactsSchema>;

export const NEEDS = ['interpreter', 'bsl', 'largePrint', 'easyRead', 'textRelay', 'hearingLoop', 'quiet'] as const;
/** Languages of England's most spoken after English, as BCP 47; the names are words. */
export const NEED_LANGUAGES = [
  'pl',
  'ro',
  'pa',
  'ur',
  'pt',
  'es',
  'ar',
  'bn',
  'gu',
  'it',
  'tr',
  'so',
  'other',
] as const;
export const WAYS_ON = ['wait', 'phone', 'leave'] as const;
export const MAX_WISH = 500;

/** What the person adds to the case or takes out of it, until it is closed. */
export const personSideSchema = z.object({
  /** "What I want to happen", masked. */
  wish: z.string().max(MAX_WISH + 200),
  needs: z.array(z.enum(NEEDS)),
  language: z.enum(NEED_LANGUAGES).nullable(),
  /** Ids of the summary's lines that the advisor does not get. */
  takenOut: z.array(z.string()),
  /** Wait in the chat, phone with the reference, or leave it for PALS to read. */
  how: z.enum(WAYS_ON),
});
export type PersonSide = z.infer<typeof personSideSchema>;
export const EMPTY_PERSON_SIDE: PersonSide = { wish: '', needs: [], language: null, takenOut: [], how: 'wait' };

/** What one turn of the chat does to a case; stored in the same transaction as its replies. */
export type CaseChange =
  /** The first time it is created and queued; again it brings the facts up to date, and asks again where PALS had let go. */
  | {
      readonly kind: 'raise';
      readonly facts: CaseFacts;
      /** The person was told that PALS is closed: that closing is no news to them. */
      readonly isToldClosed?: boolean;
    }
  /** More is known since: the facts are brought up to date, and nobody is alerted for it but for a higher tier. */
  | { readonly kind: 'facts'; readonly facts: CaseFacts }
  | { readonly kind: 'leave'; readonly reference: string }
  | { readonly kind: 'person'; readonly reference: string; readonly patch: Partial<PersonSide> }
  /** The safety scan found something while the person waits or is with an advisor. Raises the tier, never lowers it. */
  | {
      readonly kind: 'safety';
      readonly reference: string;
      readonly tier: CaseFacts['tier'];
      readonly rules: readonly string[];
    };

export const whoSchema = z.object({ id: z.string(), name: z.string() });
export type Who = z.infer<typeof whoSchema>;

export const caseSchema = z.object({
  reference: z.string(),
  /** Null once the chat is deleted. */
  conversationId: z.string().nullable(),
  channel: z.string(),
  facts: caseFactsSchema,
  person: personSideSchema,
  state: z.enum(CASE_STATES),
  /** When it came into this state. */
  stateSince: z.string(),
  /** The highest that was raised; `facts.tier` is that of the asking. */
  tier: tierSchema,
  raisedAt: z.string(),
  /** When the person last began to wait: at the asking, when they asked again, or when it was let go. */
  waitingSince: z.string(),
  /** When it should be picked up. */
  dueAt: z.string(),
  /** Null unless somebody has it. */
  holder: whoSchema.nullable(),
  heldSince: z.string().nullable(),
  /** The colleague it was handed to and who has not accepted yet. */
  handedTo: whoSchema.nullable(),
  asideUntil: z.string().nullable(),
  closeReason: z.enum(CLOSE_REASONS).nullable(),
  /** Counts the changes: a move may be bound to the one that was seen. */
  version: z.number().int(),
  /** The person has written since the holder last looked. */
  unread: z.boolean(),
  /** Alerts given while nobody has picked it up. */
  alerts: z.number().int(),
  /** When the last of them was given. */
  alertedAt: z.string().nullable(),
  /** How the newest alerts beyond the desk fare: none were due or set up, on their way after a failure, given up. */
  outside: z.enum(['none', 'sent', 'trying', 'failed']),
});
export type Case = z.infer<typeof caseSchema>;

export const historyLineSchema = z.object({
  key: z.number().int(),
  reference: z.string(),
  at: z.string(),
  by: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  /** A move, or `raised`, `edited`, `noted`, `alerted`, `alertSent`, `alertFailed`, `setAside`, `safety`, `found`. */
  what: z.string(),
  detail: z.record(z.string(), z.string()),
});
export type HistoryLine = z.infer<typeof historyLineSchema>;
