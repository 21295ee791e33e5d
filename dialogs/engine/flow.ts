/**
 * The vocabulary in which a subject's questions are written. Plain data: nothing here knows Bot Framework,
 * words, or how a question looks. Words are found by id in `locales/<language>/`.
 */

/** A page unit, `S01` to `S24`, whose text is in `locales/<language>/page.json`. */
export type UnitId = `S${number}`;
/** A signposting item, such as `E-999`, whose text is in `locales/<language>/signposting.json`. */
export type SignpostId = `E-${string}`;
export const TIERS = ['T0', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7'] as const;
/** Urgency: T0 is an emergency now, T7 is routine. */
export type Tier = (typeof TIERS)[number];

export const FLAGS = ['waiting', 'inHospital', 'staff'] as const;
/** What an answer has told us and later nodes depend on. */
export type Flag = (typeof FLAGS)[number];
/** With this flag set, go to the named place instead. */
export type SkipWhen<Target extends string = string> = { readonly [F in Flag]?: Target };

/** Places that are not nodes: back to what was left, ask for a person, finish. */
export type Junction = 'resume' | 'handover' | 'end';

export interface Answer<Target extends string = string> {
  readonly next: Target;
  /** Where `resume` leads when nothing was left open. */
  readonly then?: Target;
  readonly sets?: readonly Flag[];
  readonly clears?: readonly Flag[];
  readonly skipWhen?: SkipWhen<Target>;
}

export interface Question<Target extends string = string> {
  /** Answer id to where it leads, in the order in which they are shown; at most six. */
  readonly answers: Readonly<Record<string, Answer<Target>>>;
  /** Page units said with the question. */
  readonly says?: readonly UnitId[];
  readonly signposting?: readonly SignpostId[];
  readonly offers?: readonly string[];
  readonly skipWhen?: SkipWhen<Target>;
  /** It says sorry itself: an outcome that follows at once leaves its `apology` out. */
  readonly apologises?: true;
  /** The answer is kept as a rating of the answer that was left, not as one of the person's answers. */
  readonly isRating?: true;
}

export interface Flow<Target extends string = string> {
  /** Who is spoken to; `any` keeps the voice that the person has. */
  readonly audience: 'any' | 'patient' | 'family' | 'under18OrCannotAgree' | 'staff';
  readonly start: string;
  /** It pauses the flow that the person is in, and gives it back with `resume`. */
  readonly interrupts?: true;
  readonly sets?: readonly Flag[];
  /** Safety questions: nobody is led past one that was not answered. */
  readonly safety?: readonly string[];
  readonly questions: Readonly<Record<string, Question<Target>>>;
}

export type OutcomePart = 'lines' | 'says' | 'signposting';

/** What an outcome says. With a flag of `when` set, the keys given there take the place of the outcome's own. */
interface OutcomeWords<Target extends string> {
  /** Ids of the outcome's own lines, in order. */
  readonly lines?: readonly string[];
  readonly says?: readonly UnitId[];
  readonly signposting?: readonly SignpostId[];
  /** Where "Carry on" leads, by the flow that the person is in. */
  readonly next?: Readonly<Record<string, Target>>;
}

export interface Outcome<Target extends string = string> extends OutcomeWords<Target> {
  readonly tier: Tier;
  /** The tier counts only once the person asks for PALS. */
  readonly alert?: 'whenAsked';
  /** An advisor is in the chat, and the assistant is silent. */
  readonly isLive?: true;
  /** The safety text stays in view until the person dismisses it. */
  readonly pinned?: true;
  /** Default: lines, says, signposting. */
  readonly order?: readonly OutcomePart[];
  readonly next: Readonly<Record<string, Target>>;
  readonly offers?: readonly string[];
  readonly when?: { readonly [F in Flag]?: OutcomeWords<Target> };
  readonly skipWhen?: SkipWhen<Target>;
  /** Said only when the Trust profile switches it on. */
  readonly offByDefault?: readonly SignpostId[];
  /** The line that is left out when the question before has just said sorry. */
  readonly apology?: string;
  /** For the advisor's card only; never said to the person. */
  readonly forAdvisor?: readonly SignpostId[];
  /** Who comes here is not asked anything more: no way leads back to the questions but "Go back". */
  readonly asksNoMore?: true;
  /** A page to show at a reception desk or on a ward: to whom, and the page's points put as questions. */
  readonly askCard?: { readonly to: 'team' | 'gp' | 'ward'; readonly asks: readonly UnitId[] };
}

export interface Offer<Target extends string = string> {
  /** By flow where it differs; shown only where it leads somewhere. */
  readonly next?: Target | Readonly<Record<string, Target>>;
  readonly skipWhen?: SkipWhen<Target>;
  /** Done by the page itself; other channels leave it out. */
  readonly onPage?: 'print' | 'exitPage';
}

/** Where a question in one's own words leads. */
export interface Goal<Target extends string = string> {
  readonly to: Target;
  /** Elsewhere for people in these flows; null: the open question comes first. */
  readonly inFlow?: Readonly<Record<string, Target | null>>;
  readonly skipWhen?: SkipWhen<Target>;
  /** Offered as a button by this word of `locales/`, where it is no outcome with a title. */
  readonly label?: string;
}

type Extra = Omit<Answer, 'next'>;
/** Where an answer leads. */
export function to<const T extends string>(next: T): { readonly next: T };
export function to<const T extends string, const E extends Extra>(next: T, extra: E): { readonly next: T } & E;
export function to(next: string, extra?: Extra): Answer {
  return { next, ...extra };
}

/** Keeps the literal ids, so that `flows/index.ts` can check every target. */
export const flow = <const F extends Flow>(data: F): F => data;
export const outcome = <const O extends Outcome>(data: O): O => data;
export const offer = <const O extends Offer>(data: O): O => data;
export const goal = <const G extends Goal>(data: G): G => data;

/** The whole conversation: what the engine, the proof and the pictures read. */
export interface ConversationMap {
  readonly flows: Readonly<Record<string, Flow>>;
  readonly outcomes: Readonly<Record<string, Outcome>>;
  readonly offers: Readonly<Record<string, Offer>>;
  /** Where a message found by the safety scan leads, and where that differs for staff. */
  readonly safetyRoutes: Readonly<Record<'T0' | 'T1' | 'T2' | 'T3' | 'T4', string>>;
  readonly staffSafetyRoutes: Readonly<Record<'T4', string>>;
  readonly checkQuestions: Readonly<Record<'T0' | 'T2', string>>;
  /** What may be asked in one's own words, by audience. None of T0 to T4: those are the safety scan's. */
  readonly goals: Readonly<Record<'public' | 'staff', Readonly<Record<string, Goal>>>>;
  /** Where a conversation starts, by audience. */
  readonly starts: { readonly public: string; readonly staff: string };
}
