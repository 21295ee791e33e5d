/** What staff write in Teams goes through the same intake and turns as a patient's message; here only its way there and back. */
import type { Intake, Received } from '../../turns/intake';
import type { Opening } from '../../turns/opening';
import { errorCode, IntakeError } from '../../turns/errors';
import type { RunnerLog } from '../../turns/runner';
import type { LoggedActivity } from '../../storage/port';
import { pressed } from './buttonData';
import { conversationId } from './conversationId';
import { Delivery } from './delivery';
import { hasFiles, isPersonal, type IncomingActivity } from './incomingActivity';
import type { TeamsReply } from './replyActivity';

export interface StaffChatParts {
  readonly opening: Pick<Opening, 'open'>;
  readonly intake: Pick<Intake, 'receive'>;
  /** BCP 47, of what the bot says. */
  readonly locale: string;
  /** Said below the greeting: what can be written at any time, because Teams has no bar of buttons. */
  readonly hint: string;
  readonly log: RunnerLog;
}

export type Send = (reply: TeamsReply) => Promise<unknown>;

/** Chats on a channel live for ever, ours can be deleted: then the next one is opened. */
const MOST_CHATS = 20;

const repliesIn = (activities: readonly LoggedActivity[]): TeamsReply[] =>
  activities.flatMap(({ body }) => (body.kind === 'reply' ? [body.reply] : []));

export class StaffChat {
  readonly #delivery = new Delivery();

  constructor(private readonly parts: StaffChatParts) {}

  /** Resolves when everything that is due was sent; rejects with what `send` or the store rejects with. */
  async handle(activity: IncomingActivity, send: Send): Promise<void> {
    // Others would read along, so a group or a team's channel gets nothing.
    if (!isPersonal(activity)) return;
    if (activity.type === 'message') await this.#message(activity, send);
    else if (activity.type === 'conversationUpdate' && (activity.membersAdded ?? []).length > 0)
      await this.#open(activity, send);
  }

  async #message(activity: IncomingActivity, send: Send): Promise<void> {
    for (let chat = 0; chat < MOST_CHATS; chat += 1) {
      const id = this.#idOf(activity, chat);
      try {
        const received = await this.#receive(id, activity, send);
        if (received === null) continue;
        const replies = repliesIn(await received.answered);
        await this.#delivery.deliver(id, received.activity.id, replies, send);
      } catch (error) {
        if (!(error instanceof IntakeError)) throw error;
        this.parts.log.warn({ conversation: id, code: errorCode(error) }, 'a message from Teams was not taken');
        for (const reply of error.replies) await send(reply);
      }
      return;
    }
  }

  /** Null when this chat was deleted. A first message is greeted before it is answered. */
  async #receive(id: string, activity: IncomingActivity, send: Send): Promise<Received | null> {
    const button = pressed(activity.value);
    const incoming = {
      conversationId: id,
      clientId: activity.id ?? null,
      text: activity.text || (button?.label ?? ''),
      action: button?.pals ?? null,
      hadAttachments: hasFiles(activity),
    };
    try {
      return await this.parts.intake.receive(incoming);
    } catch (error) {
      if (!(error instanceof IntakeError) || error.code !== 'intake.noConversation') throw error;
      return (await this.#openOne(id, send)) ? this.parts.intake.receive(incoming) : null;
    }
  }

  async #open(activity: IncomingActivity, send: Send): Promise<void> {
    for (let chat = 0; chat < MOST_CHATS; chat += 1) if (await this.#openOne(this.#idOf(activity, chat), send)) return;
  }

  /** Greets where the chat is new. False when it was deleted. */
  async #openOne(id: string, send: Send): Promise<boolean> {
    // Who writes is not kept: the chat's id is all that is needed to answer.
    const opened = await this.parts.opening.open({ id, userId: 'staff', channel: 'teams', locale: this.parts.locale });
    if (opened.kind === 'ended') return false;
    if (opened.kind === 'created') {
      const greeting = repliesIn(opened.activities);
      const last = greeting.pop();
      if (last) greeting.push({ ...last, text: `${last.text}\n\n${this.parts.hint}` });
      await this.#delivery.deliver(id, id, greeting, send);
    }
    return true;
  }

  #idOf({ channelId, conversation }: IncomingActivity, chat: number): string {
    return conversationId(channelId, chat === 0 ? conversation.id : `${conversation.id}\n${chat}`);
  }
}
