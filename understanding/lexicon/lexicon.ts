/** The lexicon of one language, compiled once: rules by the words they begin with, and the speller over their words. */
import keepAsWritten from '../en/keepAsWritten.json';
import polarity from '../en/polarity.json';
import t0 from '../en/T0.json';
import t1 from '../en/T1.json';
import t2 from '../en/T2.json';
import t3 from '../en/T3.json';
import t4 from '../en/T4.json';
import lists from '../en/words.json';
import { compilePattern, indexPatterns, type Pattern, type PatternIndex, vocabularyOf } from './pattern';
import type { SafetyTier } from '../vocabulary';
import type { Polarity, Rule } from './rule';
import { createSpeller, type Speller } from './spelling';

export interface TieredRule extends Rule {
  readonly tier: SafetyTier;
}

export interface Lexicon {
  readonly rules: readonly TieredRule[];
  readonly matches: PatternIndex<TieredRule>;
  readonly with: PatternIndex<TieredRule>;
  readonly notWith: PatternIndex<TieredRule>;
  readonly unless: PatternIndex<TieredRule>;
  readonly cues: PatternIndex<keyof Polarity>;
  readonly vocabulary: ReadonlySet<string>;
  readonly spell: Speller;
}

const tiered = (tier: SafetyTier, rules: readonly Rule[]): readonly TieredRule[] =>
  rules.map((rule) => ({ ...rule, tier }));

const CUES = [
  'idioms',
  'negators',
  'notNegation',
  'longNegators',
  'newThought',
  'turns',
  'pastBefore',
  'notPast',
  'pastAnywhere',
  'presentAnywhere',
  'hypotheticalBefore',
  'notHypothetical',
  'topicBefore',
  'topicAfter',
] as const;

const compile = (): Lexicon => {
  const rules = [
    ...tiered('T0', t0),
    ...tiered('T1', t1),
    ...tiered('T2', t2),
    ...tiered('T3', t3),
    ...tiered('T4', t4),
  ];
  const words = { ...lists };
  const compiled = (from: (rule: TieredRule) => readonly string[] | undefined): [TieredRule, Pattern][] =>
    rules.flatMap((rule) =>
      (from(rule) ?? []).map((text): [TieredRule, Pattern] => [rule, compilePattern(text, words)]),
    );
  const matches = compiled((rule) => rule.matches);
  const withs = compiled((rule) => rule.with);
  const cues = CUES.flatMap((cue) =>
    polarity[cue].map((text): [keyof Polarity, Pattern] => [cue, compilePattern(text, words)]),
  );
  const signs = vocabularyOf([...matches, ...withs].map(([, pattern]) => pattern));
  const known = new Set([...signs, ...vocabularyOf(cues.map(([, pattern]) => pattern))]);
  return {
    rules,
    matches: indexPatterns(matches),
    with: indexPatterns(withs),
    notWith: indexPatterns(compiled((rule) => rule.notWith)),
    unless: indexPatterns(compiled((rule) => rule.unless)),
    cues: indexPatterns(cues),
    vocabulary: known,
    spell: createSpeller(signs, [...known, ...keepAsWritten]),
  };
};

let compiled: Lexicon | undefined;
/** Compiled at the first use. */
export const lexicon = (): Lexicon => (compiled ??= compile());
