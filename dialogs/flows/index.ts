/**
 * The conversation of *How to seek a second opinion*: every flow, outcome and offer, with every target checked.
 * A mistyped target does not compile here, with the nearest right name in the message.
 */
import type { ConversationMap, Flow, Goal, Junction, Offer, Outcome, Question } from '../engine/flow';
import { family } from './family';
import { feedback } from './feedback';
import { goals } from './goals';
import { helpNow } from './helpNow';
import { offers } from './offers';
import { other } from './other';
import { outcomes } from './outcomes';
import { patient } from './patient';
import { safetyCheck } from './safetyCheck';
import { staff } from './staff';
import { under18OrCannotAgree } from './under18OrCannotAgree';
import { unhappy } from './unhappy';
import { welcome } from './welcome';

const flows = { welcome, patient, family, under18OrCannotAgree, staff, helpNow, unhappy, other, safetyCheck, feedback };

type KeysOf<T> = T extends unknown ? keyof T & string : never;
export type Flows = typeof flows;
export type Outcomes = typeof outcomes;
export type FlowId = keyof Flows;
export type QuestionId = KeysOf<Flows[FlowId]['questions']>;
export type OutcomeId = keyof Outcomes;
export type OfferId = keyof typeof offers;
type Target = QuestionId | OutcomeId | Junction;

interface Offering {
  readonly offers?: readonly OfferId[];
}
interface CheckedFlow extends Flow<Target> {
  readonly questions: Readonly<Record<string, Question<Target> & Offering>>;
}

export const secondOpinion: ConversationMap = {
  flows: flows satisfies Record<string, CheckedFlow>,
  outcomes: outcomes satisfies Record<string, Outcome<Target> & Offering>,
  offers: offers satisfies Record<string, Offer<Target>>,
  goals: {
    public: goals.public satisfies Record<string, Goal<Target>>,
    staff: goals.staff satisfies Record<string, Goal<Target>>,
  },
  safetyRoutes: {
    T0: 'emergency',
    T1: 'crisis',
    T2: 'deteriorating',
    T3: 'safeguarding',
    T4: 'urgentTreatment',
  } satisfies Record<string, Target>,
  staffSafetyRoutes: { T4: 'staffUrgent' } satisfies Record<string, Target>,
  checkQuestions: { T0: 'happeningNow', T2: 'inHospitalNow' } satisfies Record<string, Target>,
  starts: { public: 'who', staff: 'staffStart' } satisfies Record<string, Target>,
};
