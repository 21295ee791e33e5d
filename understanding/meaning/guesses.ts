/** What the learned part makes of a message: which answer it may be, which goal, which command. */
import { NONE, type Guess, type Heads } from './heads';
import type { Said } from '../reading';
import { topicOf } from './topics';

const of = (guesses: readonly Guess[], id: string): number => guesses.find((one) => one.id === id)?.score ?? 0;

/** How much a message looks like an answer to a question, and like a question of its own; both 0 to 1. */
export interface Kind {
  readonly answer: number;
  readonly question: number;
}

export function kindOf(heads: Heads, said: Said): Kind {
  const guesses = heads.guess('kind', said);
  return { answer: of(guesses, 'answer'), question: of(guesses, 'question') };
}

/** @param answers ids of the question's answers; others that were learned for the same topic do not count. */
export function answersIn(heads: Heads, said: Said, question: string, answers: readonly string[]): readonly Guess[] {
  const guesses = heads.guess(`answer:${topicOf(question)}`, said);
  const fitting = guesses.filter(({ id }) => answers.includes(id));
  const all = fitting.reduce((sum, { score }) => sum + score, of(guesses, NONE));
  return fitting.map(({ id, score }) => ({ id, score: all === 0 ? 0 : score / all }));
}

/** Which question a text answers, whatever is open: a topic, likeliest first. */
export const topicsIn = (heads: Heads, said: Said): readonly Guess[] => heads.guess('topic', said);

export const goalsIn = (heads: Heads, said: Said): readonly Guess[] => heads.guess('goal', said);

export const commandsIn = (heads: Heads, said: Said): readonly Guess[] => heads.guess('command', said);
