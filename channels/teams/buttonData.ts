/** What a button of a card carries and a channel sends back as the activity's `value`. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { actionSchema } from '../../dialogs/engine/screen';

export const buttonDataSchema = z.object({
  pals: actionSchema,
  /** As it stood on the button; not every channel sends it back as the text. */
  label: z.string().max(200),
  /** The card that it stands on: place of its reply in the chat's log. None on a card that is not in the log. */
  card: z.int().min(1).optional(),
});
export type ButtonData = z.infer<typeof buttonDataSchema>;

/** Null for a message without a button of ours. */
export function pressed(value: unknown): ButtonData | null {
  const parsed = buttonDataSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** The same for each press of this button on this card: a channel that posts again may give the post a new id. */
export function pressId({ pals, card }: ButtonData): string | null {
  if (card === undefined) return null;
  const hash = createHash('sha256').update(JSON.stringify(pals)).digest('base64url').slice(0, 16);
  return `card:${card}:${hash}`;
}
