/** A person writes as they speak: questions of their own, answers, several at once, and talk beside them. */
import { discard, startProduct, type Product } from '../product';
import { Chat } from './chat';

let product: Product;
const open = async (...labels: string[]): Promise<Chat> => {
  const chat = await Chat.open(product.url);
  for (const label of labels) await chat.choose(label);
  return chat;
};
const buttons = ({ screen: { answers, offers } }: Chat): string[] => [...answers, ...offers].map(({ label }) => label);
const WAYS_BACK = ['Back to the questions', 'Carry on where I was', 'Carry on'];
const CALM = ['Me', 'Not in hospital. Not getting worse', 'No'];

beforeAll(async () => {
  product = await startProduct({ LIMIT_STARTS_PER_MINUTE: '10000', LIMIT_MESSAGES_PER_MINUTE: '10000' });
});
afterAll(() => discard(product));

describe('a question in one’s own words', () => {
  test.each([
    ['is it my right', 'rights'],
    ['they wont tell me whats wrong', 'explanationRefused'],
    ['my gp said no', 'gpRefused'],
    ['what does pals do', 'whatIsPals'],
    ['will i have to pay for it', 'notOnPage'],
    ['im not registered with a gp', 'noGp'],
    ['where do i get a copy of my scan report', 'records'],
  ])('"%s" leads to %s, and back to the question', async (text, at) => {
    const chat = await open('Me');
    await chat.write(text);
    expect(chat.at).toBe(at);
    const back = buttons(chat).find((label) => WAYS_BACK.includes(label));
    await chat.choose(back ?? 'no way back');
    expect(chat.at).toBe('where');
  });

  test('who wants a second opinion is asked the safety questions first', async () => {
    const chat = await open();
    await chat.write('can i get someone else to look at my scan');
    expect(chat.at).toBe('who');
    expect(chat.said).toContain('I can help with that. Please answer this first.');
    await chat.choose('Me');
    expect(chat.at).toBe('where');
  });

  test('who asks for somebody who has not been asked does not hear "only with consent" first', async () => {
    const chat = await open();
    await chat.write('can i ask for my wife without her knowing');
    expect(chat.at).toBe('familyWhere');
    expect(chat.said).not.toContain('consent');
    const young = await open('Me', 'I am under 18');
    await young.write('can i ask for my wife without her knowing');
    expect(young.log.map(({ text }) => text).join()).not.toMatch(/only with your consent/);
  });

  test('an emergency comes before any question', async () => {
    const chat = await open();
    await chat.write('my gp said no and now he is not breathing');
    expect(chat.at).toBe('emergency');
  });
});

describe('an answer in one’s own words', () => {
  test.each([
    ['teamExplained', [...CALM], 'they did but I didnt take it in', 'askTeam'],
    ['teamExplained', [...CALM], 'yeah go on', 'reason'],
    ['treatmentUrgent', CALM.slice(0, 2), 'not as far as i know', 'teamExplained'],
    ['where', ['Me'], 'at home and no worse', 'treatmentUrgent'],
    ['where', ['Me'], 'at home, a bit worse this week', 'worseAtHome'],
    ['consent', ['Someone else', ...CALM.slice(1)], 'she said it’s fine', 'informed'],
    ['consent', ['Someone else', ...CALM.slice(1)], 'i have not mentioned it to her yet', 'needConsent'],
  ])('at %s after %j: "%s" leads to %s', async (question, labels, text, at) => {
    const chat = await open(...labels);
    expect(chat.at).toBe(question);
    await chat.write(text);
    expect(chat.at).toBe(at);
  });
});

describe('where it is not sure', () => {
  test('what is unsafe to get wrong is asked: did you mean …?', async () => {
    const chat = await open('Me');
    await chat.write('in my own bed, fair to middling');
    expect(chat.at).toBe('where');
    expect(chat.said).toContain('Did you mean');
    // What may be meant stands first, and no answer is missing.
    expect(chat.screen.answers).toHaveLength(5);
    await chat.choose('Not in hospital. Not getting worse');
    expect(chat.at).toBe('treatmentUrgent');
  });

  test('two places that are near to each other are both buttons', async () => {
    const chat = await open();
    await chat.write('my gp and the hospital both said no');
    expect(chat.said).toContain('Did you mean');
    const offered = buttons(chat);
    expect(offered.length).toBeGreaterThan(5);
    await chat.choose(offered[0] ?? '');
    expect(chat.at).not.toBe('who');
  });

  test('yes to several, or to something else than the answer yes, is no answer: the buttons are asked for', async () => {
    const chat = await open(...CALM.slice(0, 2));
    await chat.write('can i ask for my wife');
    expect(chat.said).toContain('Did you mean');
    await chat.write('yes');
    expect(chat.at).toBe('treatmentUrgent');
    expect(chat.said).toContain('Please choose one of these.');
  });

  test('no, none of them: the question again', async () => {
    const chat = await open('Me');
    await chat.write('in my own bed, fair to middling');
    await chat.write('no');
    expect(chat.said).toContain('Please choose one of these.');
    expect(chat.at).toBe('where');
  });
});

