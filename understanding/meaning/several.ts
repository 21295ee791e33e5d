/** Several answers in one message: "I'm in hospital, not getting worse, and they've said no". */
import clauseWords from '../en/clauses.json';
import { Reading } from '../reading';
import { answersIn, topicsIn } from './guesses';
import type { Heads } from './heads';
import { topicOf } from './topics';

/** A question with the ids of its answers. */
export interface Askable {
  readonly question: string;
  readonly answers: readonly string[];
}
export interface Noted {
  readonly question: string;
  readonly answer: string;
}

/** A message of more clauses tells a story, and is not taken apart. */
const MOST_CLAUSES = 12;
/** "In hospital, not getting worse" is one answer in two clauses. */
const LONGEST_SPAN = 2;
/** What is asked is likely to be answered: from so much on a piece counts as being about the open question. */
const OPEN_FROM = 0.1;
const JOINING = new Set(clauseWords.joining);

/** Pieces of a message between its stops and its joining words. */
export function clausesOf(text: string): readonly string[] {
  const { tidied, words } = new Reading(text);
  const clauses: string[] = [];
  let from: number | null = null;
  let to = 0;
  const close = (): void => {
    if (from !== null) clauses.push(tidied.slice(from, to));
    from = null;
  };
  for (const { word, at, end, gap } of words) {
    if (/[.,;:!?\n()]|\s-/u.test(gap)) close();
    if (JOINING.has(word)) close();
    else from ??= at;
    to = end;
  }
  close();
  return clauses;
}

interface Found extends Noted {
  readonly first: number;
  readonly last: number;
  readonly score: number;
}

/** @param least how sure each answer has to be, 0 to 1. */
export function answersToSeveral(
  heads: Heads,
  text: string,
  askable: readonly Askable[],
  open: string | null,
  least: (noted: Noted) => number,
): readonly Noted[] {
  const clauses = clausesOf(text);
  if (clauses.length > MOST_CLAUSES || askable.length === 0) return [];
  // One piece that answers the open question is read as a whole.
  if (clauses.length < 2 && open !== null) return [];
  const found: Found[] = [];
  for (let first = 0; first < clauses.length; first += 1) {
    for (let last = first; last < Math.min(clauses.length, first + LONGEST_SPAN); last += 1) {
      const span = new Reading(clauses.slice(first, last + 1).join(', '));
      const topics = topicsIn(heads, span);
      for (const { question, answers } of askable) {
        const about = topics.find(({ id }) => id === topicOf(question))?.score ?? 0;
        const isLikeliest = topics[0]?.id === topicOf(question);
        if (question === open ? about < OPEN_FROM : !isLikeliest) continue;
        const [best] = answersIn(heads, span, question, answers);
        if (best === undefined) continue;
        const score = Math.min(question === open ? 1 : about, best.score);
        const noted = { question, answer: best.id };
        if (score >= least(noted)) found.push({ ...noted, first, last, score });
      }
    }
  }
  const taken: Found[] = [];
  // A longer piece says more than a part of it; of equally long ones the surer counts.
  for (const one of found.toSorted((a, b) => b.last - b.first - (a.last - a.first) || b.score - a.score)) {
    const overlaps = taken.some(({ first, last, question }) =>
      question === one.question
        ? true
        : topicOf(question) !== topicOf(one.question) && first <= one.last && one.first <= last,
    );
    if (!overlaps) taken.push(one);
  }
  return askable
    .flatMap(({ question }) => taken.filter((one) => one.question === question))
    .map(({ question, answer }) => ({ question, answer }));
}
