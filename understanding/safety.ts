/**
 * The safety scan of the server: the rules, and beside them the model, which only adds what is possible and never makes
 * anything certain or silent. A browser has the rules alone: nothing of the page imports this file.
 */
import thresholds from './en/modelThresholds.json';
import type { Finding } from './model/model';
import { trained } from './model/trained';
import { readMood } from './mood';
import { type Reading, readingOf, type Said } from './reading';
import { hitsOf, verdictOf, type Hit } from './scan';
import { SAFETY_TIERS, type SafetyTier, type SafetyVerdict } from './types';

/** In so few different words the pieces of a single one can decide: the model has to be surer. */
const FEW_WORDS = 3;

function addedByModel(reading: Reading, hits: readonly Hit[]): readonly Hit[] {
  const known = new Set(hits.map(({ rule }) => rule.tier));
  const findings = new Map(trained(reading).map((finding) => [finding.id, finding]));
  const isShort = new Set(reading.words.map(({ word }) => word)).size <= FEW_WORDS;
  const sure = (tier: SafetyTier): Finding | null => {
    const found = findings.get(tier);
    const { least, leastOfFewWords } = thresholds[tier];
    return found === undefined || found.score < (isShort ? leastOfFewWords : least) ? null : found;
  };
  // The crisis card has 999 in it; "Is this happening now?" has no help in a crisis, and "No" would end it there.
  const isCrisisRather = known.has('T1') || (sure('T1')?.score ?? 0) >= (findings.get('T0')?.score ?? 0);
  // Whoever writes of a death is not asked where the person is now.
  const isTooLate = readMood(reading).unhappy.includes('bereavement');
  return SAFETY_TIERS.flatMap((tier) => {
    const found = sure(tier);
    if (known.has(tier) || found === null || (tier === 'T0' && isCrisisRather) || (isTooLate && tier > 'T1')) return [];
    return [{ rule: { id: `model.${tier}`, tier }, certain: false, at: found.at, end: found.end }];
  });
}

/** What the rules find, and after it what the model adds of other tiers. */
export function safetyHitsOf(said: Said): readonly Hit[] {
  const reading = readingOf(said);
  const hits = hitsOf(reading);
  // A certain card is shown at once: nothing that is possible would change it.
  return hits.some(({ rule, certain }) => certain && rule.tier === 'T0')
    ? hits
    : [...hits, ...addedByModel(reading, hits)];
}

/** @param said as it was written, unmasked. */
export const scan = (said: Said): SafetyVerdict => verdictOf(safetyHitsOf(said));
