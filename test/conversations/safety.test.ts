/** Urgent advice comes in the same reply from anywhere, before anything else, and the questions go on afterwards. */
import { discard, startProduct, type Product } from '../product';
import { Chat } from './chat';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ LIMIT_STARTS_PER_MINUTE: '10000', LIMIT_MESSAGES_PER_MINUTE: '10000' });
});
afterAll(() => discard(product));

const calm = ['Me', 'Not in hospital. Not getting worse', 'No'];
/** Places to write from, and where the questions go on: of two interruptions, at the place that the first one left. */
const PLACES: readonly (readonly [string, string, (chat: Chat) => Promise<unknown>])[] = [
  ['the first question', 'who', () => Promise.resolve()],
  ['a safety question', 'treatmentUrgent', (chat) => walk(chat, ...calm.slice(0, 2))],
  ['a later question', 'teamExplained', (chat) => walk(chat, ...calm)],
  ['an outcome', 'askTeam', (chat) => walk(chat, ...calm, 'No')],
  ['the steps', 'teamExplained', (chat) => walk(chat, ...calm, 'Show me the steps')],
  ['"I am unhappy"', 'who', (chat) => chat.bar('unhappy')],
  ['another question', 'who', (chat) => chat.choose('It is about something else')],
  ['the rating', 'teamExplained', (chat) => walk(chat, ...calm, 'Show me the steps', 'Did this help?')],
  ['after asking for PALS', 'who', (chat) => chat.bar('talkToPals')],
];
const walk = async (chat: Chat, ...labels: string[]): Promise<void> => {
  for (const label of labels) await chat.choose(label);
};

const CARDS = [
  ['emergency', 'he has collapsed and is not breathing', 'Call 999 or go to A&E now'],
  ['crisis', 'i want to kill myself', 'Call 999 or go to A&E if a life is at risk now'],
  ['deteriorating', 'mum is on the ward and she is getting worse', 'Tell the ward staff now'],
  ['safeguarding', 'the carers hit my gran and do not feed her', 'If anyone is in danger now, call 999'],
] as const;

describe.each(PLACES)('from %s', (_place, goesOnAt, goThere) => {
  test.each(CARDS)('the %s card comes first, and the questions go on', async (card, text, title) => {
    const chat = await Chat.open(product.url);
    await goThere(chat);
    await chat.write(text);
    expect(chat.at).toBe(card);
    expect(chat.said.startsWith(title)).toBe(true);
    expect(chat.screen).toMatchObject({ kind: 'outcome', pinned: true });
    expect(chat.screen.offers.map(({ label }) => label)).toContain('Talk to PALS');
    await chat.choose('Carry on');
    expect(chat.at).toBe(goesOnAt);
    expect(chat.screen.answers.length + chat.screen.offers.length).toBeGreaterThan(0);
  });
});

test('the card is said again, whole, when it is needed again', async () => {
  const chat = await Chat.open(product.url);
  await chat.write('he is not breathing');
  await chat.write('please he is not breathing');
  expect(chat.said).toContain('I cannot call for you. PALS cannot send help.');
});

test('an emergency that is possible shows the number at once and asks one thing', async () => {
  const chat = await Chat.open(product.url);
  await chat.choose('Me');
  await chat.write('stroke');
  expect(chat.at).toBe('happeningNow');
  expect(chat.said).toContain("If someone's life is at risk, call 999 now. Is this happening now?");
  await chat.choose('Yes, or I am not sure');
  expect(chat.at).toBe('emergency');
  await chat.choose('Carry on');
  expect(chat.at).toBe('where');
  await chat.write('stroke');
  await chat.choose('No');
  expect(chat.at).toBe('where');
});

/** Some veiled, some harmless: the model is not sure of any. */
const SLIGHT = [
  'me I suppose, not for long',
  'You have been very kind. Goodbye.',
  'I finish now, thank you, many thank you',
  'tell him he will not have to bother with me after Friday',
];

