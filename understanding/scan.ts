/** The safety scan: which of the lexicon's rules a message fires, and how surely. Reads only; keeps nothing. */
import { lately } from './lately';
import type { Sign, TieredRule } from './lexicon/lexicon';
import type { Found } from './lexicon/pattern';
import { overlaps } from './lexicon/cues';
import { hasJoke } from './lexicon/jokes';
import { createPolarity } from './lexicon/polarity';
import { sentencesOf } from './lexicon/sentences';
import { standingIn } from './lexicon/standing';
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

/** A loop, since it is asked of each sign of a message. */
function isExcepted(found: Found<Sign>, rule: TieredRule, unless: readonly Found<Sign>[]): boolean {
  for (const one of unless) if (overlaps(one, found) && one.owner.rules.includes(rule)) return true;
  return false;
}

/** Nothing is asked of what is possible in these. */
const CARD_AT_ONCE: ReadonlySet<SafetyTier> = new Set(['T1', 'T3']);

/** Of these a story may hold both words far apart, and mean neither by the other. */
const BESIDE = 25;

const FEW_WORDS = 3;

const findHits = (reading: Reading): readonly Hit[] => {
  const { signs, cues } = standingIn(reading);
  /** How many words of the message stand before what each rule needs beside it. */
  const withFound = new Map<TieredRule, number[]>();
  const against = new Set<TieredRule>();
  let total = 0;
  const sentences = sentencesOf(reading).map((sentence) => {
    const found = signs.in(sentence);
    const unless = found.filter(({ owner }) => owner.role === 'unless');
    for (const one of found)
      for (const rule of one.owner.rules) {
        if (one.owner.role === 'with' && !isExcepted(one, rule, unless)) {
          const places = withFound.get(rule);
          if (places === undefined) withFound.set(rule, [total + one.start]);
          else places.push(total + one.start);
        }
        if (one.owner.role === 'notWith') against.add(rule);
      }
    const before = total;
    total += sentence.length;
    return { sentence, before, unless, matches: found.filter(({ owner }) => owner.role === 'matches') };
  });
  const isJoke = hasJoke(reading.text);
  const hits: Hit[] = [];
  for (const { sentence, before, unless, matches } of sentences) {
    if (matches.length === 0) continue;
    const polarity = createPolarity(sentence, cues.in(sentence));
    for (const found of matches) {
      if (polarity.isIdiom(found)) continue;
      for (const rule of found.owner.rules) {
        if (isExcepted(found, rule, unless)) continue;
        const alone = total === 1;
        const at = before + found.start;
        const supported =
          rule.with === undefined ||
          withFound.get(rule)?.some((place) => rule.tier < 'T2' || Math.abs(place - at) <= BESIDE) === true;
        if (rule.fewWords === true && total > FEW_WORDS) continue;
        if (!supported && (rule.otherwise !== 'possible' || against.has(rule))) continue;
        const isSure = supported && (rule.certainty === undefined || (alone && rule.aloneCounts === true));
        const isThing = polarity.isThing(found);
        if (isThing && (rule.tier === 'T2' || !isSure)) continue;
        const isFramed = isThing || polarity.isTold(found) || (isJoke && !isSure);
        const isCertain =
          isSure &&
          !isFramed &&
          (!alone || rule.aloneCounts === true) &&
          !polarity.lowered(found, rule.pastCounts === true);
        // What is possible of these tiers shows its card at once, which is too much where nobody suffers it.
        const certainty = isCertain
          ? 'certain'
          : rule.certainty === 'slight' || (isFramed && CARD_AT_ONCE.has(rule.tier))
            ? 'slight'
            : 'possible';
        const first = sentence[found.start];
        const last = sentence[found.end - 1];
        hits.push({ rule, certainty, at: first?.at ?? 0, end: last?.end ?? 0 });
      }
    }
  }
  return hits;
};

const hitsIn = lately(findHits);

export const hitsOf = (said: Said): readonly Hit[] => hitsIn(readingOf(said));

const place = (tier: SafetyTier): number => SAFETY_TIERS.indexOf(tier);
/** What is certain first, then the more urgent; treatment that may wait comes after all that cannot. */
const weight = ({ rule: { tier }, certainty, outranks = certainty === 'certain' }: Hit): number =>
  (tier === 'T4' ? 100 : 0) + (outranks ? 0 : 50) + 2 * place(tier) + (certainty === 'certain' ? 0 : 1);

/** The most urgent cards have every number. */
const saysAll = ({ rule: { tier }, certainty }: Hit): boolean => certainty === 'certain' && tier < 'T2';

export const verdictOf = (hits: readonly Hit[]): SafetyVerdict => {
  const byTier = [...hits].sort((a, b) => place(a.rule.tier) - place(b.rule.tier));
  // What is slight hides nothing: its line is told beside the rest.
  const slight = byTier.find(({ certainty }) => certainty === 'slight');
  const top =
    byTier.filter(({ certainty }) => certainty !== 'slight').sort((a, b) => weight(a) - weight(b))[0] ?? slight;
  if (top === undefined) return { tier: null, certainty: 'none', rules: [] };
  const below = top.certainty === 'possible' ? byTier.find(({ certainty }) => certainty === 'certain') : undefined;
  // What is only possible, and more urgent than the card that is certain, is told in its line: a card hides nothing worse.
  const worse = byTier.find(({ rule }) => rule.tier < 'T2' && rule.tier < top.rule.tier);
  const told = worse?.rule.tier ?? slight?.rule.tier;
  // A card or a question says more than a line of its own tier would.
  const isSaid =
    told === undefined ||
    (worse === undefined && byTier.some((one) => one.rule.tier === told && one.certainty !== 'slight'));
  return {
    tier: top.rule.tier,
    certainty: top.certainty,
    ...(below === undefined ? {} : { below: below.rule.tier }),
    ...(isSaid || top === slight || saysAll(top) ? {} : { slight: told }),
    rules: [...new Set(byTier.map(({ rule }) => rule.id))],
  };
};

/** @param said as it was written, unmasked. */
export const scan = (said: Said): SafetyVerdict => verdictOf(hitsOf(said));
