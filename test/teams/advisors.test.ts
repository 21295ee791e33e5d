/** Advisors work cases in Teams: a person in the chat, the desk, and Teams on loopback, each through its own door. */
import { Advisor, codeIn } from '../desk/advisor';
import { Person, runService, type RunningService } from '../directLine/service';
import { freePort } from '../server/serviceProcess';
import { buttonsOf, Colleague, inChannel, Office, textOf, type Shown } from './office';

const CHANNEL = '19:pals@thread.tacv2';
const AMINA = '5d6a1f62-0000-4000-8000-000000000001';
const BEN = '5d6a1f62-0000-4000-8000-000000000002';
const TALK = { label: 'Talk to PALS', action: { bar: 'talkToPals' } } as const;

let office: Office;
let running: RunningService;
let desk: Advisor;
let clock: { passed: number };
let amina: Colleague;
let ben: Colleague;
let nora: Colleague;
let settings: Readonly<Record<string, string>>;

const begin = async (): Promise<void> => {
  office.endpoint = `${running.base}/api/messages`;
  desk = await Advisor.enter(running.base, codeIn(running.service.deskLink(Number(settings.PORT)) ?? ''), 'Dee Desk');
};

beforeEach(async () => {
  office = await new Office().start();
  const port = await freePort();
  settings = {
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    TEAMS_ADVISORS: `${AMINA}, ${BEN.toUpperCase()}`,
    TEAMS_CHANNEL: CHANNEL,
  };
  clock = { passed: 0 };
  const from = Date.parse('2026-11-23T10:00:00.000Z');
  running = await runService({ now: () => new Date(from + clock.passed), settings });
  await begin();
  amina = new Colleague(office, 'Amina Khan', AMINA);
  ben = new Colleague(office, 'Ben Okafor', BEN);
  nora = new Colleague(office, 'Nora Nurse', '5d6a1f62-0000-4000-8000-000000000009');
  // The app is put into the team, and the advisors open their own chats.
  await office.post(
    amina.activity({
      type: 'conversationUpdate',
      membersAdded: [{ id: '28:bot' }],
      conversation: inChannel('19:general@thread.tacv2'),
    }),
  );
  for (const one of [amina, ben]) await one.says('hello');
});
afterEach(async () => {
  expect(office.refused).toEqual([]);
  await running.dispose();
  await office.stop();
});

const waits = async (first?: string): Promise<Person> => {
  const person = await Person.start(running.base);
  if (first !== undefined) await person.ask(first);
  await person.ask(TALK);
  return person;
};
const cardOf = (words = 'someone is waiting'): Promise<Shown> => office.untilSays(CHANNEL, words);
const read = async (person: Person): Promise<string> =>
  (await person.read()).activities.map(({ text }) => text ?? '').join('\n');
