/** The question pages on a bad line: a real browser without JavaScript, with nothing but forms and its Back button. */
import { useProduct } from './chat';
import { Reader } from './questionPages';

const { browser, product, restart } = useProduct();
const open = (): Promise<Reader> => Reader.open(browser(), product().url);
const answersOf = (person: Reader): Promise<string[]> =>
  person.page.locator('.app-answered dd.nhsuk-summary-list__value').allTextContents();

test('the line breaks while the answer to a form is on its way back: it is one answer, and the questions go on', async () => {
  const person = await open();
  await person.answer('Me');
  let isBroken = true;
  await person.page.route('**/questions', async (route) => {
    if (!isBroken || route.request().method() !== 'POST') return route.continue();
    isBroken = false;
    // It arrives; the browser never hears of it.
    await route.fetch({ maxRedirects: 0 });
    return route.abort('connectionreset');
  });
  await person.page.getByLabel('Not in hospital. Not getting worse', { exact: true }).check();
  await person.button('Continue').click();
  await person.page.waitForURL('chrome-error://chromewebdata/').catch(() => undefined);
  expect(isBroken).toBe(false);
  await person.page.goto(`${person.url}/questions`);
  expect(await answersOf(person)).toEqual(['Me', 'Not in hospital. Not getting worse']);
  await person.answer('No');
  expect(await answersOf(person)).toEqual(['Me', 'Not in hospital. Not getting worse', 'No']);
  await person.leave();
});

test('no server at all: the form is still there behind Back, and goes through once the server is', async () => {
  const person = await open();
  await person.answer('Me');
  let isDown = true;
  await person.page.route('**/questions', (route) =>
    isDown && route.request().method() === 'POST' ? route.abort('connectionrefused') : route.continue(),
  );
  await person.page.getByLabel('Not in hospital. Not getting worse', { exact: true }).check();
  await person.button('Continue').click();
  await person.page.waitForURL('chrome-error://chromewebdata/').catch(() => undefined);
  await restart();
  isDown = false;
  await person.page.goBack();
  await person.answer('Not in hospital. Not getting worse');
  expect(await answersOf(person)).toEqual(['Me', 'Not in hospital. Not getting worse']);
  await person.leave();
});
