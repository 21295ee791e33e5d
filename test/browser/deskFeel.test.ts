/** What makes the desk tiresome when it breaks: lost focus, jumps, slips of the mouse. And its states, held to axe. */
import { findings } from './accessible';
import type { Person } from './chat';
import { DESK, useDesk, type DeskPage } from './desk';

const desk = useDesk();
let sam: DeskPage;
let priya: DeskPage;

beforeAll(async () => {
  sam = await desk.advisor('Sam Green');
  priya = await desk.advisor('Priya Shah', 'Supervisor');
});

async function asked(...words: readonly string[]): Promise<{ person: Person; reference: string }> {
  const person = await desk.person(DESK);
  for (const text of words) await person.write(text);
  const before = await person.botSaid.count();
  await person.bar('talkToPals');
  await person.heardAfter(before);
  const panel = person.page.locator('#handover');
  await panel.waitFor();
  const reference = await panel.locator('.app-reference strong').first().innerText();
  await sam.list('All open');
  await sam.row(reference).waitFor();
  return { person, reference };
}

const scrolled = (one: DeskPage): Promise<unknown> =>
  one.page.evaluate("Math.round(document.querySelector('.desk-case__scroll').scrollTop)");
const focused = (one: DeskPage): Promise<unknown> => one.page.evaluate('document.activeElement.className');
const state = (one: DeskPage, text: string): Promise<void> =>
  one.page.locator('.desk-case__state', { hasText: text }).waitFor();

test('each case opens at its top, where the procedure is, whatever was open before', async () => {
  const first = await asked('Who can I talk to about my clinic letter');
  const second = await asked('My dad is not breathing');
  await sam.open(first.reference);
  await sam.action('Pick up').waitFor();
  await sam.open(second.reference);
  const procedure = sam.page.getByRole('heading', { name: 'Emergency: do this now' });
  await procedure.waitFor();
  await sam.timeline.last().waitFor();
  expect(await scrolled(sam)).toBe(0);
  await sam.open(first.reference);
  await sam.alarms.getByRole('button', { name: `Pick up ${second.reference}` }).click();
  await state(sam, 'You have it');
  await sam.timeline.filter({ hasText: 'picked it up' }).waitFor();
  expect(await scrolled(sam)).toBe(0);
  await Promise.all([first.person.leave(), second.person.leave()]);
});

test('a double click picks up, and does not press what has come in the place of the button', async () => {
  const { person, reference } = await asked();
  await sam.open(reference);
  const at = await sam.action('Pick up').boundingBox();
  const { mouse } = sam.page;
  await mouse.move((at?.x ?? 0) + 20, (at?.y ?? 0) + 10);
  await mouse.down();
  await mouse.up();
  await sam.action('Join the chat').waitFor();
  await mouse.down({ clickCount: 2 });
  await mouse.up({ clickCount: 2 });
  await state(sam, 'You have it');
  await person.page.locator('#log', { hasText: 'Sam Green from PALS is reading' }).waitFor();
  await person.write('Hello?');
  expect(await person.page.locator('#log').innerText()).not.toContain('is here.');
  // Where the focus was, there is something that can have it.
  expect(await focused(sam)).not.toBe(await sam.page.evaluate('document.body.className'));
  await person.leave();
});

test('keys: the next case comes to the place of the one that was picked up; Escape leaves the box for the talk', async () => {
  const all = [await asked(), await asked(), await asked()];
  await sam.list('Waiting');
  await sam.page.locator('body').press('q');
  await sam.page.keyboard.press('Home');
  await sam.page.keyboard.press('Enter');
  const rows = (await sam.page.locator('#queue .desk-row__reference').allInnerTexts()).map((text) => text.trim());
  await sam.page.keyboard.press('j');
  await sam.page.locator('.desk-case__title', { hasText: rows[1] ?? '' }).waitFor();
  await sam.action('Pick up').waitFor();
  await sam.page.keyboard.press('p');
  await state(sam, 'You have it');
  await sam.row(rows[1] ?? '').waitFor({ state: 'detached' });
  await sam.page.keyboard.press('r');
  await sam.page.keyboard.type('Half a');
  await sam.page.keyboard.press('Escape');
  expect(await focused(sam)).toContain('desk-case__scroll');
  await sam.page.keyboard.press('s');
  await sam.page.keyboard.press('Enter');
  await sam.action('Bring back now').waitFor();
  await sam.page.keyboard.press('j');
  await sam.page.locator('.desk-case__title', { hasText: rows[2] ?? '' }).waitFor();
  await Promise.all(all.map(({ person }) => person.leave()));
});

test('who reads further up stays there, is told of the new message, and goes to it with one press', async () => {
  const { person, reference } = await asked('One', 'Two', 'Three');
  await sam.pickUp(reference);
  await sam.reply('Hello.');
  await person.page.locator('#log', { hasText: 'Hello.' }).waitFor();
  await sam.page.evaluate("document.querySelector('.desk-case__scroll').scrollTop = 40");
  await person.send('Far below.');
  const below = sam.page.getByRole('button', { name: 'New message below' });
  await below.waitFor();
  expect(await scrolled(sam)).toBe(40);
  await below.click();
  await below.waitFor({ state: 'hidden' });
  expect(Number(await scrolled(sam))).toBeGreaterThan(40);
  expect(await focused(sam)).toContain('desk-case__scroll');
  // What opens below takes no line away from whoever reads the end.
  await sam.page.keyboard.press('c');
  await sam.page.locator('.desk-canned__reply').first().waitFor();
  const last = sam.timeline.filter({ hasText: 'Far below.' });
  await sam.page.waitForTimeout(100);
  const [line, room] = await Promise.all([last.boundingBox(), sam.page.locator('.desk-case__scroll').boundingBox()]);
  expect((line?.y ?? 0) + (line?.height ?? 0)).toBeLessThanOrEqual((room?.y ?? 0) + (room?.height ?? 0));
  await sam.page.keyboard.press('Escape');
  // A colleague who looks sees who is writing.
  await priya.list('All open');
  await priya.open(reference);
  await sam.page.getByRole('tab', { name: 'Reply to the person' }).click();
  await sam.box.pressSequentially('I am looking', { delay: 20 });
  await priya.page.getByText('Sam Green is writing').waitFor();
  await person.leave();
});

test('the end of a search empties its box and keeps the place', async () => {
  const { person, reference } = await asked('Nobody knows about wombats here');
  await sam.page.locator('#search').fill('wombats');
  await sam.page.locator('#search').press('Enter');
  await sam.page.locator('.desk-found', { hasText: '1 found for: wombats' }).waitFor();
  await sam.row(reference).waitFor();
  expect(await findings(sam.page)).toEqual([]);
  await sam.page.locator('#search').fill('nothing like this');
  await sam.page.locator('#search').press('Enter');
  await sam.page.getByText('Nothing was found.').first().waitFor();
  expect(await findings(sam.page)).toEqual([]);
  await sam.page.getByRole('button', { name: 'End the search' }).click();
  expect(await sam.page.evaluate('document.activeElement.id + document.activeElement.value')).toBe('search');
  await person.leave();
});

test('a line that is lost is told at once, and what tells it is gone when the line is back', async () => {
  await desk.kill();
  await priya.page.getByText('The connection is lost since').waitFor({ timeout: 30_000 });
  expect(await findings(priya.page)).toEqual([]);
  await desk.restart();
  await priya.page.getByText('The connection is lost since').waitFor({ state: 'hidden', timeout: 30_000 });
  expect([...sam.complaints, ...priya.complaints]).toEqual([]);
});
