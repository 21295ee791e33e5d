/**
 * What a message means where it was written: the one place that reads it, in the order of layers of the safety rules.
 * Safety; (masking is done before;) commands; unhappiness; the answer to the question asked; not understood.
 */
import { matchWords } from './answer';
import { readCommand } from './command';
import tokens from './en/maskTokens.json';
import sureness from './en/sureness.json';
import type { Askable, Noted } from './meaning/several';
import { learnedAnswer, learnedCommand, learnedGoal, learnedSeveral, NOT_SURE } from './meaning/sure';
import { topicOf } from './meaning/topics';
import { trained } from './model/trained';
import { readMood, type Mood } from './mood';
import { Reading, readingOf, type Said } from './reading';
import type { Candidate, Command, SafetyTier, SafetyVerdict } from './types';

/** Where a message is written. */
export interface Asked {
  /** The open question; null at an outcome. */
  readonly question: string | null;
  /** Every button in the order shown; the id of an answer is `question.answer`. */
  readonly candidates: readonly Candidate[];
  /** Of them, those that the message before may have meant. */
  readonly meant: readonly string[];
  /** Questions that are still to come, in their order. */
  readonly ahead: readonly Askable[];
  /** Places that one can be led to from here; those in `sorry` say sorry themselves. */
  readonly goals: ReadonlySet<string>;
  readonly sorry: ReadonlySet<string>;
  /** Places that people of another kind are led to, and nobody here. */
  readonly elsewhere: ReadonlySet<string>;
  /** Buttons that lead to urgent advice, with its tier. */
  readonly urgency: ReadonlyMap<string, SafetyTier>;
  /** Questions that ask whether something possible is so. */
  readonly checkQuestions: Readonly<Partial<Record<SafetyTier, string>>>;
}

export type { Noted } from './meaning/several';

export type Meaning =
  /** `check`: it is possible, and asked about under its line of advice. */
  | { readonly kind: 'safety'; readonly tier: SafetyTier; readonly check: boolean }
  /** Id of a button. */
  | { readonly kind: 'answer'; readonly id: string }
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'unhappy' }
  /** Not sure: it may be asked for, or only the number. */
  | { readonly kind: 'person'; readonly isSure: boolean }
  | { readonly kind: 'goal'; readonly goal: string }
  /** One of these may be meant: ids of buttons, then goals. */
  | { readonly kind: 'maybe'; readonly ids: readonly string[]; readonly goals: readonly string[] }
  /** "Yes" or "no" to "Did you mean …?", where the open question could be meant as well. */
  | { readonly kind: 'unclear' }
  | { readonly kind: 'nothing' };

export interface Understood {
  readonly means: Meaning;
  /** What else is said, whatever comes first: answers to questions that are open or still to come. */
  readonly noted: readonly Noted[];
  readonly mood: Mood;
  /** What is slight, alone or beside the rest: the numbers are told in a line. Not to the words of a button or of a command. */
  readonly slight: SafetyTier | null;
}

/** Unhappiness that an outcome which says sorry itself answers better than a general question does. */
const ABOUT_THE_GOAL = new Set(sureness.aboutTheGoal);
/** Unhappiness that is no more than what the answer says, or than how it sounds. */
const ABOUT_THE_ANSWER = new Set(sureness.aboutTheAnswer);
/** Of the reasons to think that a person is asked for: those that raise no case by themselves. */
const ONLY_OFFERED = new Set(sureness.onlyOffered);
/** Likewise, where there is a place that answers it, and ends with a person too. */
const HAS_A_PLACE = new Set(sureness.hasAPlace);
const YES_OR_NO: readonly Candidate[] = [
  { id: 'yes', label: 'Yes' },
  { id: 'no', label: 'No' },
];
const TOKENS = Object.values(tokens);

const withoutTokens = (reading: Reading): Reading =>
  TOKENS.some((token) => reading.text.includes(token))
    ? new Reading(TOKENS.reduce((rest, token) => rest.replaceAll(token, ' '), reading.text))
    : reading;

export const isYesOrNo = (text: string): boolean => matchWords(text, YES_OR_NO) !== null;

