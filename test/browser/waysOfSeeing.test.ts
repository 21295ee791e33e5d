/** Larger text alone, the other reading direction, less motion: what no setting of axe looks at. */
import { z } from 'zod';
import { findings } from './accessible';
import { PHONE } from './chat';
import { openStage, type Stage } from './stage';
import { STATES } from './states';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const main = [
  'the first question',
  'an outcome',
  'an emergency',
  'PALS and the reference',
  'question pages: the request',
];
const mainStates = Object.entries(STATES).filter(([name]) => main.includes(name));

/** Words that reach out of what they stand in, or out of the window. */
const CUT_OFF = `[...document.querySelectorAll('button, summary, a:not(.nhsuk-skip-link), h1, h2, label')]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().bottom > 0)
  .filter((one) => {
    const box = one.getBoundingClientRect();
    const nodes = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      if (nodes.currentNode.parentElement.closest('.nhsuk-u-visually-hidden') !== null) continue;
      const text = document.createRange();
      text.selectNodeContents(nodes.currentNode);
      const words = text.getBoundingClientRect();
      if (words.left < Math.max(0, box.left - 1) || words.right > Math.min(innerWidth, box.right + 1)) return true;
    }
    return false;
  })
  .map((one) => one.textContent.trim())`;
/** How much of the window the lines that stay at its top and bottom take. */
const TAKEN = `['.app-top', '.app-bar']
  .map((part) => document.querySelector(part))
  .filter((part) => getComputedStyle(part).position === 'sticky')
  .reduce((sum, part) => sum + part.offsetHeight, 0) / innerHeight`;

test.each(mainStates)(
  'with the text alone twice as large, nothing is cut off, covered or pushed out sideways: %s',
  async (_name, state) => {
    const person = await stage.reach(state, PHONE);
    // The browser's own setting, which style sheets can ask for too.
    const settings = await person.context.newCDPSession(person.page);
    await settings.send('Page.setFontSizes', { fontSizes: { standard: 32 } });
    expect(await person.page.evaluate('getComputedStyle(document.documentElement).fontSize')).toBe('32px');
    expect(await findings(person.page)).toEqual([]);
    expect(await person.page.evaluate(CUT_OFF)).toEqual([]);
    expect(z.number().parse(await person.page.evaluate(TAKEN))).toBeLessThan(0.5);
    await person.leave();
  },
);

/** The outer edges of what is seen, from the side on which reading begins. */
const EDGES = `[...document.querySelectorAll('#exit, #bar button, #log > *, #now button, #composer button, .app-icon, .nhsuk-radios__input, .nhsuk-checkboxes__input, .app-back > *')]
  .filter((one) => one.checkVisibility())
  .map((one) => one.getBoundingClientRect())
  .map(({ left, right, width }) => [Math.round(document.dir === 'rtl' ? document.documentElement.clientWidth - right : left), Math.round(width)])`;

test.each(mainStates)(
  'from right to left the page is its own mirror, and axe finds nothing: %s',
  async (_name, state) => {
    const person = await stage.reach(state, PHONE);
    const before = await person.page.evaluate(EDGES);
    await person.page.evaluate("document.dir = 'rtl'");
    expect(await person.page.evaluate(EDGES)).toEqual(before);
    expect(await findings(person.page)).toEqual([]);
    await person.leave();
  },
);

test('for who asked for less motion nothing moves, not even while an advisor writes', async () => {
  const writing = STATES['with an advisor, who is writing'];
  if (writing === undefined) throw new Error('The list of states has this one.');
  const moving = 'document.getAnimations().length';
  const person = await stage.reach(writing, { ...PHONE, reducedMotion: 'reduce' });
  expect(await person.page.evaluate(moving)).toBe(0);
  await person.leave();
  const other = await stage.reach(writing, { ...PHONE, reducedMotion: 'no-preference' });
  expect(await other.page.evaluate(moving)).toBe(1);
  await other.leave();
});
