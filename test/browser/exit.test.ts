/** "Exit this page": at once, from one place, and nothing is left behind. */
import { PHONE, useProduct, type Person } from './chat';

const { open } = useProduct();
const ELSEWHERE = 'https://www.example.com/';

/** What stands at the Trust's address for leaving. */
const elsewhere = async (person: Person): Promise<void> => {
  await person.page.route(`${ELSEWHERE}**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title>' }),
  );
};
const exitOf = (person: Person) => person.page.getByRole('link', { name: /^Exit this page/ });

/** The page is left without waiting for the server's answer, so the server is asked until it has heard. */
const untilGone = async (person: Person, chat: { conversationId: string; token: string }): Promise<void> => {
  const address = person.requests.find((each) => each.includes('/v3/directline')) ?? '';
  const activities = `${new URL(address).origin}/v3/directline/conversations/${chat.conversationId}/activities`;
  for (let attempt = 0; attempt < 100; attempt++) {
    const { status } = await fetch(activities, { headers: { Authorization: `Bearer ${chat.token}` } });
    if (status === 403 || status === 404) return;
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error('The chat is still there 5 seconds after its page was left.');
};

test('one press leaves; "Back" does not return to the chat, and the chat is deleted here and at the server', async () => {
  const person = await open();
  await elsewhere(person);
  const chat = person.page.url();
  await person.page.goto('about:blank');
  await person.page.goto(chat);
  await person.choose('Me');
  await person.write('I want to die');
  const session = await person.session();
  await exitOf(person).click();
  await person.page.waitForURL(ELSEWHERE);
  await untilGone(person, session);
  await person.page.goBack();
  expect(person.page.url()).toBe('about:blank');
  await person.page.goto(chat);
  expect(await person.page.evaluate('sessionStorage.length')).toBe(0);
  expect(await person.log()).toHaveLength(1);
  await person.leave();
});

test('it stands in the same place from the first question to the crisis card, however far down one has read', async () => {
  const person = await open();
  const places: unknown[] = [];
  const look = async (): Promise<void> => {
    await person.page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
    const box = await exitOf(person).boundingBox();
    places.push(box && [box.x, box.y, box.width, box.height].map(Math.round));
  };
  await person.choose('Me');
  await look();
  await person.choose('Not in hospital. Not getting worse');
  await look();
  await person.write('I want to die');
  await look();
  expect(places[0]).not.toBeNull();
  expect(places[1]).toEqual(places[0]);
  expect(places[2]).toEqual(places[0]);
  await person.leave();
});

test('Shift pressed three times leaves, is counted aloud, and capital letters are not counted', async () => {
  const person = await open();
  await elsewhere(person);
  const { keyboard } = person.page;
  const said = person.page.locator('#exit-said');
  expect(await said.getAttribute('role')).toBe('status');
  await person.box.focus();
  for (const letter of ['I', 'A', 'M', 'O', 'K']) await keyboard.press(`Shift+${letter}`);
  expect(await person.box.inputValue()).toBe('IAMOK');
  await keyboard.press('Shift');
  expect(await said.innerText()).toBe('Press Shift 2 more times to exit this page.');
  await keyboard.press('a');
  expect(await said.innerText()).toBe('');
  await keyboard.press('Shift');
  await keyboard.press('Shift');
  expect(await said.innerText()).toBe('Press Shift 1 more time to exit this page.');
  expect(person.page.url()).toContain('/chat');
  await keyboard.press('Shift');
  await person.page.waitForURL(ELSEWHERE);
  await person.leave();
});

test('it is a link that a keyboard finds right after the skip link, and that needs no script', async () => {
  const person = await open({ ...PHONE, javaScriptEnabled: false });
  await elsewhere(person);
  await person.page.keyboard.press('Tab');
  await person.page.keyboard.press('Tab');
  await person.page.keyboard.press('Enter');
  await person.page.waitForURL(ELSEWHERE);
  await person.leave();
});
