/** Conversations with the real product, through Direct Line: what a person chooses and writes, and what is said. */
import { discard, startProduct, type Product } from '../product';
import { Chat } from './chat';

let product: Product;
const open = (): Promise<Chat> => Chat.open(product.url);
/** Answers up to "Have they clearly explained your diagnosis?", not urgent and not in hospital. */
const toExplained = async (): Promise<Chat> => {
  const chat = await open();
  await chat.choose('Me');
  await chat.choose('Not in hospital. Not getting worse');
  await chat.choose('No');
  return chat;
};

beforeAll(async () => {
  product = await startProduct({ LIMIT_STARTS_PER_MINUTE: '10000', LIMIT_MESSAGES_PER_MINUTE: '10000' });
});
afterAll(() => discard(product));

describe('a patient gets an answer', () => {
  test('who has not had a clear explanation is told to ask the team, and can still ask for a second opinion', async () => {
    const chat = await toExplained();
    expect(chat.at).toBe('teamExplained');
    await chat.choose('No');
    expect(chat.said).toContain('it is worth asking your clinical team to go over your diagnosis');
    expect(chat.screen.askCard?.questions.map(({ unit }) => unit)).toEqual(['S06', 'S07']);
    await chat.choose('I still want to ask for a second opinion');
    await chat.choose('Yes, and they agree');
    await chat.choose('Not yet');
    expect(chat.at).toBe('gpReferralSteps');
    expect(chat.said).toContain('1. If you would like a second opinion after seeing a clinical team');
    expect(chat.screen.answered.map(({ label }) => label)).toEqual([
      'Me',
      'Not in hospital. Not getting worse',
      'No',
      'No',
      'Yes, and they agree',
      'Not yet',
    ]);
  });

  test('who is told that treatment is urgent hears first to ask about delay, and then goes on', async () => {
    const chat = await open();
    await chat.choose('Me');
    await chat.choose('Not in hospital. Not getting worse');
    expect(chat.said).toContain('whether any delay in starting treatment could affect your wellbeing');
    await chat.choose('I am not sure');
    await chat.choose('Not yet, or I am not sure');
    expect(chat.at).toBe('urgentTreatment');
    expect(chat.said).toContain('I cannot tell you if it is safe to wait. Only your team can.');
    await chat.choose('Carry on');
    expect(chat.at).toBe('teamExplained');
  });

  test('a relative is asked for consent, and "you" is explained', async () => {
    const chat = await open();
    await chat.choose('Someone else');
    await chat.choose('In hospital. Not getting worse');
    await chat.choose('No');
    await chat.choose('I have not asked them');
    expect(chat.at).toBe('needConsent');
    expect(chat.said).toContain("Here, 'you' means the person who needs the second opinion.");
    expect(chat.said).toMatch(/only\swith\syour\sconsent/);
    await chat.choose('I have asked them');
    expect(chat.at).toBe('consent');
  });

  test('a rating of 1 asks what would help, and a good one thanks', async () => {
    const chat = await toExplained();
    await chat.choose('Show me the steps');
    await chat.choose('Did this help?');
    await chat.choose('1. Not at all');
    expect(chat.at).toBe('whatWouldHelp');
    const happy = await toExplained();
    await happy.choose('Show me the steps');
    await happy.choose('Did this help?');
    await happy.choose('5. A lot');
    expect(happy.at).toBe('done');
  });
});

describe('writing instead of pressing', () => {
  test.each([
    ['me', 'where'],
    ['ME!!', 'where'],
    ['someone else', 'familyWhere'],
    ['somone else', 'familyWhere'],
    ['2', 'familyWhere'],
    ['i already have one arranged 👍', 'where'],
  ])('"%s" to the first question leads to %s', async (text, at) => {
    const chat = await open();
    await chat.write(text);
    expect(chat.at).toBe(at);
  });

  test('yes, no and not sure are understood where they are answers', async () => {
    const chat = await toExplained();
    await chat.write('nope');
    expect(chat.at).toBe('askTeam');
    const yes = await toExplained();
    await yes.write('yeah');
    expect(yes.at).toBe('reason');
    const unsure = await toExplained();
    await unsure.write('not sure');
    expect(unsure.at).toBe('askTeam');
  });

  test('a greeting gets a greeting, and the question', async () => {
    const chat = await open();
    await chat.write('hi');
    expect(chat.said).toContain('Hello. I can help you find out about second opinions.');
    expect(chat.at).toBe('who');
  });

  test('what is not understood: the question again, then a person on offer, then a person first', async () => {
    const chat = await open();
    await chat.write('purple monkey dishwasher');
    expect(chat.said).toContain('Sorry, I did not understand. Please choose one of these.');
    expect(chat.screen.answers.map(({ label }) => label)).not.toContain('Talk to PALS');
    await chat.write('purple monkey dishwasher');
    expect(chat.screen.answers.at(-1)?.label).toBe('Talk to PALS');
    await chat.write('purple monkey dishwasher');
    expect(chat.screen.answers[0]?.label).toBe('Talk to PALS');
    await chat.choose('Me');
    expect(chat.at).toBe('where');
  });

  test.each([
    ['nothing at all', ''],
    ['only spaces', '   \n '],
    ['emoji', '🙂🙂🙂'],
    ['control characters', '\u0000\u0007\u001b[31m\u200b\u202e'],
    ['right-to-left text', 'مرحبا كيف حالك'],
    ['ten thousand characters', 'la '.repeat(3333)],
    ['markup', '<img src=x onerror=alert(1)>'],
    ['numbers in words, again and again', 'one hundred '.repeat(800)],
    ['one long word', 'x'.repeat(10_000)],
  ])('%s: a kind answer and the same question', async (_what, text) => {
    const chat = await toExplained();
    await chat.write(text);
    expect(chat.at).toBe('teamExplained');
    expect(chat.screen.answers).toHaveLength(5);
    await chat.choose('Yes');
    expect(chat.at).toBe('reason');
  });
});