describe('several answers in one message', () => {
  test('are all used, said back, and can be changed', async () => {
    const chat = await open('Me');
    await chat.write('I’m in hospital, not getting worse, and they’ve said no to a second opinion');
    expect(chat.said).toContain('I have noted:');
    expect(chat.said).toContain('In hospital. Not getting worse');
    expect(chat.said).toContain('Yes, and they said no');
    expect(chat.said).toContain('You can change this');
    expect(chat.at).toBe('treatmentUrgent');
    await chat.choose('No');
    await chat.choose('Yes');
    await chat.choose('I want someone else to check');
    expect(chat.at).toBe('refused');
    await chat.press({ change: 'teamTold' });
    expect(chat.at).toBe('teamTold');
  });

  test('before anybody has said for whom', async () => {
    const chat = await open();
    await chat.write('my mum, she is at home and stable, she has agreed');
    expect(chat.said).toContain('I have noted:');
    expect(chat.at).toBe('familyTreatmentUrgent');
    await chat.choose('No');
    expect(chat.at).toBe('consent');
  });
});

describe('talk beside the question', () => {
  test.each([
    ['are you chatgpt mate', 'I am a computer program, not a person.'],
    ['sorry didnt catch what you said there', 'Here it is again.'],
    ['have you got this in gujarati', 'This chat is in English for now.'],
    ['thats really helpful thank you so much', 'You are welcome.'],
    ['no more questions from me, bye bye', 'Goodbye.'],
  ])('%s', async (text, said) => {
    const chat = await open('Me');
    await chat.write(text);
    expect(chat.said).toContain(said);
    expect(chat.at).toBe('where');
  });

  test('abuse gets one calm line, and still a person', async () => {
    const chat = await open('Me');
    await chat.write('fuck off you useless bot');
    expect(chat.said).toContain('I am here to help. You can also talk to a person at PALS.');
    expect(chat.at).toBe('where');
    expect(chat.screen.answers[0]?.label).toBe('Talk to PALS');
    await chat.choose('Talk to PALS');
    expect(JSON.stringify(chat.screen.handover)).toContain('Wrote rudely');
  });

  test('the same question again was not answered: what would help?', async () => {
    const chat = await open('Me');
    await chat.write('is it my right');
    expect(chat.at).toBe('rights');
    await chat.write('is it my right');
    expect(chat.at).toBe('whatWouldHelp');
    await chat.choose('Talk to PALS (a person)');
    expect(JSON.stringify(chat.screen.handover)).toContain('Wrote the same thing again');
  });
});

describe('unhappiness comes before the answer', () => {
  test('and the answer is not lost', async () => {
    const chat = await open(...CALM, 'Yes', 'I want someone else to check');
    await chat.write('i did and they said no, disgusting the way i was spoken to');
    expect(chat.at).toBe('whatWouldHelp');
    expect(chat.said).toContain('Yes, and they said no');
    await chat.choose('Carry on where I was');
    expect(chat.at).toBe('refused');
  });

  test('the very words of a button are an answer', async () => {
    const chat = await open(...CALM);
    await chat.write('they will not explain');
    expect(chat.at).toBe('explanationRefused');
  });
});

describe('found by trying to fool it in the page', () => {
  test('"I’m at home" where it is asked may be two answers: both are buttons, and no advice about waiting', async () => {
    const chat = await open('Me');
    await chat.write('no im at home');
    expect(chat.at).toBe('where');
    expect(chat.said).toContain('Did you mean one of these?');
    expect(buttons(chat).slice(0, 2).sort()).toEqual([
      'Not in hospital. Getting worse, or not sure',
      'Not in hospital. Not getting worse',
    ]);
  });

  test('told in pieces: "I took them", and nothing else, is asked about under the number', async () => {
    const chat = await open(...CALM);
    await chat.write('i took them');
    expect(chat.at).toBe('happeningNow');
    expect(chat.said).toContain('call 999 now');
    await chat.choose('No');
    await chat.write('the pills');
    expect(chat.said).toContain('call 999 now');
  });

  test('to ask for company to an appointment raises no case', async () => {
    const chat = await open('Me');
    await chat.write('can someone come with me to the appointment');
    expect(chat.at).toBe('where');
    expect(chat.said).not.toMatch(/SO-\w{4}/u);
    expect(buttons(chat)).toContain('Talk to PALS');
  });

  test.each(['how do i go back', 'i clicked the wrong one'])('"%s" goes back', async (text) => {
    const chat = await open('Me');
    await chat.write(text);
    expect(chat.at).toBe('who');
  });

  test('the end of a crisis card is no medical question', async () => {
    const chat = await open();
    await chat.write('i want out of this');
    expect(chat.at).toBe('crisis');
    await chat.write('out of this chat i mean');
    expect(chat.at).not.toBe('medicalQuestion');
  });
});
