/** Joins what advisors need in Teams: who may, what is sent, and what follows from the desk's feed. */
import type { OpeningHours } from '../../../handover/openingHours';
import type { Words } from '../../../locales/words';
import type { Store } from '../../../storage/port';
import type { MainSwitch } from '../../../turns/mainSwitch';
import type { CaseDesk } from '../../../turns/caseDesk';
import type { Transport } from '../../../turns/outbox';
import type { RunnerLog } from '../../../turns/runner';
import { CaseWords } from '../../desk/caseWords';
import { refusedOf } from '../../desk/context';
import type { FlowFacts } from '../../desk/flowFacts';
import type { LocalTime } from '../../desk/localTime';
import { Views } from '../../desk/views';
import type { LazyAdapter } from '../lazyAdapter';
import { addressSchema } from './address';
import { AdvisorChat } from './advisorChat';
import { CaseCards } from './caseCards';
import { ConnectorDoor } from './connectorDoor';
import { FollowCases } from './followCases';
import { TeamsTransport } from './teamsTransport';

export interface AdvisorsParts {
  readonly mainSwitch: MainSwitch;
  readonly store: Store;
  readonly desk: CaseDesk;
  readonly words: Words;
  readonly hours: OpeningHours;
  readonly time: LocalTime;
  readonly flows: FlowFacts;
  readonly adapter: LazyAdapter;
  readonly now: () => Date;
  readonly log: RunnerLog;
  /** Entra object ids of those who may pick up; empty: nobody. */
  readonly advisorIds: readonly string[];
  /** The channel's id; null: cases appear in none. */
  readonly channel: string | null;
  readonly showPressed: boolean;
  readonly link: (reference: string) => string | null;
  /** Something is due in the outbox. */
  readonly onQueued: () => void;
}

export interface Advisors {
  readonly transport: Transport;
  readonly chat: AdvisorChat;
  /** Queues what is new at the desk. Never rejects. */
  follow(): Promise<void>;
  /** Shows an advisor that the person is writing. Never rejects: it is gone in a moment. */
  typing(reference: string): Promise<void>;
}

export function createAdvisors(parts: AdvisorsParts): Advisors {
  const {
    store,
    desk,
    words,
    hours,
    time,
    flows,
    adapter,
    now,
    log,
    advisorIds,
    channel,
    showPressed,
    link,
    mainSwitch,
  } = parts;
  const caseWords = new CaseWords(words, flows);
  const views = new Views({ store, desk, words, caseWords, time, hours, mainSwitch, now });
  const cards = new CaseCards({ words, caseWords, time: (at) => ({ ...time.moment(at) }), link });
  const door = new ConnectorDoor(async (serviceUrl) => (await adapter()).connectorFor(serviceUrl));
  const following = new FollowCases({ store, now, log, hasChannel: channel !== null, onQueued: parts.onQueued });
  const follow = (): Promise<void> => following.follow();
  const chat = new AdvisorChat({
    ...{ store, desk, cards, channel, now, log, follow },
    mayPickUp: new Set(advisorIds.map((id) => id.toLowerCase())),
    refusal: (why, one, advisor) => views.refusal(refusedOf(why, one, { advisor }).code, one).error.message,
    labels: (kinds) => caseWords.labels(kinds).map(({ label }) => label),
  });
  return {
    chat,
    follow,
    transport: new TeamsTransport({ store, door, cards, words, showPressed, now, onGone: (id) => chat.gone(id) }),
    async typing(reference) {
      try {
        const found = await chat.liveChatOf(reference);
        const chatOf = found === null ? null : await store.channelChat(found);
        if (chatOf === null || chatOf.isDead) return;
        await door.send(addressSchema.parse(chatOf.address), { type: 'typing' });
      } catch {
        // Whoever writes goes on writing.
      }
    },
  };
}
