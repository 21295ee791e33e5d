/**
 * All that one message says, read once in the order of the layers. For `npm run understand` and its report: the dialogs
 * ask the same layers one by one.
 */
import { matchAnswer } from './answer';
import { readCommand } from './command';
import { mask } from './mask';
import { trained } from './model/trained';
import { readMood } from './mood';
import { Reading } from './reading';
import { safetyHitsOf } from './safety';
import { verdictOf } from './scan';
import type { Candidate, MaskOptions, PersonalKind, SafetyVerdict } from './types';

export interface Understanding {
  /** The highest tier that was found; T7 is routine. */
  readonly tier: NonNullable<SafetyVerdict['tier']> | 'T5' | 'T6' | 'T7';
  readonly certainty: SafetyVerdict['certainty'];
  /** A check question is asked, under its line of advice, and no card shown yet. */
  readonly check: boolean;
  /** What is said, most urgent first. */
  readonly intents: readonly string[];
  /** Where a question in one's own words leads: an outcome or a question. */
  readonly goal: string | null;
  /** The answer to the question asked. */
  readonly answer: string | null;
  /** What fired, with the words that fired it: for people who check the rules, never stored. */
  readonly rules: readonly { readonly id: string; readonly words: string }[];
  readonly unhappy: boolean;
  readonly human: boolean;
  readonly masked: string;
  readonly removed: readonly PersonalKind[];
}

/** Tiers whose check question is asked where they are possible and not certain. */
const CHECKED: readonly Understanding['tier'][] = ['T0', 'T2'];

export interface Asked extends MaskOptions {
  /** The open question's answers in the order shown; none where nothing is asked. */
  readonly candidates: readonly Candidate[];
}

export function understand(text: string, { candidates, publicNumbers }: Asked): Understanding {
  const reading = new Reading(text);
  const hits = safetyHitsOf(reading);
  const { tier: found, certainty } = verdictOf(hits);
  const { text: masked, removed } = mask(reading, { publicNumbers });
  const chosen = matchAnswer(text, candidates);
  const command = chosen === null ? readCommand(text) : null;
  const mood = readMood(reading, trained);
  const unhappy = command === 'unhappy' || mood.unhappy.length > 0;
  const human = command === 'talkToPals' || mood.person.length > 0;
  const tier = found ?? (unhappy ? 'T5' : human ? 'T6' : 'T7');
  return {
    tier,
    certainty: found === null && tier !== 'T7' ? 'certain' : certainty,
    check: certainty === 'possible' && CHECKED.includes(tier),
    intents: [...new Set(hits.map(({ rule }) => rule.tier)), ...(command === null ? [] : [command])],
    goal: null,
    answer: chosen?.split('.').at(-1) ?? null,
    rules: hits.map(({ rule, at, end }) => ({ id: rule.id, words: reading.tidied.slice(at, end) })),
    unhappy,
    human,
    masked,
    removed,
  };
}
