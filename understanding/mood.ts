/**
 * Whether a message is unhappy, and whether it asks for a person, each with a named reason. The rules are data; the model
 * beside them adds what they do not know. The subject itself ("unhappy with my diagnosis") is no unhappiness.
 */
import data from './en/mood.json';
import { compilePattern, findAll, indexPatterns, type PatternIndex } from './lexicon/pattern';
import type { Scorer } from './model/model';
import { tidy, wordsOf } from './normalise';

export interface Mood {
  /** Ids of the rules, `capitals`, or `model`; empty: not unhappy. */
  readonly unhappy: readonly string[];
  /** Likewise, of asking for a person. */
  readonly person: readonly string[];
}

interface MoodRule {
  readonly id: string;
  readonly matches: readonly string[];
  readonly unless?: readonly string[] | undefined;
}
interface Rules {
  readonly matches: PatternIndex<string>;
  readonly unless: PatternIndex<string>;
}

const compile = (rules: readonly MoodRule[]): Rules => {
  const patterns = (from: (rule: MoodRule) => readonly string[] | undefined) =>
    indexPatterns(
      rules.flatMap((rule) =>
        (from(rule) ?? []).map((text): [string, ReturnType<typeof compilePattern>] => [
          rule.id,
          compilePattern(text, data.lists),
        ]),
      ),
    );
  return { matches: patterns(({ matches }) => matches), unless: patterns(({ unless }) => unless) };
};

let compiled: { readonly unhappy: Rules; readonly person: Rules } | undefined;

/** A message is shouted when it has several words and nearly all of its letters are capitals. */
const SHOUTED_LETTERS = 20;
const SHOUTED_SHARE = 0.9;

function isShouted(tidied: string): boolean {
  const letters = tidied.match(/\p{L}/gu)?.length ?? 0;
  const capitals = tidied.match(/\p{Lu}/gu)?.length ?? 0;
  return letters >= SHOUTED_LETTERS && capitals >= letters * SHOUTED_SHARE;
}

/** The model is asked of sentences in English only: a word, a noise or another script it would have to guess. */
const FEWEST_WORDS = 3;

const isSentence = (words: readonly { readonly word: string }[]): boolean =>
  new Set(words.flatMap(({ word }) => (/^[a-z]{1,20}$/u.test(word) ? [word] : []))).size >= FEWEST_WORDS;

function fired(rules: Rules, words: readonly { readonly word: string }[]): readonly string[] {
  const against = findAll(rules.unless, words);
  const found = findAll(rules.matches, words).filter(
    ({ owner, start, end }) => !against.some((one) => one.owner === owner && start < one.end && one.start < end),
  );
  return [...new Set(found.map(({ owner }) => owner))];
}

/** @param scores of the model; without it the rules alone are asked. */
export function readMood(text: string, scores?: Scorer): Mood {
  compiled ??= { unhappy: compile(data.unhappy), person: compile(data.person) };
  const tidied = tidy(text);
  const words = wordsOf(tidied);
  const [unhappy, person] = [fired(compiled.unhappy, words), fired(compiled.person, words)];
  const scored = isSentence(words) ? (scores?.(text) ?? []) : [];
  const isSure = (id: string, threshold: number): boolean =>
    scored.some((one) => one.id === id && one.score >= threshold);
  return {
    unhappy: [
      ...unhappy,
      ...(isShouted(tidied) ? ['capitals'] : []),
      ...(unhappy.length === 0 && isSure('T5', data.thresholds.unhappy) ? ['model'] : []),
    ],
    person: [...person, ...(person.length === 0 && isSure('T6', data.thresholds.person) ? ['model'] : [])],
  };
}
