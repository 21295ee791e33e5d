/** An adapter that sends nothing: what a turn says is committed first, and sent by the channel afterwards. */
import {
  ActivityTypes,
  BotAdapter,
  type Activity,
  type ConversationReference,
  type ResourceResponse,
  type TurnContext,
} from 'botbuilder';
import { Turn } from '../dialogs/turn';
import { caseFactsSchema } from '../handover/case';

/** Bot Framework's name of the event; its own constant is not exported. */
const HANDOFF_INITIATE = 'handoff.initiate';

export class NotSentFromTurn extends Error {
  readonly code = 'bot.notSentFromTurn';
  constructor(what: string) {
    super(`A dialog called ${what}: say it with Turn.say, so that it is committed before it is sent.`);
    this.name = 'NotSentFromTurn';
  }
}

export class BufferAdapter extends BotAdapter {
  /** Traces hold the raw text and are dropped; a handoff is kept with the turn; nothing else is sent in its middle. */
  sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    for (const activity of activities) {
      if (activity.type === ActivityTypes.Trace) continue;
      if (activity.name !== HANDOFF_INITIATE) return Promise.reject(new NotSentFromTurn('sendActivity'));
      const facts = caseFactsSchema.parse(activity.value);
      const turn = Turn.of(context);
      turn.caseChanges.push({ kind: 'raise', facts, isToldClosed: turn.isToldClosed });
    }
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
