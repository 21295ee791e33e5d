/** Every state of the chat on a page of another website. */
import { fromHowTo, type HostSite } from './embed';
import type { Person } from './chat';
import type { State, World } from './states';

const ATTRIBUTES = { '/': '', '/left': 'data-position="left"', '/strange': '' };

/** Pages of the website with the chat at `chat`; the last one may not show it. */
export const fillWebsite = (site: HostSite, chat: string): void => {
  const { snippet } = fromHowTo(chat);
  for (const [path, attributes] of Object.entries(ATTRIBUTES))
    site.pages.set(path, {
      body: snippet.replace('<script', `<script ${attributes}`),
      ...(path === '/strange' && { headers: { 'Content-Security-Policy': "frame-src 'none'" } }),
    });
};

const launcher = ({ page }: Person) => page.getByRole('button', { name: /^Chat with PALS/ });
const chat = ({ page }: Person) => page.frameLocator('iframe[title="PALS chat"]');
const answer = (person: Person, name: string) =>
  chat(person).locator('#now').getByRole('button', { name, exact: true });
const on = (path: string, reach: (person: Person) => Promise<unknown> = () => Promise.resolve()): State => ({
  reach: async (person: Person, { website }: World) => {
    await person.page.goto(website + path);
    await launcher(person).waitFor();
    await reach(person);
  },
});
const open = async (person: Person): Promise<void> => {
  await launcher(person).click();
  await answer(person, 'Me').waitFor();
};

export const WEBSITE_STATES: Readonly<Record<string, State>> = {
  'another website: the button': on('/'),
  'another website: the button on the left': on('/left'),
  'another website: open': on('/', open),
  'another website: open on the left': on('/left', open),
  'another website: an outcome': on('/', async (person) => {
    await open(person);
    for (const label of ['Me', 'Not in hospital. Not getting worse', 'No', 'No'])
      await answer(person, label).first().click();
    await chat(person).locator('.app-said--bot').nth(4).waitFor();
  }),
  'another website: an emergency': on('/', async (person) => {
    await open(person);
    await chat(person).locator('#message').fill('chest pain');
    await chat(person).getByRole('button', { name: 'Send', exact: true }).click();
    await chat(person).locator('.app-said--bot').nth(1).waitFor();
  }),
  'another website: no frame allowed': on('/strange', async (person) => {
    await launcher(person).click();
    await person.page.getByRole('dialog').getByRole('link').first().waitFor();
  }),
  'another website: a new message': on('/', async (person) => {
    await open(person);
    await person.context.route('**/activities', async (route) => {
      await new Promise((later) => setTimeout(later, 600));
      await route.continue();
    });
    await answer(person, 'Me').click();
    await person.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await person.page.getByRole('button', { name: 'Chat with PALS New message' }).waitFor();
  }),
};
