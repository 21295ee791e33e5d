/** What reaches an advisor who looks elsewhere: sound, notification, title. None of it says a word of the person's. */
import type { Page } from 'playwright-core';
import { z } from 'zod';
import type { Person } from './chat';
import { DESK, useDesk, type DeskPage } from './desk';

const desk = useDesk();
let sam: DeskPage;

/** Notifications are noted; sound is as in a browser that lets nothing be heard before somebody clicks. */
const NOTED = `
  window.noted = { notifications: [], tones: 0 };
  let isTouched = false;
  for (const kind of ['pointerdown', 'keydown']) document.addEventListener(kind, () => { isTouched = true; }, true);
  window.Notification = class {
    static permission = 'granted';
    static requestPermission = async () => 'granted';
    constructor(title, options) { window.noted.notifications.push([title, options.body, options.tag].join(' | ')); }
    close() {}
  };
  window.AudioContext = class extends EventTarget {
    state = 'suspended';
    currentTime = 0;
    destination = {};
    #waiting = [];
    resume() {
      return new Promise((done) => {
        this.#waiting.push(done);
        if (!isTouched) return;
        this.state = 'running';
        this.dispatchEvent(new Event('statechange'));
        for (const one of this.#waiting.splice(0)) one();
      });
    }
    createOscillator() {
      const node = { frequency: {}, connect: () => node, start: () => { window.noted.tones += 1; }, stop() {} };
      return node;
    }
    createGain() {
      const node = { gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect: () => node };
      return node;
    }
  };
  try {
    localStorage.setItem('pals-desk-settings', JSON.stringify({ sound: true, notifications: true, shortcuts: true }));
  } catch {}
`;
const notedSchema = z.object({ notifications: z.array(z.string()), tones: z.number() });
const noted = async (page: Page) => notedSchema.parse(await page.evaluate('window.noted'));

beforeAll(async () => {
  sam = await desk.advisor('Sam Green');
});

/** Somebody who has asked for PALS, or for whom the desk was alerted. */
async function wrote(text: string): Promise<Person> {
  const person = await desk.person(DESK);
  await person.write(text);
  return person;
}

test('sound that the browser silences is told, and heard once somebody clicks; old alarms are not heard then', async () => {
  await sam.page.addInitScript(NOTED);
  await sam.page.reload();
  const told = sam.page.getByText('Sound is on, but this browser keeps it silent.');
  await told.waitFor();
  const first = await wrote('My neighbour Zebedee is not breathing');
  await sam.alarms.getByText('T0').first().waitFor();
  expect((await noted(sam.page)).tones).toBe(0);
  await sam.page.waitForTimeout(1_100);
  await told.click();
  await told.waitFor({ state: 'hidden' });
  expect((await noted(sam.page)).tones).toBe(0);
  const second = await wrote('My neighbour Zebedee cannot breathe');
  await sam.alarms.getByText('Urgent, and nobody has it: 2').waitFor();
  expect((await noted(sam.page)).tones).toBeGreaterThanOrEqual(4);
  const { notifications } = await noted(sam.page);
  expect(notifications).toHaveLength(2);
  expect(notifications[0]).toMatch(/^PALS desk \| Urgent case: Emergency\. (SO-\w{4}-\w{4}) is waiting\. \| \1$/);
  expect(`${notifications.join(' ')} ${await sam.page.title()}`).not.toMatch(/Zebedee|breath/);
  expect(await sam.page.title()).toMatch(/^2 URGENT, 2 waiting/);
  await Promise.all([first.leave(), second.leave()]);
});

test('the title counts what is for me, and no longer once I look at it', async () => {
  const person = await desk.person(DESK);
  await person.bar('talkToPals');
  const panel = person.page.locator('#handover');
  await panel.waitFor();
  const reference = await panel.locator('.app-reference strong').first().innerText();
  await sam.list('All open');
  await sam.pickUp(reference);
  await sam.reply('Hello.');
  await person.page.locator('#log', { hasText: 'Hello.' }).waitFor();
  await sam.list('Waiting');
  await sam.page.locator('#queue [data-reference]').first().click();
  await person.send('A word about Zebedee.');
  await sam.list('Mine');
  await sam.row(reference).getByText('New message').waitFor();
  expect(await sam.page.title()).toContain('1 for you');
  expect((await noted(sam.page)).notifications.at(-1)).toBe(`PALS desk | New message in ${reference}. | ${reference}`);
  await sam.open(reference);
  await sam.row(reference).getByText('New message').waitFor({ state: 'hidden' });
  expect(await sam.page.title()).not.toContain('for you');
  await person.leave();
});

test('keys of one letter can be switched off, and stay off after a reload', async () => {
  await sam.page.locator('body').press('?');
  const dialog = sam.page.getByRole('dialog');
  await dialog.getByLabel('Keyboard shortcuts').uncheck();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await sam.page.locator('.desk-case__scroll').focus();
  await sam.page.keyboard.press('/');
  await sam.page.keyboard.press('2');
  expect(await sam.page.evaluate('document.activeElement.id')).not.toBe('search');
  expect(await sam.page.locator('#tab-mine').getAttribute('aria-selected')).toBe('true');
  await sam.page.keyboard.press('1');
  expect(await sam.page.locator('#tab-mine').getAttribute('aria-selected')).toBe('true');
  expect(await sam.page.evaluate("JSON.parse(localStorage.getItem('pals-desk-settings')).shortcuts")).toBe(false);
});
