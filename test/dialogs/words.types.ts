/** A missing English word does not compile: `npm run typecheck` reads this, and nothing runs it. */
import family from '../../locales/en/family.json';
import feedback from '../../locales/en/feedback.json';
import helpNow from '../../locales/en/helpNow.json';
import offers from '../../locales/en/offers.json';
import other from '../../locales/en/other.json';
import outcomes from '../../locales/en/outcomes.json';
import patient from '../../locales/en/patient.json';
import safetyCheck from '../../locales/en/safetyCheck.json';
import staff from '../../locales/en/staff.json';
import under18OrCannotAgree from '../../locales/en/under18OrCannotAgree.json';
import unhappy from '../../locales/en/unhappy.json';
import welcome from '../../locales/en/welcome.json';
import type { FlowId, Flows, OfferId, Outcomes } from '../../dialogs/flows';

type WordsOfFlow<F extends { questions: Record<string, { answers: Record<string, unknown> }> }> = {
  readonly [Q in keyof F['questions']]: {
    readonly ask: string;
    readonly answers: { readonly [A in keyof F['questions'][Q]['answers']]: string };
  };
};
type LinesOf<O> = O extends { lines: readonly (infer Line extends string)[] } ? Line : never;
type WordsOfOutcomes = { readonly [O in keyof Outcomes]: { readonly [L in 'title' | LinesOf<Outcomes[O]>]: string } };

const flows = { welcome, patient, family, under18OrCannotAgree, staff, helpNow, unhappy, other, safetyCheck, feedback };
flows satisfies { readonly [F in FlowId]: WordsOfFlow<Flows[F]> };
outcomes satisfies WordsOfOutcomes;
offers satisfies Record<OfferId, string>;

const lacksAnAnswer = { whatWouldHelp: { ...unhappy.whatWouldHelp, answers: { person: 'Talk to PALS' } } };
// @ts-expect-error three answers have no words
lacksAnAnswer satisfies WordsOfFlow<Flows['unhappy']>;
