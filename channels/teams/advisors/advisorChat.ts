/**
 * What advisors do in Teams: pick a case up from the card in the team's channel, and work it in their own chat with the
 * assistant. It is the desk's own service that does it; here is only who may, and what they are told. Who may is asked
 * at each action, by the id that Entra gave them; nobody may unless the settings name them.
 */
import { createHash } from 'node:crypto';
import type { Activity } from 'botbuilder';
import type { Case, Who } from '../../../handover/case';
import { isHeld } from '../../../handover/caseStates';
import { may } from '../../../handover/roles';
import type { Advisor, CaseResult, LiveCase, Store } from '../../../storage/port';
import type { CaseDesk } from '../../../turns/caseDesk';
import { AdvisorTextProblem, errorCode } from '../../../turns/errors';
import type { RunnerLog } from '../../../turns/runner';
import { conversationId } from '../conversationId';
import { hasFiles, isPersonal, type IncomingActivity } from '../incomingActivity';
import type { Line } from '../line';
import { addressOf, TEAM_CHANNEL } from './address';
import { caseButtonOf, type CaseButton } from './caseButton';
import type { CaseCards } from './caseCards';

export interface AdvisorChatParts {
  readonly store: Store;
  readonly desk: CaseDesk;
  readonly cards: CaseCards;
  /** Entra object ids, in lower case, of those who may pick up. */
  readonly mayPickUp: ReadonlySet<string>;
  /** The channel's id of the team's channel; null: none shows cases. */
  readonly channel: string | null;
  readonly now: () => Date;
  readonly log: RunnerLog;
  readonly follow: () => Promise<void>;
  /** What the desk says when something is refused. */
  readonly refusal: (why: Refused['why'], one: Case | null, who: Who) => string;
  readonly labels: (kinds: readonly string[]) => readonly string[];
}

type Refused = Extract<CaseResult, { kind: 'refused' }>;

/** So long after a case is over what they write is not taken for their own question. */
const LATELY_MS = 15 * 60_000;

export class AdvisorChat {
  constructor(private readonly parts: AdvisorChatParts) {}

  /** Whether it was an advisor's and is done with; else it is a member of staff's own. Rejects as `line` and store do. */
  async handle(activity: IncomingActivity, line: Line): Promise<boolean> {
    const advisor = await this.#advisorOf(activity);
    await this.#remember(activity, advisor);
    const button = activity.type === 'message' ? caseButtonOf(activity.value) : null;
    if (button !== null) {
      const told = advisor === null ? this.parts.cards.notice('notYou') : await this.#press(button, advisor);
      if (told !== null) await line.send(told);
      await this.parts.follow();
      return true;
    }
    if (advisor === null || !isPersonal(activity)) return false;
    if (activity.type === 'installationUpdate' && activity.action === 'remove') {
      const id = this.#chatOf(activity);
      await this.parts.store.endChannelChat(id);
      await this.gone(id);
      return true;
    }
    return this.#says(activity, advisor, line);
  }

  /** Nobody can be written to in this chat any more: the case that was worked there waits again. */
  async gone(chatId: string): Promise<void> {
    const { store, desk, follow } = this.parts;
    for (const live of (await store.liveCases()).filter((one) => one.chatId === chatId && one.overAt === null)) {
      if (await this.#isTheirs(live))
        await desk.act({ reference: live.reference, move: 'release', by: { kind: 'system', who: null } });
    }
    await follow();
  }

  /** The person is writing: shown to the advisor who works their case here. */
  async liveChatOf(reference: string): Promise<string | null> {
    const live = (await this.parts.store.liveCases()).find((one) => one.reference === reference && one.overAt === null);
    return live !== undefined && (await this.#isTheirs(live)) ? live.chatId : null;
  }

  /** Null for everybody who is not named. */
  async #advisorOf({ from }: IncomingActivity): Promise<Advisor | null> {
    const id = from.aadObjectId?.toLowerCase();
    if (id === undefined || !this.parts.mayPickUp.has(id)) return null;
    const known = (await this.parts.store.advisors()).find((one) => one.id === `entra:${id}`);
    const name = from.name?.trim() || known?.name;
    if (name === undefined || (known !== undefined && !may(known.role, 'workCases'))) return null;
    return { id: `entra:${id}`, name, role: known?.role ?? 'advisor', presence: 'available', seenAt: '' };
  }

  /** How to write to them later. */
  async #remember(activity: IncomingActivity, advisor: Advisor | null): Promise<void> {
    const { store, channel } = this.parts;
    const address = addressOf(activity);
    const save = async (id: string, owner: string | null, to: object): Promise<void> => {
      const before = await store.channelChat(id);
      if (before !== null && !before.isDead && JSON.stringify(before.address) === JSON.stringify(to)) return;
      await store.saveChannelChat({ id, owner, address: to });
    };
    if (advisor !== null && isPersonal(activity)) await save(this.#chatOf(activity), advisor.id, address);
    // Any message of the tenant's from a team tells the way to the channel.
    if (channel !== null && activity.conversation.conversationType === 'channel')
      await save(TEAM_CHANNEL, null, { ...address, conversationId: channel });
  }

  async #press({ palsCase, reason }: CaseButton, advisor: Advisor): Promise<Partial<Activity> | null> {
    const { store, cards, desk } = this.parts;
    const { reference } = palsCase;
    const live = await this.#liveOf(advisor);
    if (palsCase.do === 'pickUp') return this.#pickUp(reference, advisor, live);
    if (live?.reference !== reference) return cards.notice('notYours');
    if (palsCase.do === 'close' && reason === undefined) return cards.notice('chooseReason');
    await this.#seen(advisor);
    const result = await desk.act({
      reference,
      move: palsCase.do,
      by: { kind: advisor.role === 'supervisor' ? 'supervisor' : 'advisor', who: advisor },
      seen: live.shownTo,
      ...(reason !== undefined && { reason }),
    });
    if (result.kind === 'refused') return this.#refused(result, advisor);
    // First what tells them that it is over; what they write then is their own question.
    await this.parts.follow();
    await store.endLiveCase(advisor.id);
    return null;
  }

