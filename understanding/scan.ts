/** The safety scan: which of the lexicon's rules a message fires, and how surely. Reads only; keeps nothing. */
import { lexicon, type TieredRule } from './lexicon/lexicon';
import { findAll, type Found } from './lexicon/pattern';
import { createPolarity } from './lexicon/polarity';
import { sentencesOf } from './lexicon/sentences';
import type { SafetyTier, SafetyVerdict } from './types';

/** A rule that fired, how surely, and where in the tidied text its words stand. */
export interface Hit {
  readonly rule: { readonly id: string; readonly tier: SafetyTier };
  readonly certain: boolean;
  readonly at: number;
  readonly end: number;
}

const overlapsOwn = (found: Found<TieredRule>, others: readonly Found<TieredRule>[]): boolean =>
  others.some(({ owner, start, end }) => owner === found.owner && start < found.end && found.start < end);

export const hitsOf = (text: string): readonly Hit[] => {
  const words = lexicon();
  const sentences = sentencesOf(text).map((sentence) => {
    return { sentence, unless: findAll(words.unless, sentence), found: findAll(words.matches, sentence) };
  });
  const withFound = new Set<TieredRule>();
  const against = new Set<TieredRule>();
  for (const { sentence, unless } of sentences) {
    for (const found of findAll(words.with, sentence)) if (!overlapsOwn(found, unless)) withFound.add(found.owner);
    for (const { owner } of findAll(words.notWith, sentence)) against.add(owner);
  }
  const total = sentences.reduce((sum, { sentence }) => sum + sentence.length, 0);
  const hits: Hit[] = [];
  for (const { sentence, unless, found: matches } of sentences) {
    if (matches.length === 0) continue;
    const polarity = createPolarity(sentence, findAll(words.cues, sentence));
    for (const found of matches) {
      const rule = found.owner;
      if (polarity.isIdiom(found) || overlapsOwn(found, unless)) continue;
      const alone = total === 1;
      const supported = rule.with === undefined || withFound.has(rule);
      if (!supported && (rule.otherwise !== 'possible' || against.has(rule))) continue;
      const base = supported && (rule.certainty !== 'possible' || (alone && rule.aloneCounts === true));
      const certain =
        base && (!alone || rule.aloneCounts === true) && !polarity.lowered(found, rule.pastCounts === true);
      const first = sentence[found.start];
      const last = sentence[found.end - 1];
      hits.push({ rule, certain, at: first?.at ?? 0, end: last?.end ?? 0 });
    }
  }
  return hits;
};

/** Certain before possible, then the more urgent; treatment that may wait comes after all that cannot. */
const weight = ({ rule, certain }: Hit): string => `${rule.tier === 'T4' ? '2' : ''}${certain ? '0' : '1'}${rule.tier}`;

export const verdictOf = (hits: readonly Hit[]): SafetyVerdict => {
  const ordered = [...hits].sort((a, b) => weight(a).localeCompare(weight(b)));
  const top = ordered[0];
  if (top === undefined) return { tier: null, certainty: 'none', rules: [] };
  const byTier = [...ordered].sort((a, b) => a.rule.tier.localeCompare(b.rule.tier));
  return {
    tier: top.rule.tier,
    certainty: top.certain ? 'certain' : 'possible',
    rules: [...new Set(byTier.map(({ rule }) => rule.id))],
  };
};

/** @param text as it was written, unmasked. */
export const scan = (text: string): SafetyVerdict => verdictOf(hitsOf(text));
