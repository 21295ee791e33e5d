/** What the person takes out is gone for the desk, with all that tells of it: through their endpoint and the desk's. */
import type { Action, HandoverPanel } from '../../dialogs/engine/screen';
import type { NewMessage } from '../../storage/port';
import { newId, Person, runService, type RunningService } from '../directLine/service';
import { Advisor, codeIn, deskCall } from './advisor';

let running: RunningService;
let asha: Advisor;

beforeAll(async () => {
  running = await runService();
  const link = running.service.deskLink(Number(new URL(running.base).port)) ?? '';
  asha = await Advisor.enter(running.base, codeIn(link), 'Asha Rao');
});
afterAll(() => running.dispose());

const ASK = { label: 'Talk to PALS', action: { bar: 'talkToPals' } } as const;
const answer = (at: string, given: string, label = given) => ({ label, action: { at, answer: given } });
const takeOut = (line: string, out = true) => ({ label: '', action: { handover: 'takeOut', line, out } }) as const;

/** At "The team has said no": an outcome whose title tells the answer. */
async function refused(): Promise<{ person: Person; reference: string }> {
  const person = await Person.start(running.base);
  await person.ask(answer('who', 'me', 'Me'));
  await person.ask(answer('where', 'hospitalSteady', 'In hospital. Not getting worse'));
  await person.ask('No');
  await person.ask(answer('teamExplained', 'yes', 'Yes'));
  await person.ask(answer('reason', 'secondCheck', 'I want someone else to check'));
  await person.ask(answer('teamTold', 'saidNo', 'The quokka team said no'));
  const said = await person.ask(ASK);
  const reference = said.flatMap(({ channelData }) => channelData.pals?.handover?.reference ?? []).at(-1);
  if (reference === undefined) throw new Error('no case was raised');
  return { person, reference };
}

async function panelOf(person: Person): Promise<HandoverPanel> {
  const { activities } = await person.read();
  const panel = activities.flatMap(({ channelData }) => channelData.pals?.handover ?? []).at(-1);
  if (panel === undefined) throw new Error('there is no panel');
  return panel;
}

const found = async (words: string): Promise<string> => JSON.stringify((await asha.post('/search', { words })).body);
/** All that the desk can ask for. */
async function read(reference: string): Promise<string> {
  const live = await asha.live(0);
  await live.until((events) => events.some((one) => one.kind === 'case' && one.case.reference === reference));
  live.close();
  const ofCase = live.events.filter(({ event }) => JSON.stringify(event).includes(reference));
  return JSON.stringify([
    await asha.detail(reference),
    await asha.transcript(reference),
    await asha.history(reference),
    ofCase,
  ]);
}

test('an answer goes with its words, the reply, the outcome and its reasons; put back, all of it is there again', async () => {
  const { person, reference } = await refused();
  const before = await asha.detail(reference);
  const title = before.outcome?.title ?? 'none';
  expect(title).not.toBe('none');
  expect(before.lines.map(({ id }) => id)).toEqual(expect.arrayContaining(['answer:teamTold', 'outcome']));
  expect(await read(reference)).toContain('quokka');
  expect(await found('quokka')).toContain(reference);

  await person.ask(takeOut('answer:teamTold'));
  const told = await read(reference);
  const replies = (await person.read()).activities;
  const [asked] = replies.filter(({ text }) => text?.includes('quokka'));
  const reply = replies.find(({ replyToId }) => replyToId === asked?.id)?.text ?? 'none';
  for (const gone of ['quokka', title, JSON.stringify(reply).slice(1, -1), 'refused', 'saidNo', 'teamTold'])
    expect(told).not.toContain(gone);
  expect(await found('quokka')).not.toContain(reference);
  const out = (await asha.transcript(reference)).filter(({ text }) => text === 'The person took this out.');
  expect(out.map(({ from }) => from)).toEqual(['person', 'assistant']);
  const lines = (await panelOf(person)).lines.filter((line) => line.out);
  expect(lines.map(({ id, fixed }) => [id, fixed])).toEqual([
    ['answer:teamTold', null],
    ['outcome', 'goesWith'],
  ]);

  await person.ask(takeOut('answer:teamTold', false));
  const again = await read(reference);
  for (const back of ['quokka', title]) expect(again).toContain(back);
  expect(await found('quokka')).toContain(reference);
  expect((await asha.detail(reference)).said).toEqual(before.said);
});

test('a typed answer goes like a pressed one, also when it is given again', async () => {
  const { person, reference } = await refused();
  await person.ask(takeOut('answer:treatmentUrgent'));
  await person.ask({ label: 'Carry on', action: { change: 'treatmentUrgent' } });
  await person.ask('Not sure');
  const texts = (await asha.transcript(reference)).map(({ text }) => text);
  expect(texts).not.toContain('No');
  expect(texts).not.toContain('Not sure');
  expect(await found('sure')).not.toContain(reference);
  expect((await asha.detail(reference)).lines.map(({ id }) => id)).not.toContain('answer:treatmentUrgent');
});

test('who is asking goes with the answer that told it, and the answer with who', async () => {
  const { person, reference } = await refused();
  await person.ask(takeOut('who'));
  expect((await asha.transcript(reference)).map(({ text }) => text)).not.toContain('Me');
  expect(await asha.detail(reference)).toMatchObject({ who: null, takenOut: 2 });
  await person.ask(takeOut('who', false));
  await person.ask(takeOut('answer:who'));
  expect(await asha.detail(reference)).toMatchObject({ who: null, takenOut: 2 });
});

