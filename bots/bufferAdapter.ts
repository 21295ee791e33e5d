/** An adapter that sends nothing: what a turn says is committed first, and sent by the channel afterwards. */
import {
  BotAdapter,
  type Activity,
  type ConversationReference,
  type ResourceResponse,
  type TurnContext,
} from 'botbuilder';

export class NotSentFromTurn extends Error {
  readonly code = 'bot.notSentFromTurn';
  constructor(what: string) {
    super(`A dialog called ${what}: say it with Turn.say, so that it is committed before it is sent.`);
    this.name = 'NotSentFromTurn';
  }
}

export class BufferAdapter extends BotAdapter {
  /** Traces hold the raw text and are dropped; nothing else may be sent in the middle of a turn. */
  sendActivities(_context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    if (activities.some(({ type }) => type !== 'trace')) return Promise.reject(new NotSentFromTurn('sendActivity'));
    return Promise.resolve([]);
  }

  updateActivity(): Promise<void> {
    return Promise.reject(new NotSentFromTurn('updateActivity'));
  }

  deleteActivity(): Promise<void> {
    return Promise.reject(new NotSentFromTurn('deleteActivity'));
  }

  continueConversation(_reference: Partial<ConversationReference>): Promise<void> {
    return Promise.reject(new NotSentFromTurn('continueConversation'));
  }
}
