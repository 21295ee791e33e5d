/** Writes to a chat on the channel without a message to answer, by the bot's own sign-in. */
import type { Activity } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import { z } from 'zod';
import type { Address, Place } from './address';

/** What of Bot Framework's adapter is needed; it is loaded at the first use. */
export type ConnectorFor = (serviceUrl: string) => Promise<Pick<ConnectorClient, 'conversations'>>;

const createdSchema = z.object({ id: z.string().min(1), activityId: z.string().min(1) });
/** The channel fills in the rest of a first message itself. */
const firstSchema = z.custom<Activity>((value) => typeof value === 'object' && value !== null);

export class ConnectorDoor {
  constructor(private readonly connectorFor: ConnectorFor) {}

  /** Gives where it stands; null where the channel gave no id. Rejects with what the connector rejects with. */
  async send(to: Address, activity: Partial<Activity>): Promise<Place | null> {
    const { conversations } = await this.connectorFor(to.serviceUrl);
    const addressed = { ...activity, ...this.#addressed(to) };
    const { id } = await conversations.sendToConversation(to.conversationId, addressed);
    return id ? { conversationId: to.conversationId, activityId: id } : null;
  }

  /** A post of its own in a team's channel: Teams makes a conversation of each. */
  async post(to: Address, activity: Partial<Activity>): Promise<Place | null> {
    const { conversations } = await this.connectorFor(to.serviceUrl);
    const channelData = { channel: { id: to.conversationId }, tenant: { id: to.tenantId ?? '' } };
    const created: unknown = await conversations.createConversation({
      isGroup: true,
      bot: { id: to.botId, name: '' },
      ...(to.tenantId !== null && { tenantId: to.tenantId }),
      channelData,
      activity: firstSchema.parse(activity),
    });
    const place = createdSchema.safeParse(created);
    return place.success ? { conversationId: place.data.id, activityId: place.data.activityId } : null;
  }

  async update(to: Address, { conversationId, activityId }: Place, activity: Partial<Activity>): Promise<void> {
    const { conversations } = await this.connectorFor(to.serviceUrl);
    const addressed = { ...activity, ...this.#addressed({ ...to, conversationId }), id: activityId };
    await conversations.updateActivity(conversationId, activityId, addressed);
  }

  #addressed({ channelId, serviceUrl, conversationId, botId }: Address): Partial<Activity> {
    return {
      channelId,
      serviceUrl,
      conversation: { id: conversationId, isGroup: false, conversationType: '', name: '' },
      from: { id: botId, name: '' },
    };
  }
}
