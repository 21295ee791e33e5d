/** The proof on the data: every state that can be reached, and every simple path. */
import { Catalogue } from '../../dialogs/engine/catalogue';
import { exploreStates, walkPaths, type State } from '../../dialogs/engine/paths';
import { nextStanding } from '../../dialogs/engine/step';
import { secondOpinion } from '../../dialogs/flows';

const catalogue = new Catalogue(secondOpinion);
const QUESTIONS_TO_OUTCOME = 9;
const ANSWERS_TO_QUESTION = 6;
const allUnits = Array.from({ length: 24 }, (_, index) => `S${String(index + 1).padStart(2, '0')}`);

const calm = {
  public: exploreStates(catalogue, 'public', { interruptions: false }),
  staff: exploreStates(catalogue, 'staff', { interruptions: false }),
};
const interrupted = {
  public: exploreStates(catalogue, 'public', { interruptions: true }),
  staff: exploreStates(catalogue, 'staff', { interruptions: true }),
};
const everyState: State[] = [...interrupted.public.values(), ...interrupted.staff.values()];
const startOf = (states: Map<string, State>): State => {
  const [first] = states.values();
  if (first === undefined) throw new Error('no state at all');
  return first;
};
const isQuestion = (state: State): boolean => catalogue.isQuestion(state.standing.at);
const unitsAt = ({ standing }: State): readonly string[] =>
  (catalogue.isQuestion(standing.at)
    ? catalogue.question(standing.at).question.says
    : catalogue.outcome(standing.at, standing).says) ?? [];

describe('the data', () => {
  test('no question, outcome or offer is out of reach', () => {
    const reached = new Set(everyState.map(({ standing }) => standing.at));
    const nodes = [...catalogue.questions.keys(), ...Object.keys(secondOpinion.outcomes)];
    expect(nodes.filter((id) => !reached.has(id))).toEqual([]);
    const taken = new Set(
      everyState.flatMap(({ edges }) => edges.flatMap(({ step }) => ('offer' in step ? [step.offer] : []))),
    );
    const steps = Object.entries(secondOpinion.offers).filter(([, offer]) => offer.onPage === undefined);
    expect(steps.map(([id]) => id).filter((id) => !taken.has(id))).toEqual([]);
  });

  test('no answer, offer or way on is a dead end: each can be taken in some state', () => {
    for (const [id, { question }] of catalogue.questions) {
      const states = everyState.filter(({ standing }) => standing.at === id);
      for (const answer of Object.keys(question.answers)) {
        expect(states.every(({ standing }) => nextStanding(catalogue, standing, { answer }) !== null)).toBe(true);
      }
    }
    for (const { standing, edges } of everyState) {
      if (standing.at !== 'done') expect({ at: standing.at, ways: edges.length }).not.toMatchObject({ ways: 0 });
    }
  });

  test('every page unit from S01 to S24 is said somewhere', () => {
    const said = new Set(everyState.flatMap(unitsAt));
    expect(allUnits.filter((unit) => !said.has(unit))).toEqual([]);
  });

  test('a question has at most six answers', () => {
    for (const [id, { question }] of catalogue.questions) {
      expect({ id, many: Object.keys(question.answers).length > ANSWERS_TO_QUESTION }).toEqual({ id, many: false });
    }
  });

  test('outcomes of T0 to T5 offer a person', () => {
    for (const { standing, edges } of everyState) {
      if (isQuestion({ standing, edges, key: '' })) continue;
      const { tier } = catalogue.outcome(standing.at, standing);
      if (tier > 'T5') continue;
      const person = edges.some(({ step, to }) => to.standing.at.startsWith('handover') && !('open' in step));
      expect({ at: standing.at, person }).toEqual({ at: standing.at, person: true });
    }
  });

  test('"I am not sure" is as safe as yes', () => {
    for (const { question } of catalogue.questions.values()) {
      const { yes, notSure } = question.answers;
      if (yes !== undefined && notSure !== undefined && (question.says ?? []).includes('S23'))
        expect(notSure).toEqual(yes);
    }
    expect(secondOpinion.flows['staff']?.questions['staffTreatmentUrgent']?.answers['notSure']).toEqual(
      secondOpinion.flows['staff']?.questions['staffTreatmentUrgent']?.answers['yes'],
    );
    for (const id of ['teamExplained', 'familyTeamExplained', 'informed', 'staffExplained', 'staffInformed']) {
      const { answers } = catalogue.question(id).question;
      expect(answers['notSure']).toEqual(answers['no']);
    }
  });
});

