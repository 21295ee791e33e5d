/** Buttons of staff's cards: each press has one effect, in the place where it belongs. */
import { buttonsOf, Connector, textOf } from './connector';
import { startService, type Running } from './service';

const clock = { passed: 0 };
let running: Running;
let chat: Connector;

beforeEach(async () => {
  clock.passed = 0;
  running = await startService({}, { clock });
  chat = await new Connector(running.endpoint).start();
});
afterEach(async () => {
  await chat.stop();
  await running.stop();
});

const ASKED = 'A patient has asked me for a second opinion';

test('a pressed card shows what was chosen and has no button any more; the new one has', async () => {
  const greeting = await chat.joins();
  const next = await chat.presses(ASKED, greeting);
  const before = chat.now(greeting);
  expect(textOf(before)).toContain(`✓ ${ASKED}`);
  expect(textOf(before)).toContain('What do you need?');
  expect(buttonsOf(before)).toEqual([]);
  expect(buttonsOf(chat.now(next)).length).toBeGreaterThan(2);
});

test('after an answer in words the card before has no button, and nothing stands as chosen', async () => {
  const greeting = await chat.joins();
  await chat.says('a patient asked me for one');
  expect(buttonsOf(chat.now(greeting))).toEqual([]);
  expect(textOf(chat.now(greeting))).not.toContain('✓');
});

test('a double tap, posted twice at once under two ids, is one press', async () => {
  const greeting = await chat.joins();
  const [, button] = buttonsOf(greeting);
  const press = () => chat.post(chat.activity({ value: button?.data, replyToId: button?.on }));
  const answers = await Promise.all([press(), press()]);
  answers.push(await press());
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const said = chat.unread();
  expect(said).toHaveLength(1);
  expect(textOf(said)).toContain('Does the patient need treatment urgently?');
  expect(textOf(said)).not.toContain('earlier question');
});

test('two buttons of one card at once: the second is told that the question has changed', async () => {
  const greeting = await chat.joins();
  const [, first, second] = buttonsOf(greeting);
  await Promise.all([first, second].map((one) => chat.post(chat.activity({ value: one?.data, replyToId: one?.on }))));
  const said = chat.unread();
  expect(said).toHaveLength(2);
  expect(textOf(said)).toContain('That button was for an earlier question.');
});

test('an old card, found again much later, answers kindly with the question now, and loses its buttons', async () => {
  const greeting = await chat.joins();
  let said = await chat.presses(ASKED, greeting);
  running = await running.restart();
  const same = await new Connector(running.endpoint, chat.conversation).start();
  for (const one of chat.sent) same.shown.set(one.id ?? '', one);
  clock.passed = 3_600_000;
  said = await same.presses(ASKED, greeting);
  expect(textOf(said)).toContain('That button was for an earlier question.');
  expect(textOf(said)).toContain('Does the patient need treatment urgently?');
  expect(buttonsOf(same.now(greeting))).toEqual([]);
  expect(textOf(same.now(greeting))).not.toContain('✓');
  await same.stop();
});

test('a card that Teams does not let us change: the answer comes all the same', async () => {
  const greeting = await chat.joins();
  chat.shown.clear();
  expect(textOf(await chat.presses(ASKED, greeting))).toContain('Does the patient need treatment urgently?');
  expect(running.logged.join('\n')).toContain('an old card keeps its buttons');
});

test('going back and answering again: the card that is open counts', async () => {
  let said = await chat.presses(ASKED, await chat.joins());
  said = await chat.presses('No', said);
  said = await chat.says('go back');
  expect(textOf(said)).toContain('Does the patient need treatment urgently?');
  said = await chat.presses('No', said);
  expect(textOf(said)).toContain('Has the team clearly explained the diagnosis');
});
