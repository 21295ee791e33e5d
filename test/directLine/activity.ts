/** One activity as a client reads it. Apart from the service: who only reads does not start one. */
import { z } from 'zod';
import { actionSchema, screenSchema } from '../../dialogs/engine/screen';

export const activitySchema = z.object({
  type: z.string(),
  id: z.string(),
  text: z.string().optional(),
  value: z.unknown().optional(),
  from: z.object({ id: z.string(), role: z.string() }),
  replyToId: z.string().optional(),
  suggestedActions: z.object({ actions: z.array(z.object({ title: z.string(), value: actionSchema })) }).optional(),
  channelData: z.object({
    clientActivityID: z.string().optional(),
    'webchat:sequence-id': z.number(),
    pals: screenSchema.optional(),
    palsEnteredBy: z.object({ name: z.string() }).optional(),
  }),
});
export type Activity = z.infer<typeof activitySchema>;
