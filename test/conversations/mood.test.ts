/** What is unhappy, and who asks for a person, in a conversation with the real product. */
import { discard, startProduct, type Product } from '../product';
import { Chat } from './chat';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ LIMIT_STARTS_PER_MINUTE: '10000', LIMIT_MESSAGES_PER_MINUTE: '10000' });
});
afterAll(() => discard(product));

test('who is unhappy is heard once, asked what would help, and not made to say it again', async () => {
  const chat = await Chat.open(product.url);
  await chat.choose('Me');
  await chat.write('honestly the way that consultant spoke to me was disgusting');
  expect(chat.at).toBe('whatWouldHelp');
  await chat.write('so angry about all of it');
  expect(chat.at).toBe('whatWouldHelp');
  expect(chat.said).toContain('What you wrote stays in this chat');
});

test('an emergency beside it is never hidden', async () => {
  const chat = await Chat.open(product.url);
  await chat.write('this is disgusting, I want to complain, he is not breathing');
  expect(chat.at).toBe('emergency');
});

test('the subject itself is not unhappiness', async () => {
  const chat = await Chat.open(product.url);
  await chat.write('I am unhappy with my diagnosis');
  expect(chat.at).not.toBe('whatWouldHelp');
});

test('who asks for a person in their own words gets PALS', async () => {
  const chat = await Chat.open(product.url);
  await chat.write('is there any chance i could just talk to a real human being about it');
  expect(chat.at).toMatch(/^handover/);
});

describe('talk beside the question gets an answer, and the question stays', () => {
  test.each([
    ['thanks very much', 'You are welcome.'],
    ['bye for now', 'Goodbye.'],
    ['are you a robot?', 'I am a computer program, not a person.'],
    ['what time is visiting', 'I can only help with second opinions.'],
  ])('%s', async (text, said) => {
    const chat = await Chat.open(product.url);
    await chat.write(text);
    expect(chat.said).toContain(said);
    expect(chat.at).toBe('who');
  });
});
