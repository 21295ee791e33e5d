/** What stands with a button: its own label is nobody's words; any other words are read like a message. */
import { Person, runService, type RunningService } from './service';

let running: RunningService;
beforeAll(async () => {
  running = await runService();
});
afterAll(() => running.dispose());

const action = { at: 'who', answer: 'someoneElse' };

it('takes a button with its own label for the answer, and stores the label', async () => {
  const person = await Person.start(running.base);
  const said = await person.ask({ label: 'Someone else', action });
  expect(said[0]?.text).toBe('Someone else');
  expect(said.at(-1)?.channelData.pals?.node).toBe('familyWhere');
});

it('gives the emergency card when a client sends such words with a button', async () => {
  const person = await Person.start(running.base);
  const said = await person.ask({ label: 'She has stopped breathing', action });
  expect(said.at(-1)?.channelData.pals).toMatchObject({ node: 'emergency', tier: 'T0' });
});

it('masks what a client sends with a button before it is stored', async () => {
  const person = await Person.start(running.base);
  const said = await person.ask({ label: 'Someone else, phone 07700 900123', action });
  expect(said[0]?.text).not.toContain('900123');
  expect(running.stored()).not.toContain('900123');
});
