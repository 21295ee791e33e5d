/** What is written in an emergency is answered at once, stays in view, and the questions go on. */
import { useProduct } from './chat';

const { open } = useProduct();

test('an emergency: the red card comes first, holds no link, stays pinned, and the questions go on', async () => {
  const person = await open();
  await person.choose('Me');
  await person.write('my dad is not breathing');
  const said = person.botSaid.last();
  const card = said.locator('.nhsuk-card--care--emergency');
  expect(await card.locator('h2').innerText()).toMatch(/Call 999 or go to A&E now if:$/);
  expect(await card.locator('a').count()).toBe(0);
  expect(await said.locator(':scope > *').nth(1).getAttribute('class')).toContain('nhsuk-card--care--emergency');
  expect(await person.page.locator('#log').getAttribute('aria-live')).toBe('assertive');

  const pinned = person.page.locator('#pinned');
  expect(await pinned.innerText()).toContain('Call 999 or go to A&E now');
  await pinned.locator('summary').click();
  expect(await pinned.innerText()).toContain('someone has chest pain or signs of a stroke');
  await pinned.locator('summary').click();

  await person.choose('Carry on');
  expect(await person.question()).toBe('First, a safety question. Which of these is true for you now?');
  expect(await pinned.innerText()).toBe('Show the safety advice again');
  await pinned.locator('summary').click();
  expect(await pinned.innerText()).toContain('someone has chest pain or signs of a stroke');
  await person.leave();
});

test('the pinned advice is still there after a reload, and after other questions', async () => {
  const person = await open();
  await person.write('chest pain');
  await person.page.reload();
  await person.botSaid.nth(1).waitFor();
  expect(await person.page.locator('#pinned').innerText()).toContain('Call 999 or go to A&E now');
  await person.leave();
});

test('a crisis: sorry first, every line can be called with one tap, and the page can be left at once with nothing kept', async () => {
  const person = await open();
  await person.write('I want to die');
  const said = person.botSaid.last();
  expect(await said.innerText()).toContain('I am sorry. You are not alone.');
  expect(await said.locator('a[href="tel:116123"]').isVisible()).toBe(true);
  const session = await person.session();

  await person.page.route('https://www.example.com/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title>' }),
  );
  await person.page.getByRole('link', { name: /^Exit this page/ }).click();
  await person.page.waitForURL('https://www.example.com/');
  await person.page.goBack().catch(() => null);
  expect(await person.page.locator('body').innerText()).not.toContain('I want to die');
  const { product } = { product: person.requests.find((address) => address.includes('/v3/directline')) ?? '' };
  const base = new URL(product).origin;
  const gone = await fetch(`${base}/v3/directline/conversations/${session.conversationId}/activities`, {
    headers: { Authorization: `Bearer ${session.token}` },
  });
  expect([403, 404]).toContain(gone.status);
  await person.leave();
});
