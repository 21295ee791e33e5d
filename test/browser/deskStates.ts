/** The main states of the desk. */
import { z } from 'zod';
import { linkSchema } from '../../channels/desk/wire';
import { Person as Caller } from '../directLine/person';
import type { Person } from './chat';
import type { State, World } from './states';

const linkFor = async (world: World): Promise<string> =>
  linkSchema.parse((await (await world.advisor()).post('/links', {})).body).url;

const signInAs = async ({ page }: Person, world: World, role: string): Promise<void> => {
  await page.goto(await linkFor(world));
  await page.getByLabel('Your name').fill('Priya Shah');
  await page.getByRole('radio', { name: new RegExp(`^${role}`) }).check();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Menu' }).waitFor();
};
/** Signed in at the desk, in the list of all that is open. */
const signIn = async (person: Person, world: World, list = 'All open'): Promise<void> => {
  const { page } = person;
  await signInAs(person, world, 'Supervisor');
  await page.getByRole('tab', { name: new RegExp(`^${list}`) }).click();
};
/** Somebody has written this and asked for PALS. */
const asks = async ({ url }: World, ...words: readonly string[]): Promise<string> => {
  const caller = await Caller.start(url);
  for (const text of words) await caller.ask(text);
  const said = await caller.ask({ label: 'Talk to PALS', action: { bar: 'talkToPals' } });
  const found = /SO-\w{4}-\w{4}/.exec(z.string().parse(JSON.stringify(said)));
  if (found === null) throw new Error(`No reference: ${JSON.stringify(said)}`);
  return found[0];
};
const look = async ({ page }: Person, reference: string): Promise<void> => {
  await page.locator(`#queue [data-reference="${reference}"]`).click();
  await page.locator('#case .desk-case__title', { hasText: reference }).waitFor();
  await page.locator('.desk-timeline > li').first().waitFor();
};
const act = ({ page }: Person, name: string): Promise<void> =>
  page.locator('.desk-case__actions').getByRole('button', { name, exact: true }).click();

const desk = (reach: (person: Person, world: World) => Promise<unknown>): State => ({ at: '/desk', reach });
/** What opens over the list. */
const fromMenu = (name: string): State =>
  desk(async (person, world) => {
    await signIn(person, world);
    await person.page.getByRole('button', { name: 'Menu' }).click();
    await person.page.getByRole('button', { name, exact: true }).click();
    await person.page.getByRole('dialog').waitFor();
  });
const WORDS = ['for my mum. she is at home and not getting worse', 'nobody has explained the scan to us'] as const;
/** With a case that is hers. */
const inCase = (then: (person: Person, reference: string) => Promise<unknown> = () => Promise.resolve()): State =>
  desk(async (person, world) => {
    const reference = await asks(world, ...WORDS);
    await signIn(person, world);
    await look(person, reference);
    await act(person, 'Pick up');
    await person.page.locator('.desk-case__state', { hasText: 'You have it' }).waitFor();
    await then(person, reference);
  });

export const DESK_STATES: Readonly<Record<string, State>> = {
  'the desk: not signed in': desk(() => Promise.resolve()),
  'the desk: sign in': desk(async ({ page }, world) => {
    await page.goto(await linkFor(world));
    await page.getByLabel('Your name').waitFor();
  }),
  'the desk: sign in, no name': desk(async ({ page }, world) => {
    await page.goto(await linkFor(world));
    await page.getByRole('button', { name: 'Sign in' }).click();
  }),
  'the desk: not let in': desk(async ({ page }) => {
    await page.goto(`${new URL(page.url()).origin}/desk/enter#why=noRole`);
    await page.getByRole('heading', { name: 'You were not signed in' }).waitFor();
  }),
  'the desk: running the service': desk(async (person, world) => {
    await signInAs(person, world, 'Administrator');
    await person.page.getByRole('heading', { name: 'Run the service' }).waitFor();
  }),
  'the desk: to turn the assistant off': desk(async (person, world) => {
    await signIn(person, world);
    await person.page.getByRole('button', { name: 'Menu' }).click();
    await person.page.getByRole('button', { name: 'Run the service' }).click();
    await person.page.getByRole('button', { name: 'Turn the assistant off' }).click();
    await person.page.getByRole('dialog').waitFor();
  }),
  'the desk: no case of mine': desk((person, world) => signIn(person, world, 'Mine')),
  'the desk: the queue': desk(async (person, world) => {
    await asks(world, ...WORDS);
    await asks(world, 'this is disgraceful, nobody ever listens to me');
    await signIn(person, world);
  }),
  'the desk: an emergency': desk(async (person, world) => {
    const reference = await asks(world, 'My dad is not breathing');
    await signIn(person, world);
    await look(person, reference);
  }),
  'the desk: a case': inCase(),
  'the desk: a reply': inCase(async ({ page }) => {
    await page.locator('#composer-text').fill('Hello, this is Priya.');
    await page.locator('#composer-text').press('Control+Enter');
    await page.locator('.desk-timeline > li', { hasText: 'Hello, this is Priya.' }).waitFor();
    await page.locator('#composer-text').fill('I will ask the ward');
  }),
  'the desk: ready replies': inCase(async ({ page }) => {
    await page.getByRole('button', { name: 'Ready replies' }).click();
    await page.locator('.desk-canned__reply').first().waitFor();
  }),
  'the desk: a note': inCase(({ page }) => page.getByRole('tab', { name: 'Private note' }).click()),
  'the desk: to close': inCase((person) => act(person, 'Close the case')),
  'the desk: to hand over': inCase((person) => act(person, 'Hand to a colleague')),
  'the desk: to set aside': inCase((person) => act(person, 'Set aside')),
  'the desk: the menu': desk(async (person, world) => {
    await signIn(person, world);
    await person.page.getByRole('button', { name: 'Menu' }).click();
  }),
  'the desk: help with keys': fromMenu('Help with keys'),
  'the desk: a link for a colleague': fromMenu('Link for a colleague'),
  'the desk: to sign out': fromMenu('Sign out'),
  'the desk: to close PALS': desk(async (person, world) => {
    await signIn(person, world);
    await person.page.getByRole('button', { name: 'Close PALS now' }).click();
    await person.page.getByRole('dialog').waitFor();
  }),
  'the desk: who is on the phone': desk(async (person, world) => {
    await signIn(person, world);
    await person.page.getByRole('button', { name: 'Phone call' }).click();
    await person.page.getByRole('dialog').waitFor();
  }),
  'the desk: nothing found': desk(async (person, world) => {
    await signIn(person, world);
    await person.page.locator('#search').fill('zebras');
    await person.page.locator('#search').press('Enter');
    await person.page.locator('.desk-found').waitFor();
  }),
  'the desk: the report': desk(async (person, world) => {
    await signIn(person, world);
    await person.page.getByRole('button', { name: 'Menu' }).click();
    await person.page.getByRole('button', { name: 'Report' }).click();
    await person.page.getByRole('heading', { name: 'Report' }).waitFor();
  }),
  'the desk: a phone call': desk(async (person, world) => {
    await signIn(person, world);
    await person.page.getByRole('button', { name: 'Phone call' }).click();
    await person.page.getByRole('button', { name: 'Start', exact: true }).click();
    await person.page.locator('.desk-call .app-ask', { hasText: 'Who needs the second opinion?' }).waitFor();
  }),
};
