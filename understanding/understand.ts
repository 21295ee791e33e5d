/** All that one message says, as the product reads it: scanned, masked, and read where it was written. */
import { mask } from './mask';
import { readMessage, type Asked, type Understood } from './readMessage';
import { Reading, type Said } from './reading';
import { safetyHitsOf } from './safety';
import { verdictOf, type Hit } from './scan';
import type { MaskOptions, PersonalKind, SafetyTier, SafetyVerdict } from './types';

export interface Understanding {
  /** The highest tier that was found; T7 is routine. */
  readonly tier: NonNullable<SafetyVerdict['tier']> | 'T5' | 'T6' | 'T7';
  readonly certainty: Exclude<SafetyVerdict['certainty'], 'slight'>;
  /** A check question is asked under its line of advice, or only the line shown, and no card yet. */
  readonly check: boolean;
  /** What is said, most urgent first. */
  readonly intents: readonly string[];
  /** Where it leads: an outcome or a question. */
  readonly goal: string | null;
  /** The answer to the question asked. */
  readonly answer: string | null;
  /** What fired, with the words that fired it: for people who check the rules, never stored. */
  readonly rules: readonly { readonly id: string; readonly words: string }[];
  readonly unhappy: boolean;
  readonly human: boolean;
  readonly masked: string;
  readonly removed: readonly PersonalKind[];
  /** "Did you mean …?": goals and answers that are offered as buttons. */
  readonly offered: readonly string[];
  /** Answers to other questions that it gives at once, as `question.answer`. */
  readonly noted: readonly string[];
}

export interface Place extends Asked, MaskOptions {
  /** Where the cards are. */
  readonly safetyRoutes: Readonly<Record<SafetyTier, string>>;
}

/** @param find what the safety scan finds; the rules with the model, unless told otherwise. */
export function understand(
  text: string,
  place: Place,
  find: (said: Said) => readonly Hit[] = safetyHitsOf,
): Understanding {
  const reading = new Reading(text);
  const hits = find(reading);
  const verdict = verdictOf(hits);
  const { text: masked, removed } = mask(reading, place);
  const { means, noted, mood, slight } = readMessage({ text: removed.length === 0 ? reading : masked, verdict }, place);
  const command = means.kind === 'command' ? means.command : null;
  const unhappy = command === 'unhappy' || mood.unhappy.length > 0;
  const human = command === 'talkToPals' || mood.person.length > 0;
  // What the message itself says how it is, is not shown.
  const shown = [slight, means.kind === 'safety' ? means.tier : null].reduce(
    (most, one) => (one !== null && (most === null || one < most) ? one : most),
    null,
  );
  const tier = shown ?? (unhappy ? 'T5' : human ? 'T6' : 'T7');
  return {
    tier,
    certainty:
      shown === null
        ? tier === 'T7'
          ? 'none'
          : 'certain'
        : means.kind === 'safety' && verdict.certainty === 'certain'
          ? 'certain'
          : 'possible',
    check: means.kind === 'safety' && means.tier !== 'T4' ? means.check : slight !== null,
    intents: [...new Set(hits.map(({ rule }) => rule.tier)), ...(command === null ? [] : [command])],
    goal: goalOf(means, place),
    answer: answerOf(means, noted, place),
    rules: hits.map(({ rule, at, end }) => ({ id: rule.id, words: reading.tidied.slice(at, end) })),
    unhappy,
    human,
    masked,
    removed,
    offered: means.kind === 'maybe' ? [...means.ids.map(lastOf), ...means.goals] : [],
    noted: noted.map(({ question, answer }) => `${question}.${answer}`),
  };
}

const lastOf = (id: string): string => id.split('.').at(-1) ?? id;

const goalOf = (means: Understood['means'], { safetyRoutes, checkQuestions }: Place): string | null =>
  means.kind === 'goal'
    ? means.goal
    : means.kind === 'safety'
      ? means.check
        ? (checkQuestions[means.tier] ?? null)
        : safetyRoutes[means.tier]
      : null;

/** Also one that is only noted, because something else comes first. */
const answerOf = (means: Understood['means'], noted: Understood['noted'], { question }: Place): string | null =>
  means.kind === 'answer' ? lastOf(means.id) : (noted.find((one) => one.question === question)?.answer ?? null);
