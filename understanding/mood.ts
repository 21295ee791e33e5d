/**
 * Whether a message is unhappy, and whether it asks for a person, each with a named reason. The rules are data; the model
 * beside them adds what they do not know. The subject itself ("unhappy with my diagnosis") is no unhappiness.
 */
import abuse from './en/abuse.json';
import data from './en/mood.json';
import { type Found, Patterns, type WordLists } from './lexicon/pattern';
import type { Scorer } from './model/model';
import { lettersIn } from './normalise';
import { readingOf, type Said } from './reading';

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
interface Owner {
  readonly id: string;
  readonly role: 'matches' | 'unless';
}

const compile = (rules: readonly MoodRule[], lists: WordLists): Patterns<Owner> =>
  new Patterns(
    (['matches', 'unless'] as const).flatMap((role) =>
      rules.flatMap(({ id, [role]: patterns }) =>
        (patterns ?? []).map((pattern): [Owner, string] => [{ id, role }, pattern]),
      ),
    ),
    lists,
  );

let compiled: { readonly [Kind in 'abuse' | 'unhappy' | 'person']: Patterns<Owner> } | undefined;

/** A message is shouted when it has several words and nearly all of its letters are capitals. */
const SHOUTED_LETTERS = 20;
const SHOUTED_SHARE = 0.9;

function isShouted(tidied: string): boolean {
  const { capitals, letters } = lettersIn(tidied);
  return letters >= SHOUTED_LETTERS && capitals >= letters * SHOUTED_SHARE;
}

/** The model is asked of sentences in English only: a word, a noise or another script it would have to guess. */
const FEWEST_WORDS = 3;

const isSentence = (words: readonly { readonly word: string }[]): boolean =>
  new Set(words.flatMap(({ word }) => (/^[a-z]{1,20}$/u.test(word) ? [word] : []))).size >= FEWEST_WORDS;

const overlap = (one: Found<Owner>, other: Found<Owner>): boolean =>
  one.owner.id === other.owner.id && one.start < other.end && other.start < one.end;

function fired(patterns: Patterns<Owner>, words: readonly { readonly word: string }[]): readonly string[] {
  const found = patterns.findAll(words);
  const against = found.filter(({ owner }) => owner.role === 'unless');
  const left = found.filter((one) => one.owner.role === 'matches' && !against.some((other) => overlap(other, one)));
  return [...new Set(left.map(({ owner }) => owner.id))];
}

/** @param scores of the model; without it the rules alone are asked. */
export function readMood(said: Said, scores?: Scorer): Mood {
  compiled ??= {
    abuse: compile(abuse.rules, abuse.lists),
    unhappy: compile(data.unhappy, data.lists),
    person: compile(data.person, data.lists),
  };
  const reading = readingOf(said);
  const { tidied, words } = reading;
  const unhappy = [...fired(compiled.abuse, words), ...fired(compiled.unhappy, words)];
  const person = fired(compiled.person, words);
  const scored = isSentence(words) ? (scores?.(reading) ?? []) : [];
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
