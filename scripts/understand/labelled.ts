/** A message with what a person says that it means: to teach the model, and to measure with. */
import { z } from 'zod';
import { COMMANDS, PERSONAL_KINDS } from '../../understanding/vocabulary';

export const labelledLine = z.object({
  text: z.string(),
  label: z.string(),
  note: z.string().default(''),
  asked: z.string().optional(),
  answer: z.string().nullable().optional(),
  goal: z.string().optional(),
  command: z.enum(COMMANDS).optional(),
  pii: z.array(z.enum(PERSONAL_KINDS)).optional(),
});
export type LabelledLine = z.infer<typeof labelledLine>;
