/** Chats as the question pages need them: who has one, its log, a message into it and its answer. */
import { createHash, randomBytes } from 'node:crypto';
import type { Bot } from '../../../bots/turn';
import type { Action, Screen } from '../../../dialogs/engine/screen';
import type { LoggedActivity, Store } from '../../../storage/port';
import { IntakeError, type IntakeProblem } from '../../../turns/errors';
import type { Fanout } from '../../../turns/fanout';
import type { Intake } from '../../../turns/intake';
import type { NewConversation, Opening } from '../../../turns/opening';
import { DirectLineError } from '../../directLine/errors';
import type { Limits } from '../../directLine/limits';
import type { Bearer, Tokens } from '../../directLine/tokens';
import { LIVE } from './pageView';
import type { PostedForm } from './postedForm';
import { PageProblem, type ProblemCode } from './problem';

export interface ChatParts {
  readonly store: Store;
  readonly bot: Bot;
  readonly intake: Intake;
  readonly opening: Opening;
  readonly fanout: Fanout;
  readonly tokens: Tokens;
  readonly limits: Limits;
  /** Of new conversations, BCP 47. */
  readonly locale: string;
  readonly now: () => Date;
}

/** Lines of the log in one look. */
const PAGE = 500;
/** An answer that takes longer is looked for by the person. */
const ANSWER_MS = 8_000;
/** The first form of a chat, posted again within this time, is the same form; later it is an old page of somebody's. */
const SAME_START_MS = 10 * 60_000;

const REFUSED: Readonly<Record<IntakeProblem, ProblemCode>> = {
  'intake.notStored': 'notStored',
  'intake.tooLong': 'tooLong',
  'intake.off': 'off',
  'intake.conflict': 'badForm',
  'intake.noConversation': 'gone',
  'intake.notOnPhone': 'badForm',
};

/** What a page may say of its chat: enough to tell two apart, and nothing that opens one. */
export const tagOf = ({ conversationId }: Bearer): string =>
  createHash('sha256').update(`tag ${conversationId}`).digest('hex').slice(0, 16);

const made = (seed: string, bytes: number): Buffer => createHash('sha256').update(seed).digest().subarray(0, bytes);
const bearerOf = (seed: string): Bearer => ({
  conversationId: made(`conversation ${seed}`, 16).toString('base64url'),
  userId: `dl_${made(`user ${seed}`, 12).toString('hex')}`,
});

const newestScreen = (log: readonly LoggedActivity[]): Screen | null => {
  const body = log.findLast((activity) => activity.body.kind === 'reply')?.body;
  return body?.kind === 'reply' ? body.reply.screen : null;
};

/** What takes back the answer that an earlier page gave; null where its question is the open one, or was not answered. */
function changeBefore(log: readonly LoggedActivity[], { action, seen }: PostedForm): Action | null {
  if (action === null || !('answer' in action)) return null;
  const screen = newestScreen(log);
  if (screen === null || screen.node === action.at || screen.node === LIVE) return null;
  const isEarlier = (log.at(-1)?.seq ?? 0) > seen;
  return isEarlier && screen.answered.some(({ question }) => question === action.at) ? { change: action.at } : null;
}

export class Chats {
  constructor(private readonly parts: ChatParts) {}

  /** Null where the cookie opens no chat that stands. */
  async of(cookie: string | null): Promise<Bearer | null> {
    if (cookie === null) return null;
    const { store, tokens } = this.parts;
    try {
      const bearer = tokens.readPage(cookie);
      return (await store.conversation(bearer.conversationId))?.userId === bearer.userId ? bearer : null;
    } catch (error) {
      if (error instanceof DirectLineError) return null;
      throw error;
    }
  }

  async log({ conversationId }: Bearer): Promise<readonly LoggedActivity[]> {
    const all: LoggedActivity[] = [];
    for (;;) {
      const next = await this.parts.store.read(conversationId, all.at(-1)?.seq ?? 0, PAGE);
      all.push(...next);
      if (next.length < PAGE) return all;
    }
  }

  /**
   * Begins a chat. The form's own id makes the chat's, so that a form that is posted twice begins one chat.
   * @throws PageProblem
   */
  async start(formId: string, source: string): Promise<Bearer> {
    await this.#within(() => this.parts.limits.start('conversation', source));
    const bearer = bearerOf(formId);
    const opened = await this.#open(bearer);
    if (opened === 'mine') return bearer;
    const another = bearerOf(randomBytes(16).toString('base64url'));
    await this.#open(another);
    return another;
  }

  /**
   * What the form says, into the chat; resolves when it is answered, or when the answer takes long. An answer to a
   * question of an earlier page changes the answer that was given.
   * @throws PageProblem
   */
  async say(bearer: Bearer, form: PostedForm, label: string, source: string): Promise<void> {
    const { conversationId } = bearer;
    await this.#within(() => this.parts.limits.message(source, conversationId));
    const { action, text, clientId } = form;
    const log = await this.log(bearer);
    // An old page may be sent again by a reload, long after its question was answered.
    if (log.some((activity) => activity.clientId === clientId)) return;
    const change = changeBefore(log, form);
    if (change !== null) await this.#send(conversationId, { clientId: `${clientId}.c`, text: '', action: change });
    await this.#send(conversationId, { clientId, text: text === '' ? label : text, action });
  }

  /** The safety cards for words that will not be stored. */
  cardsFor(text: string): readonly Screen[] {
    const { bot, intake } = this.parts;
    return bot
      .withoutState(intake.lookAt(text), 'notStored')
      .map(({ screen }) => screen)
      .filter(({ pinned }) => pinned);
  }

  async clear({ conversationId }: Bearer): Promise<void> {
    const { store, fanout } = this.parts;
    await store.deleteConversation(conversationId).catch((cause: unknown) => {
      throw new PageProblem('notStored', { cause });
    });
    fanout.end(conversationId);
  }

  async #open({ conversationId: id, userId }: Bearer): Promise<'mine' | 'notMine'> {
    const { opening, fanout, locale, now } = this.parts;
    const conversation: NewConversation = { id, userId, channel: 'pages', locale };
    const opened = await opening.open(conversation).catch((cause: unknown) => {
      throw new PageProblem('notStored', { cause });
    });
    if (opened.kind === 'ended') return 'notMine';
    if (opened.kind === 'created') fanout.publish(opened.activities);
    const since = Date.parse(opened.activities[0]?.at ?? '');
    return opened.kind === 'created' || now().getTime() - since < SAME_START_MS ? 'mine' : 'notMine';
  }

  async #send(
    conversationId: string,
    message: { readonly clientId: string; readonly text: string; readonly action: Action | null },
  ): Promise<void> {
    const received = await this.parts.intake
      .receive({ conversationId, hadAttachments: false, ...message })
      .catch((error: unknown) => {
        if (!(error instanceof IntakeError)) throw error;
        throw new PageProblem(REFUSED[error.code], { cause: error.cause });
      });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, ANSWER_MS);
    });
    // A service that stops answers after its next start.
    await Promise.race([received.answered.catch(() => undefined), late]);
    clearTimeout(timer);
  }

  async #within(take: () => Promise<void>): Promise<void> {
    await take().catch((error: unknown) => {
      if (!(error instanceof DirectLineError) || error.code !== 'tooMany') throw error;
      const { retryAfterSeconds } = error.more;
      throw new PageProblem('tooMany', { cause: error, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) });
    });
  }
}
