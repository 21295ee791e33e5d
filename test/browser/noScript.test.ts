/** The same conversation without JavaScript: one question a page. */
import { useHandover } from './handoverProduct';
import { Reader } from './questionPages';

const { browser, product } = useHandover();
const open = (path?: string): Promise<Reader> => Reader.open(browser(), product().url, path);

test('a journey: each question is a page, to an outcome, its card and its summary', async () => {
  const person = await open();
  expect(await person.heading).toBe('Who needs the second opinion?');
  expect(await person.context.cookies()).toEqual([]);
  await person.answer('Me');
  expect(await person.heading).toContain('Which of these is true for you now?');
  await person.answer('Not in hospital. Not getting worse', 'No');
  expect(await person.heading).toContain('Have they clearly explained your diagnosis');
  await person.answer('No');
  expect(await person.main).toContain('Before asking for a second opinion, it is worth asking your clinical team');

  const [cookie, ...others] = await person.context.cookies();
  expect(others).toEqual([]);
  expect(cookie).toMatchObject({
    name: 'pals-questions',
    path: '/questions',
    httpOnly: true,
    sameSite: 'Strict',
    expires: -1,
  });
  expect(person.page.url()).not.toContain(cookie?.value ?? 'no cookie');

  await person.follow('Show a card for your team');
  expect(await person.heading).toBe('What I would like to ask my team');
  await person.follow('Back to where you were');
  await person.follow('Print or save this');
  expect(await person.heading).toBe('Your summary');
  expect(await person.main).toContain('Who needs the second opinion?');
  expect(await person.main).toContain('Before asking for a second opinion');
  await person.press('Change Who needs the second opinion?');
  expect(await person.heading).toBe('Who needs the second opinion?');
  await person.leave();
});

test('nothing selected: the page says so, with "Error:" in its title, and leads to the first answer', async () => {
  const person = await open();
  await person.press('Continue');
  expect(await person.page.title()).toMatch(/^Error: Who needs/);
  const summary = person.page.locator('.nhsuk-error-summary');
  expect(await summary.innerText()).toContain('There is a problem');
  await summary.getByRole('link').click();
  expect(new URL(person.page.url()).hash).toBe('#choice-1');
  await person.leave();
});
