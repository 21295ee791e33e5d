/** Every state of the page, on a phone, on the smallest width and on a desktop. */
import type { BrowserContextOptions } from 'playwright-core';
import { findings } from './accessible';
import { PHONE, useProduct, type Person } from './chat';

const { open } = useProduct();

const EVERYTHING = {
  'on a phone': PHONE,
  'at 320 px': { viewport: { width: 320, height: 568 }, hasTouch: true },
  'on a desktop': { viewport: { width: 1280, height: 900 } },
};
const THE_MAIN_THINGS = {
  'at a zoom of 400 %': { viewport: { width: 320, height: 256 } },
  'in forced colours': { ...PHONE, forcedColors: 'active' as const },
};
const MAIN_STATES = ['the first question', 'an outcome', 'an emergency, with the pinned advice open'];

const toOutcome = (person: Person): Promise<void> =>
  person.chooseAll('Me', 'Not in hospital. Not getting worse', 'No', 'No');

/** Each state by its name, reached from a fresh page. */
const STATES: Readonly<Record<string, (person: Person) => Promise<unknown>>> = {
  'the first question': () => Promise.resolve(),
  'a question, with the earlier answers open': async (person) => {
    await person.chooseAll('Me', 'Not in hospital. Not getting worse', 'No');
    await person.page.getByText('Your answers so far').click();
  },
  'an outcome': toOutcome,
  'the ask card': async (person) => {
    await toOutcome(person);
    await person.page.getByRole('button', { name: 'Show a card for your team' }).click();
  },
  'the summary': async (person) => {
    await toOutcome(person);
    await person.bar('print');
  },
  'the question before clearing': (person) => person.bar('clear'),
  'an emergency, with the pinned advice open': async (person) => {
    await person.write('chest pain');
    await person.page.locator('#pinned summary').click();
  },
  'a crisis': (person) => person.write('I want to die'),
  'getting worse in hospital': (person) => person.chooseAll('Me', 'In hospital. Getting worse, or not sure'),
  'PALS and the reference': async (person) => {
    await person.bar('talkToPals');
    await person.heardAfter(1);
  },
  'personal information removed': (person) => person.write('my nhs number is 943 476 5919'),
  'a message that is too long': (person) => person.send('a'.repeat(10_001)),
  'a message that waits': async (person) => {
    await person.context.setOffline(true);
    await person.send('hello');
    await person.page.getByText('Not sent yet').waitFor();
  },
};

const holds =
  (options: BrowserContextOptions) => async (_state: string, reach: (person: Person) => Promise<unknown>) => {
    const person = await open(options);
    await reach(person);
    expect(await findings(person.page)).toEqual([]);
    await person.leave();
  };

describe.each(Object.entries(EVERYTHING))('%s', (_view, options) => {
  test.each(Object.entries(STATES))('%s', holds(options));
});

describe.each(Object.entries(THE_MAIN_THINGS))('%s', (_view, options) => {
  test.each(Object.entries(STATES).filter(([state]) => MAIN_STATES.includes(state)))('%s', holds(options));
});

test('what comes to a written message is announced by the log; what comes to a button is read because the focus goes there', async () => {
  const person = await open();
  const log = person.page.locator('#log');
  expect(await log.getAttribute('role')).toBe('log');
  await person.write('me');
  expect(await log.getAttribute('aria-live')).toBe('polite');
  await person.choose('Not in hospital. Not getting worse');
  expect(await log.getAttribute('aria-live')).toBe('off');
  expect(await person.page.evaluate("document.activeElement.closest('.app-said--bot') !== null")).toBe(true);
  await person.leave();
});

test('somebody who reads further up is left there when an answer comes', async () => {
  const person = await open();
  await person.chooseAll('Me', 'Not in hospital. Not getting worse', 'No');
  const { conversationId, token } = await person.session();
  await person.page.evaluate('scrollTo(0, 0)');
  const before = await person.botSaid.count();
  // As from another tab of the same chat.
  const origin = new URL(person.page.url()).origin;
  await fetch(`${origin}/v3/directline/conversations/${conversationId}/activities`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ type: 'message', text: 'no' }),
  });
  await person.heardAfter(before);
  expect(await person.page.evaluate('scrollY')).toBe(0);
  await person.leave();
});
