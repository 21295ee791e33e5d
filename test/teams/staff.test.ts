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

test('while the assistant is turned off nothing is taken, an emergency gets its card, and PALS’s number is there', async () => {
  await running.stop();
  running = await startService({ SERVICE: 'off' });
  chat = await new Connector(running.endpoint).start();
  const said = textOf(await chat.says('my patient has stopped breathing'));
  expect(said).toMatch(/2222|999/);
  expect(said).toContain('this chat is turned off for now');
  expect(said).toContain('020 7946 0000');
});

test('talk to PALS: the contact details and a reference, and a case is stored for staff', async () => {
  await chat.joins();
  const said = await chat.says('talk to PALS');
  const [kept] = await running.service.store.listCases({ list: 'waiting', limit: 10 });
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

const QUIET = 'Other people can read this chat. Please open a chat with me, and ask me there.';
const others = (conversationType: string) => ({
  id: chat.conversation,
  conversationType,
  isGroup: true,
  tenantId: 'tenant',
});

describe.each(['groupChat', 'channel'])('in a %s', (conversationType) => {
  const mention = { type: 'mention', text: '<at>PALS</at>', mentioned: { id: '28:bot', name: 'PALS assistant' } };

  test('who does not mention the assistant is not answered, and nothing of it is kept', async () => {
    const conversation = others(conversationType);
    expect(await chat.tell({ text: 'Something else zebra', conversation })).toEqual([]);
    const someone = { ...mention, mentioned: { id: '29:colleague' } };
    expect(await chat.tell({ text: 'zebra <at>Sam</at>', entities: [someone], conversation })).toEqual([]);
    expect(await running.files()).not.toContain('zebra');
  });

  test('who mentions it is asked to write in private: no question, no button, the number for an emergency', async () => {
    const conversation = others(conversationType);
    const text = '<at>PALS</at> Mrs Zebra, NHS number 943 476 5919, wants a second opinion';
    const said = await chat.tell({ text, entities: [mention], conversation });
    expect(textOf(said)).toContain(QUIET);
    expect(textOf(said)).toContain('999');
    expect(buttonsOf(said)).toEqual([]);
    const everything = [await running.files(), ...running.logged, JSON.stringify(chat.sent)].join('\n');
    for (const piece of ['Zebra', '943 476 5919']) expect(everything).not.toContain(piece);
  });

  test('put there, it says once what it is for; the other notice of it says nothing more', async () => {
    const conversation = others(conversationType);
    expect(textOf(await chat.tell({ type: 'installationUpdate', action: 'add', conversation }))).toContain(QUIET);
    expect(await chat.tell({ type: 'conversationUpdate', membersAdded: [{ id: '28:bot' }], conversation })).toEqual([]);
    expect(await chat.joins()).toHaveLength(1);
  });
});

test('installed for one person, Teams tells of it in two ways: greeted once; taken away, nothing is said', async () => {
  expect(await chat.tell({ type: 'installationUpdate', action: 'add' })).toHaveLength(1);
  expect(await chat.joins()).toEqual([]);
  expect(await chat.tell({ type: 'installationUpdate', action: 'remove' })).toEqual([]);
});

describe('a message that is changed after it was sent', () => {
  const changed = (text: string) =>
    chat.tell({ type: 'messageUpdate', text, channelData: { eventType: 'editMessage' } });

  test('is no answer to the question now, and the nurse is told so', async () => {
    await chat.joins();
    await chat.says('Something else');
    expect(textOf(await changed('None of these'))).toBe(
      'You changed an earlier message. I only read new messages. Please write it again as a new message.',
    );
    expect(textOf(await chat.says('I have a concern about care or safety'))).toContain('Freedom to Speak Up');
  });

  test('with a patient’s details: none of them is kept, and the nurse is asked to delete it', async () => {
    await chat.joins();
    const said = await changed('Mrs Zebra, NHS number 943 476 5919');
    expect(textOf(said)).toContain('I have not kept it. Please delete it here in Teams.');
    expect([await running.files(), ...running.logged].join('\n')).not.toMatch(/943 476 5919|Zebra/);
  });

  test('that tells of danger is answered as any other', async () => {
    await chat.joins();
    expect(textOf(await changed('he is not breathing'))).toContain('999');
  });

  test('that is much too long gets a kind answer', async () => {
    await chat.joins();
    expect(textOf(await changed('a'.repeat(10_001)))).toContain('too long');
  });
});

describe('a patient’s details, wherever they stand', () => {
  const canary = 'NHS number 943 476 5919';
  const isKept = async (): Promise<boolean> =>
    [await running.files(), ...running.logged, JSON.stringify(chat.sent)].join('\n').includes('943 476 5919');

  test('in what a card submits, beside the button or as its label', async () => {
    const [button] = buttonsOf(await chat.joins());
    await chat.tell({ value: { ...button?.data, note: canary } });
    const said = await chat.tell({ value: { ...button?.data, card: 99, label: canary } });
    expect(textOf(said)).toContain('I have not kept something that looks personal');
    expect(await isKept()).toBe(false);
  });

  test('in an invoke, which is not answered', async () => {
    await chat.joins();
    const value = { action: { type: 'Action.Execute', data: { note: canary } } };
    const { status, body } = await chat.post(chat.activity({ type: 'invoke', name: 'adaptiveCard/action', value }));
    expect({ status, body }).toEqual({ status: 501, body: '' });
    expect(await isKept()).toBe(false);
  });

  test('in a reaction, in a file’s name and in a deleted message', async () => {
    await chat.joins();
    await chat.tell({ type: 'messageReaction', reactionsAdded: [{ type: canary }] });
    await chat.tell({ type: 'messageDelete', text: canary });
    const contentType = 'application/vnd.microsoft.teams.file.download.info';
    const file = { contentType, name: `${canary}.docx`, content: { downloadUrl: `${chat.serviceUrl}file` } };
    expect(textOf(await chat.tell({ text: 'hello', attachments: [file] }))).toMatch(/attach|file|picture/i);
    // The file is not asked for either.
    expect(chat.refused).toEqual([]);
    expect(await isKept()).toBe(false);
  });
});

test('commands: help, language, go back, start again, help now', async () => {
  await chat.joins();
  await chat.says('A patient has asked me for a second opinion');
  // One word that may be a cry for help: the number first, then the question again.
  expect(textOf(await chat.says('help'))).toContain('Is this happening now?');
  expect(textOf(await chat.says('no'))).toContain('Does the patient need treatment urgently?');
  expect(textOf(await chat.says('language'))).toContain('This chat is in English for now.');
  expect(textOf(await chat.says('no'))).toContain('Has the team clearly explained the diagnosis');
  expect(textOf(await chat.says('go back'))).toContain('Does the patient need treatment urgently?');
  expect(textOf(await chat.says('start again'))).toContain('What do you need?');
  expect(textOf(await chat.says('help now'))).toContain('999');
});

test('who asks for themselves is led to the patients’ chat, away from the work account', async () => {
  let said = await chat.joins();
  for (const label of ['Something else', 'I am asking for myself']) said = await chat.presses(label, said);
  expect(textOf(said)).toContain('It does not use your work account.');
  expect(textOf(said)).toContain('[The patient chat on our website](https://chat.example.org/)');
});

test('a patient who gets worse: what staff do, with Martha’s Rule in the words for staff', async () => {
  const said = await chat.presses('I am worried a patient is getting worse', await chat.joins());
  expect(textOf(said)).toContain('Call for Concern');
  expect(textOf(said)).toContain('020 7946 0333');
  expect(textOf(said)).toContain('2222');
});
