/** On a bad line the person always knows what was sent; nothing is lost and nothing doubled. */
import { useProduct } from './chat';

const { open, restart, product } = useProduct();

test('a double tap says it once', async () => {
  const person = await open();
  const before = await person.botSaid.count();
  await person.answer('Me').dblclick();
  await person.heardAfter(before);
  await person.choose('Not in hospital. Not getting worse');
  expect(await person.ownWords.allInnerTexts()).toEqual(['Me', 'Not in hospital. Not getting worse']);
  await person.leave();
});

test('a post whose answer is lost on the way back is stored once and shown once', async () => {
  const person = await open();
  let lost = 0;
  await person.page.route('**/activities', async (route) => {
    if (route.request().method() !== 'POST' || lost > 0) return route.continue();
    lost++;
    await route.fetch();
    return route.abort('connectionreset');
  });
  await person.choose('Me');
  await person.until("document.querySelectorAll('.app-said__state').length === 0");
  await person.choose('I am under 18');
  expect(lost).toBe(1);
  expect(await person.ownWords.allInnerTexts()).toEqual(['Me', 'I am under 18']);
  const log = await person.log();
  await person.page.reload();
  await person.untilSaid(log.length);
  expect(await person.log()).toEqual(log);
  await person.leave();
});

test('with no connection a message waits as "Not sent yet", and goes by itself when the line is back', async () => {
  const person = await open();
  await person.choose('Me');
  await person.context.setOffline(true);
  await person.send('no');
  await person.page.getByText('Not sent yet').waitFor();
  await person.status.getByText('No connection at the moment.').waitFor();
  const before = await person.botSaid.count();
  await person.context.setOffline(false);
  await person.heardAfter(before);
  expect(await person.ownWords.allInnerTexts()).toEqual(['Me', 'no']);
  expect(await person.page.getByText('Not sent yet').count()).toBe(0);
  await person.leave();
});

test('the server is killed and comes back: the chat goes on where it was', async () => {
  const person = await open();
  await person.chooseAll('Me', 'Not in hospital. Not getting worse');
  const before = await person.log();
  await restart();
  const said = await person.botSaid.count();
  await person.answer('No').click();
  await person.heardAfter(said);
  const after = await person.log();
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after).toHaveLength(before.length + 2);
  await person.page.reload();
  await person.untilSaid(after.length);
  expect(await person.log()).toEqual(after);
  await person.leave();
});

test('while sockets are blocked the chat is slower, but whole', async () => {
  const person = await open();
  await person.page.routeWebSocket('**/stream**', (socket) => {
    void socket.close();
  });
  await person.page.reload();
  await person.chooseAll('Me', 'Not in hospital. Not getting worse', 'No');
  expect(await person.ownWords.allInnerTexts()).toEqual(['Me', 'Not in hospital. Not getting worse', 'No']);
  await person.leave();
});

test('with no server at the first press, the answer waits and the chat starts when the server is there', async () => {
  const person = await open();
  await person.context.setOffline(true);
  await person.answer('Me').click();
  await person.page.getByText('Not sent yet').waitFor();
  await person.context.setOffline(false);
  await person.heardAfter(1);
  expect(await person.log()).toHaveLength(3);
  expect(await person.ownWords.allInnerTexts()).toEqual(['Me']);
  await person.leave();
});

test('too many messages: told calmly, an emergency is answered at once all the same, and the message goes by itself', async () => {
  const person = await open();
  await person.choose('Me');
  let refused = 0;
  await person.page.route('**/activities', (route) =>
    route.request().method() === 'POST' && refused++ === 0
      ? route.fulfill({
          status: 429,
          headers: { 'Retry-After': '1' },
          contentType: 'application/json',
          body: JSON.stringify({ error: { code: 'tooMany', message: '' }, pals: { screens: [emergency, notStored] } }),
        })
      : route.continue(),
  );
  const before = await person.botSaid.count();
  await person.send('hello again');
  await person.heardAfter(before);
  expect(await person.page.locator('#pinned').innerText()).toContain('Call 999 now');
  expect(await person.page.locator('#log').innerText()).not.toContain('Or phone PALS.');
  expect(await person.status.innerText()).toContain('You are sending messages quickly.');
  await person.heardAfter(before + 1);
  expect(await person.ownWords.allInnerTexts()).toEqual(['Me', 'hello again']);
  expect(await person.page.getByText('Not sent yet').count()).toBe(0);
  expect(await person.status.innerText()).toBe('');
  await person.leave();
});

test('a message that could not be stored stays in the box, with what the server says at once', async () => {
  const person = await open();
  await person.choose('Me');
  const words = 'we have had a long wait';
  await person.page.route('**/activities', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({
          status: 503,
          contentType: 'application/json',
          body: JSON.stringify({ error: { code: 'notStored', message: '' }, pals: { screens: [notStored] } }),
        })
      : route.continue(),
  );
  const before = await person.botSaid.count();
  await person.send(words);
  await person.heardAfter(before);
  expect(await person.botSaid.last().innerText()).toContain('Or phone PALS.');
  expect(await person.box.inputValue()).toBe(words);
  expect(await person.ownWords.allInnerTexts()).toEqual(['Me']);
  await person.page.unroute('**/activities');
  await person.page.getByRole('button', { name: 'Send', exact: true }).click();
  await person.heardAfter(before + 1);
  expect(await person.ownWords.allInnerTexts()).toEqual(['Me', words]);
  await person.leave();
});

test('a button of an earlier question, pressed elsewhere, changes nothing and shows the question that is open', async () => {
  const person = await open();
  await person.chooseAll('Me', 'Not in hospital. Not getting worse');
  const { conversationId, token } = await person.session();
  const before = await person.botSaid.count();
  await fetch(`${product().url}/v3/directline/conversations/${conversationId}/activities`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ type: 'message', text: 'Someone else', value: { at: 'who', answer: 'someoneElse' } }),
  });
  await person.heardAfter(before);
  expect(await person.ownWords.last().innerText()).toBe('Someone else');
  expect(await person.question()).toBe('Have you been told you need treatment urgently?');
  await person.leave();
});

const notStored = {
  node: 'where',
  kind: 'notice',
  tier: 'T7',
  pinned: false,
  parts: [{ kind: 'line', line: { id: 'bot:phonePals', text: 'Or phone PALS.' } }],
  answers: [],
  offers: [],
  pageActions: [],
  answered: [],
  flags: [],
};

const emergency = {
  ...notStored,
  kind: 'outcome',
  tier: 'T0',
  pinned: true,
  title: { id: 'test:title', text: 'Call 999 now' },
  parts: [],
};
