/** Staff's questions to the end: every outcome by the shortest way, by cards and in words, through the public endpoint. */
import { Catalogue } from '../../dialogs/engine/catalogue';
import { exploreStates, type State } from '../../dialogs/engine/paths';
import type { Action } from '../../dialogs/engine/screen';
import { secondOpinion } from '../../dialogs/flows';
import { botParts } from '../bots/botParts';
import { buttonsOf, Connector, textOf } from './connector';
import { startService, type Running } from './service';

const catalogue = new Catalogue(secondOpinion);

/** What is pressed to come to each outcome. How PALS is met depends on the hour, so that is not among them. */
function shortestWays(): [outcome: string, way: Action[]][] {
  const [first] = exploreStates(catalogue, 'staff', { interruptions: false }).values();
  if (first === undefined) throw new Error('there is no first question');
  const ways = new Map<State, Action[]>([[first, []]]);
  const byOutcome = new Map<string, Action[]>();
  for (const [state, way] of ways) {
    const { at } = state.standing;
    if (!catalogue.isQuestion(at) && !at.startsWith('handover') && !byOutcome.has(at)) byOutcome.set(at, way);
    for (const { step, to } of state.edges) {
      if ('open' in step || ways.has(to)) continue;
      const action =
        'answer' in step
          ? { at, answer: step.answer }
          : 'offer' in step
            ? { at, offer: step.offer }
            : ({ at, carryOn: true } as const);
      ways.set(to, [...way, action]);
    }
  }
  return [...byOutcome];
}

const { words } = botParts();
const ways = shortestWays();
let running: Running;
beforeAll(async () => (running = await startService()));
afterAll(() => running.stop());

test('staff have outcomes of their own', () => {
  expect(ways.map(([outcome]) => outcome)).toEqual(
    expect.arrayContaining(['staffForMyself', 'staffShare', 'staffSpeakUp']),
  );
  expect(ways.length).toBeGreaterThan(10);
});

describe.each(['by cards', 'in words'])('%s', (how) => {
  test.each(ways)('to %s', async (outcome, way) => {
    const chat = await new Connector(running.endpoint).start();
    let said = await chat.joins();
    for (const action of way) {
      const button = buttonsOf(said).find(({ data }) => JSON.stringify(data.pals) === JSON.stringify(action));
      if (button === undefined) throw new Error(`No button for ${JSON.stringify(action)} in: ${textOf(said)}`);
      said = how === 'by cards' ? await chat.presses(button.title, said) : await chat.says(button.title);
    }
    // The title of an outcome is its own.
    const title = words.line(`outcomes:${outcome}.title`, 'staff').text;
    expect(said.map(({ summary }) => summary)).toContain(title);
    expect(chat.refused).toEqual([]);
    await chat.stop();
  });
});
