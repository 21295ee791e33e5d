/** Staff in Teams, through the public endpoint, with a channel on loopback at the other end. */
import { buttonsOf, Connector, textOf, type Sent } from './connector';
import { startService, type Running } from './service';

let running: Running;
let chat: Connector;

beforeEach(async () => {
  running = await startService();
  chat = await new Connector(running.endpoint).start();
});
afterEach(async () => {
  await chat.stop();
  await running.stop();
});

const labels = (sent: readonly Sent[]): string[] => buttonsOf(sent).map(({ title }) => title);

test('a nurse opens the chat and is greeted once: what it is, no patient details, the questions, what can be written', async () => {
  const greeting = await chat.joins();
  expect(textOf(greeting)).toContain('automated assistant');
  expect(textOf(greeting)).toMatch(/Please don.t\sinclude\spersonal\sinformation/);
  expect(textOf(greeting)).toContain('Do not put anything here that could identify a patient. What do you need?');
  expect(textOf(greeting)).toContain('You can also write: help now, talk to PALS, go back, start again, language.');
  expect(labels(greeting)).toEqual(
    expect.arrayContaining(['A patient has asked me for a second opinion', 'Something else']),
  );
  expect(await chat.joins()).toEqual([]);
});

test('from the first question to an outcome by buttons', async () => {
  let said = await chat.joins();
  for (const label of ['A patient has asked me for a second opinion', 'No', 'Yes', 'Yes'])
    said = await chat.presses(label, said);
  expect(textOf(said)).toContain('How a referral works');
  expect(textOf(said)).toContain('treated as a new patient referral');
  expect(labels(said)).toEqual(expect.arrayContaining(['Talk to PALS']));
});

test('and by writing, with a typing error, without ever pressing a button', async () => {
  const first = await chat.says('A patient has asked me for a secnd opinion');
  expect(textOf(first)).toContain('Does the patient need treatment urgently?');
  await chat.says('no');
  await chat.says('yes');
  expect(textOf(await chat.says('not decided yet'))).toContain('Asking a colleague');
});

test('a button carries its place; sent back with its label as the text, as Teams does, it is the same', async () => {
  const [first, second] = buttonsOf(await chat.joins());
  expect(first).toMatchObject({
    type: 'Action.Submit',
    title: 'I am worried a patient is getting worse',
    data: {
      pals: { at: 'staffStart', answer: 'hospitalWorse' },
      label: 'I am worried a patient is getting worse',
      card: 1,
    },
  });
  const said = await chat.tell({ text: second?.title, value: second?.data });
  expect(textOf(said)).toContain('Does the patient need treatment urgently?');
});

test('a value that is no button of ours is not believed: the text counts', async () => {
  await chat.joins();
  const value = { pals: { at: 'staffStart', answer: 'patientAsked', more: true }, label: 'x' };
  expect(textOf(await chat.tell({ text: 'Something else', value }))).toContain('Which of these is closest?');
});

test('nothing that Teams cannot show: no suggested actions, no events, no traces, no markup', async () => {
  let said = await chat.joins();
  said = await chat.presses('Something else', said);
  await chat.presses('I have a concern about care or safety', said);
  expect(chat.sent.length).toBeGreaterThan(2);
  expect(chat.refused).toEqual([]);
});

test('an emergency in what is written comes first, in the same answer', async () => {
  await chat.joins();
  const said = await chat.says('he is not breathing');
  expect(textOf(said.slice(0, 1))).toContain('999');
});

test('talk to PALS: the contact details and a reference, and a case is stored for staff', async () => {
  await chat.joins();
  const said = await chat.says('talk to PALS');
  const [kept] = running.service.store.listCases({ list: 'waiting', limit: 10 });
  expect(kept).toMatchObject({ tier: 'T6', facts: { voice: 'staff' } });
  expect(textOf(said)).toContain(kept?.reference);
});

test('the same activity posted again has one effect, also while the first is being answered', async () => {
  await chat.joins();
  const again = chat.activity({ text: 'A patient has asked me for a second opinion' });
  const answers = await Promise.all([chat.post(again), chat.post(again), chat.post(again)]);
  answers.push(await chat.post(again));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  const said = chat.unread();
  expect(said).toHaveLength(1);
  expect(textOf(said)).toContain('Does the patient need treatment urgently?');
  expect(textOf(await chat.says('start again'))).toContain('What do you need?');
});

