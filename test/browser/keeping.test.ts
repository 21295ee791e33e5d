/** A reload resumes, a cleared chat is gone, and what is personal or hostile is neither kept nor read as markup. */
import { useProduct, PHONE } from './chat';

const { open, product, browser } = useProduct();

test('a reload brings back the whole chat, once, at the same question', async () => {
  const person = await open();
  await person.chooseAll('Me', 'Not in hospital. Not getting worse', 'No');
  await person.write('hmm what do you mean');
  const before = await person.log();
  await person.page.reload();
  await person.untilSaid(before.length);
  expect(await person.log()).toEqual(before);
  await person.choose('Yes');
  expect((await person.log()).length).toBe(before.length + 2);
  await person.leave();
});

test('another tab starts a chat of its own', async () => {
  const person = await open();
  await person.choose('Me');
  const other = await person.context.newPage();
  await other.goto(`${product().url}/chat`);
  expect(await other.locator('#log > .app-said').count()).toBe(1);
  await person.leave();
});

test('where storage is blocked the chat works all the same', async () => {
  const context = await browser().newContext(PHONE);
  await context.addInitScript(
    "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError'); } })",
  );
  const page = await context.newPage();
  await page.goto(`${product().url}/chat`);
  await page.getByRole('button', { name: 'Me', exact: true }).click();
  await page.locator('#log .app-said--bot').nth(1).waitFor();
  await context.close();
});

test('"Clear this chat" asks first, then deletes at the server, and the next chat is a new one', async () => {
  const person = await open();
  await person.choose('Me');
  await person.write('something that I regret');
  const { conversationId, token } = await person.session();
  const atServer = (): Promise<Response> =>
    fetch(`${product().url}/v3/directline/conversations/${conversationId}/activities`, {
      headers: { Authorization: `Bearer ${token}` },
    });
  expect((await atServer()).status).toBe(200);

  await person.bar('clear');
  await person.page.getByRole('button', { name: 'Keep this chat' }).click();
  expect((await atServer()).status).toBe(200);

  await person.bar('clear');
  await person.page.getByRole('dialog').getByRole('button', { name: 'Clear this chat' }).click();
  await person.page.getByText('Your chat is cleared.').waitFor();
  expect([403, 404]).toContain((await atServer()).status);
  expect(await person.log()).toHaveLength(1);
  expect(await person.page.evaluate('sessionStorage.length')).toBe(0);
  expect(await person.page.evaluate('document.activeElement.tagName')).toBe('H1');

  await person.choose('Someone else');
  expect((await person.session()).conversationId).not.toBe(conversationId);
  expect(await person.log()).toHaveLength(3);
  await person.leave();
});

test('a chat that another tab has cleared is told to have ended, with a way to begin anew', async () => {
  const person = await open();
  await person.choose('Me');
  const { conversationId, token } = await person.session();
  await fetch(`${product().url}/v3/directline/conversations/${conversationId}`, {
    method: 'DELETE',
    headers: { Authorization: `Bearer ${token}` },
  });
  await person.page.getByRole('button', { name: 'Start a new chat' }).click();
  expect(await person.log()).toHaveLength(1);
  await person.choose('Me');
  await person.leave();
});

test('personal information is taken out of what is shown, and the person is told which kind', async () => {
  const person = await open();
  await person.choose('Me');
  await person.write('my nhs number is 943 476 5919 and my email is jo@example.org');
  const shown = (await person.log()).join(' ');
  expect(shown).not.toContain('943 476 5919');
  expect(shown).not.toContain('jo@example.org');
  expect(shown).toContain('I have removed something that looks personal.');
  expect(shown).toContain('Removed: NHS number, email address.');
  await person.page.reload();
  await person.botSaid.nth(2).waitFor();
  expect(await person.page.content()).not.toContain('5919');
  await person.leave();
});

test('markup, control characters and right to left text stay text', async () => {
  const person = await open();
  await person.page.evaluate('window.harmed = 0');
  const hostile = '<img src=x onerror="harmed=1"><script>harmed=1</script>{{7*7}} ${harmed} </textarea>';
  await person.write(hostile);
  expect(await person.ownWords.last().innerText()).toBe(hostile);
  expect(await person.page.locator('#log img, #log script').count()).toBe(0);
  await person.write('مرحبا، أنا لا أفهم');
  expect(
    await person.page.evaluate(
      "getComputedStyle([...document.querySelectorAll('.app-said--person p')].at(-1)).direction",
    ),
  ).toBe('rtl');
  await person.page.reload();
  await person.botSaid.nth(2).waitFor();
  expect(await person.ownWords.first().innerText()).toBe(hostile);
  expect(await person.page.evaluate('window.harmed ?? 0')).toBe(0);
  expect(person.complaints).toEqual([]);
  await person.leave();
});

test('a message that is too long is not sent, is kept in the box, and the person is told by how much', async () => {
  const person = await open();
  await person.send('a'.repeat(10_012));
  expect(await person.page.locator('#message-problem').innerText()).toBe(
    'Your message is too long. Please make it shorter and send it again. Characters to take out: 12.',
  );
  expect((await person.box.inputValue()).length).toBe(10_012);
  await person.write('b'.repeat(10_000));
  expect(await person.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await person.leave();
});
