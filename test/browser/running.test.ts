/** Signing in with the Trust's account, and running the service, in a real browser. */
import type { Browser, Page } from 'playwright-core';
import { inItsProcess, Trust } from '../desk/trustSignIn';
import { findings } from './accessible';
import { launchChromium } from './chromium';

let browser: Browser;
let trust: Trust;
beforeAll(async () => {
  browser = await launchChromium();
  trust = await Trust.start(inItsProcess);
  await trust.knows('olu', { name: 'Olu Adeyemi', roles: ['PALS.Administrator'] });
  await trust.knows('sue', { name: 'MARSH, Sue (EXAMPLE)', roles: ['PALS.Supervisor'] });
});
afterAll(async () => {
  await browser.close();
  await trust.end();
});

const open = (): Promise<Page> => browser.newPage();
const signIn = async (page: Page, account: string): Promise<void> => {
  await page.goto(`${trust.url}/desk`);
  await page.getByRole('button', { name: 'Sign in with your Trust account' }).click();
  await page.getByLabel('Account').fill(account);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Menu' }).waitFor();
};
const confirm = (page: Page, name: string) => page.getByRole('dialog').getByRole('button', { name }).click();

test('an administrator comes in with the Trust’s account, sees no case, and signs a colleague out', async () => {
  const [sue, olu] = [await open(), await open()];
  await signIn(sue, 'sue');
  await signIn(olu, 'olu');
  expect(await findings(olu)).toEqual([]);
  expect(await olu.getByRole('navigation', { name: 'Cases' }).isVisible()).toBe(false);
  expect(await olu.getByRole('search').count()).toBe(0);
  await olu.getByRole('button', { name: 'Sign out everywhere: Sue Marsh' }).click();
  expect(await findings(olu)).toEqual([]);
  await confirm(olu, 'Sign out everywhere');
  await olu.getByRole('status').filter({ hasText: 'Sue Marsh is signed out.' }).waitFor();
  await sue.getByText('You are not signed in').waitFor();
  await olu.close();
  await sue.close();
});

test('a supervisor turns the assistant off: a chat that is open says so and gives PALS’s number; then it goes on', async () => {
  const [sue, person] = [await open(), await open()];
  await signIn(sue, 'sue');
  const asks = await open();
  await asks.goto(`${trust.url}/questions`);
  await person.goto(`${trust.url}/chat`);
  await person.getByRole('button', { name: 'Me', exact: true }).click();
  await person.getByRole('button', { name: 'Not in hospital. Not getting worse' }).waitFor();

  await sue.getByRole('button', { name: 'Menu' }).click();
  await sue.getByRole('button', { name: 'Run the service' }).click();
  expect(await findings(sue)).toEqual([]);
  await sue.getByRole('button', { name: 'Turn the assistant off' }).click();
  await confirm(sue, 'Turn the assistant off');
  await sue
    .getByText(/Sue Marsh turned the assistant off at/)
    .first()
    .waitFor();
  expect(await findings(sue)).toEqual([]);

  await person.getByRole('textbox').fill('are you still there');
  await person.getByRole('button', { name: 'Send' }).click();
  await person.getByText(/this chat is turned off for now/).waitFor();
  expect(await person.getByText('020 7946 0000').count()).toBeGreaterThan(0);
  // What was typed is still theirs.
  expect(await person.getByRole('textbox').inputValue()).toBe('are you still there');
  const other = await open();
  await other.goto(`${trust.url}/chat`);
  await other.getByRole('heading', { name: 'This chat is turned off for now' }).waitFor();
  expect(await findings(other)).toEqual([]);
  await other.close();
  await asks.locator('#message').fill('I cannot breathe');
  await asks.getByRole('button', { name: 'Continue' }).click();
  await asks
    .getByText(/these questions are turned off for now/)
    .first()
    .waitFor();
  await asks.getByText('Call 999 or go to A&E now').first().waitFor();
  await asks.close();

  await sue.getByRole('button', { name: 'Turn it on again' }).click();
  await confirm(sue, 'Turn it on again');
  await sue.getByText('The assistant is on.').waitFor();
  await person
    .getByText(/Where is the person|Are you in hospital|Not in hospital/)
    .first()
    .waitFor();
  await person.close();
  await sue.close();
});

test('an administrator downloads what is kept of a case, and erases it', async () => {
  const [sue, olu] = [await open(), await open()];
  await signIn(sue, 'sue');
  await sue.getByRole('button', { name: 'Phone call' }).click();
  await confirm(sue, 'Start');
  await sue.waitForURL(/#SO-/);
  const reference = new URL(sue.url()).hash.slice(1);
  await signIn(olu, 'olu');
  await olu.getByLabel('Reference').fill(reference);
  const download = olu.waitForEvent('download');
  await olu.getByRole('button', { name: 'Download all that is kept' }).click();
  expect((await download).suggestedFilename()).toBe(`${reference}.json`);
  await olu.getByRole('button', { name: 'Erase it' }).click();
  await confirm(olu, 'Erase it');
  const refused = olu.getByRole('status').filter({ hasText: 'PALS is still busy with this case. Close it first' });
  await refused.waitFor();
  expect(await findings(olu)).toEqual([]);
  await olu.close();
  await sue.close();
});
