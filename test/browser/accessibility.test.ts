/** Every state of every page: on the smallest phone and on a desktop; the main ones in each further way of seeing it. */
import type { BrowserContextOptions } from 'playwright-core';
import { findings } from './accessible';
import { PHONE, useProduct } from './chat';
import { TABLET } from './desk';
import { openStage, type Stage } from './stage';
import { STATES, type State } from './states';

const { open } = useProduct();
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const DESKTOP = { viewport: { width: 1280, height: 900 } };
const SMALLEST = { viewport: { width: 320, height: 568 }, hasTouch: true };
const MAIN_STATES = [
  'the first question',
  'an outcome',
  'an emergency, with the pinned advice open',
  'with an advisor',
];
const THE_MAIN_THINGS = {
  'at a zoom of 400 %': { options: { viewport: { width: 320, height: 256 } }, states: MAIN_STATES },
  'in forced colours': { options: { ...PHONE, forcedColors: 'active' as const }, states: MAIN_STATES },
  'on a tablet': { options: TABLET, states: ['the desk: an emergency', 'the desk: a reply'] },
};
// Without a script there is nothing that axe could be run by.
const onScreen = Object.entries(STATES).filter(([, { withoutScript }]) => withoutScript !== true);

const reached = async (state: State, options: BrowserContextOptions) => {
  const person = await stage.reach(state, options);
  return { page: person.page, leave: () => person.leave() };
};

const holds = (options: BrowserContextOptions) => async (_name: string, state: State) => {
  const { page, leave } = await reached(state, options);
  expect(await findings(page)).toEqual([]);
  await leave();
};

describe('at 320 px, and then on a desktop in the dark', () => {
  test.each(onScreen)(
    '%s: axe finds nothing, each target is 44 pixels, and nothing scrolls sideways',
    async (_name, state) => {
      // To come to a state takes longer than to look at it.
      const { page, leave } = await reached(state, SMALLEST);
      expect(await findings(page)).toEqual([]);
      await page.setViewportSize(DESKTOP.viewport);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await findings(page)).toEqual([]);
      await leave();
    },
  );
});

describe.each(Object.entries(THE_MAIN_THINGS))('%s', (_view, { options, states }) => {
  test.each(onScreen.filter(([name]) => states.includes(name)))(
    '%s: axe finds nothing, each target is 44 pixels, and nothing scrolls sideways',
    holds(options),
  );
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