  async #pickUp(reference: string, advisor: Advisor, live: LiveCase | null): Promise<Partial<Activity> | null> {
    const { store, desk, cards } = this.parts;
    // Pressed twice, or posted twice: it is theirs already.
    if (live?.reference === reference) return cards.notice('isYours', { reference });
    if (live !== null) return cards.notice('oneAtATime', { reference: live.reference });
    const chat = await store.channelChatOf(advisor.id);
    if (chat === null || chat.isDead) return cards.notice('openChatFirst');
    await this.#seen(advisor);
    // First: should the process end between the two, nothing is shown before the case is theirs.
    const begun = { advisorId: advisor.id, reference, chatId: chat.id, queuedTo: null, shownTo: 0, overAt: null };
    await store.saveLiveCase(begun);
    const result = await desk.act({ reference, move: 'pickUp', by: { kind: 'advisor', who: advisor } });
    // The card says so, and the summary comes.
    if (result.kind === 'done' || (await this.#isTheirs(begun))) return null;
    await store.endLiveCase(advisor.id);
    return this.#refused(result, advisor);
  }

  async #says(activity: IncomingActivity, advisor: Advisor, line: Line): Promise<boolean> {
    const { store, desk, cards, now } = this.parts;
    const live = await this.#liveOf(advisor);
    const isWritten = activity.type === 'message' && activity.value === undefined;
    if (live === null) {
      const over = (await store.liveCases()).find((one) => one.advisorId === advisor.id)?.overAt ?? null;
      const isLately = over !== null && now().getTime() - Date.parse(over) < LATELY_MS;
      if (!isWritten || !isLately) return false;
      // Meant for the person, in all likelihood: said once, so that nothing seems sent that was not.
      await store.endLiveCase(advisor.id);
      await line.send(cards.notice('notSent'));
      return true;
    }
    const { reference } = live;
    if (activity.type === 'typing') {
      await desk.typing(reference, advisor);
      return true;
    }
    if (activity.type === 'messageUpdate') {
      await line.send(cards.notice('edited'));
      return true;
    }
    if (!isWritten) return false;
    if (hasFiles(activity)) await line.send(cards.notice('noFiles'));
    if ((activity.text ?? '').trim() === '') return true;
    await this.#seen(advisor);
    try {
      const said = await desk.say({ reference, advisor, text: activity.text ?? '', clientId: clientIdOf(activity) });
      if (said.kind === 'refused') await line.send(this.#refused(said, advisor));
      else if (said.removed.length > 0)
        await line.send(cards.notice('wasRemoved', { kinds: this.parts.labels(said.removed).join(', ') }));
    } catch (error) {
      if (!(error instanceof AdvisorTextProblem)) {
        this.parts.log.warn({ reference, code: errorCode(error) }, 'what an advisor wrote in Teams was not kept');
        await line.send(cards.notice('notKept'));
        return true;
      }
      await line.send(cards.notice('tooLong'));
    }
    return true;
  }

  /** The case that they work here; null once it is somebody else's. */
  async #liveOf({ id }: Advisor): Promise<LiveCase | null> {
    const live = (await this.parts.store.liveCases()).find(({ advisorId }) => advisorId === id);
    return live !== undefined && live.overAt === null && (await this.#isTheirs(live)) ? live : null;
  }

  async #isTheirs({ reference, advisorId }: LiveCase): Promise<boolean> {
    const one = await this.parts.store.case(reference);
    return one !== null && isHeld(one.state) && one.holder?.id === advisorId;
  }

  /** They are there: PALS counts them, as it does whoever works at the desk. */
  async #seen({ id, name, role }: Advisor): Promise<void> {
    await this.parts.desk.saveAdvisor({ id, name, role, presence: 'available' });
  }

  #refused({ why, case: one }: Refused, advisor: Advisor): Partial<Activity> {
    return this.parts.cards.told(this.parts.refusal(why, one, advisor));
  }

  #chatOf({ channelId, conversation }: IncomingActivity): string {
    return conversationId(channelId, conversation.id);
  }
}

/** Teams gives a message that it posts again another id; its time and its words are the same. */
function clientIdOf({ id, timestamp, text }: IncomingActivity): string {
  if (!timestamp) return id ?? '';
  return createHash('sha256')
    .update(`${timestamp}\n${text ?? ''}`)
    .digest('base64url')
    .slice(0, 32);
}
