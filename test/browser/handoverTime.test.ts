/** What time does: nobody comes, PALS is closed, and a chat found again after days. The clock is the test's. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { Advisor, codeIn } from '../desk/advisor';
import { runService, type RunningService } from '../directLine/service';
import { findings } from './accessible';
import { Person, PHONE } from './chat';
import { launchChromium } from './chromium';
import { LENIENT, trustThatNeverCloses } from './desk';
import { askForPals, returnCodeIn } from './handoverProduct';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const folder = trustThatNeverCloses();
let browser: Browser;
let running: RunningService;
let clock = Date.now();

beforeAll(async () => {
  const settings = { ...LENIENT, TRUST_PROFILE: join(folder, 'profile.json'), LIMIT_WRONG_CODES_PER_HOUR: '2' };
  [browser, running] = await Promise.all([launchChromium(), runService({ now: () => new Date(clock), settings })]);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
  rmSync(folder, { recursive: true, force: true });
});
const open = (): Promise<Person> => Person.open(browser, running.base, PHONE);
const advisor = (name: string): Promise<Advisor> => {
  const link = running.service.deskLink(Number(new URL(running.base).port)) ?? '';
  return Advisor.enter(running.base, codeIn(link), name);
};

test('nobody picks it up: the person is told, with what to do instead, and can leave it to be read', async () => {
  // An advisor who has the desk open, and does not pick it up.
  const live = await (await advisor('Sam')).live();
  const person = await open();
  await person.choose('Me');
  const { panel } = await askForPals(person);
  clock += 11 * MINUTE;
  await person.page.getByText('Nobody from PALS has picked this up yet.').waitFor();
  await person.page.getByText('You can phone PALS on 020 7946 0000 with your reference.').waitFor();
  // It came by itself: the questions stay as they were, and nothing is taken from under a finger.
  expect(await person.answer('Carry on').isVisible()).toBe(true);
  expect(await findings(person.page)).toEqual([]);
  await panel.getByLabel('Leave it for PALS to read').check();
  await panel.locator('.app-handover__meaning', { hasText: 'Come back with your return code' }).waitFor();
  await person.choose('Carry on');
  live.close();
  await person.leave();
});

test('PALS is not there: said plainly, and the case waits for whoever comes', async () => {
  const person = await open();
  clock += DAY;
  await person.choose('Me');
  const { reference } = await askForPals(person);
  expect((await person.log()).join(' ')).not.toContain('passed this on');
  const sam = await advisor('Sam');
  expect((await sam.cases('waiting')).map((one) => one.reference)).toContain(reference);
  await person.leave();
});

test('days later on another device the return code opens the whole chat with PALS’s answer, and it goes on', async () => {
  await advisor('Sam');
  const before = await open();
  await before.chooseAll('Me', 'Not in hospital. Not getting worse');
  const { panel, reference } = await askForPals(before);
  const code = await returnCodeIn(panel);
  await panel.getByLabel('Leave it for PALS to read').check();
  await panel.locator('.app-handover__meaning', { hasText: 'PALS cannot contact you.' }).waitFor();
  const said = await before.log();
  await before.leave();
  clock += 2 * DAY;
  const alex = await advisor('Alex');
  await alex.does(reference, 'pickUp');
  await alex.says(reference, 'Here is what I found out for you.');
  await alex.does(reference, 'close', { reason: 'answered' });
  clock += 3 * DAY;

  const person = await open();
  expect(await findings(person.page)).toEqual([]);
  await person.page.getByRole('button', { name: 'I have a return code' }).click();
  const box = person.page.getByLabel('Your return code');
  expect(await person.page.evaluate('document.activeElement.id')).toBe('return-code');
  await box.fill('so-7k4p');
  await person.page.keyboard.press('Enter');
  await person.page.getByText('A return code has 16 letters and numbers after SO.').waitFor();
  expect(await findings(person.page)).toEqual([]);
  // A slip that cannot be a code was not counted; this one is.
  await box.fill(`${code.slice(0, -4)}AAAA`);
  await person.page.keyboard.press('Enter');
  await person.page.getByText('We could not find a chat with this code.').waitFor();
  await box.fill(` ${code.toLowerCase().replaceAll('-', ' ')} `);
  await person.page.keyboard.press('Enter');
  await person.page.getByText('Here is what I found out for you.').waitFor();
  const all = await person.log();
  // The waiting was said before; then come who read it, who is there, the answer, and how it ended.
  expect(all.slice(0, said.length)).toEqual(said);
  expect(all).toContain('Alex from PALS Here is what I found out for you.');
  expect(all.at(-1)).toContain('Alex from PALS has ended the chat. Their answer stays here.');
  expect(await person.page.locator('#return').isVisible()).toBe(false);
  expect(await person.page.evaluate("document.activeElement.classList.contains('app-said')")).toBe(true);
  expect(await findings(person.page)).toEqual([]);
  await person.choose('No');
  await person.page.reload();
  await person.untilSaid(all.length + 2);
  const kim = await advisor('Kim');
  expect(await kim.history(reference)).toEqual(expect.arrayContaining([expect.stringMatching(/return code/)]));
  expect(person.requests.join(' ')).not.toContain(code.slice(-9));
  expect(person.complaints).toEqual([]);
  await person.leave();
});

test('too many wrong codes are refused kindly, and the form can be closed again', async () => {
  const person = await open();
  await person.page.getByRole('button', { name: 'I have a return code' }).click();
  for (const code of ['SO-AAAA-AAAA-AAAA-AAAA', 'SO-AAAA-AAAA-AAAA-BBBB', 'SO-AAAA-AAAA-AAAA-CCCC']) {
    await person.page.getByLabel('Your return code').fill(code);
    await Promise.all([
      person.page.waitForResponse(/\/return$/),
      person.page.getByRole('button', { name: 'Open my chat' }).click(),
    ]);
  }
  await person.page.getByText('Too many codes were tried from here.').waitFor();
  await person.page.getByRole('button', { name: 'I do not have a code' }).click();
  expect(await person.page.evaluate('document.activeElement.id')).toBe('return-open');
  await person.choose('Me');
  expect(await person.page.locator('#return').isVisible()).toBe(false);
  await person.leave();
});
