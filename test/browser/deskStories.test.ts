/** Whole handovers with one person and two advisors, all at their pages: each reads what the other one's page shows. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { runService, type RunningService } from '../directLine/service';
import { findings } from './accessible';
import { Person, PHONE } from './chat';
import { launchChromium } from './chromium';
import { DeskPage, LENIENT, trustThatNeverCloses } from './desk';
import { returnCodeIn } from './handoverProduct';

const MINUTE = 60_000;
const folder = trustThatNeverCloses();
let browser: Browser;
let running: RunningService;
let sam: DeskPage;
let priya: DeskPage;
let clock = Date.now();

beforeAll(async () => {
  const settings = { ...LENIENT, TRUST_PROFILE: join(folder, 'profile.json') };
  [browser, running] = await Promise.all([launchChromium(), runService({ now: () => new Date(clock), settings })]);
  const link = (running.service.deskLink(Number(new URL(running.base).port)) ?? '').replace(
    /^https?:\/\/[^/]+/,
    running.base,
  );
  sam = await DeskPage.enter(browser, link, 'Sam Green');
  priya = await DeskPage.enter(browser, await sam.linkForColleague(), 'Priya Shah', 'Supervisor');
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const open = (): Promise<Person> => Person.open(browser, running.base, PHONE);
const sees = (person: Person, text: string): Promise<void> =>
  person.page.locator('#log', { hasText: text }).waitFor({ timeout: 15_000 });
const referenceOf = async (person: Person): Promise<string> => {
  const panel = person.page.locator('#handover');
  await panel.waitFor();
  return panel.locator('.app-reference strong').first().innerText();
};
const asks = async (person: Person): Promise<string> => {
  const before = await person.botSaid.count();
  await person.bar('talkToPals');
  await person.heardAfter(before);
  return referenceOf(person);
};

test('unhappy: one line of sorrow, a person in one tap, and both desks know why', async () => {
  const person = await open();
  await person.choose('Me');
  await person.bar('unhappy');
  await sees(person, 'I am sorry this has been difficult.');
  await person.choose('Talk to PALS (a person)');
  const reference = await referenceOf(person);
  for (const one of [sam, priya]) await one.row(reference).getByText('T5 Unhappy or bereaved').waitFor();
  await sam.open(reference);
  await sam.page
    .locator('.desk-summary')
    .getByText('Came to the question: I am sorry this has been difficult.')
    .waitFor();
  await sam.pickUp(reference);
  await sam.reply('I am sorry about what has happened.');
  await sees(person, 'I am sorry about what has happened.');
  await priya.list('All open');
  await priya.row(reference).getByText('Sam Green').waitFor();
  await sam.action('Close the case').click();
  await sam.page.getByRole('radio', { name: 'Complaint taken' }).check();
  await sam.page.keyboard.press('Enter');
  await sees(person, 'Sam Green from PALS has taken your complaint, and ended the chat.');
  await priya.row(reference).waitFor({ state: 'detached' });
  expect(person.complaints).toEqual([]);
  await person.leave();
});

test('nobody picks it up in time: the person is told, both desks show it, and it can still be answered', async () => {
  const person = await open();
  await person.choose('Me');
  const reference = await asks(person);
  await sam.list('Waiting');
  await sam.open(reference);
  clock += 11 * MINUTE;
  await sees(person, 'Nobody from PALS has picked this up yet.');
  await sam.page.locator('.desk-case__state', { hasText: 'Waiting too long' }).waitFor();
  await sam.timeline.filter({ hasText: 'Not picked up in time. The person was told what to do instead.' }).waitFor();
  await priya.list('Waiting');
  await priya.pickUp(reference);
  await sees(person, 'Priya Shah from PALS is reading');
  await sam.row(reference).waitFor({ state: 'detached' });
  await priya.reply('Sorry that you had to wait.');
  await sees(person, 'Sorry that you had to wait.');
  await priya.action('Hand back to the assistant').click();
  await sees(person, 'Priya Shah from PALS has left the chat. We can go on where we were.');
  await person.leave();
});

test('PALS is closed: said plainly; read later; and found again on another device by the return code', async () => {
  await priya.page.getByRole('button', { name: 'Close PALS now' }).click();
  await priya.page.getByRole('dialog').getByRole('button', { name: 'Close PALS now' }).click();
  await sam.page.getByText('The desk is switched to closed.').waitFor();
  const person = await open();
  await person.choose('Me');
  const reference = await asks(person);
  await sees(person, 'Nobody is reading this chat.');
  expect((await person.log()).join(' ')).not.toContain('passed this on');
  const code = await returnCodeIn(person.page.locator('#handover'));
  const said = await person.log();
  await person.leave();

  await sam.list('Waiting');
  await sam.row(reference).waitFor();
  await priya.page.getByRole('button', { name: 'Go by the hours again' }).click();
  await priya.page.getByRole('dialog').getByRole('button', { name: 'Go by the hours again' }).click();
  await sam.pickUp(reference);
  await sam.reply('The clinic will write to you this week.');
  await sam.timeline.filter({ hasText: 'The clinic will write to you this week.' }).waitFor();
  await sam.action('Close the case').click();
  await sam.page.getByRole('radio', { name: 'Answered' }).check();
  await sam.page.keyboard.press('Enter');
  await priya.list('Closed');
  await priya.row(reference).waitFor();

  const other = await open();
  await other.page.getByRole('button', { name: 'I have a return code' }).click();
  await other.page.getByLabel('Your return code').fill(code);
  await other.page.keyboard.press('Enter');
  await sees(other, 'The clinic will write to you this week.');
  expect((await other.log()).slice(0, said.length)).toEqual(said);
  expect(await findings(other.page)).toEqual([]);
  await priya.open(reference);
  await priya.timeline.filter({ hasText: 'The person came back with the return code.' }).waitFor();
  expect([...sam.complaints, ...priya.complaints, ...other.complaints]).toEqual([]);
  await other.leave();
});
