/** What the understanding says of a message. Data only: it is stored beside the masked message and runs in a browser. */
import { z } from 'zod';
import { SAFETY_TIERS, type PersonalKind } from './vocabulary';

export { COMMANDS, PERSONAL_KINDS, SAFETY_TIERS, type Command, type PersonalKind, type SafetyTier } from './vocabulary';

export const safetyVerdictSchema = z.object({
  /** T0 emergency, T1 crisis, T2 getting worse in hospital, T3 safeguarding, T4 treatment that may wait too long; null when nothing was found. */
  tier: z.enum(SAFETY_TIERS).nullable(),
  /**
   * `possible` (negated, past, hypothetical, one word) is never silent: a check question or the card follows. `slight`
   * (the model, which is not sure, or a sign in a joke, a story or a past that is over) is never silent either: one line with the numbers, and an offer.
   */
  certainty: z.enum(['certain', 'possible', 'slight', 'none']),
  /** A tier that is slight beside one that is not: its line is told too. */
  slight: z.enum(SAFETY_TIERS).optional(),
  /** A less urgent tier that is certain, where what is only possible goes before it: its card follows once that is denied. */
  below: z.enum(SAFETY_TIERS).optional(),
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
  /** The Trust's own formats of hospital numbers: `A` a letter, `9` a figure. Ordinary formats are known without. */
  readonly hospitalNumbers?: readonly string[];
  /** Only these kinds; all of them when left out. */
  readonly only?: readonly PersonalKind[];
}

/** A button as the recogniser sees it. */
export interface Candidate {
  readonly id: string;
  readonly label: string;
}
