/** What staff write in Teams goes through the same intake and turns as a patient's message; here only its way there and back. */
import type { Intake, Received } from '../../turns/intake';
import { MAX_TEXT } from '../../turns/intake';
import type { Opening } from '../../turns/opening';
import { errorCode, IntakeError } from '../../turns/errors';
import type { RunnerLog } from '../../turns/runner';
import type { LoggedActivity, Store } from '../../storage/port';
import { addressOf } from './advisors/address';
import { TEAMS_MESSAGE, type Payload } from './advisors/payload';
import { pressed, pressId, type ButtonData } from './buttonData';
import { CardsInChat } from './cardsInChat';
import { conversationId } from './conversationId';
import { Delivery } from './delivery';
import { hasFiles, isInstalled, isMentioned, isPersonal, type IncomingActivity } from './incomingActivity';
import type { Line } from './line';
import { Patience } from './patience';
import { notice, replyActivity, type CardOptions, type TeamsReply } from './replyActivity';
import type { StaffWords } from './staffWords';

export interface StaffChatParts {
  readonly opening: Pick<Opening, 'open'>;
  readonly intake: Pick<Intake, 'receive' | 'lookAt'>;
  readonly store: Pick<Store, 'read' | 'caseOf' | 'channelChat' | 'saveChannelChat' | 'addOutgoing' | 'isOutgoing'>;
  readonly hasPersonal: (text: string) => boolean;
  readonly now: () => Date;
  /** BCP 47, of what the bot says. */
  readonly locale: string;
  readonly staffWords: StaffWords;
  readonly log: RunnerLog;
}

/** Chats on a channel live for ever, ours can be deleted: then the next one is opened. */
const MOST_CHATS = 20;
/** A first answer goes out in under 5 s; Teams posts again after 15. */
export const FIRST_ANSWER_MS = 3_000;
/** The same button pressed again by then is a double tap or the channel's own repetition. */
const REPEAT_MS = 60_000;
/** Between a card and the press of a button on it. */
const FOLLOWING = 50;

interface LoggedReply {
  readonly seq: number | null;
  readonly reply: TeamsReply;
}

const repliesIn = (activities: readonly LoggedActivity[]): LoggedReply[] =>
  activities.flatMap(({ body, seq }) => (body.kind === 'reply' ? [{ seq, reply: body.reply }] : []));

const laterId = ({ id }: LoggedActivity): string => `answer:${id}`;

const hasButtons = ({ screen }: TeamsReply): boolean => screen.answers.length + screen.offers.length > 0;

export class StaffChat {
  readonly #delivery = new Delivery();
  readonly #cards = new CardsInChat();
  /** Messages whose answer takes long, and who wrote them knows. */
  readonly #toldToWait = new Set<string>();

  constructor(
    private readonly parts: StaffChatParts,
    private readonly options: Pick<CardOptions, 'showPressed'>,
  ) {}

  /** Resolves when what is due now was sent; rejects with what `line` or the store rejects with. */
  async handle(activity: IncomingActivity, line: Line): Promise<void> {
    if (!isPersonal(activity)) return this.#amongOthers(activity, line);
    if (activity.type === 'message') await this.#message(activity, line);
    else if (activity.type === 'messageUpdate') await this.#changed(activity, line);
    else if (isInstalled(activity)) await this.#open(activity, line);
  }