test('what is slight is told in one line with the numbers, and the message does what it would do', async () => {
  const told: string[] = [];
  for (const text of SLIGHT) {
    const chat = await Chat.open(product.url);
    await chat.write(text);
    if (chat.at === 'crisis' || chat.at === 'safeguarding') continue;
    if (/^If someone(?:'s life is at risk| is in danger now), call 999/u.test(chat.said)) told.push(text);
    expect(chat.screen.pinned).toBe(false);
    expect(chat.screen.answers.length).toBeGreaterThan(0);
  }
  expect(told.length).toBeGreaterThan(0);
});

test('the words of a button are an answer and no alarm', async () => {
  const chat = await Chat.open(product.url);
  await chat.choose('Someone else');
  await chat.choose('They have died');
  expect(chat.at).toBe('bereaved');
  const written = await Chat.open(product.url);
  await written.choose('Someone else');
  await written.write('they have died');
  expect(written.at).toBe('bereaved');
});

test('what is written with a button is read too', async () => {
  const chat = await Chat.open(product.url);
  await chat.send({ value: { at: 'who', answer: 'me' }, text: 'he is not breathing' });
  expect(chat.at).toBe('emergency');
});

test('"I need help now" leads to each card by choosing alone', async () => {
  const leads = [
    ["Someone's life is at risk now", 'emergency'],
    ['In hospital. Getting worse, or not sure', 'deteriorating'],
    ['I am not safe, or have thoughts of hurting myself', 'crisis'],
    ['Someone is being hurt or neglected', 'safeguarding'],
    ['Not in hospital. Getting worse, or not sure', 'worseAtHome'],
  ] as const;
  for (const [label, at] of leads) {
    const chat = await Chat.open(product.url);
    await chat.bar('helpNow');
    expect(chat.said).toContain('Call 999 or go to A&E now if:');
    await chat.choose(label);
    expect(chat.at).toBe(at);
  }
});

test('a message that is too long to take still brings the card', async () => {
  const chat = await Chat.open(product.url);
  const response = await fetch(`${product.url}/v3/directline/conversations/${chat.conversationId}/activities`, {
    method: 'POST',
    headers: { authorization: `Bearer ${chat.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'message', text: `${'la '.repeat(4000)} he is not breathing` }),
  });
  expect(response.status).toBe(413);
  expect(await response.text()).toContain('Call 999 or go to A&E now');
});

describe('personal information', () => {
  test('is taken out, told kindly, never repeated, and the question stays', async () => {
    const chat = await Chat.open(product.url);
    await chat.write('my number is 07700 900123 and my email is sam@example.com');
    expect(chat.said).toContain('I have removed something that looks personal. You can carry on without it.');
    expect(chat.said).toContain('phone number');
    expect(JSON.stringify(chat.log)).not.toMatch(/900123|sam@example/);
    expect(chat.at).toBe('who');
    await chat.choose('Me');
    expect(chat.at).toBe('where');
  });

  test("is taken out in the Trust's own format of hospital numbers too", async () => {
    const chat = await Chat.open(product.url);
    await chat.write('i want to know how long it takes, 482/917K is on my letter');
    expect(chat.said).toContain('hospital number');
    expect(JSON.stringify(chat.log)).not.toMatch(/482|917/);
  });

  test('does not hide an emergency', async () => {
    const chat = await Chat.open(product.url);
    await chat.write('call me on 07700 900123 my wife has collapsed and is not breathing');
    expect(chat.at).toBe('emergency');
    expect(chat.said.indexOf('Call 999')).toBeLessThan(chat.said.indexOf('I have removed something'));
    expect(JSON.stringify(chat.log)).not.toContain('900123');
  });

  test('an answer beside it still counts', async () => {
    const chat = await Chat.open(product.url);
    await chat.choose('Someone else');
    await chat.bar('goBack');
    await chat.write('me');
    expect(chat.at).toBe('where');
  });
});

test('a card that a question went before comes once the question is answered with no', async () => {
  const chat = await Chat.open(product.url);
  await chat.write('chemo was cancelled again, is it an emergency');
  expect(chat.at).toBe('happeningNow');
  await chat.write('no');
  expect(chat.at).toBe('urgentTreatment');
  await chat.choose('Carry on');
  expect(chat.at).toBe('who');
});

test('"No" to "Is this happening now?" is the person’s own, not what a doctor said', async () => {
  const chat = await Chat.open(product.url);
  await chat.write('stroke');
  await chat.write('the doctor said no');
  expect(chat.at).not.toBe('who');
});

test('what is slight is told beside the question that goes first', async () => {
  const chat = await Chat.open(product.url);
  await chat.write('I used to self harm as a teenager, all good now. I am short of breath');
  expect(chat.at).toBe('happeningNow');
  expect(chat.said).toContain('Samaritans');
});

test('a card hides nothing worse: what is only possible and more urgent is told in its line above it', async () => {
  const chat = await Chat.open(product.url);
  await chat.write('he hits me and i cant go on');
  expect(chat.at).toBe('safeguarding');
  expect(chat.said).toMatch(/call 999 now\. You can call Samaritans on 116 123/u);
});

test('"help" and nothing else brings the number, beside what it brings always', async () => {
  const chat = await Chat.open(product.url);
  await chat.write('help');
  expect(chat.said).toContain('call 999');
});

test('a leaflet, a clinic and a joke are no emergency', async () => {
  const chat = await Chat.open(product.url);
  await chat.write('where is the stroke clinic');
  expect(chat.at).toBe('who');
  await chat.write('do you have the leaflet for people bereaved by suicide');
  expect(chat.said).not.toContain('Samaritans');
});
