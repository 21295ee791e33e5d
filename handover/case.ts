/** A request for a person, as the desk will get it. Only chosen answers and masked facts; never free text. */
import { z } from 'zod';

export const caseSchema = z.object({
  /** Cannot be guessed, has no meaning: SO-7K4P-2MXQ. */
  reference: z.string(),
  tier: z.enum(['T0', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7']),
  /** Why: the action or the safety rule that raised it. */
  reasons: z.array(z.string()),
  /** Who is asking: patient, family, staff. */
  voice: z.enum(['patient', 'family', 'staff']),
  flags: z.array(z.string()),
  /** Question ids and answer ids, in the order in which they were given. */
  answers: z.array(z.object({ question: z.string(), answer: z.string() })),
  /** The outcome that the person had last been given; null when none. */
  outcome: z.string().nullable(),
  /** Page units that have been said. */
  unitsSaid: z.array(z.string()),
  locale: z.string(),
  /** ISO 8601, UTC. */
  raisedAt: z.string(),
});
export type CaseRecord = z.infer<typeof caseSchema>;
