/** What the understanding says of a message. Data only: it is stored beside the masked message and runs in a browser. */
import { z } from 'zod';
import type { PersonalKind } from './vocabulary';

export { COMMANDS, PERSONAL_KINDS, type Command, type PersonalKind } from './vocabulary';

export const safetyVerdictSchema = z.object({
  /** T0 emergency, T1 crisis, T2 getting worse in hospital, T3 safeguarding; null when nothing was found. */
  tier: z.enum(['T0', 'T1', 'T2', 'T3']).nullable(),
  /** `possible` (negated, past, hypothetical, one word) is never silent: a check question or the card follows. */
  certainty: z.enum(['certain', 'possible', 'none']),
  /** Ids of the rules that fired, of every tier, highest tier first. Never the person's words. */
  rules: z.array(z.string()),
});
export type SafetyVerdict = z.infer<typeof safetyVerdictSchema>;

export interface Masked {
  /** The text with each piece replaced by a typed token such as "[phone number removed]". */
  readonly text: string;
  /** Kinds removed, each once. */
  readonly removed: readonly PersonalKind[];
}

export interface MaskOptions {
  /** Numbers that identify nobody: the Trust's own public numbers, in any spacing. */
  readonly publicNumbers: readonly string[];
  /** Only these kinds; all of them when left out. */
  readonly only?: readonly PersonalKind[];
}

/** A button as the recogniser sees it. */
export interface Candidate {
  readonly id: string;
  readonly label: string;
}