/** "Yes" or "no" after "Did you mean …?" */
function saidToMeant(reading: Reading, { meant, candidates }: Asked): Meaning | null {
  const [only, ...others] = meant;
  const said = only === undefined ? undefined : matchWords(reading, YES_OR_NO)?.id;
  if (only === undefined || said === undefined) return null;
  const own = matchWords(reading, candidates);
  // "Did you mean: No?" "Yes." Only the buttons are plain then.
  const isPlain = others.length === 0 && said === 'yes' && (own === null || own.id === only);
  return isPlain ? { kind: 'answer', id: only } : { kind: 'unclear' };
}

interface Found extends SafetyVerdict {
  readonly tier: SafetyTier;
}

interface Answers {
  /** Id of the button that is meant. */
  readonly answer: string | null;
  /** They may be meant. */
  readonly maybe: readonly string[];
  /** To later questions. */
  readonly later: readonly Noted[];
  /** All of them, also that to the open question. */
  readonly all: readonly Noted[];
}

/** Of "the doctor said no" a check question hears nothing: only who begins with yes or no answers it so. */
function isHeard(reading: Reading, { question, checkQuestions }: Asked): boolean {
  const isCheck = Object.values(checkQuestions).some((one) => one === question);
  return !isCheck || isYesOrNo(reading.words[0]?.word ?? '');
}

function answersOf(reading: Reading, matched: string | null, asked: Asked): Answers {
  const { question, candidates, ahead } = asked;
  const ids = candidates.map(({ id }) => id);
  // A bare yes or no that fits no button says nothing more.
  const isBare = matched === null && matchWords(reading, YES_OR_NO) !== null;
  const guessed = isBare || matched !== null ? { taken: matched, maybe: [] } : learnedAnswer(reading, question, ids);
  const noted = learnedSeveral(reading.text, ahead, question);
  const open = noted.find((one) => one.question === question);
  const meant = guessed.taken ?? (open === undefined ? null : `${open.question}.${open.answer}`);
  const answer = matched !== null || isHeard(reading, asked) ? meant : null;
  const own = ahead.flatMap((one): Noted[] =>
    one.question === question
      ? one.answers.flatMap((id) => (answer === `${question}.${id}` ? [{ question, answer: id }] : []))
      : [],
  );
  const later = noted.filter((one) => one.question !== question);
  return { answer, maybe: guessed.maybe, later, all: [...own, ...later] };
}

/** Whoever writes more tells a story: it is not taken apart into answers. */
const LONGEST_ANSWER = 60;
/** Nor is the subject of one that is longer yet guessed. */
const LONGEST_QUESTION = 250;
const NO_ANSWERS: Answers = { answer: null, maybe: [], later: [], all: [] };

/** Questions that ask about the delay of a treatment itself. */
const ABOUT_DELAY = ['treatmentUrgent', 'askedAboutDelay'];

/** A message may itself answer what its danger would raise: then the answer leads on, and says what is to be said. */
function isAnswered(
  { tier, certainty, rules }: Found,
  matched: string | null,
  answers: Answers,
  reading: Reading,
  asked: Asked,
): boolean {
  const { answer } = answers;
  const urgency = answer === null ? undefined : asked.urgency.get(answer);
  // "At home, a bit worse" where that is what was asked: the answer leads to advice that is as urgent.
  if (tier > 'T1' && urgency !== undefined && urgency <= tier) return true;
  if (tier === 'T4' && answer !== null && ABOUT_DELAY.includes(topicOf(asked.question ?? ''))) return true;
  if (certainty === 'certain') return false;
  // Only a likeness was found, and the message is plainly what was asked for; or, of what may wait, may be.
  const isLikeness = rules.every((rule) => rule.startsWith('model.'));
  if (isLikeness && tier > 'T2' && answer !== null) return true;
  if (isLikeness && tier === 'T4' && answers.maybe.length > 0) return true;
  // "No, that was last year" answers the check question, though it names the sign once more.
  if (matched !== null && asked.question === asked.checkQuestions[tier]) return true;
  // Getting worse, or not, and where, is what would be asked: "in hospital, not getting worse".
  if (tier === 'T2' || tier === 'T4')
    if (answers.all.some(({ question }) => topicOf(question) === 'where')) return true;
  // What may delay treatment has no question to check it: what the message says plainly goes first.
  return tier === 'T4' && (answers.answer !== null || readCommand(reading) !== null);
}