  /** Others read along, so nothing is asked, told or kept. */
  async #amongOthers(activity: IncomingActivity, line: Line): Promise<void> {
    const isFirst = activity.type === 'installationUpdate' && activity.action === 'add';
    if (!isFirst && !(activity.type === 'message' && isMentioned(activity))) return;
    await this.#say(activity, this.parts.staffWords.group, line);
  }

  /** An answer to an earlier question must not become one to the present question; danger is heard all the same. */
  async #changed(activity: IncomingActivity, line: Line): Promise<void> {
    const { intake, hasPersonal, staffWords } = this.parts;
    const text = activity.text ?? '';
    const { tier, certainty } = intake.lookAt(text);
    if (text.length > MAX_TEXT || (tier !== null && certainty !== 'slight')) {
      const id = `changed:${activity.id ?? ''}:${activity.timestamp ?? ''}`;
      return this.#message({ ...activity, id, value: undefined }, line);
    }
    const slight = tier === null ? [] : [staffWords.slight[tier]].flatMap((one) => one ?? []);
    await this.#say(activity, [...slight, hasPersonal(text) ? staffWords.editedPersonal : staffWords.edited], line);
  }

  async #say(activity: IncomingActivity, lines: readonly string[], line: Line): Promise<void> {
    const { id = null, timestamp } = activity;
    const once = `said:${id ?? ''}:${timestamp ?? ''}`;
    await this.#delivery.deliver(this.#idOf(activity, 0), once, [notice(lines)], (reply) =>
      line.send(replyActivity(reply, { ...this.options, card: null })),
    );
  }

  async #message(activity: IncomingActivity, line: Line): Promise<void> {
    const button = pressed(activity.value);
    const key = `${this.#idOf(activity, 0)} ${(button && pressId(button)) ?? activity.id ?? ''}`;
    const patience = new Patience(FIRST_ANSWER_MS, () => this.#sayWaiting(key, line));
    try {
      for (let chat = 0; chat < MOST_CHATS; chat += 1) {
        const id = this.#idOf(activity, chat);
        const received = await this.#receive(id, activity, button, line);
        if (received === null) continue;
        const answered = received.answered.then((answers) => {
          patience.kept();
          return answers;
        });
        const isLate = (await Promise.race([answered, patience.over])) === 'over' || (await this.#isLate(received));
        if (isLate) await this.#answerLater(id, activity, received);
        else await this.#answer(id, received, await answered, line);
        const finished = answered.then(async (answers) => {
          if ((await this.parts.store.caseOf(id)) !== null) await this.#remember(id, activity);
          await this.#closeCards(id, activity, received, answers, line);
        });
        if (isLate) this.#finishLater(key, id, finished);
        else await finished;
        return;
      }
    } catch (error) {
      if (!(error instanceof IntakeError)) throw error;
      patience.kept();
      const id = this.#idOf(activity, 0);
      this.parts.log.warn({ conversation: id, code: errorCode(error) }, 'a message from Teams was not taken');
      for (const reply of error.replies) await this.#send(id, { seq: null, reply }, line);
    } finally {
      patience.kept();
    }
  }

  /** Never rejects. */
  async #sayWaiting(key: string, line: Line): Promise<void> {
    if (this.#toldToWait.has(key)) return;
    this.#toldToWait.add(key);
    const waiting = replyActivity(notice([this.parts.staffWords.waiting]), { ...this.options, card: null });
    try {
      await line.send(waiting);
    } catch (error) {
      this.parts.log.warn({ code: errorCode(error) }, 'nobody could be told that an answer takes long');
    }
  }

  /** Its answer is the outbox's: Teams posts again what was answered long ago. */
  async #isLate({ activity, isNew }: Received): Promise<boolean> {
    return !isNew && (await this.parts.store.isOutgoing(laterId(activity)));
  }

  /** The post is answered, so that Teams does not post again; the answer follows by the outbox, also after a restart. */
  async #answerLater(id: string, activity: IncomingActivity, { activity: message }: Received): Promise<void> {
    await this.#remember(id, activity);
    const payload: Payload = { kind: 'answer', seq: message.seq };
    await this.parts.store.addOutgoing([
      { id: laterId(message), transport: TEAMS_MESSAGE, target: id, payload, isMessage: true },
    ]);
  }

  #finishLater(key: string, conversation: string, finished: Promise<void>): void {
    finished
      .catch((error: unknown) => {
        this.parts.log.warn({ conversation, code: errorCode(error) }, 'an old card keeps its buttons');
      })
      .finally(() => this.#toldToWait.delete(key));
  }

  async #answer(id: string, received: Received, answers: readonly LoggedActivity[], line: Line): Promise<void> {
    await this.#delivery.deliver(id, received.activity.id, repliesIn(answers), (reply) => this.#send(id, reply, line));
  }

  async #send(id: string, { seq, reply }: LoggedReply, line: Line): Promise<void> {
    const shown = await line.send(replyActivity(reply, { ...this.options, card: seq }));
    if (shown !== null && seq !== null && hasButtons(reply)) this.#cards.add(id, { seq, id: shown });
  }

  /** Once the chat has gone on, the cards before lose their buttons; on the one that was pressed stands what was chosen. */
  async #closeCards(
    id: string,
    { value, replyToId }: IncomingActivity,
    { activity }: Received,
    answers: readonly LoggedActivity[],
    line: Line,
  ): Promise<void> {
    if (answers.length === 0) return;
    const open = this.#cards.takeBefore(id, activity.seq);
    const button = pressed(value);
    const card = button?.card;
    if (card !== undefined && replyToId && !open.some(({ seq }) => seq === card))
      open.push({ seq: card, id: replyToId });
    for (const { seq, id: shown } of open) {
      const [logged] = repliesIn(await this.parts.store.read(id, seq - 1, 1));
      if (logged === undefined || seq >= activity.seq) continue;
      const chosen = seq === card && button ? await this.#chosen(id, logged, button, activity.seq) : null;
      try {
        await line.update(shown, replyActivity(logged.reply, { ...this.options, card: seq, closed: { chosen } }));
      } catch (error) {
        this.parts.log.warn({ conversation: id, code: errorCode(error) }, 'an old card keeps its buttons');
      }
    }
  }

  /** The label of what was pressed, where the press was the next thing that happened. */
  async #chosen(
    id: string,
    { seq, reply }: LoggedReply,
    { pals }: ButtonData,
    pressedAt: number,
  ): Promise<string | null> {
    const between = (await this.parts.store.read(id, seq ?? 0, FOLLOWING)).filter((one) => one.seq < pressedAt);
    if (between.length === FOLLOWING || between.some(({ body }) => body.kind === 'message')) return null;
    const choices = [...reply.screen.answers, ...reply.screen.offers];
    return choices.find(({ action }) => JSON.stringify(action) === JSON.stringify(pals))?.label ?? null;
  }

  /** Null when this chat was deleted. A first message is greeted before it is answered. */
  async #receive(
    id: string,
    activity: IncomingActivity,
    button: ButtonData | null,
    line: Line,
  ): Promise<Received | null> {
    const take = (clientId: string | null): Promise<Received> =>
      this.parts.intake.receive({
        conversationId: id,
        clientId,
        text: activity.text || (button?.label ?? ''),
        action: button?.pals ?? null,
        hadAttachments: hasFiles(activity),
      });
    const own = activity.id ?? null;
    const press = button === null ? null : pressId(button);
    try {
      const received = await take(press ?? own);
      if (press === null || received.isNew) return received;
      const age = this.parts.now().getTime() - Date.parse(received.activity.at);
      // Somebody found the old card again: they are told so.
      return age > REPEAT_MS ? await take(own) : received;
    } catch (error) {
      if (!(error instanceof IntakeError) || error.code !== 'intake.noConversation') throw error;
      return (await this.#openOne(id, line)) ? take(press ?? own) : null;
    }
  }

  async #open(activity: IncomingActivity, line: Line): Promise<void> {
    for (let chat = 0; chat < MOST_CHATS; chat += 1) if (await this.#openOne(this.#idOf(activity, chat), line)) return;
  }

  /** Greets where the chat is new. False when it was deleted. */
  async #openOne(id: string, line: Line): Promise<boolean> {
    // Who writes is not kept: the chat's id is all that is needed to answer.
    const opened = await this.parts.opening.open({ id, userId: 'staff', channel: 'teams', locale: this.parts.locale });
    if (opened.kind === 'ended') return false;
    if (opened.kind === 'created') {
      const greeting = repliesIn(opened.activities);
      const last = greeting.pop();
      const { hint } = this.parts.staffWords;
      if (last) greeting.push({ ...last, reply: { ...last.reply, text: `${last.reply.text}\n\n${hint}` } });
      await this.#delivery.deliver(id, id, greeting, (reply) => this.#send(id, reply, line));
    }
    return true;
  }

  /** How to write to them later: of those only who have asked for PALS, or whose answer is late. */
  async #remember(id: string, activity: IncomingActivity): Promise<void> {
    const { store } = this.parts;
    const address = addressOf(activity);
    const before = await store.channelChat(id);
    if (before !== null && !before.isDead && JSON.stringify(before.address) === JSON.stringify(address)) return;
    await store.saveChannelChat({ id, owner: before?.owner ?? null, address });
  }

  #idOf({ channelId, conversation }: IncomingActivity, chat: number): string {
    return conversationId(channelId, chat === 0 ? conversation.id : `${conversation.id}\n${chat}`);
  }
}
