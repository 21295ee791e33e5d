/**
 * Whether a message is unhappy, and whether it asks for a person, each with a named reason. The rules are data; the model
 * beside them adds what they do not know. The subject itself ("unhappy with my diagnosis") is no unhappiness.
 */
import { lately } from './lately';
import abuse from './en/abuse.json';
import data from './en/mood.json';
import { type Found, Patterns } from './lexicon/pattern';
import type { Scorer } from './model/model';
import { lettersIn } from './normalise';
import { type Reading, readingOf, type Said } from './reading';

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
type Kind = 'abuse' | 'unhappy' | 'person';
interface Owner {
  readonly kind: Kind;
  readonly id: string;
  readonly role: 'matches' | 'unless';
}

const entriesOf = (kind: Kind, rules: readonly MoodRule[]): readonly (readonly [Owner, string])[] =>
  (['matches', 'unless'] as const).flatMap((role) =>
    rules.flatMap(({ id, [role]: patterns }) =>
      (patterns ?? []).map((pattern): [Owner, string] => [{ kind, id, role }, pattern]),
    ),
  );

let compiled: Patterns<Owner> | undefined;
/** All of them together: a message's words are looked up once. */
const patterns = (): Patterns<Owner> =>
  (compiled ??= new Patterns(
    [...entriesOf('abuse', abuse.rules), ...entriesOf('unhappy', data.unhappy), ...entriesOf('person', data.person)],
    { ...abuse.lists, ...data.lists },
  ));

/** A message is shouted when it has several words and nearly all of its letters are capitals. */
const SHOUTED_LETTERS = 20;
const SHOUTED_SHARE = 0.9;

function isShouted(tidied: string): boolean {
  const { capitals, letters } = lettersIn(tidied);
  return letters >= SHOUTED_LETTERS && capitals >= letters * SHOUTED_SHARE;
}

/** The model is asked of sentences in English only: a word, a noise or another script it would have to guess. */
const FEWEST_WORDS = 3;

const ENGLISH = /^[a-z]{1,20}$/;
function isSentence(words: Reading['words']): boolean {
  const different = new Set<string>();
  for (const { word } of words) {
    if (ENGLISH.test(word)) different.add(word);
    if (different.size >= FEWEST_WORDS) return true;
  }
  return false;
}

const overlap = (one: Found<Owner>, other: Found<Owner>): boolean =>
  one.owner.id === other.owner.id &&
  one.owner.kind === other.owner.kind &&
  one.start < other.end &&
  other.start < one.end;

/** Ids of the rules of each kind that fire. */
type Fired = Readonly<Record<Kind, readonly string[]>>;

function fire({ words }: Reading): Fired {
  const found = patterns().findAll(words);
  const against = found.filter(({ owner }) => owner.role === 'unless');
  const left = found.filter((one) => one.owner.role === 'matches' && !against.some((other) => overlap(other, one)));
  const of = (kind: Kind): readonly string[] => [
    ...new Set(left.flatMap(({ owner }) => (owner.kind === kind ? [owner.id] : []))),
  ];
  return { abuse: of('abuse'), unhappy: of('unhappy'), person: of('person') };
}

const firedIn = lately(fire);

/** @param scores of the model; without it the rules alone are asked. */
export function readMood(said: Said, scores?: Scorer): Mood {
  const reading = readingOf(said);
  const fired = firedIn(reading);
  const unhappy = [...fired.abuse, ...fired.unhappy];
  const { person } = fired;
  const scored = scores !== undefined && isSentence(reading.words) ? scores(reading) : [];
  const isSure = (id: string, threshold: number): boolean =>
    scored.some((one) => one.id === id && one.score >= threshold);
  return {
    unhappy: [
      ...unhappy,
      ...(isShouted(reading.tidied) ? ['capitals'] : []),
      ...(unhappy.length === 0 && isSure('T5', data.thresholds.unhappy) ? ['model'] : []),
    ],
    person: [...person, ...(person.length === 0 && isSure('T6', data.thresholds.person) ? ['model'] : [])],
  };
}
