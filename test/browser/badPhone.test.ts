/** On a phone that sleeps, forgets and loses its line, the person always knows what was sent; nothing is lost and nothing doubled. */
import type { Route } from 'playwright-core';
import { useProduct, type Person } from './chat';

const { open, restart } = useProduct();

const kept = (person: Person): Promise<unknown> => person.page.evaluate('JSON.stringify({ ...sessionStorage })');
const noPosts = async (route: Route): Promise<void> =>
  route.request().method() === 'POST' ? route.abort('connectionreset') : route.continue();
const isAllSent = "document.querySelectorAll('.app-said__state').length === 0";

test('what could not be sent is there again after the phone has thrown the page out, and goes by itself', async () => {
  const person = await open();
  await person.choose('Me');
  await person.page.waitForLoadState('networkidle');
  await person.page.route('**/activities', noPosts);
  await person.send('I am under 18');
  await person.send('ring me on 07700 900123');
  await person.page.getByText('Not sent yet').waitFor();
  await person.page.reload();
  await person.page.getByText('Not sent yet').first().waitFor();
  expect(await person.ownWords.allInnerTexts()).toEqual(['Me', 'I am under 18', 'ring me on [phone number removed]']);
  expect(await kept(person)).not.toContain('900123');
  await person.page.unroute('**/activities', noPosts);
  await person.until(isAllSent);
  await person.heardAfter(3);
  expect(await person.ownWords.allInnerTexts()).toEqual(['Me', 'I am under 18', 'ring me on [phone number removed]']);
  await person.until("sessionStorage.getItem('pals-unsent') === null");
  const log = await person.log();
  await person.page.reload();
  await person.untilSaid(log.length);
  expect(await person.log()).toEqual(log);
  await person.leave();
});

test('what was stored while the phone threw the page out is shown once', async () => {
  const person = await open();
  await person.choose('Me');
  let stored = 0;
  await person.page.route('**/activities', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    await route.fetch();
    stored += 1;
    return route.abort('connectionreset');
  });
  // Nor does it hear of it by the stream.
  await person.page.routeWebSocket('**/stream**', (socket) => {
    void socket.close();
  });
  await person.page.reload();
  await person.answer('I am under 18').click();
  while (stored === 0) await person.page.waitForTimeout(20);
  await person.page.unrouteAll();
  await person.page.reload();
  await person.until(isAllSent);
  await person.heardAfter(2);
  expect(await person.ownWords.allInnerTexts()).toEqual(['Me', 'I am under 18']);
  expect(await person.botSaid.count()).toBe(3);
  await person.leave();
});

test('what has not been looked through for personal information is not kept in the browser', async () => {
  const person = await open();
  await person.page.route('**/understanding-*', (route) => route.abort());
  await person.page.reload();
  await person.page.route('**/activities', noPosts);
  await person.send('my number is 943 476 5919');
  await person.page.getByText('Not sent yet').waitFor();
  expect(await kept(person)).not.toContain('943');
  await person.leave();
});

test('"Clear this chat" takes what waits to be sent out of the browser as well', async () => {
  const person = await open();
  await person.choose('Me');
  await person.page.route('**/activities', noPosts);
  await person.send('still waiting');
  await person.page.getByText('Not sent yet').waitFor();
  expect(await kept(person)).toContain('still waiting');
  await person.bar('clear');
  await person.page.getByRole('dialog').getByRole('button', { name: 'Clear this chat' }).click();
  await person.status.getByText('cleared').waitFor();
  expect(await kept(person)).toBe('{}');
  await person.leave();
});

test('with a line that comes and goes, everything arrives once and in order', async () => {
  const person = await open();
  await person.choose('Me');
  const words = ['one', 'two', 'three', 'four', 'five'].map((word) => `I would like to say ${word}`);
  for (const text of words) {
    await person.context.setOffline(true);
    await person.send(text);
    await person.context.setOffline(false);
    await person.page.waitForTimeout(100);
  }
  await person.until(isAllSent);
  await person.heardAfter(words.length + 1);
  expect(await person.ownWords.allInnerTexts()).toEqual(['Me', ...words]);
  const log = await person.log();
  await person.page.reload();
  await person.untilSaid(log.length);
  expect(await person.log()).toEqual(log);
  await person.leave();
});

test('a phone that sleeps through a restart of the service goes on where it was', async () => {
  const person = await open();
  await person.chooseAll('Me', 'Not in hospital. Not getting worse');
  const phone = await person.context.newCDPSession(person.page);
  await phone.send('Page.setWebLifecycleState', { state: 'frozen' });
  await restart();
  await phone.send('Page.setWebLifecycleState', { state: 'active' });
  await person.choose('No');
  expect(await person.ownWords.allInnerTexts()).toEqual(['Me', 'Not in hospital. Not getting worse', 'No']);
  await person.leave();
});

test('two tabs of one chat show the same, whichever of them is used', async () => {
  const person = await open();
  await person.choose('Me');
  const [other] = await Promise.all([person.context.waitForEvent('page'), person.page.evaluate("void open('/chat')")]);
  await other.locator('#log .app-said--person').getByText('Me', { exact: true }).waitFor();
  await person.choose('Not in hospital. Not getting worse');
  await other.locator('#log .app-said--person').getByText('Not in hospital').waitFor();
  await other.locator('#now').getByRole('button', { name: 'No', exact: true }).click();
  await person.ownWords.getByText('No', { exact: true }).waitFor();
  await person.untilSaid(7);
  expect(await other.locator('#log .app-said--person p').allInnerTexts()).toEqual(
    await person.ownWords.allInnerTexts(),
  );
  await person.leave();
});

test('5,000 pasted characters arrive whole', async () => {
  const person = await open();
  await person.choose('Me');
  const story = 'They said that the scan was fine and then that it was not. '.repeat(90).slice(0, 5000).trim();
  await person.box.focus();
  await person.page.keyboard.insertText(story);
  const before = await person.botSaid.count();
  await person.box.press('Enter');
  await person.heardAfter(before);
  expect((await person.ownWords.last().innerText()).length).toBe(story.length);
  await person.page.reload();
  await person.untilSaid(before + 2);
  expect(await person.ownWords.last().innerText()).toBe(story);
  await person.leave();
});