describe('consent and capacity', () => {
  test('S09 is never said in the flow for a young person or somebody who cannot agree, nor to staff about one', () => {
    for (const state of everyState) {
      const { at, flow } = state.standing;
      if (flow === 'under18OrCannotAgree' || at === 'staffCapacity' || at === 'consent' || at === 'staffConsent') {
        expect({ at, flow, saysS09: unitsAt(state).includes('S09') }).toEqual({ at, flow, saysS09: false });
      }
    }
  });

  test('every outcome for a young person or somebody who cannot agree offers a person', () => {
    for (const { standing, edges } of everyState.filter(({ standing }) => standing.flow === 'under18OrCannotAgree')) {
      if (catalogue.isQuestion(standing.at) || standing.at.startsWith('handover') || standing.at === 'done') continue;
      expect({ at: standing.at, person: edges.some(({ to }) => to.standing.at.startsWith('handover')) }).toMatchObject({
        person: true,
      });
    }
  });

  test('what may decide or agree is for the advisor only: E-MCA and E-CHILD are never said', () => {
    const said = everyState.flatMap(({ standing }) =>
      catalogue.isQuestion(standing.at)
        ? (catalogue.question(standing.at).question.signposting ?? [])
        : (catalogue.outcome(standing.at, standing).signposting ?? []),
    );
    expect(said).not.toContain('E-MCA');
    expect(said).not.toContain('E-CHILD');
  });
});

describe('every simple path', () => {
  const urgent = new Set(['treatmentUrgent', 'familyTreatmentUrgent', 'youngTreatmentUrgent', 'staffTreatmentUrgent']);
  const notUrgent = new Set(['teamExplained', 'consent', 'youngNeed', 'staffExplained', 'waiting']);

  const prove = (audience: 'public' | 'staff'): { paths: number; ends: Set<string>; broken: string[] } => {
    const ends = new Set<string>();
    const broken = new Set<string>();
    let paths = 0;
    walkPaths(startOf(calm[audience]), (path) => {
      paths += 1;
      const last = path.at(-1);
      if (last === undefined || isQuestion(last)) broken.add(`ends at a question: ${last?.standing.at ?? ''}`);
      else ends.add(last.standing.at);
      let questions = 0;
      let saidS23 = false;
      let owesS23 = false;
      for (const [index, state] of path.entries()) {
        saidS23 ||= unitsAt(state).includes('S23');
        if (isQuestion(state)) questions += 1;
        else questions = 0;
        if (questions > QUESTIONS_TO_OUTCOME)
          broken.add(`more than nine questions before an outcome: ${state.standing.at}`);
        const next = path[index + 1];
        if (urgent.has(state.standing.at) && next !== undefined && !notUrgent.has(next.standing.at)) owesS23 = true;
      }
      if (owesS23 && !saidS23)
        broken.add(`treatment is urgent and S23 is not said: ${path.map(({ standing }) => standing.at).join(' > ')}`);
    });
    return { paths, ends, broken: [...broken] };
  };

  test.each(['public', 'staff'] as const)(
    'ends in a named outcome, in time, with S23 where treatment is urgent (%s)',
    (audience) => {
      const { paths, broken } = prove(audience);
      expect(broken).toEqual([]);
      expect(paths).toBeGreaterThan(audience === 'public' ? 100_000 : 1_000);
    },
  );

  test('answering and carrying on alone, nobody is asked more than nine questions in all', () => {
    let most = 0;
    const walk = (state: State, asked: number, seen: readonly State[]): void => {
      const here = asked + (isQuestion(state) ? 1 : 0);
      most = Math.max(most, here);
      for (const { step, to } of state.edges)
        if (!('offer' in step) && !seen.includes(to)) walk(to, here, [...seen, to]);
    };
    walk(startOf(calm.public), 0, [startOf(calm.public)]);
    expect(most).toBe(QUESTIONS_TO_OUTCOME);
  });
});
