/** Paper and cards: what a person takes away with them. */
import { readFile } from 'node:fs/promises';
import { useProduct } from './chat';

const { open } = useProduct();

const TO_OUTCOME = ['Me', 'Not in hospital. Not getting worse', 'No', 'No'];

test('the ask card fills the screen, can be printed alone, and closing gives the focus back', async () => {
  const person = await open();
  await person.chooseAll(...TO_OUTCOME);
  await person.page.evaluate('window.printed = 0; window.print = () => { window.printed++; }');
  const show = person.page.getByRole('button', { name: 'Show a card for your team' });
  await show.click();
  const card = person.page.getByRole('dialog');
  expect(await card.locator('ol li').count()).toBeGreaterThan(0);
  expect(await card.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  await card.getByRole('button', { name: 'Print' }).click();
  expect(await person.page.evaluate('window.printed')).toBe(1);

  await person.page.emulateMedia({ media: 'print' });
  expect(await person.page.locator('#log').isVisible()).toBe(false);
  expect(await card.locator('ol').isVisible()).toBe(true);
  expect(await card.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
  await person.page.emulateMedia({ media: 'screen' });

  await person.page.keyboard.press('Escape');
  expect(await card.count()).toBe(0);
  expect(await person.page.evaluate('document.activeElement.textContent')).toBe('Show a card for your team');
  await person.leave();
});

test('the summary holds the outcome and the chosen answers, nothing that was typed, and can be saved as a file', async () => {
  const person = await open();
  await person.chooseAll('Me', 'Not in hospital. Not getting worse');
  await person.write('purple elephants');
  await person.chooseAll('No', 'No');
  await person.bar('print');
  const summary = person.page.getByRole('dialog');
  const shown = await summary.innerText();
  expect(shown).toContain('Ask the team to explain');
  expect(shown).toContain('Not in hospital. Not getting worse');
  expect(shown).not.toContain('elephants');

  const [download] = await Promise.all([
    person.page.waitForEvent('download'),
    summary.getByRole('button', { name: 'Save as a file' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('second-opinion-summary.txt');
  const text = await readFile(await download.path(), 'utf8');
  expect(text).toContain('- Who needs the second opinion? Me');
  expect(text).toContain('Ask the team to explain');
  expect(text).toContain('Example NHS Foundation Trust');
  expect(text).not.toContain('elephants');
  await person.leave();
});

test('after the farewell the summary still holds the advice, and the reference of a request for PALS', async () => {
  const person = await open();
  await person.chooseAll(...TO_OUTCOME);
  const before = await person.botSaid.count();
  await person.bar('talkToPals');
  await person.heardAfter(before);
  const reference = await person.page.locator('#log .app-reference strong').first().innerText();
  await person.choose('Carry on');
  await person.choose('That is all for now');
  expect(await person.botSaid.last().innerText()).toContain('Thank you');
  await person.bar('print');
  const shown = await person.page.getByRole('dialog').innerText();
  expect(shown).toContain('Ask the team to explain');
  expect(shown).toContain('Before asking for a second opinion, it is worth asking your clinical team');
  expect(shown).toContain(reference);
  expect(shown).not.toContain('Thank you');
  await person.leave();
});

test('printed as it is, the conversation comes without its controls', async () => {
  const person = await open();
  await person.chooseAll(...TO_OUTCOME);
  await person.page.emulateMedia({ media: 'print' });
  for (const id of ['#bar', '#composer', '#now']) expect(await person.page.locator(id).isVisible()).toBe(false);
  expect(await person.page.getByRole('heading', { name: 'Ask the team to explain' }).isVisible()).toBe(true);
  await person.leave();
});
