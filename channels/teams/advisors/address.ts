/** Where a chat on the channel is written to, as the store keeps it: ids that the channel gave, and no name. */
import { z } from 'zod';
import type { IncomingActivity } from '../incomingActivity';

export const addressSchema = z.object({
  channelId: z.string(),
  serviceUrl: z.string(),
  conversationId: z.string(),
  botId: z.string(),
  tenantId: z.string().nullable(),
});
export type Address = z.infer<typeof addressSchema>;

export const addressOf = ({
  channelId,
  serviceUrl,
  conversation,
  recipient,
  channelData,
}: IncomingActivity): Address => ({
  ...{ channelId, serviceUrl },
  conversationId: conversation.id,
  botId: recipient.id,
  tenantId: conversation.tenantId ?? channelData?.tenant?.id ?? null,
});

/** Of a message that was sent: where it stands, so that it can be changed. */
export const placeSchema = z.object({ conversationId: z.string(), activityId: z.string() });
export type Place = z.infer<typeof placeSchema>;

/** The team's channel, among the chats of the store. */
export const TEAM_CHANNEL = 'team-channel';