/** A message: its text masked, beside it what the scan found in it before it was masked. */
export interface Written {
  readonly text: Said;
  readonly verdict: SafetyVerdict;
}

export function readMessage({ text: said, verdict }: Written, asked: Asked): Understood {
  const reading = withoutTokens(readingOf(said));
  const mood = readMood(reading, trained);
  const { tier, certainty } = verdict;
  const command = readCommand(reading);
  const matched = matchWords(reading, asked.candidates);
  const isOwn = command !== null || matched !== null;
  const told = certainty === 'slight' ? tier : (verdict.slight ?? null);
  // Whoever writes no more than "help" is told the number beside what the command says.
  const slight = isOwn && told !== 'T0' ? null : told;
  const check = certainty === 'possible' && tier !== null && asked.checkQuestions[tier] !== undefined;
  const understood = (means: Meaning, noted: readonly Noted[] = []): Understood => ({ means, noted, mood, slight });
  // Nothing that is said beside these changes what is shown.
  if (tier !== null && tier < 'T2' && certainty === 'certain') return understood({ kind: 'safety', tier, check });

  const isStory = reading.words.length > LONGEST_ANSWER;
  const answers = isStory ? NO_ANSWERS : answersOf(reading, matched?.id ?? null, asked);
  const { answer, later, all } = answers;
  // What is slight is told in a line, and the message does what it would do.
  const isOpen = tier !== null && certainty !== 'slight';
  if (isOpen && !isAnswered({ ...verdict, tier }, matched?.id ?? null, answers, reading, asked))
    return understood({ kind: 'safety', tier, check });

  const confirmed = saidToMeant(reading, asked);
  if (confirmed !== null) return understood(confirmed);
  if (matched?.isButton === true) return understood({ kind: 'answer', id: matched.id });
  if (command !== null) return understood({ kind: 'command', command });

  const isTooLong = reading.words.length > LONGEST_QUESTION;
  // Beside an open question an answer is likelier than a question; anger is neither.
  const goal = isTooLong ? NOT_SURE : learnedGoal(reading, mood.unhappy.length > 0 ? null : asked.question, asked);
  // "They said no" is an answer, however it sounds.
  const isOnlyTheAnswer = answer !== null && mood.unhappy.every((one) => ABOUT_THE_ANSWER.has(one));
  if (mood.unhappy.length > 0 && !isOnlyTheAnswer) {
    const isFitting = answer === null && mood.unhappy.every((one) => ABOUT_THE_GOAL.has(one));
    return isFitting && goal.taken !== null && asked.sorry.has(goal.taken)
      ? understood({ kind: 'goal', goal: goal.taken }, all)
      : understood({ kind: 'unhappy' }, all);
  }
  const other = isStory ? null : learnedCommand(reading);
  // Another language is more than a person who speaks it.
  if (other === 'language') return understood({ kind: 'command', command: other }, all);
  const isPlaced = (reason: string): boolean => goal.taken !== null && HAS_A_PLACE.has(reason);
  if (mood.person.some((reason) => !ONLY_OFFERED.has(reason) && !isPlaced(reason)))
    return understood({ kind: 'person', isSure: true }, all);
  if (answer !== null) return understood({ kind: 'answer', id: answer }, later.length > 0 ? all : []);
  if (goal.taken !== null) return understood({ kind: 'goal', goal: goal.taken }, later);
  if (other !== null) return understood({ kind: 'command', command: other }, later);
  if (mood.person.length > 0) return understood({ kind: 'person', isSure: false }, later);
  if (answers.maybe.length + goal.maybe.length > 0)
    return understood({ kind: 'maybe', ids: answers.maybe, goals: goal.maybe }, later);
  return understood({ kind: 'nothing' }, later);
}
