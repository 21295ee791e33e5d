/** Rows of the desk's tables as they come back from SQLite, parsed before anything trusts them. */
import { ROLES } from '../../handover/roles';
import { z } from 'zod';
import {
  caseFactsSchema,
  caseSchema,
  historyLineSchema,
  personSideSchema,
  type Case,
  type HistoryLine,
} from '../../handover/case';
import { type Advisor, type Contact, type FeedLine, type Note, type Switching } from '../port';

const caseRow = z.object({
  key: z.number().int(),
  conversation: z.number().int().nullable(),
  conversation_id: z.string().nullable(),
  reference: z.string(),
  channel: z.string(),
  facts: z.string(),
  person: z.string(),
  state: z.string(),
  state_since: z.string(),
  tier: z.string(),
  raised_at: z.string(),
  waiting_since: z.string(),
  due_at: z.string(),
  holder_id: z.string().nullable(),
  holder_name: z.string().nullable(),
  held_since: z.string().nullable(),
  handed_id: z.string().nullable(),
  handed_name: z.string().nullable(),
  aside_until: z.string().nullable(),
  close_reason: z.string().nullable(),
  version: z.number().int(),
  unread: z.number().int(),
  alerts: z.number().int(),
  alerted_at: z.string().nullable(),
  outside: z.string(),
});

/** A case with the short keys of its rows. */
export interface StoredCase {
  readonly key: number;
  /** Null once the chat is deleted. */
  readonly conversation: number | null;
  readonly case: Case;
}

const who = (id: string | null, name: string | null): unknown => (id === null ? null : { id, name });
const json = (text: string): unknown => JSON.parse(text);

export function parseCase(raw: unknown): StoredCase {
  const row = caseRow.parse(raw);
  return {
    key: row.key,
    conversation: row.conversation,
    case: caseSchema.parse({
      reference: row.reference,
      conversationId: row.conversation_id,
      channel: row.channel,
      facts: json(row.facts),
      person: json(row.person),
      state: row.state,
      stateSince: row.state_since,
      tier: row.tier,
      raisedAt: row.raised_at,
      waitingSince: row.waiting_since,
      dueAt: row.due_at,
      holder: who(row.holder_id, row.holder_name),
      heldSince: row.held_since,
      handedTo: who(row.handed_id, row.handed_name),
      asideUntil: row.aside_until,
      closeReason: row.close_reason,
      version: row.version,
      unread: row.unread === 1,
      alerts: row.alerts,
      alertedAt: row.alerted_at,
      outside: row.outside,
    }),
  };
}

const historyRow = z.object({
  key: z.number().int(),
  at: z.string(),
  by_kind: z.string(),
  by_id: z.string().nullable(),
  by_name: z.string().nullable(),
  what: z.string(),
  detail: z.string(),
});

export function parseHistory(reference: string, raw: unknown): HistoryLine {
  const { key, at, by_kind: kind, by_id: id, by_name: name, what, detail } = historyRow.parse(raw);
  return historyLineSchema.parse({ key, reference, at, by: { kind, id, name }, what, detail: json(detail) });
}

const noteRow = z.object({
  key: z.number().int(),
  at: z.string(),
  by_id: z.string(),
  by_name: z.string(),
  text: z.string(),
});

export function parseNote(raw: unknown): Note {
  const { key, at, by_id: id, by_name: name, text } = noteRow.parse(raw);
  return { key, at, by: { id, name }, text };
}

const feedRow = z.object({
  key: z.number().int(),
  kind: z.enum(['case', 'activity', 'presence', 'opening']),
  reference: z.string().nullable(),
  seq: z.number().int().nullable(),
});
export const parseFeedLine = (raw: unknown): FeedLine => feedRow.parse(raw);

const advisorRow = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  presence: z.enum(['available', 'away', 'signedOut']),
  seen_at: z.string(),
});

export function parseAdvisor(raw: unknown): Advisor {
  const { seen_at: seenAt, ...rest } = advisorRow.parse(raw);
  return { ...rest, seenAt };
}

export function parseSwitching(raw: unknown): Switching {
  const { at, by_id: id, by_name: name, is_off } = switchingRow.parse(raw);
  return { at, by: { id, name }, isOff: is_off === 1 };
}
const switchingRow = z.object({ at: z.string(), by_id: z.string(), by_name: z.string(), is_off: z.number() });

export const sessionRow = z.object({
  hash: z.string(),
  advisor_id: z.string(),
  seen_at: z.string(),
  started_at: z.string(),
  checked_at: z.string(),
  sealed: z.string().nullable(),
});
export const ratingRow = z.object({ outcome: z.string(), rating: z.number().int() });
export const returnableRow = z.object({
  raised_at: z.string(),
  conversation_id: z.string(),
  user_id: z.string(),
});

const contactRow = z.object({
  key: z.number().int(),
  channel: z.string(),
  state: z.string(),
  facts: z.string().nullable(),
  person: z.string().nullable(),
});
export function parseContact(raw: unknown): Contact {
  const { key, channel, state, facts, person } = contactRow.parse(raw);
  const request =
    facts === null || person === null
      ? null
      : { facts: caseFactsSchema.parse(json(facts)), person: personSideSchema.parse(json(person)) };
  return { key, channel, state: json(state), request };
}
