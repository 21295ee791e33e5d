/**
 * What is said, as the channels get it: every line with its id, nothing about looks. It travels as
 * `channelData.pals` of an outgoing activity, whose `text` holds the same lines for a client that shows only text.
 */
import { z } from 'zod';
import { FLAGS, TIERS } from './flow';

/** One line; `id` is its key in `locales/` (such as `outcomes:askTeam.title`), `unit` the page unit behind it. */
export const lineSchema = z.object({ id: z.string(), text: z.string(), unit: z.string().optional() });
export type Line = z.infer<typeof lineSchema>;

/** A phone number or an address to go to; `href` is `tel:`, `sms:`, `mailto:` or `https:`. */
export const contactSchema = z.object({
  id: z.string(),
  label: z.string(),
  href: z.string().regex(/^(tel:|sms:|mailto:|https:)/),
});

export const partSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('line'), line: lineSchema }),
  z.object({ kind: z.literal('heading'), line: lineSchema }),
  z.object({ kind: z.literal('steps'), items: z.array(lineSchema) }),
  z.object({ kind: z.literal('list'), items: z.array(lineSchema) }),
  z.object({
    kind: z.literal('signpost'),
    id: z.string(),
    title: lineSchema.optional(),
    lines: z.array(lineSchema),
    items: z.array(lineSchema),
    contacts: z.array(contactSchema),
  }),
  /** The chat reference of a case, such as SO-7K4P-2MXQ. */
  z.object({ kind: z.literal('reference'), label: lineSchema, reference: z.string() }),
]);
export type Part = z.infer<typeof partSchema>;

/**
 * What a button sends as the activity's `value`. `at` is the node that showed it, so that an old button is seen to be
 * old. `bar` actions are always in reach and carry no `at`.
 */
export const actionSchema = z.union([
  z.object({ at: z.string().max(64), answer: z.string().max(64) }).strict(),
  z.object({ at: z.string().max(64), offer: z.string().max(64) }).strict(),
  z.object({ at: z.string().max(64), carryOn: z.literal(true) }).strict(),
  /** Where a question in the person's own words may have been meant to lead. */
  z.object({ at: z.string().max(64), goal: z.string().max(64) }).strict(),
  z
    .object({
      bar: z.enum(['helpNow', 'talkToPals', 'unhappy', 'goBack', 'startAgain', 'repeat', 'language', 'showSteps']),
    })
    .strict(),
  /** What the person does with their request for PALS. `wish`: the words are the message's text. */
  z.object({ handover: z.literal('leave') }).strict(),
  z.object({ handover: z.literal('wish') }).strict(),
  z
    .object({
      handover: z.literal('needs'),
      needs: z.array(z.string().max(32)).max(20),
      language: z.string().max(16).nullable(),
    })
    .strict(),
  z.object({ handover: z.literal('takeOut'), line: z.string().max(64), out: z.boolean() }).strict(),
  z.object({ handover: z.literal('how'), how: z.enum(['wait', 'phone', 'leave']) }).strict(),
  /** Answer an earlier question again; later answers that still hold are kept. */
  z.object({ change: z.string().max(64) }).strict(),
]);
export type Action = z.infer<typeof actionSchema>;

export const choiceSchema = z.object({ id: z.string(), label: z.string(), action: actionSchema });
export type Choice = z.infer<typeof choiceSchema>;

const optionSchema = z.object({ id: z.string(), label: z.string(), chosen: z.boolean() });
/** The person's own view of their request for PALS: exactly what the advisor gets, and what they can change. */
export const handoverPanelSchema = z.object({
  reference: z.string(),
  /** Typed on another device it finds this chat again: the reference and a secret, which is hidden in what is stored. */
  returnCode: z.string(),
  /** An advisor is in the chat. */
  live: z.boolean(),
  lines: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      value: z.string(),
      out: z.boolean(),
      /** `stays`: PALS always gets it. `goesWith`: it is out because of another line. Null: the person chooses. */
      fixed: z.enum(['stays', 'goesWith']).nullable().default(null),
    }),
  ),
  wish: z.string(),
  needs: z.array(optionSchema),
  languages: z.array(optionSchema),
  how: z.array(optionSchema),
});
export type HandoverPanel = z.infer<typeof handoverPanelSchema>;

/** One page to show at a reception desk or on a ward: what the person asks for, and points put as questions. */
export const askCardSchema = z.object({
  to: z.enum(['team', 'gp', 'ward']),
  title: lineSchema,
  intro: z.array(lineSchema),
  questions: z.array(lineSchema),
  footer: z.array(lineSchema),
});
export type AskCard = z.infer<typeof askCardSchema>;

export const screenSchema = z.object({
  /** The id of the question or outcome that is open after this; for a notice, the node it stands beside. */
  node: z.string(),
  kind: z.enum(['question', 'outcome', 'notice']),
  tier: z.enum(TIERS),
  /** The safety text that stays in view (T0 to T3). */
  pinned: z.boolean(),
  title: lineSchema.optional(),
  parts: z.array(partSchema),
  /** The question itself, said last. */
  ask: lineSchema.optional(),
  /** Full-width buttons: a question's answers, or an outcome's way on. */
  answers: z.array(choiceSchema),
  /** Quieter ways on, below the answers. */
  offers: z.array(choiceSchema),
  /** Actions that only a page can do. */
  pageActions: z.array(z.object({ id: z.enum(['print', 'exitPage']), label: z.string() })),
  askCard: askCardSchema.optional(),
  /** While a request for PALS stands. */
  handover: handoverPanelSchema.optional(),
  /** The person's answers so far, for the summary and to change one; chosen answers only, never typed text. */
  answered: z.array(z.object({ question: z.string(), ask: z.string(), label: z.string() })),
  flags: z.array(z.enum(FLAGS)),
});
export type Screen = z.infer<typeof screenSchema>;

/** What a page shows by itself, in one voice: screens by tier when the safety scan finds something, and others. */
export interface PageSafety {
  /** Questions that are put in this voice. */
  readonly nodes: readonly string[];
  readonly cards: Readonly<Record<string, Screen>>;
  /** Where it is possible and not certain. */
  readonly checks: Readonly<Record<string, Screen>>;
  /** By what is pressed: a word of the bar (`helpNow`), or `question.answer`. */
  readonly pressed: Readonly<Record<string, Screen>>;
  /** What is said when personal information has been removed; `{kinds}` stands for its kinds, by their words here. */
  readonly removed: { readonly parts: readonly Part[]; readonly kinds: Readonly<Record<string, string>> };
}

/** On paper: "go to 7". Of several, the first whose condition holds counts. */
export interface LeafletTarget {
  /** What must be true of the reader, such as `inHospital`; null always holds. */
  readonly when: string | null;
  /** Null: back to the question that one came from. */
  readonly number: number | null;
}
export interface LeafletWay {
  readonly label: string;
  readonly targets: readonly LeafletTarget[];
  /** Read the first, then go on here. */
  readonly then: number | null;
}
export interface LeafletEntry {
  readonly number: number;
  readonly node: string;
  /** As it stands for most. */
  readonly screen: Screen;
  /** Other words for those of whom this is true. */
  readonly otherwise: readonly { readonly when: string; readonly parts: readonly Part[] }[];
  /** Who does not stay here. */
  readonly instead: readonly LeafletTarget[];
  readonly ways: readonly LeafletWay[];
}
/** All questions and outcomes on one page, by flow; `outcomes` comes last. */
export interface Leaflet {
  readonly sections: readonly { readonly id: string; readonly entries: readonly LeafletEntry[] }[];
  /** Where the way to PALS is. */
  readonly pals: number;
}
