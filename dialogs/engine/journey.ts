/** Where a person is in the conversation: ids and answers only, never positions, words or what was typed. */
import { z } from 'zod';
import { FLAGS, TIERS } from './flow';

export const VOICES = ['patient', 'family', 'staff'] as const;
/** Who is asking, and so how they are spoken to. It stays when the flow changes. */
export type Voice = (typeof VOICES)[number];

const placeSchema = z.object({
  /** The question or outcome that is open; `handover` while a person is being asked for. */
  at: z.string(),
  /** The flow that the person is in; flows that interrupt do not count. */
  flow: z.string(),
  /** Where `resume` leads when nothing was left open. */
  then: z.string().nullable(),
});
export type Place = z.infer<typeof placeSchema>;

const standingSchema = placeSchema.extend({
  voice: z.enum(VOICES).nullable(),
  flags: z.array(z.enum(FLAGS)),
  /** The one place that an interruption left: the first. */
  left: placeSchema.nullable(),
});
/** All that decides where the next step leads: the proof walks these. */
export type Standing = z.infer<typeof standingSchema>;

export const journeySchema = standingSchema.extend({
  /** Steps that "Go back" takes back, oldest first; `answer` is null where a question was left without one. */
  past: z.array(z.object({ before: standingSchema, answer: z.string().nullable() })),
  /** Later answers, by question, kept while an earlier one is given again. */
  kept: z.record(z.string(), z.string()),
  /** The highest tier that an outcome or the safety scan has raised. */
  tier: z.enum(TIERS),
  /** Counts from the moment the person asks for PALS. */
  tierIfAsked: z.enum(TIERS),
  /** What raised the tier, as ids: outcomes, scan rules, the bar. */
  reasons: z.array(z.string()),
  unitsSaid: z.array(z.string()),
  /** Kinds of personal information that were removed from what the person wrote. */
  maskedKinds: z.array(z.string()),
  /** Messages in a row that were not understood. */
  misses: z.number().int(),
  /** Buttons that the last message may have meant, as ids: they stand first. */
  meant: z.array(z.string()).default([]),
  /** The card of what is certain and less urgent, which comes once the check question is answered with no. */
  owed: z.string().nullable().default(null),
  /** A number made from the last message that was written, so that the same one again is known; never its words. */
  lastWritten: z.number().int().nullable().default(null),
  /** The last outcome other than one about the handover itself. */
  outcome: z.string().nullable(),
  /** The question whose answer led to it; null where another way did. */
  outcomeAfter: z.string().nullable(),
});
export type Journey = z.infer<typeof journeySchema>;

export const answersOf = (journey: Journey): { question: string; answer: string }[] => {
  const given = new Map<string, string>();
  for (const { before, answer } of journey.past) {
    // Asked again later: the last answer holds, and stands where it was given last.
    if (answer !== null) {
      given.delete(before.at);
      given.set(before.at, answer);
    }
  }
  return [...given].map(([question, answer]) => ({ question, answer }));
};