test('what a channel in trouble did not take goes out when it posts again', async () => {
  await chat.joins();
  const message = chat.activity({ text: 'Something else' });
  chat.isDown = true;
  expect((await chat.post(message)).status).toBe(500);
  chat.isDown = false;
  expect((await chat.post(message)).status).toBe(200);
  expect(textOf(chat.unread())).toContain('Which of these is closest?');
});

test('a restart resumes at the same question, and greets nobody again', async () => {
  let said = await chat.joins();
  said = await chat.presses('A patient has asked me for a second opinion', said);
  running = await running.restart();
  const same = await new Connector(running.endpoint, chat.conversation).start();
  expect(await same.joins()).toEqual([]);
  expect(textOf(await same.presses('No', said))).toContain('Has the team clearly explained the diagnosis');
  await same.stop();
});

test('a patient’s details are masked before they are kept, and the nurse is told', async () => {
  await chat.joins();
  const said = await chat.says('My patient, NHS number 943 476 5919, phone 07700 900123, asked for it');
  expect(textOf(said)).toContain('I have not kept something that looks personal. Teams still shows it');
  const kept = await running.files();
  const everything = [kept, ...running.logged, JSON.stringify(chat.sent)].join('\n');
  for (const piece of ['943 476 5919', '07700 900123']) expect(everything).not.toContain(piece);
  expect(kept).toContain('number removed');
  for (const piece of ['Nora', '29:staff', '5d6a1f62', chat.conversation, 'secnd'])
    expect(everything).not.toContain(piece);
});

test('a picture is not taken, the nurse is told, and the words beside it are read', async () => {
  await chat.joins();
  const files = [{ contentType: 'image/png', contentUrl: 'https://example.com/ward.png', name: 'Mrs Smith.png' }];
  const said = await chat.tell({ text: 'Something else', attachments: files });
  expect(textOf(said)).toContain('Which of these is closest?');
  expect(textOf(said)).toMatch(/attach|file|picture/i);
  expect(await running.files()).not.toContain('Mrs Smith');
});

test('the HTML that Teams sends beside every text changes nothing', async () => {
  await chat.joins();
  const said = await chat.tell({
    text: 'Something else',
    attachments: [{ contentType: 'text/html', content: '<p>Something else</p>' }],
  });
  expect(textOf(said)).not.toMatch(/attach|picture/i);
});

test('an old button is seen to be old', async () => {
  const greeting = await chat.joins();
  await chat.presses('A patient has asked me for a second opinion', greeting);
  const said = await chat.presses('Something else', greeting);
  expect(textOf(said)).toContain('That button was for an earlier question.');
  expect(textOf(said)).toContain('Does the patient need treatment urgently?');
});

test.each([
  ['nothing', ''],
  ['blanks', ' \n\t '],
  ['emoji', '🏥🏥🏥'],
  ['control characters', 'a\u0000b\u0007'],
  ['right-to-left text', 'طلب رأي ثانٍ'],
  ['markup', '<script>alert(1)</script>'],
  ['10,001 characters', 'a'.repeat(10_001)],
])('%s: a kind answer, and the questions go on', async (_name, text) => {
  await chat.joins();
  expect(textOf(await chat.says(text)).length).toBeGreaterThan(20);
  expect(textOf(await chat.says('Something else'))).toContain('Which of these is closest?');
});

test('two nurses at once do not meet', async () => {
  const other = await new Connector(running.endpoint).start();
  const [mine, theirs] = [await chat.joins(), await other.joins()];
  await chat.presses('Something else', mine);
  expect(textOf(await other.presses('A patient has asked me for a second opinion', theirs))).toContain('urgently');
  await other.stop();
});

test('what is neither a message nor a new chat is taken and has no effect', async () => {
  await chat.joins();
  for (const type of ['messageReaction', 'typing', 'messageDelete', 'event', 'endOfConversation', 'somethingNew'])
    expect(await chat.tell({ type, text: 'Something else' })).toEqual([]);
});
