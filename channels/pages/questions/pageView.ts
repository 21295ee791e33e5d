/** What a page shows of a chat's log: the question or outcome that was open at a place of it, and what stands beside it. */
import type { AskCard, HandoverPanel, Part, Screen } from '../../../dialogs/engine/screen';
import { screenSchema } from '../../../dialogs/engine/screen';
import type { LoggedActivity } from '../../../storage/port';

export interface Message {
  readonly from: 'person' | 'advisor' | 'pals';
  readonly name: string;
  readonly text: string;
}

export interface PageView {
  /** The place of the log that it shows; 0 before a chat has begun. */
  readonly number: number;
  /** The chat has gone on since. */
  readonly isEarlier: boolean;
  /** The answer is still being made. */
  readonly isWorking: boolean;
  readonly screen: Screen;
  /** Cards that came with it. */
  readonly cards: readonly Screen[];
  /** Said before it: what was removed, what was not understood. */
  readonly notes: readonly Part[];
  /** Of them, what was said beside the open question. */
  readonly beside: readonly Part[];
  /** The safety text of an earlier page. */
  readonly pinned: Screen | null;
  /** With PALS, oldest first. */
  readonly messages: readonly Message[];
  readonly request: HandoverPanel | null;
  readonly askCard: AskCard | null;
  /** The answer that was given on this page before, as its action's JSON. */
  readonly chosen: string | null;
  readonly canGoBack: boolean;
}

/** An advisor is in the chat. */
export const LIVE = 'handoverLive';
const NOT_SAID_AGAIN = 'bot:whereYouWere';
const isNote = (part: Part): boolean =>
  part.kind === 'line' && /^(bot|handover|errors):/.test(part.line.id) && !part.line.id.startsWith('bot:pageVoice');
const isResumed = ({ parts }: Screen): boolean =>
  parts.some((part) => part.kind === 'line' && part.line.id === NOT_SAID_AGAIN);

/** Notes stand first, with the lists that belong to them. */
function splitNotes(parts: readonly Part[]): { readonly notes: readonly Part[]; readonly rest: readonly Part[] } {
  const end = parts.findIndex(
    (part, at) => !isNote(part) && (at === 0 || (part.kind !== 'list' && part.kind !== 'reference')),
  );
  const at = end < 0 ? parts.length : end;
  return { notes: parts.slice(0, at), rest: parts.slice(at) };
}

/** A reply with its screen, as the chat's owner may see it. */
interface Said {
  readonly activity: LoggedActivity;
  readonly screen: Screen;
}

function saidOf(log: readonly LoggedActivity[], reveal: (text: string) => string): Said[] {
  return log.flatMap((activity) => {
    if (activity.body.kind !== 'reply') return [];
    const json = reveal(activity.body.screenJson);
    const screen =
      json === activity.body.screenJson ? activity.body.reply.screen : screenSchema.parse(JSON.parse(json));
    return [{ activity, screen }];
  });
}

/** What was open: a notice leaves it open, and an outcome that is come back to is shown whole. */
function openScreen(said: readonly Said[], group: readonly Said[], last: Screen): Screen {
  const here = group.findLast(({ screen }) => screen.kind !== 'notice')?.screen;
  const whole = said.findLast(
    ({ screen }) => screen.kind !== 'notice' && screen.node === last.node && !isResumed(screen),
  )?.screen;
  if (here === undefined) return { ...(whole ?? last), ...waysOn(last) };
  if (!isResumed(here) || whole === undefined) return here;
  const { notes } = splitNotes(here.parts);
  const said_ = splitNotes(whole.parts).rest;
  return {
    ...here,
    parts: [...notes.filter((part) => part.kind !== 'line' || part.line.id !== NOT_SAID_AGAIN), ...said_],
  };
}

const waysOn = ({ answers, offers, pageActions, answered, handover }: Screen): Partial<Screen> => ({
  ...{ answers, offers, pageActions, answered },
  ...(handover !== undefined && { handover }),
});

const TOLD = /^handover:(status|closed|left|lateWords)/;

/** From the first sign of PALS: what was written both ways, and what happened to the request. */
export function messagesIn(log: readonly LoggedActivity[]): Message[] {
  const begin = log.findIndex(({ body }) => body.kind === 'advisor' || body.kind === 'status');
  if (begin < 0) return [];
  return log.slice(begin).flatMap(({ body }): Message[] => {
    switch (body.kind) {
      case 'advisor':
        return [{ from: 'advisor', name: body.advisor.name, text: body.text }];
      case 'message':
        return body.message.action === null && body.message.text !== ''
          ? [{ from: 'person', name: '', text: body.message.text }]
          : [];
      case 'reply':
        return body.reply.screen.parts.flatMap((part): Message[] =>
          part.kind === 'line' && TOLD.test(part.line.id) ? [{ from: 'pals', name: '', text: part.line.text }] : [],
        );
      default:
        return [];
    }
  });
}

/** Before a chat has begun. */
export function firstView(screens: readonly Screen[], cards: readonly Screen[] = []): PageView | null {
  const screen = screens.at(-1);
  if (screen === undefined) return null;
  return {
    ...{
      number: 0,
      isEarlier: false,
      isWorking: false,
      screen,
      cards,
      notes: [],
      beside: [],
      pinned: null,
      messages: [],
    },
    ...{ request: null, askCard: null, chosen: null, canGoBack: false },
  };
}

/** As it was at this place of the log; null where nothing had been said by then. `reveal` fills in the return code. */
export function viewAt(
  log: readonly LoggedActivity[],
  number: number,
  reveal: (text: string) => string,
): PageView | null {
  const before = log.filter(({ seq }) => seq <= number);
  const said = saidOf(before, reveal);
  const last = said.at(-1);
  if (last === undefined) return null;
  const group = said.slice(said.findLastIndex(({ activity }) => activity.replyTo !== last.activity.replyTo) + 1);
  const open = openScreen(said, group, last.screen);
  const isUrgent = open.pinned;
  const { notes, rest } = isUrgent ? { notes: [], rest: open.parts } : splitNotes(open.parts);
  const others = group.map(({ screen }) => screen).filter((screen) => screen !== open && screen.node !== open.node);
  const beside = group.flatMap(({ screen }) => (screen.kind === 'notice' ? screen.parts : []));
  const older = said.slice(0, said.length - group.length);
  const wrote = before.findLast(({ from }) => from === 'person');
  const answered = log.find(
    ({ seq, body }) => seq > number && body.kind === 'message' && body.message.action !== null,
  )?.body;
  const action = answered?.kind === 'message' ? answered.message.action : null;
  return {
    number: before.at(-1)?.seq ?? number,
    isEarlier: (log.at(-1)?.seq ?? 0) > number,
    isWorking:
      wrote !== undefined && wrote.body.kind === 'message' && wrote.seq > last.activity.seq && open.node !== LIVE,
    screen: { ...open, parts: [...rest] },
    cards: others.filter(({ pinned }) => pinned),
    notes: [...beside, ...notes],
    beside,
    pinned: isUrgent ? null : (older.findLast(({ screen }) => screen.pinned)?.screen ?? null),
    messages: messagesIn(before),
    request: last.screen.handover ?? open.handover ?? null,
    askCard: open.askCard ?? null,
    chosen: action !== null && 'answer' in action && action.at === open.node ? JSON.stringify(action) : null,
    canGoBack: before.some(({ from }) => from === 'person'),
  };
}
