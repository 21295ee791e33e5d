/** What comes from the server, checked: a small twin of `dialogs/engine/screen.ts`, since zod is too heavy here. */
import type { Action, Screen } from '../../dialogs/engine/screen';
import * as is from './guard';

const line = is.object({ id: is.string, text: is.string, unit: is.optional(is.string) });
const contact = is.object({
  id: is.string,
  label: is.string,
  href: is.matching(/^(tel:|sms:|mailto:|https:)/),
});
export const partOf = is.either(
  is.object({ kind: is.oneOf('line'), line }),
  is.object({ kind: is.oneOf('heading'), line }),
  is.object({ kind: is.oneOf('steps'), items: is.array(line) }),
  is.object({ kind: is.oneOf('list'), items: is.array(line) }),
  is.object({
    kind: is.oneOf('signpost'),
    id: is.string,
    title: is.optional(line),
    lines: is.array(line),
    items: is.array(line),
    contacts: is.array(contact),
  }),
  is.object({ kind: is.oneOf('reference'), label: line, reference: is.string }),
);
const action = is.either(
  is.only({ at: is.string, answer: is.string }),
  is.only({ at: is.string, offer: is.string }),
  is.only({ at: is.string, carryOn: is.oneOf(true) }),
  is.only({ at: is.string, goal: is.string }),
  is.only({
    bar: is.oneOf('helpNow', 'talkToPals', 'unhappy', 'goBack', 'startAgain', 'repeat', 'language', 'showSteps'),
  }),
  is.only({ change: is.string }),
  is.only({ handover: is.oneOf('leave') }),
  is.only({ handover: is.oneOf('wish') }),
  is.only({
    handover: is.oneOf('needs'),
    needs: is.array(is.string),
    language: is.nullable(is.string),
  }),
  is.only({ handover: is.oneOf('takeOut'), line: is.string, out: is.boolean }),
  is.only({ handover: is.oneOf('how'), how: is.oneOf('wait', 'phone', 'leave') }),
);
const option = is.object({ id: is.string, label: is.string, chosen: is.boolean });
const handover = is.object({
  reference: is.string,
  returnCode: is.string,
  live: is.boolean,
  lines: is.array(
    is.object({
      id: is.string,
      label: is.string,
      value: is.string,
      out: is.boolean,
      fixed: is.nullable(is.oneOf('stays', 'goesWith')),
    }),
  ),
  wish: is.string,
  needs: is.array(option),
  languages: is.array(option),
  how: is.array(option),
});
const choice = is.object({ id: is.string, label: is.string, action });
const screen = is.object({
  node: is.string,
  kind: is.oneOf('question', 'outcome', 'notice'),
  tier: is.oneOf('T0', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7'),
  pinned: is.boolean,
  title: is.optional(line),
  parts: is.array(partOf),
  ask: is.optional(line),
  answers: is.array(choice),
  offers: is.array(choice),
  pageActions: is.array(is.object({ id: is.oneOf('print', 'exitPage'), label: is.string })),
  askCard: is.optional(
    is.object({
      to: is.oneOf('team', 'gp', 'ward'),
      title: line,
      intro: is.array(line),
      questions: is.array(line),
      footer: is.array(line),
    }),
  ),
  handover: is.optional(handover),
  answered: is.array(is.object({ question: is.string, ask: is.string, label: is.string })),
  flags: is.array(is.oneOf('waiting', 'inHospital', 'staff')),
});

const activity = is.object({
  id: is.string,
  type: is.string,
  name: is.optional(is.nullable(is.string)),
  replyToId: is.optional(is.string),
  text: is.optional(is.nullable(is.string)),
  value: is.optional(is.anything),
  from: is.object({
    id: is.optional(is.string),
    role: is.optional(is.string),
    name: is.optional(is.string),
  }),
  channelData: is.optional(
    is.object({
      clientActivityID: is.optional(is.string),
      pals: is.optional(is.anything),
      palsAdvisor: is.optional(is.object({ name: is.string })),
      palsEnteredBy: is.optional(is.object({ name: is.string })),
    }),
  ),
});

/** Bot Framework's `handoff.status`, as far as the page looks at it. */
const handoffStatus = is.object({ what: is.string, advisor: is.nullable(is.string) });

const activitySet = is.object({ activities: is.array(is.anything) });

const conversation = is.object({
  conversationId: is.string,
  token: is.string,
  expires_in: is.optional(is.number),
  streamUrl: is.optional(is.string),
});

const posted = is.object({ id: is.string });

const problem = is.object({
  error: is.object({ code: is.string }),
  pals: is.optional(is.object({ screens: is.array(is.anything) })),
});

/** The twins are twins both ways: here what the server can send, below (`parseScreen`, `parseAction`) what the page relies on. */
export type SentScreen = is.TakesAll<Screen, is.Guarded<typeof screen>>;
export type SentAction = is.TakesAll<Action, is.Guarded<typeof action>>;

export type WireActivity = is.Guarded<typeof activity>;
export type WireConversation = is.Guarded<typeof conversation>;

export const parseStatus = ({ type, name, value }: WireActivity) =>
  type === 'event' && name === 'handoff.status' ? is.read(handoffStatus, value) : null;
export const parseAction = (value: unknown): Action | null => is.read(action, value);
/** Null for a screen that this script is too old to know: its text is then shown instead. */
export const parseScreen = (value: unknown): Screen | null => is.read(screen, value);
/** What cannot be read is left out, so that it does not hold up what comes after it. */
export const parseActivitySet = (value: unknown): readonly WireActivity[] | null =>
  is
    .read(activitySet, value)
    ?.activities.map((one) => is.read(activity, one))
    .filter((one) => one !== null) ?? null;
export const parseConversation = (value: unknown) => is.read(conversation, value);
export const parsePosted = (value: unknown) => is.read(posted, value);
/** The code and the screens of an error body. */
export const parseProblem = (value: unknown): { code: string; screens: readonly Screen[] } => {
  const found = is.read(problem, value);
  if (found === null) return { code: 'unknown', screens: [] };
  const screens = (found.pals?.screens ?? []).map(parseScreen).filter((screen) => screen !== null);
  return { code: found.error.code, screens };
};
