/** What is asked in one's own words, from every state that can be reached: where it leads, and the way back. */
import { Catalogue, HANDOVER } from '../../dialogs/engine/catalogue';
import { goalWay } from '../../dialogs/engine/goal';
import { answersOf, type Journey } from '../../dialogs/engine/journey';
import { nextStanding, startOf, stepsFrom, takeStep } from '../../dialogs/engine/step';
import { secondOpinion } from '../../dialogs/flows';
import goalsLearned from '../../understanding/en/meaning.json';

const catalogue = new Catalogue(secondOpinion);
const AUDIENCES = ['public', 'staff'] as const;
const unitsAt = (at: string, journey: Journey): readonly string[] =>
  (catalogue.isQuestion(at) ? catalogue.question(at).question.says : catalogue.outcome(at, journey).says) ?? [];

/** Every question, as a person stands there who came by the answers that lead there. */
function journeysTo(audience: 'public' | 'staff'): Journey[] {
  const found = new Map<string, Journey>();
  const queue = [startOf(catalogue, audience)];
  for (let journey = queue.shift(); journey !== undefined; journey = queue.shift()) {
    const key = [journey.at, journey.flow, ...journey.flags].join();
    if (found.has(key)) continue;
    found.set(key, journey);
    for (const step of stepsFrom(catalogue, journey)) {
      const taken = takeStep(catalogue, journey, step);
      if (taken !== null && taken.journey.at !== HANDOVER) queue.push(taken.journey);
    }
  }
  return [...found.values()];
}

const everyWay = AUDIENCES.flatMap((audience) =>
  journeysTo(audience).flatMap((journey) =>
    Object.keys(secondOpinion.goals[audience]).flatMap((goal) => {
      const way = goalWay(catalogue, journey, audience, goal);
      return way === null || !('open' in way) ? [] : [{ audience, journey, goal, open: way.open }];
    }),
  ),
);

test('there are many ways, from every question', () => {
  expect(everyWay.length).toBeGreaterThan(2_000);
});

test('an outcome opens as a detour: the way back to the open question stands on it', () => {
  const lost = everyWay.flatMap(({ journey, goal, open }) => {
    // What was interrupted before is what is given back.
    const left = journey.left?.at ?? journey.at;
    if (!catalogue.isQuestion(left) || catalogue.isQuestion(open)) return [];
    const there = nextStanding(catalogue, journey, { open });
    if (there === null || catalogue.outcome(there.at, there).asksNoMore === true) return [];
    const back = stepsFrom(catalogue, there).some((step) => nextStanding(catalogue, there, step)?.at === left);
    return back ? [] : [`${journey.at} (${journey.flow}) ${goal} > ${there.at}`];
  });
  expect([...new Set(lost)]).toEqual([]);
});

test('nobody is led past a safety question that they have not answered', () => {
  const past = everyWay.flatMap(({ journey, goal, open }) => {
    const { flow } = catalogue.questions.get(open) ?? {};
    const questions = Object.keys(flow?.questions ?? {});
    const given = new Set(answersOf(journey).map(({ question }) => question));
    const missed = (flow?.safety ?? []).filter(
      (one) => questions.indexOf(one) < questions.indexOf(open) && !given.has(one),
    );
    return missed.length === 0 ? [] : [`${journey.at} ${goal} > ${open}, past ${missed.join()}`];
  });
  expect(past).toEqual([]);
});

test('a detour does not go on past questions either: it comes back', () => {
  const skipped = everyWay.flatMap(({ journey, goal, open }) => {
    if (!catalogue.isQuestion(journey.at) || catalogue.isQuestion(open)) return [];
    const there = nextStanding(catalogue, journey, { open });
    const on = there === null ? null : nextStanding(catalogue, there, { carryOn: true });
    const { flow } = catalogue.questions.get(on?.at ?? '') ?? {};
    return on === null ||
      flow === undefined ||
      flow.interrupts === true ||
      on.at === journey.at ||
      journey.left !== null
      ? []
      : [`${journey.at} ${goal} > ${on.at}`];
  });
  expect([...new Set(skipped)]).toEqual([]);
});

test('S09 is said to nobody who was led there by their own words', () => {
  const said = everyWay.filter(({ journey, open }) => {
    const there = nextStanding(catalogue, journey, { open });
    return there !== null && unitsAt(there.at, { ...journey, ...there }).includes('S09');
  });
  expect(said.map(({ journey, goal }) => `${journey.at} ${goal}`)).toEqual([]);
});

test('no goal is about what the safety scan finds: T0 to T4 are never led to by a guess', () => {
  for (const audience of AUDIENCES) {
    for (const { to } of Object.values(secondOpinion.goals[audience])) {
      const tier = secondOpinion.outcomes[to]?.tier ?? 'T7';
      expect({ to, isUrgent: tier < 'T5' }).toEqual({ to, isUrgent: false });
    }
  }
});

test('every goal can be learned: there are messages for it', () => {
  const learned = new Set(goalsLearned.columns.filter(({ head }) => head === 'goal').map(({ id }) => id));
  const goals = AUDIENCES.flatMap((audience) => Object.keys(secondOpinion.goals[audience]));
  expect(goals.filter((goal) => !learned.has(goal))).toEqual([]);
});
