/** The way back to one chat on a channel. It outlives the HTTP request, so a late answer goes the same way. */
import type { Activity } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import { sendWithin } from './sendWithin';

export interface Line {
  /** Gives the channel's own id of what was sent; null where the channel gave none. */
  send(activity: Partial<Activity>): Promise<string | null>;
  /** Puts this in the place of what was sent with that id. */
  update(id: string, activity: Partial<Activity>): Promise<void>;
}

/** Longer than this a person does not wait. */
const SEND_MS = 8_000;

/** Both reject with `SendAmbiguous` where the channel does not say in time whether it took it. */
export class ConnectorLine implements Line {
  constructor(
    private readonly client: Pick<ConnectorClient, 'conversations'>,
    private readonly incoming: Activity,
  ) {}

  async send(activity: Partial<Activity>): Promise<string | null> {
    const { conversations } = this.client;
    const { conversation, id } = this.incoming;
    const sending = id
      ? conversations.replyToActivity(conversation.id, id, this.#addressed(activity))
      : conversations.sendToConversation(conversation.id, this.#addressed(activity));
    return (await sendWithin(SEND_MS, sending)).id || null;
  }

  async update(id: string, activity: Partial<Activity>): Promise<void> {
    const addressed = { ...this.#addressed(activity), id };
    await sendWithin(SEND_MS, this.client.conversations.updateActivity(this.incoming.conversation.id, id, addressed));
  }

  #addressed(activity: Partial<Activity>): Partial<Activity> {
    const { channelId, serviceUrl, conversation, from, recipient, id } = this.incoming;
    return {
      ...activity,
      channelId,
      serviceUrl,
      conversation,
      from: recipient,
      recipient: from,
      ...(id ? { replyToId: id } : {}),
    };
  }
}
