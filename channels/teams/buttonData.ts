/** What a button of a card carries and a channel sends back as the activity's `value`. */
import { z } from 'zod';
import { actionSchema } from '../../dialogs/engine/screen';

export const buttonDataSchema = z.object({
  pals: actionSchema,
  /** As it stood on the button; not every channel sends it back as the text. */
  label: z.string().max(200),
});

/** Null for a message without a button of ours. */
export function pressed(value: unknown): z.infer<typeof buttonDataSchema> | null {
  const parsed = buttonDataSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
