import { createHash } from 'node:crypto';

/** Our id of a chat on a channel. A hash: the channel's own id can hold a person's account. */
export const conversationId = (channelId: string, channelConversationId: string): string =>
  `teams-${createHash('sha256').update(`${channelId}\n${channelConversationId}`).digest('base64url').slice(0, 32)}`;
