/** What the reading of a message has to know of the place where it was written. */
import { SAFETY_TIERS } from '../understanding/types';
import type { Asked } from '../understanding/readMessage';
import type { Catalogue } from './engine/catalogue';
import { goalWay } from './engine/goal';
import { answersOf, type Journey } from './engine/journey';
import type { Choice } from './engine/screen';
import { startOf } from './engine/step';

type Audience = 'public' | 'staff';

export function askedAt(
  catalogue: Catalogue,
  audience: Audience,
  journey: Journey,
  shown: readonly Choice[],
  isWithPals: boolean,
): Asked {
  const { at, meant } = journey;
  return {
    question: catalogue.isQuestion(at) ? at : null,
    candidates: shown.map(({ id, label }) => ({ id, label })),
    meant,
    ahead: aheadOf(catalogue, journey),
    // What is written while PALS has the request is for PALS, and leads nowhere else.
    goals: isWithPals ? new Set() : goalsFrom(catalogue, audience, journey),
    sorry: sorryOf(catalogue),
    elsewhere: elsewhereFrom(catalogue, audience),
    urgency: urgencyOf(catalogue, at),
    checkQuestions: catalogue.map.checkQuestions,
  };
}

/** For the command line, which has no conversation: a question by itself, or none. */
export function askedOf(catalogue: Catalogue, question: string | null, candidates: Asked['candidates']): Asked {
  const { public: everybody, staff } = catalogue.map.goals;
  const start = startOf(catalogue, 'public');
  const flow = question === null ? '' : (catalogue.flowOf(question) ?? '');
  return {
    question,
    candidates,
    meant: [],
    ahead: aheadOf(catalogue, { ...start, at: question ?? start.at, flow }),
    goals: new Set([...Object.keys(everybody), ...Object.keys(staff)]),
    sorry: sorryOf(catalogue),
    elsewhere: new Set(),
    urgency: urgencyOf(catalogue, question ?? ''),
    checkQuestions: catalogue.map.checkQuestions,
  };
}

const goalsFrom = (catalogue: Catalogue, audience: Audience, journey: Journey): ReadonlySet<string> =>
  new Set(
    Object.keys(catalogue.map.goals[audience]).filter((goal) => goalWay(catalogue, journey, audience, goal) !== null),
  );

/** Goals of the other audience only. */
const elsewhereFrom = ({ map }: Catalogue, audience: Audience): ReadonlySet<string> => {
  const own = map.goals[audience];
  const others = map.goals[audience === 'staff' ? 'public' : 'staff'];
  return new Set(Object.keys(others).filter((goal) => own[goal] === undefined));
};

/** Answers that lead at once to an outcome of T0 to T4. */
const urgencyOf = ({ questions, map }: Catalogue, question: string): Asked['urgency'] =>
  new Map(
    Object.entries(questions.get(question)?.question.answers ?? {}).flatMap(([answer, { next }]) => {
      const tier = SAFETY_TIERS.find((one) => one === map.outcomes[next]?.tier);
      return tier === undefined ? [] : [[`${question}.${answer}`, tier] as const];
    }),
  );

/** Goals that lead to an outcome which says sorry itself. */
const sorryOf = ({ map }: Catalogue): ReadonlySet<string> =>
  new Set(Object.entries(map.outcomes).flatMap(([id, { tier }]) => (tier === 'T5' ? [id] : [])));

/** The open question and those of its flow without an answer; before anybody has said for whom, those of both flows. */
function aheadOf(catalogue: Catalogue, journey: Journey): Asked['ahead'] {
  if (journey.flow === '') return [];
  const given = new Set(answersOf(journey).map(({ question }) => question));
  const { flows } = catalogue.map;
  const own = journey.flow === 'welcome' ? ['welcome', 'patient', 'family'] : [journey.flow];
  return own
    .flatMap((id) => Object.entries(flows[id]?.questions ?? {}))
    .filter(([question]) => question === journey.at || !given.has(question))
    .map(([question, { answers }]) => ({ question, answers: Object.keys(answers) }));
}
