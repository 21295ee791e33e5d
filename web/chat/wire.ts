/** What comes from the server, checked: a small twin of `dialogs/engine/screen.ts`, since zod itself is too heavy here. */
import * as z from 'zod/mini';
import type { Action, Screen } from '../../dialogs/engine/screen';

// Compiled checks would need `unsafe-eval` in the content security policy.
z.config({ jitless: true });

const line = z.object({ id: z.string(), text: z.string(), unit: z.optional(z.string()) });
const contact = z.object({
  id: z.string(),
  label: z.string(),
  href: z.string().check(z.regex(/^(tel:|sms:|mailto:|https:)/)),
});
export const partOf = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('line'), line }),
  z.object({ kind: z.literal('heading'), line }),
  z.object({ kind: z.literal('steps'), items: z.array(line) }),
  z.object({ kind: z.literal('list'), items: z.array(line) }),
  z.object({
    kind: z.literal('signpost'),
    id: z.string(),
    title: z.optional(line),
    lines: z.array(line),
    items: z.array(line),
    contacts: z.array(contact),
  }),
  z.object({ kind: z.literal('reference'), label: line, reference: z.string() }),
]);
const action = z.union([
  z.strictObject({ at: z.string(), answer: z.string() }),
  z.strictObject({ at: z.string(), offer: z.string() }),
  z.strictObject({ at: z.string(), carryOn: z.literal(true) }),
  z.strictObject({
    bar: z.enum(['helpNow', 'talkToPals', 'unhappy', 'goBack', 'startAgain', 'repeat', 'language', 'showSteps']),
  }),
  z.strictObject({ change: z.string() }),
  z.strictObject({ handover: z.literal('leave') }),
  z.strictObject({ handover: z.literal('wish') }),
  z.strictObject({
    handover: z.literal('needs'),
    needs: z.array(z.string()),
    language: z.nullable(z.string()),
  }),
  z.strictObject({ handover: z.literal('takeOut'), line: z.string(), out: z.boolean() }),
  z.strictObject({ handover: z.literal('how'), how: z.enum(['wait', 'phone', 'leave']) }),
]);
const option = z.object({ id: z.string(), label: z.string(), chosen: z.boolean() });
const handover = z.object({
  reference: z.string(),
  returnCode: z.string(),
  live: z.boolean(),
  lines: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      value: z.string(),
      out: z.boolean(),
      fixed: z._default(z.nullable(z.enum(['stays', 'goesWith'])), null),
    }),
  ),
  wish: z.string(),
  needs: z.array(option),
  languages: z.array(option),
  how: z.array(option),
});
const choice = z.object({ id: z.string(), label: z.string(), action });
const screen = z.object({
  node: z.string(),
  kind: z.enum(['question', 'outcome', 'notice']),
  tier: z.enum(['T0', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7']),
  pinned: z.boolean(),
  title: z.optional(line),
  parts: z.array(partOf),
  ask: z.optional(line),
  answers: z.array(choice),
  offers: z.array(choice),
  pageActions: z.array(z.object({ id: z.enum(['print', 'exitPage']), label: z.string() })),
  askCard: z.optional(
    z.object({
      to: z.enum(['team', 'gp', 'ward']),
      title: line,
      intro: z.array(line),
      questions: z.array(line),
      footer: z.array(line),
    }),
  ),
  handover: z.optional(handover),
  answered: z.array(z.object({ question: z.string(), ask: z.string(), label: z.string() })),
  flags: z.array(z.enum(['waiting', 'inHospital', 'staff'])),
});

const activity = z.object({
  id: z.string(),
  type: z.string(),
  name: z.optional(z.nullable(z.string())),
  replyToId: z.optional(z.string()),
  text: z.optional(z.nullable(z.string())),
  value: z.optional(z.unknown()),
  from: z.object({
    id: z.optional(z.string()),
    role: z.optional(z.string()),
    name: z.optional(z.string()),
  }),
  channelData: z.optional(
    z.object({
      clientActivityID: z.optional(z.string()),
      pals: z.optional(z.unknown()),
      palsAdvisor: z.optional(z.object({ name: z.string() })),
      palsEnteredBy: z.optional(z.object({ name: z.string() })),
    }),
  ),
});

/** Bot Framework's `handoff.status`, as far as the page looks at it. */
const handoffStatus = z.object({ what: z.string(), advisor: z.nullable(z.string()) });

const activitySet = z.object({ activities: z.array(z.unknown()) });

const conversation = z.object({
  conversationId: z.string(),
  token: z.string(),
  expires_in: z.optional(z.number()),
  streamUrl: z.optional(z.string()),
});

const posted = z.object({ id: z.string() });

const problem = z.object({
  error: z.object({ code: z.string() }),
  pals: z.optional(z.object({ screens: z.array(z.unknown()) })),
});

export type WireActivity = z.infer<typeof activity>;
export type WireConversation = z.infer<typeof conversation>;

const read = <S extends z.ZodMiniType>(schema: S, value: unknown): z.output<S> | null => {
  const result = schema.safeParse(value);
  return result.success ? result.data : null;
};

export const parseStatus = ({ type, name, value }: WireActivity) =>
  type === 'event' && name === 'handoff.status' ? read(handoffStatus, value) : null;
export const parseAction = (value: unknown): Action | null => read(action, value);
/** Null for a screen that this script is too old to know: its text is then shown instead. */
export const parseScreen = (value: unknown): Screen | null => read(screen, value);
/** What cannot be read is left out, so that it does not hold up what comes after it. */
export const parseActivitySet = (value: unknown): readonly WireActivity[] | null =>
  read(activitySet, value)
    ?.activities.map((one) => read(activity, one))
    .filter((one) => one !== null) ?? null;
export const parseConversation = (value: unknown) => read(conversation, value);
export const parsePosted = (value: unknown) => read(posted, value);
/** The code and the screens of an error body. */
export const parseProblem = (value: unknown): { code: string; screens: readonly Screen[] } => {
  const found = read(problem, value);
  if (found === null) return { code: 'unknown', screens: [] };
  const screens = (found.pals?.screens ?? []).map(parseScreen).filter((screen) => screen !== null);
  return { code: found.error.code, screens };
};
