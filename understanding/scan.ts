/** The safety scan: which of the lexicon's rules a message fires, and how surely. Reads only; keeps nothing. */
import { lexicon, type Sign, type TieredRule } from './lexicon/lexicon';
import type { Found } from './lexicon/pattern';
import { createPolarity } from './lexicon/polarity';
import { sentencesOf } from './lexicon/sentences';
import { type Reading, readingOf, type Said } from './reading';
import { SAFETY_TIERS, type SafetyTier } from './vocabulary';
import type { SafetyVerdict } from './types';

/** A rule that fired, how surely, and where in the tidied text its words stand. */
export interface Hit {
  readonly rule: { readonly id: string; readonly tier: SafetyTier };
  readonly certainty: Exclude<SafetyVerdict['certainty'], 'none'>;
  /** It goes before what is certain of a tier that is less urgent. */
  readonly outranks?: boolean;
  readonly at: number;
  readonly end: number;
}

const overlapsOwn = (found: Found<Sign>, unless: readonly Found<Sign>[]): boolean =>
  unless.some(({ owner, start, end }) => owner.rule === found.owner.rule && start < found.end && found.start < end);

const findHits = (reading: Reading): readonly Hit[] => {
  const { signs, cues } = lexicon();
  const withFound = new Set<TieredRule>();
  const against = new Set<TieredRule>();
  let total = 0;
  const sentences = sentencesOf(reading).map((sentence) => {
    total += sentence.length;
    const found = signs.findAll(sentence);
    const unless = found.filter(({ owner }) => owner.role === 'unless');
    for (const one of found) {
      if (one.owner.role === 'with' && !overlapsOwn(one, unless)) withFound.add(one.owner.rule);
      if (one.owner.role === 'notWith') against.add(one.owner.rule);
    }
    return { sentence, unless, matches: found.filter(({ owner }) => owner.role === 'matches') };
  });
  const hits: Hit[] = [];
  for (const { sentence, unless, matches } of sentences) {
    if (matches.length === 0) continue;
    const polarity = createPolarity(sentence, cues.findAll(sentence));
    for (const found of matches) {
      const { rule } = found.owner;
      if (polarity.isIdiom(found) || overlapsOwn(found, unless)) continue;
      const alone = total === 1;
      const supported = rule.with === undefined || withFound.has(rule);
      if (!supported && (rule.otherwise !== 'possible' || against.has(rule))) continue;
      const base = supported && (rule.certainty !== 'possible' || (alone && rule.aloneCounts === true));
      const certain =
        base && (!alone || rule.aloneCounts === true) && !polarity.lowered(found, rule.pastCounts === true);
      const first = sentence[found.start];
      const last = sentence[found.end - 1];
      const certainty = certain ? 'certain' : 'possible';
      hits.push({ rule, certainty, at: first?.at ?? 0, end: last?.end ?? 0 });
    }
  }
  return hits;
};

const known = new WeakMap<Reading, readonly Hit[]>();

export const hitsOf = (said: Said): readonly Hit[] => {
  const reading = readingOf(said);
  const hits = known.get(reading) ?? findHits(reading);
  known.set(reading, hits);
  return hits;
};

const place = (tier: SafetyTier): number => SAFETY_TIERS.indexOf(tier);
/** What is certain first, then the more urgent; treatment that may wait comes after all that cannot. */
const weight = ({ rule: { tier }, certainty, outranks = certainty === 'certain' }: Hit): number =>
  (tier === 'T4' ? 100 : 0) +
  (outranks ? 0 : 50) +
  3 * place(tier) +
  ['certain', 'possible', 'slight'].indexOf(certainty);

export const verdictOf = (hits: readonly Hit[]): SafetyVerdict => {
  const ordered = [...hits].sort((a, b) => weight(a) - weight(b));
  const top = ordered[0];
  if (top === undefined) return { tier: null, certainty: 'none', rules: [] };
  const byTier = ordered.sort((a, b) => place(a.rule.tier) - place(b.rule.tier));
  return {
    tier: top.rule.tier,
    certainty: top.certainty,
    rules: [...new Set(byTier.map(({ rule }) => rule.id))],
  };
};

/** @param said as it was written, unmasked. */
export const scan = (said: Said): SafetyVerdict => verdictOf(hitsOf(said));
