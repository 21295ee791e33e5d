/**
 * The safety scan of the server: the rules, and beside them the model, which only adds what is possible or slight and never
 * makes anything certain or silent. A browser has the rules alone: nothing of the page imports this file.
 */
import thresholds from './en/modelThresholds.json';
import type { Scorer } from './model/model';
import { trained } from './model/trained';
import { readMood } from './mood';
import { type Reading, readingOf, type Said } from './reading';
import { hitsOf, verdictOf, type Hit } from './scan';
import { SAFETY_TIERS, type SafetyTier, type SafetyVerdict } from './types';

interface Threshold {
  readonly least: number;
  readonly leastOfFewWords: number;
}
/** Where a card would follow, what is less likely is `slight`: one line, and an offer. */
const levels: Readonly<Record<SafetyTier, Threshold & { readonly slight?: Threshold }>> = thresholds.tiers;

/** In so few different words the pieces of a single one can decide: the model has to be surer. */
const FEW_WORDS = 3;

function addedByModel(reading: Reading, hits: readonly Hit[], scores: Scorer): readonly Hit[] {
  const known = new Set(hits.flatMap(({ rule, certainty }) => (certainty === 'slight' ? [] : [rule.tier])));
  const findings = new Map(scores(reading).map((finding) => [finding.id, finding]));
  const isShort = new Set(reading.words.map(({ word }) => word)).size <= FEW_WORDS;
  const scoreOf = (tier: SafetyTier): number => findings.get(tier)?.score ?? 0;
  const reaches = (tier: SafetyTier, { least, leastOfFewWords }: Threshold): boolean =>
    scoreOf(tier) >= (isShort ? leastOfFewWords : least);
  const added = (tier: SafetyTier): Hit['certainty'] | null => {
    const { slight, ...sure } = levels[tier];
    return reaches(tier, sure) ? 'possible' : slight !== undefined && reaches(tier, slight) ? 'slight' : null;
  };
  // The crisis card has 999 in it; "Is this happening now?" has no help in a crisis, and "No" would end it there.
  const isCrisisRather = known.has('T1') || (added('T1') === 'possible' && scoreOf('T1') >= scoreOf('T0'));
  // Somebody who was in hospital, and may be dying at home, is not told to press the call bell.
  const outranks = (tier: SafetyTier): boolean => tier === 'T0' && scoreOf(tier) >= thresholds.emergencyOutranks;
  // Whoever writes of a death is not asked where the person is now.
  const isTooLate = readMood(reading).unhappy.includes('bereavement');
  return SAFETY_TIERS.flatMap((tier) => {
    const certainty = added(tier);
    const found = findings.get(tier);
    if (certainty === null || found === undefined || (known.has(tier) && !outranks(tier))) return [];
    if ((tier === 'T0' && isCrisisRather) || (isTooLate && tier > 'T1')) return [];
    return [{ rule: { id: `model.${tier}`, tier }, certainty, outranks: outranks(tier), at: found.at, end: found.end }];
  });
}

/**
 * What the rules find, and after it what the model adds of other tiers.
 * @param scores of another model than that of this language: for measuring.
 */
export function safetyHitsOf(said: Said, scores: Scorer = trained): readonly Hit[] {
  const reading = readingOf(said);
  const hits = hitsOf(reading);
  // A certain card is shown at once: nothing that is possible would change it.
  return hits.some(({ rule, certainty }) => certainty === 'certain' && rule.tier === 'T0')
    ? hits
    : [...hits, ...addedByModel(reading, hits, scores)];
}

/** @param said as it was written, unmasked. */
export const scan = (said: Said): SafetyVerdict => verdictOf(safetyHitsOf(said));