const untilReads = async (person: Person, words: string): Promise<void> => {
  for (let waited = 0; !(await read(person)).includes(words); waited += 1) {
    if (waited > 300) throw new Error(`${words} did not come: ${await read(person)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
const pickedUp = async (
  by: Colleague,
  first?: string,
): Promise<{ person: Person; summary: Shown; reference: string }> => {
  const person = await waits(first);
  await by.presses('Pick up', await cardOf());
  const summary = await office.untilSays(by.chat, 'is yours');
  return { person, summary, reference: /SO-\w{4}-\w{4}/.exec(textOf(summary))?.[0] ?? '' };
};

/** Teams has said that it took all that was sent of this case. */
const untilTaken = async (reference: string): Promise<void> => {
  const isOpen = async () =>
    (await running.service.store.outgoing(reference)).some(({ state }) => state === 'pending' || state === 'sending');
  for (let waited = 0; await isOpen(); waited += 1) {
    if (waited > 300) throw new Error('something is still on its way');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

test('an advisor works a whole case without leaving Teams', async () => {
  const person = await waits('my mum is canaryword and nobody listens to us');
  const card = await cardOf();
  expect(textOf(card)).toContain('Waiting since');
  expect(textOf(card)).not.toContain('canaryword');
  expect(buttonsOf(card)).toEqual(['Pick up', 'Open the desk']);

  await amina.presses('Pick up', card);
  const summary = await office.untilSays(amina.chat, 'is yours');
  expect(textOf(summary)).toContain('canaryword and nobody listens');
  expect(buttonsOf(summary)).toEqual(expect.arrayContaining(['Hand back to the assistant', 'Close', 'Open the desk']));
  const taken = await office.untilSays(CHANNEL, 'Amina Khan has had it since');
  expect(taken.id).toBe(card.id);
  expect(buttonsOf(taken)).toEqual(['Open the desk']);
  await untilReads(person, 'Amina Khan from PALS is reading');

  await amina.says('Hello, I am Amina. What would help you most?');
  await untilReads(person, 'Hello, I am Amina. What would help you most?');
  await person.say('someone to look at the scan again');
  await office.untilSays(amina.chat, 'someone to look at the scan again');
  await untilTaken(/SO-\w{4}-\w{4}/.exec(textOf(summary))?.[0] ?? '');

  await amina.presses('Close the case', summary, { reason: 'answered' });
  expect(textOf(await office.untilSays(amina.chat, 'is no longer with you'))).toContain('Closed');
  await office.until(CHANNEL, (one) => one.id === card.id && textOf(one).includes('Closed'), 'that it is closed');
  const [closed] = await desk.cases('closed');
  expect(closed?.closeReason).toBe('answered');
  // What she writes now is her own question again.
  await amina.says('A patient has asked me for a second opinion');
  await office.untilSays(amina.chat, 'Does the patient need treatment urgently?');
});

test('the daily test and an alarm of the service are posted in the channel, once each, with nothing to press', async () => {
  // The next day: on this one it went before the app was in the team.
  clock.passed += 23 * 60 * 60_000;
  const shown = await office.untilSays(CHANNEL, 'Daily test of PALS alerts');
  expect(buttonsOf(shown)).toEqual([]);
  clock.passed += 11_000;
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  clock.passed += 6 * 60_000;
  const alarm = await office.untilSays(CHANNEL, 'PALS is open, and nobody is at the desk');
  expect(textOf(alarm)).toContain('Sign in at the desk, or close PALS there.');
  expect(office.in(CHANNEL).filter((one) => textOf(one).includes('Daily test'))).toHaveLength(1);
});

test('the desk and Teams are one: picked up in Teams it is hers at the desk, taken over there it is over in Teams', async () => {
  const { reference } = await pickedUp(amina);
  expect((await desk.detail(reference)).holder).toMatchObject({ name: 'Amina Khan', id: `entra:${AMINA}` });
  const sam = await desk.colleague('Sam Lee', 'supervisor');
  await sam.does(reference, 'takeOver');
  const over = await office.untilSays(amina.chat, 'is no longer with you');
  expect(textOf(over)).toContain('Sam Lee has it now.');
  await amina.says('I will phone you back');
  await office.untilSays(amina.chat, 'That was not sent');
  expect((await desk.transcript(reference)).map(({ text }) => text)).not.toContain('I will phone you back');
});

test('picked up at the desk first: the card says so, and a press on the old one is refused by name', async () => {
  await waits();
  const card = await cardOf();
  const [one] = await desk.cases('waiting');
  await desk.does(one?.reference ?? '', 'pickUp');
  await office.untilSays(CHANNEL, 'Dee Desk has had it since');
  await amina.presses('Pick up', card);
  await office.until(CHANNEL, (shown) => /^Dee Desk has had this case since/.test(textOf(shown)), 'who has it');
  expect(office.in(amina.chat).map(textOf).join()).not.toContain('is yours');
});

test('pressed twice, and by two advisors at once: one has it, once', async () => {
  const person = await waits();
  const card = await cardOf();
  await Promise.all([amina, amina, ben].map((one) => one.presses('Pick up', card)));
  const chats = () =>
    [amina, ben].map(({ chat }) => office.in(chat).filter((one) => textOf(one).includes('is yours')).length);
  await office.until(CHANNEL, (one) => / has had it since/.test(textOf(one)), 'who has it');
  for (let waited = 0; Math.max(...chats()) === 0 && waited < 200; waited += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(chats().sort()).toEqual([0, 1]);
  const winner = chats()[0] === 1 ? amina : ben;
  await winner.says('Here I am');
  await untilReads(person, 'Here I am');
});

test('a stranger in the channel is told no, and learns nothing', async () => {
  const person = await waits();
  const card = await cardOf();
  await nora.presses('Pick up', card);
  await office.untilSays(CHANNEL, 'Only PALS advisors can do that.');
  expect((await desk.cases('waiting'))[0]?.holder).toBeNull();
  expect(await read(person)).not.toContain('from PALS is reading');
});

test('an advisor who is taken off the list while they have a case can do nothing more with it', async () => {
  const { summary, person, reference } = await pickedUp(amina);
  await running.service.stop();
  running = await runService(
    {
      now: () => new Date(Date.parse('2026-11-23T10:00:00.000Z') + clock.passed),
      settings: { ...settings, TEAMS_ADVISORS: BEN },
    },
    running.folder,
  );
  await begin();
  await amina.says('canaryafter');
  await amina.presses('Close the case', summary, { reason: 'answered' });
  await office.untilSays(amina.chat, 'Only PALS advisors can do that.');
  expect(await read(person)).not.toContain('canaryafter');
  expect((await desk.detail(reference)).state).toBe('pickedUp');
});

test('one case at a time; a second is for the desk', async () => {
  const { reference } = await pickedUp(amina);
  await waits();
  const other = await office.until(
    CHANNEL,
    (one) => textOf(one).includes('someone is waiting') && !textOf(one).includes(reference),
    'the second case',
  );
  await amina.presses('Pick up', other);
  await office.untilSays(CHANNEL, `You have ${reference} in Teams.`);
  expect(await desk.cases('waiting')).toHaveLength(1);
});

test('who has no chat of their own with the assistant is asked to open one first', async () => {
  await waits();
  const card = await cardOf();
  await amina.removesTheApp();
  await amina.presses('Pick up', card);
  await office.untilSays(CHANNEL, 'First open your own chat with the assistant');
  expect(await desk.cases('waiting')).toHaveLength(1);
});

test('what Teams posts again under a new id reaches the person once', async () => {
  const { person } = await pickedUp(amina);
  const activity = amina.activity({ text: 'Only once, please' });
  await office.post(activity);
  await office.post({ ...activity, id: 'another' });
  await untilReads(person, 'Only once, please');
  expect((await read(person)).split('Only once, please')).toHaveLength(2);
});

test('a changed message, a file and personal details: none reaches the person, and she is told', async () => {
  const { person } = await pickedUp(amina);
  await office.post(amina.activity({ type: 'messageUpdate', text: 'canarychanged' }));
  await office.untilSays(amina.chat, 'A changed message is not sent to the person.');
  await amina.says('see this', { attachments: [{ contentType: 'application/pdf' }] });
  await office.untilSays(amina.chat, 'Files are not sent to the person.');
  await amina.says('Your NHS number is 943 476 5919, is that right?');
  await office.untilSays(amina.chat, 'Sent, without: NHS number');
  await untilReads(person, 'Your NHS number is');
  expect(await read(person)).not.toMatch(/canarychanged|943 476 5919/);
});

test('nobody picks it up: it appears again as overdue, and the first card loses its button', async () => {
  await waits('I have chest pain and cannot breathe');
  const first = await cardOf();
  clock.passed = 5 * 60_000;
  await office.until(
    CHANNEL,
    (one) => one.id !== first.id && textOf(one).includes('Emergency: nobody has picked it up'),
    'a card of its own',
  );
  await office.until(
    CHANNEL,
    (one) => one.id === first.id && textOf(one).includes('A newer card stands below.'),
    'the old card',
  );
  expect(buttonsOf(office.shown.get(first.id) ?? first)).toEqual(['Open the desk']);
});

test('both sides are told at once that the other is writing', async () => {
  const { person } = await pickedUp(amina);
  await amina.says('Hello');
  await untilReads(person, 'Hello');
  await person.post({ type: 'typing' });
  for (let waited = 0; !office.typing.includes(amina.chat) && waited < 200; waited += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(office.typing).toContain(amina.chat);
});

test('handed back: the assistant goes on with the person, and both are told', async () => {
  const { person, summary } = await pickedUp(amina);
  await amina.says('I will hand you back now.');
  await untilReads(person, 'hand you back');
  await amina.presses('Hand back to the assistant', summary);
  expect(textOf(await office.untilSays(amina.chat, 'is no longer with you'))).toContain('Back with the assistant');
  await untilReads(person, 'Amina Khan');
  expect((await desk.cases('all'))[0]?.state).toBe('backToAssistant');
});

test('what the person wrote and has not arrived in Teams is not closed over', async () => {
  const { person, summary, reference } = await pickedUp(amina);
  await amina.says('Hello');
  await untilReads(person, 'Hello');
  office.fail(amina.chat, { status: 429, retryAfter: '3600' });
  await person.say('one more thing');
  await office.failed(amina.chat);
  await amina.presses('Close the case', summary, { reason: 'answered' });
  await office.untilSays(amina.chat, 'The person has written something that nobody has read.');
  expect((await desk.detail(reference)).state).toBe('withAdvisor');
});

test('too many at once: Teams says how long to wait, and it is sent then, in order', async () => {
  const { person } = await pickedUp(amina);
  await amina.says('Hello');
  await untilReads(person, 'Hello');
  office.fail(amina.chat, { status: 429, retryAfter: '60' });
  await person.say('first of all');
  await person.say('second of all');
  clock.passed = 30_000;
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(office.in(amina.chat).map(textOf).join()).not.toMatch(/of all/);
  clock.passed = 95_000;
  await office.untilSays(amina.chat, 'second of all');
  const said = office.in(amina.chat).map(textOf).join('\n');
  expect(said.indexOf('first of all')).toBeGreaterThan(0);
  expect(said.indexOf('first of all')).toBeLessThan(said.indexOf('second of all'));
});

test('a message of which nobody knows whether it arrived is shown at the desk and not sent again', async () => {
  const { person, reference } = await pickedUp(amina);
  await amina.says('Hello');
  await untilReads(person, 'Hello');
  office.fail(amina.chat, 'cutsAtOnce');
  await person.say('did this arrive');
  for (
    let waited = 0;
    !(await desk.history(reference)).some((line) => line.startsWith('A message to Teams may not'));
    waited += 1
  ) {
    if (waited > 300) throw new Error((await desk.history(reference)).join('\n'));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  clock.passed = 120_000;
  await person.say('and this');
  await office.untilSays(amina.chat, 'and this');
  expect(office.in(amina.chat).map(textOf).join()).not.toContain('did this arrive');
});

test.each([
  ['she takes the app out', () => amina.removesTheApp()],
  [
    'she blocks it',
    async (person: Person) => {
      office.fail(amina.chat, { status: 403 });
      await person.say('are you there');
    },
  ],
])('an advisor cannot be reached any more, %s: the case waits again, and the person is told', async (_how, happens) => {
  const { person, reference } = await pickedUp(amina);
  await amina.says('Hello');
  await untilReads(person, 'Hello');
  await happens(person);
  for (let waited = 0; (await desk.detail(reference)).state !== 'waiting'; waited += 1) {
    if (waited > 300) throw new Error((await desk.detail(reference)).state);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  // Ben sees it in the channel, and takes it.
  const again = await office.until(
    CHANNEL,
    (one) => textOf(one).includes(reference) && buttonsOf(one).includes('Pick up'),
    'that it waits again',
  );
  await ben.presses('Pick up', again);
  const summary = await office.untilSays(ben.chat, 'is yours');
  expect(textOf(summary)).toContain('Hello');
});

test('staff who ask for PALS in Teams get what PALS answers there', async () => {
  await nora.says('hello');
  await nora.says('talk to PALS');
  await amina.presses('Pick up', await cardOf());
  await office.untilSays(amina.chat, 'is yours');
  await office.untilSays(nora.chat, 'Amina Khan from PALS is reading');
  await amina.says('Hello Nora, how can I *help*?');
  const said = await office.untilSays(nora.chat, 'Hello Nora, how can I *help*?');
  expect(textOf(said)).toContain('Amina Khan, PALS');
  await nora.says('a patient would like another doctor');
  await office.untilSays(amina.chat, 'a patient would like another doctor');
});

test('a very long chat in any letters still fits on a card, and says what is left out', async () => {
  const person = await Person.start(running.base);
  await person.ask(`${'میری امی بیمار ہیں '.repeat(480)}آخر`);
  for (let i = 0; i < 12; i += 1) await person.ask(`canary ${i} ${'long words '.repeat(300)}`);
  await person.ask(TALK);
  await amina.presses('Pick up', await cardOf());
  const summary = await office.untilSays(amina.chat, 'is yours');
  expect(textOf(summary)).toMatch(/\d+ earlier lines are at the desk\./);
  expect(textOf(summary)).toContain('canary 11');
  await amina.says('Hello');
  await untilReads(person, 'Hello');
  await person.say('🙂'.repeat(4_000));
  await office.untilSays(amina.chat, 'This message is longer.');
});

test('what people write is shown as they wrote it, and is never markup', async () => {
  const { person } = await pickedUp(amina, 'see [here](https://evil.example) and **this**');
  const summary = await office.untilSays(amina.chat, '[here](https://evil.example) and **this**');
  const blocks = JSON.stringify(summary.card.body.filter(({ type }) => type === 'TextBlock'));
  expect(blocks).not.toContain('evil.example');
  await amina.says('Hello');
  await untilReads(person, 'Hello');
  await person.say('[again](https://evil.example)');
  const said = await office.untilSays(amina.chat, '[again]');
  expect(JSON.stringify(said.card.body.filter(({ type }) => type === 'TextBlock'))).not.toContain('evil.example');
});
