/** Nobody comes for too long, at a desk in a real browser: whatever is looked at, it stands across the top. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startHook, status, type Hook } from '../alerts/hook';
import { runService, type RunningService } from '../directLine/service';
import { findings } from './accessible';
import { Person, PHONE } from './chat';
import { launchChromium } from './chromium';
import { DeskPage, LENIENT, trustThatNeverCloses } from './desk';
import { askForPals } from './handoverProduct';

const MINUTE = 60_000;
const folder = trustThatNeverCloses();
let browser: Browser;
let running: RunningService;
let hook: Hook;
let sam: DeskPage;
let clock = Date.now();

beforeAll(async () => {
  hook = await startHook();
  const day = { SESSION_IDLE_MINUTES: '720', SESSION_HOURS: '24' };
  const settings = { ...LENIENT, ...day, TRUST_PROFILE: join(folder, 'profile.json'), ALERT_WEBHOOK_URL: hook.url };
  [browser, running] = await Promise.all([launchChromium(), runService({ now: () => new Date(clock), settings })]);
  sam = await DeskPage.enter(browser, running.service.deskLink(Number(new URL(running.base).port)) ?? '', 'Sam');
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
  await hook.close();
  rmSync(folder, { recursive: true, force: true });
});
const somebodyAsks = async (): Promise<{ person: Person; reference: string }> => {
  const person = await Person.open(browser, running.base, PHONE);
  await person.choose('Me');
  return { person, reference: (await askForPals(person)).reference };
};
const shot = (name: string): Promise<unknown> =>
  process.env.SHOTS === undefined
    ? Promise.resolve()
    : sam.page.screenshot({ path: join(process.env.SHOTS, `${name}.png`) });

test('after the second alert it stands across the top, whatever is looked at, and says who was told, until somebody has it', async () => {
  const { person, reference } = await somebodyAsks();
  await sam.row(reference).waitFor();
  await sam.list('Closed');
  expect(await sam.alarms.isVisible()).toBe(false);
  clock += 121 * MINUTE;
  await hook.until(1);
  expect(await sam.alarms.isVisible()).toBe(false);

  clock += 120 * MINUTE;
  await sam.alarms.getByText('Waiting too long, and nobody has it: 1').waitFor();
  await sam.alarms.getByText('Everyone is alerted, and people beyond the desk.').waitFor();
  expect(await sam.page.title()).toContain('1 waiting too long');
  expect(await findings(sam.page)).toEqual([]);
  await shot('wide');

  hook.answer = status(404);
  clock += 241 * MINUTE;
  await sam.alarms.getByText('The alert beyond the desk could not be sent. Tell the team lead.').waitFor();
  await shot('wide-failed');

  await sam.page.getByRole('button', { name: 'Menu' }).click();
  await sam.page.getByRole('button', { name: 'Report' }).click();
  await sam.alarms.getByRole('button', { name: `Pick up ${reference}` }).click();
  await sam.alarms.waitFor({ state: 'hidden' });
  await person.leave();
});

test('what the person writes while the case is being closed is read first', async () => {
  const { person, reference } = await somebodyAsks();
  await sam.list('Waiting');
  await sam.pickUp(reference);
  await sam.reply('Hello, this is Sam.');
  await person.page.getByText('Hello, this is Sam.').waitFor();
  await sam.action('Close the case').click();
  await sam.page.getByRole('radio', { name: 'Answered' }).check();
  await person.send('One more thing, about ward 14');
  await sam.timeline.filter({ hasText: 'One more thing' }).waitFor();
  await sam.page.getByRole('dialog').getByRole('button', { name: 'Close the case' }).click();
  await sam.problem.filter({ hasText: 'The person has written something that nobody has read.' }).waitFor();
  await sam.action('Close the case').click();
  await sam.page.getByRole('radio', { name: 'Answered' }).check();
  await sam.page.getByRole('dialog').getByRole('button', { name: 'Close the case' }).click();
  await sam.page.locator('.desk-case__state', { hasText: 'Closed' }).waitFor();
  await person.leave();
});

test('personal information in a note or a reply is taken out, and that is said beside the box until the next word', async () => {
  const { person, reference } = await somebodyAsks();
  await sam.list('Waiting');
  await sam.pickUp(reference);
  await sam.page.getByRole('tab', { name: 'Private note' }).click();
  await sam.box.fill('Rang 07700 900123 again');
  await sam.page.getByRole('button', { name: 'Save note' }).click();
  await sam.timeline.filter({ hasText: 'Rang [phone number removed] again' }).waitFor();
  await sam.page.getByText('Removed before it was saved: phone number.').first().waitFor();
  await shot('removed');
  await sam.reply('Your NHS number 943 476 5919 is known. Phone 020 7946 0123.');
  await person.page.getByText('Your NHS number [NHS number removed] is known. Phone 020 7946 0123.').waitFor();
  const told = sam.page.locator('.desk-composer__removed');
  await told.filter({ hasText: 'Removed before it was sent: NHS number.' }).waitFor();
  await sam.box.fill('next');
  expect(await told.isVisible()).toBe(false);
  await person.leave();
});
