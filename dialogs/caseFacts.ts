/** What a conversation tells the desk: chosen answers and what was found, as ids. */
import type { CaseFacts } from '../handover/case';
import type { Catalogue } from './engine/catalogue';
import type { Tier } from './engine/flow';
import { answersOf, type Journey } from './engine/journey';
import { higher } from './tiers';

/** Those of a request that stands are kept where the journey does not know them: when and where it was asked, and why. */
type Standing = Pick<CaseFacts, 'reference' | 'idempotencyKey' | 'locale' | 'raisedAt' | 'reasons'>;

export function factsOf(catalogue: Catalogue, journey: Journey, standing: Standing, tier: Tier): CaseFacts {
  const answers = answersOf(journey);
  const { starts } = catalogue.map;
  const { reference, idempotencyKey, locale, raisedAt } = standing;
  return {
    skill: 'PALS',
    reference,
    idempotencyKey,
    tier,
    reasons: [...new Set([...standing.reasons, ...journey.reasons])],
    voice: journey.voice ?? 'patient',
    flags: journey.flags,
    answers,
    outcome: journey.outcome,
    outcomeAfter: journey.outcomeAfter,
    voiceFrom: answers.some(({ question }) => question === starts.public) ? starts.public : null,
    unitsSaid: journey.unitsSaid,
    maskedKinds: journey.maskedKinds,
    locale,
    raisedAt,
  };
}

/** Those of a request that stands, with what the person has told since. Nothing is forgotten by starting again. */
export function broughtUpToDate(catalogue: Catalogue, journey: Journey, facts: CaseFacts, isAsked: boolean): CaseFacts {
  const known = isAsked ? higher(journey.tier, journey.tierIfAsked) : journey.tier;
  const now = factsOf(catalogue, journey, facts, higher(facts.tier, known));
  const { answers, outcome, outcomeAfter, voice, voiceFrom, flags, unitsSaid } = facts;
  return now.answers.length > 0 ? now : { ...now, answers, outcome, outcomeAfter, voice, voiceFrom, flags, unitsSaid };
}