describe('finding the way', () => {
  test('go back, and a changed answer keeps the later ones that still hold', async () => {
    const chat = await toExplained();
    await chat.choose('Yes');
    await chat.choose('I want someone else to check');
    expect(chat.at).toBe('teamTold');
    await chat.press({ change: 'where' });
    expect(chat.at).toBe('where');
    await chat.choose('In hospital. Not getting worse');
    expect(chat.at).toBe('teamTold');
    expect(chat.said).toContain('I have kept your other answers.');
    expect(chat.screen.answered.map(({ label }) => label)).toEqual([
      'Me',
      'In hospital. Not getting worse',
      'No',
      'Yes',
      'I want someone else to check',
    ]);
    // The changed answer counts: an inpatient is not sent to a GP.
    await chat.choose('No');
    expect(chat.at).toBe('hospitalSteps');
  });

  test('a changed answer that leads elsewhere is not overruled by the later ones', async () => {
    const chat = await toExplained();
    await chat.choose('Yes');
    await chat.press({ change: 'treatmentUrgent' });
    await chat.choose('Yes');
    expect(chat.at).toBe('askedAboutDelay');
    await chat.choose('Yes, I have asked');
    expect(chat.at).toBe('reason');
  });

  test('going back twice and forward again', async () => {
    const chat = await toExplained();
    await chat.bar('goBack');
    expect(chat.at).toBe('treatmentUrgent');
    await chat.write('go back');
    expect(chat.at).toBe('where');
    await chat.choose('Not in hospital. Not getting worse');
    expect(chat.at).toBe('teamExplained');
    await chat.bar('startAgain');
    expect(chat.at).toBe('who');
    expect(chat.screen.answered).toEqual([]);
    await chat.bar('goBack');
    expect(chat.said).toContain('This is the first question.');
  });

  test('hear again what was said', async () => {
    const chat = await toExplained();
    await chat.choose('Show me the steps');
    const first = chat.said;
    await chat.write('what did you say');
    expect(chat.said).toContain(first.split('\n\n').at(-2));
  });

  test('an old button does not answer the new question', async () => {
    const chat = await toExplained();
    await chat.press({ at: 'who', answer: 'someoneElse' });
    expect(chat.at).toBe('teamExplained');
    expect(chat.said).toContain('That button was for an earlier question.');
    await chat.send({ value: { at: 'teamExplained', answer: 'constructor' } });
    expect(chat.at).toBe('teamExplained');
  });
});

describe('a person is asked for', () => {
  test('in one tap: a reference, when PALS is open, how to reach it, and no promise', async () => {
    const chat = await toExplained();
    await chat.bar('talkToPals');
    expect(['handoverClosed', 'handoverByPhone']).toContain(chat.at);
    expect(chat.said).toMatch(/Your reference: SO-[2-9A-Z]{4}-[2-9A-Z]{4}/);
    expect(chat.said).toContain('Nobody is reading this chat.');
    expect(chat.said).toContain('020 7946 0000');
    expect(chat.said).not.toMatch(/on (its|the) way|will call you|shortly|soon/i);
    const reference = /SO-\w{4}-\w{4}/.exec(chat.said)?.[0];
    await chat.choose('Carry on');
    expect(chat.at).toBe('teamExplained');
    await chat.write('can i talk to a person please');
    expect(chat.said).toContain(reference);
  });
});

test('each of S01 to S24 is spoken, word for word, through the public endpoint', async () => {
  const spoken = new Map<string, string>();
  const walk = async (...labels: string[]): Promise<void> => {
    const chat = await open();
    for (const label of labels) await chat.choose(label);
    for (const [unit, text] of chat.unitsSaid) {
      spoken.set(unit, text);
      expect(chat.log.some((said) => said.text?.includes(text))).toBe(true);
    }
  };
  const calm = ['Me', 'Not in hospital. Not getting worse', 'No'];
  await walk(...calm, 'No');
  await walk(...calm, 'Yes', 'I want to know my rights');
  await walk(...calm, 'Yes', 'My team asked another doctor themselves');
  await walk(...calm, 'Show me the steps');
  const other = ['Someone else', 'Not in hospital. Not getting worse', 'No'];
  await walk(...other, 'I have not asked them', 'I have asked them', 'Yes');
  const { readFileSync } = await import('node:fs');
  const page = readFileSync(`${__dirname}/../fixtures/second-opinion-page.txt`, 'utf8');
  const units = Array.from({ length: 24 }, (_, index) => `S${String(index + 1).padStart(2, '0')}`);
  expect(units.filter((unit) => !spoken.has(unit))).toEqual([]);
  for (const [unit, text] of spoken)
    expect({ unit, onThePage: page.includes(text) }).toEqual({ unit, onThePage: true });
});
