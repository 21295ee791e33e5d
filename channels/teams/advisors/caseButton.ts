/** What a button on an advisor's card carries. A reference is no secret: who presses is asked each time. */
import { z } from 'zod';
import { CLOSE_REASONS } from '../../../handover/caseStates';

export const CASE_DOES = ['pickUp', 'handBack', 'close'] as const;
export const caseButtonSchema = z.object({
  palsCase: z.object({ do: z.enum(CASE_DOES), reference: z.string().max(40) }),
  /** Chosen on the card. */
  reason: z.enum(CLOSE_REASONS).optional(),
});
export type CaseButton = z.infer<typeof caseButtonSchema>;

export function caseButtonOf(value: unknown): CaseButton | null {
  const parsed = caseButtonSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