test('how urgent it is and what was found in the words stay, and the person sees so', async () => {
  const person = await Person.start(running.base);
  await person.ask('I have chest pain, my email is jo@example.org');
  await person.ask(ASK);
  const { reference, lines } = await panelOf(person);
  const fixed = lines.filter((line) => line.fixed === 'stays').map(({ id, value }) => [id, value]);
  expect(fixed).toEqual([
    ['tier', 'An emergency'],
    ['safety', 'Wrote something urgent'],
  ]);
  for (const { id } of lines) await person.ask(takeOut(id));
  const detail = await asha.detail(reference);
  expect(detail).toMatchObject({ tier: 'T0', who: null, outcome: null, maskedKinds: [] });
  expect(detail.why).toMatch(/^Wrote something urgent \(rule T0/);
  expect(detail.lines.map(({ id }) => id)).toEqual(['tier', 'safety']);
  const texts = JSON.stringify(await asha.transcript(reference));
  expect(texts).not.toContain('email address');
  expect(texts).toContain('[removed]');
  expect(texts).toContain('chest pain');
});

test('the person’s panel and the desk show the same lines, in the same words', async () => {
  const { person, reference } = await refused();
  await person.ask(takeOut('answer:reason'));
  const panel = (await panelOf(person)).lines.filter(({ out }) => !out);
  expect(panel.map(({ id, label, value }) => ({ id, label, value }))).toEqual((await asha.detail(reference)).lines);
  expect(panel.map(({ id }) => id)).toEqual(expect.arrayContaining(['tier', 'who', 'why', 'flags', 'outcome']));
});

test('whoever leaves and asks again finds the same lines out', async () => {
  const { person, reference } = await refused();
  await person.ask(takeOut('answer:where'));
  await person.ask({ label: 'Leave', action: { handover: 'leave' } });
  await person.ask(ASK);
  const panel = await panelOf(person);
  expect(panel.reference).toBe(reference);
  expect(panel.lines.filter(({ out }) => out).map(({ id }) => id)).toEqual(['answer:where']);
  expect(await read(reference)).not.toContain('In hospital. Not getting worse');
});

test('changes of the request are quiet lines in words', async () => {
  const { person, reference } = await refused();
  await person.ask(takeOut('answer:where'));
  await person.ask(takeOut('answer:where', false));
  await person.ask({ label: '', action: { handover: 'how', how: 'phone' } });
  const edits = (await asha.transcript(reference)).filter(({ kind }) => kind === 'edit').map(({ text }) => text);
  expect(edits).toEqual(['Took out a line.', 'Put a line back.', 'Chose to phone.']);
});

test('what is answered while PALS has the request reaches it by itself: one line of history, and no new alert', async () => {
  const person = await Person.start(running.base);
  await person.ask(ASK);
  const { reference } = await panelOf(person);
  const before = await asha.detail(reference);
  await person.ask({ label: 'Carry on', action: { at: 'handoverByPhone', carryOn: true } });
  await person.ask({ label: 'Carry on', action: { at: 'handoverQueue', carryOn: true } });
  await person.ask({ label: 'Carry on', action: { at: 'handoverClosed', carryOn: true } });
  await person.ask(answer('who', 'me', 'Me'));
  await person.ask(answer('where', 'homeSteady', 'At home'));
  const now = await asha.detail(reference);
  expect(now.lines.map(({ id }) => id)).toEqual(['tier', 'who', 'why', 'answer:who', 'answer:where']);
  expect(now).toMatchObject({ version: before.version, alerts: before.alerts, tier: before.tier });
  const history = await asha.history(reference);
  expect(history.filter((line) => line === 'The person went on to answer questions.')).toHaveLength(1);
});

test('a caller’s answers reach the case by themselves, and it stays a call', async () => {
  const call = await asha.call();
  await asha.enter(call.reference, answer('who', 'someoneElse', 'Someone else'));
  await asha.enter(call.reference, answer('familyWhere', 'homeSteady', 'At home'));
  const detail = await asha.detail(call.reference);
  expect(detail.lines.map(({ id }) => id)).toContain('answer:familyWhere');
  expect(detail.who).toBe('A family member, friend or carer');
  expect(detail.reasons.map(({ label }) => label)).toEqual(['Phoned PALS']);
});

test('what is written between leaving and its answer is not for the advisor, and the person is told', async () => {
  const { person, reference } = await refused();
  await asha.does(reference, 'pickUp');
  await asha.says(reference, 'Hello from Asha');
  await person.say('To you, wombat');
  const conversationId = person.id;
  const said = (text: string, action: Action | null): NewMessage => ({
    ...{ conversationId, clientId: newId() },
    body: {
      ...({ kind: 'message', label: action === null ? null : text, hadAttachments: false, enteredBy: null } as const),
      message: { text, action, verdict: { tier: null, certainty: 'none', rules: [] }, removed: [] },
    },
  });
  const desk = async (): Promise<string> =>
    JSON.stringify((await deskCall(running.base, 'GET', `/cases/${reference}/transcript`, asha)).body);
  // Stored, and answered only once the service is back.
  const { store } = running.service;
  await store.append(said('Leave the chat with PALS', { handover: 'leave' }));
  await store.append(said('A word for nobody, quoll', null));
  expect(await desk()).toContain('wombat');
  expect(await desk()).not.toContain('quoll');

  running = await running.restart();
  const back = person.at(running.base);
  await back.ask('About the heron');
  const { activities } = await back.read();
  const answerTo = (word: string): string => {
    const id = activities.find(({ text }) => text?.includes(word))?.id;
    return activities.find(({ replyToId }) => replyToId === id)?.text ?? 'none';
  };
  expect(answerTo('quoll')).toContain('You wrote that while you were leaving. PALS did not get it.');
  expect(answerTo('heron')).not.toContain('PALS did not get it.');
  expect(await desk()).not.toContain('quoll');
  expect(await desk()).not.toContain('heron');
});
