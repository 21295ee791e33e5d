/** The lexicon of one language, compiled once: rules by the words they begin with, and the speller over their words. */
import keepAsWritten from '../en/keepAsWritten.json';
import polarity from '../en/polarity.json';
import t0 from '../en/T0.json';
import t1 from '../en/T1.json';
import t2 from '../en/T2.json';
import t3 from '../en/T3.json';
import t4 from '../en/T4.json';
import lists from '../en/words.json';
import type { SafetyTier } from '../vocabulary';
import { Patterns, vocabularyOf } from './pattern';
import type { Polarity, Rule } from './rule';
import { createSpeller, type Speller } from './spelling';

export interface TieredRule extends Rule {
  readonly tier: SafetyTier;
}

const ROLES = ['matches', 'with', 'notWith', 'unless'] as const;

/** What a pattern is to its rules. */
export interface Sign {
  readonly role: (typeof ROLES)[number];
  readonly rules: readonly TieredRule[];
}

export interface Lexicon {
  /** All of them, in the order of the tiers. */
  readonly rules: readonly TieredRule[];
  readonly signs: Patterns<Sign>;
  readonly cues: Patterns<keyof Polarity>;
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
  'frameNouns',
  'nameBefore',
  'notNamed',
  'things',
  'exaggerates',
  'reports',
  'stories',
  'over',
] as const;

/** One for each pattern: many rules need "somebody" beside them. */
const signsOf = (role: Sign['role'], rules: readonly TieredRule[]): readonly (readonly [Sign, string])[] => {
  const byPattern = new Map<string, TieredRule[]>();
  for (const rule of rules)
    for (const pattern of rule[role] ?? []) {
      const known = byPattern.get(pattern);
      if (known === undefined) byPattern.set(pattern, [rule]);
      else known.push(rule);
    }
  return [...byPattern].map(([pattern, owners]) => [{ role, rules: owners }, pattern]);
};

const compile = (): Lexicon => {
  const rules = [
    ...tiered('T0', t0),
    ...tiered('T1', t1),
    ...tiered('T2', t2),
    ...tiered('T3', t3),
    ...tiered('T4', t4),
  ];
  const words = { ...lists };
  const signs = ROLES.flatMap((role) => signsOf(role, rules));
  const cues = CUES.flatMap((cue) => polarity[cue].map((pattern): [keyof Polarity, string] => [cue, pattern]));
  const patternsOf = (role: Sign['role']) => rules.flatMap((rule) => rule[role] ?? []);
  const mended = vocabularyOf([...patternsOf('matches'), ...patternsOf('with')], words);
  const cueWords = vocabularyOf(
    cues.map(([, pattern]) => pattern),
    words,
  );
  const known = new Set([...mended.keys(), ...cueWords.keys()]);
  return {
    rules,
    signs: new Patterns(signs, words),
    cues: new Patterns(cues, words),
    vocabulary: known,
    spell: createSpeller(mended, [...known, ...keepAsWritten]),
  };
};

let compiled: Lexicon | undefined;
/** Compiled at the first use. */
export const lexicon = (): Lexicon => (compiled ??= compile());
