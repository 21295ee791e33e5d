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
const NOT_SURE: Sure = { taken: null, maybe: [] };

/** @param ids of the buttons; an answer is `question.answer`. */
export function learnedAnswer(reading: Reading, question: string | null, ids: readonly string[]): Sure {
  if (question === null) return NOT_SURE;
  const answers = ids.flatMap((id) => {
    const [of, answer] = id.split('.');
    return of === question && answer !== undefined ? [answer] : [];
  });
  const heads = learned();
  const guesses = answersIn(heads, reading, question, answers);
  const kind = kindOf(heads, reading);
  const [best, second] = guesses;
  if (best === undefined || (!isMenu(question) && kind.answer < sureness.answer.kind)) return NOT_SURE;
  const { take, maybe } = isCareful(question, best.id) ? sureness.carefulAnswer : sureness.answer;
  const idOf = ({ id }: Guess): string => `${question}.${id}`;
  if (best.score >= take) return { taken: idOf(best), maybe: [] };
  if (best.score < maybe) return NOT_SURE;
  return {
    taken: null,
    maybe: [best, second].flatMap((one) =>
      one === undefined || one.score < sureness.answer.second ? [] : [idOf(one)],
    ),
  };
}

/** @param goals places that one can be led to. */
export function learnedGoal(reading: Reading, question: string | null, goals: ReadonlySet<string>): Sure {
  const heads = learned();
  const guesses = goalsIn(heads, reading);
  const [best, second, third] = guesses;
  if (goals.size === 0 || best === undefined || best.score < sureness.goal.maybe) return NOT_SURE;
  const kind = kindOf(heads, reading);
  // Beside an open question an answer is likelier than a question.
  const isQuestion = question === null || best.score >= sureness.goal.plain || kind.question >= sureness.goal.kind;
  if (!isQuestion || kind.answer + kind.question < sureness.goal.either) return NOT_SURE;
  const { take, ahead, second: near } = sureness.goal;
  if (best.score >= take && best.score - (second?.score ?? 0) >= ahead)
    return goals.has(best.id) ? { taken: best.id, maybe: [] } : NOT_SURE;
  const maybe = [best, second, third].flatMap((one) =>
    one !== undefined && one.score >= near && goals.has(one.id) ? [one.id] : [],
  );
  return { taken: null, maybe };
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
