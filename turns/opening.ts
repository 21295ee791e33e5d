/** Opens a conversation with the bot's greeting. Twice is once: the second call gets what the first one wrote. */
import type { Bot } from '../bots/turn';
import type { ConversationRecord, OpenResult, Store } from '../storage/port';
import { errorCode } from './errors';
import type { RunnerLog } from './runner';

const NOTHING_FOUND = { tier: null, certainty: 'none', rules: [] } as const;

/** More activities than any greeting has. */
const GREETING = 10;

export type NewConversation = Omit<ConversationRecord, 'state' | 'turns'>;

export class Opening {
  constructor(private readonly parts: { readonly store: Store; readonly bot: Bot; readonly log: RunnerLog }) {}

  /** @throws StorageError when it could not be stored. */
  async open(conversation: NewConversation): Promise<OpenResult> {
    const { store } = this.parts;
    if ((await store.conversation(conversation.id)) !== null) {
      return { kind: 'exists', activities: await store.read(conversation.id, 0, GREETING) };
    }
    const { state, replies } = await this.#greeting(conversation);
    return store.createConversation({ ...conversation, state }, replies);
  }

  async #greeting({
    id,
    locale,
  }: NewConversation): Promise<Pick<Awaited<ReturnType<Bot['turn']>>, 'state' | 'replies'>> {
    const { bot, log } = this.parts;
    try {
      return await bot.turn({ conversationId: id, locale, state: null, message: null, openCase: null });
    } catch (error) {
      log.warn({ conversation: id, code: errorCode(error) }, 'the greeting failed, an apology goes out');
      const nothing = { ...NOTHING_FOUND, rules: [...NOTHING_FOUND.rules] };
      return { state: null, replies: bot.withoutState(nothing, 'failed') };
    }
  }
}
