/** What a message may mean by what was learned, and how sure that is: taken, offered as a button, or neither. */
import sureness from '../en/sureness.json';
import type { Reading } from '../reading';
import type { Command } from '../types';
import { COMMANDS } from '../vocabulary';
import { answersIn, commandsIn, goalsIn, kindOf } from './guesses';
import { NONE, type Guess } from './heads';
import { learned } from './learned';
import { answersToSeveral, type Askable, type Noted } from './several';
import { isMenu, topicOf } from './topics';

const CAREFUL = new Set(sureness.careful);
/** Where it is unsafe to be wrong. */
const isCareful = (question: string, answer: string): boolean => CAREFUL.has(`${topicOf(question)}.${answer}`);

export interface Sure {
  readonly taken: string | null;
  readonly maybe: readonly string[];
}
export const NOT_SURE: Sure = { taken: null, maybe: [] };

/** So many at most are offered: more would be the question again. */
const MOST_OFFERED = 3;
const likely = (guesses: readonly Guess[], least: number): readonly Guess[] =>
  guesses.slice(0, MOST_OFFERED).filter(({ score }) => score >= least);

/** @param ids of the buttons; an answer is `question.answer`. */
export function learnedAnswer(reading: Reading, question: string | null, ids: readonly string[]): Sure {
  if (question === null) return NOT_SURE;
  const answers = ids.flatMap((id) => {
    const [of, answer] = id.split('.');
    return of === question && answer !== undefined ? [answer] : [];
  });
  const heads = learned();
  const guesses = answersIn(heads, reading, question, answers);
  const [best] = guesses;
  if (best === undefined) return NOT_SURE;
  if (!isMenu(question) && kindOf(heads, reading).answer < sureness.answer.kind) return NOT_SURE;
  const { take, maybe } = isCareful(question, best.id) ? sureness.carefulAnswer : sureness.answer;
  const idOf = ({ id }: Guess): string => `${question}.${id}`;
  if (best.score >= take) return { taken: idOf(best), maybe: [] };
  if (best.score < maybe) return NOT_SURE;
  return { taken: null, maybe: likely(guesses, sureness.answer.other).map(idOf) };
}

/** As if those left out had never been learned. */
function among(guesses: readonly Guess[], leftOut: ReadonlySet<string>): readonly Guess[] {
  const kept = guesses.filter(({ id }) => !leftOut.has(id));
  const all = kept.reduce((sum, { score }) => sum + score, 0);
  return kept.map(({ id, score }) => ({ id, score: score / all }));
}

export interface Places {
  /** Those that one can be led to. */
  readonly goals: ReadonlySet<string>;
  /** Those of people of another kind: nobody here means them. */
  readonly elsewhere: ReadonlySet<string>;
}

export function learnedGoal(reading: Reading, question: string | null, { goals, elsewhere }: Places): Sure {
  const { kind, alone, plain, either, take, ahead, maybe, other } = sureness.goal;
  const heads = learned();
  const { answer, question: asks } = kindOf(heads, reading);
  if (goals.size === 0 || asks + answer < either) return NOT_SURE;
  const guesses = among(goalsIn(heads, reading), elsewhere);
  const [best, second] = guesses;
  if (best === undefined || best.score < maybe) return NOT_SURE;
  // Beside an open question an answer is likelier than a question.
  if (asks < (question === null ? alone : kind) && best.score < plain) return NOT_SURE;
  if (best.score >= take && best.score - (second?.score ?? 0) >= ahead)
    return goals.has(best.id) ? { taken: best.id, maybe: [] } : NOT_SURE;
  return { taken: null, maybe: likely(guesses, other).flatMap(({ id }) => (goals.has(id) ? [id] : [])) };
}

const isCommand = (id: string): id is Command => COMMANDS.some((one) => one === id);

/** What is said to the conversation itself, in words of one's own. */
export function learnedCommand(reading: Reading): Command | null {
  const [best] = commandsIn(learned(), reading);
  return best !== undefined && best.id !== NONE && isCommand(best.id) && best.score >= sureness.command
    ? best.id
    : null;
}

/** Answers to several questions, of those that may be answered. */
export const learnedSeveral = (text: string, askable: readonly Askable[], open: string | null): readonly Noted[] =>
  answersToSeveral(learned(), text, askable, open, ({ question, answer }) =>
    isCareful(question, answer) ? sureness.several.careful : sureness.several.take,
  );
