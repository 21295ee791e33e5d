/** In an emergency the page does not wait for its server: the advice is there at once, and is not said twice later. */
import { findings } from './accessible';
import { useProduct, type Person } from './chat';

const { open, product } = useProduct();

/** A page that can read by itself; the script for that comes after the page. */
const reading = async (): Promise<Person> => {
  const person = await open();
  await person.until(
    "performance.getEntriesByType('resource').some(({ name }) => name.includes('/assets/understanding-'))",
  );
  await person.page.waitForTimeout(300);
  return person;
};
const cards = (person: Person) => person.page.locator('#log .nhsuk-card--care--emergency');
const regionIsAssertive = async (person: Person): Promise<void> => {
  expect(await person.page.locator('#log').getAttribute('aria-live')).toBe('assertive');
};

test('with no server the card is there, pinned and announced, the words are kept, and nothing is said twice afterwards', async () => {
  const person = await reading();
  await person.choose('Me');
  await person.context.setOffline(true);
  const before = await person.botSaid.count();
  await person.write('my dad is not breathing');
  expect(await cards(person).locator('h2').innerText()).toMatch(/Call 999 or go to A&E now if:$/);
  await regionIsAssertive(person);
  expect(await person.page.locator('#pinned').innerText()).toContain('Call 999 or go to A&E now');
  await person.page.getByText('Not sent yet').waitFor();
  await person.status.getByText('nobody has seen your message').waitFor();
  expect(await findings(person.page)).toEqual([]);
  const card = await cards(person).innerText();

  await person.context.setOffline(false);
  await person.until("document.querySelectorAll('.app-said__state').length === 0");
  await person.answer('Carry on').waitFor();
  await person.until(
    "document.querySelector('#status').textContent.includes('connected again') || document.querySelector('#status').textContent === ''",
  );
  expect(await person.botSaid.count()).toBe(before + 1);
  expect(await cards(person).count()).toBe(1);
  expect(await cards(person).innerText()).toBe(card);
  const log = await person.log();
  await person.page.reload();
  await person.untilSaid(log.length);
  expect(await person.log()).toEqual(log);
  await person.choose('Carry on');
  expect(await person.question()).toBe('First, a safety question. Which of these is true for you now?');
  expect(person.complaints).toEqual([]);
  await person.leave();
});

test('each tier has its own words with no server, and possible T0 asks at once, under the number', async () => {
  const person = await reading();
  await person.context.setOffline(true);
  await person.write('I want to die');
  expect(await person.botSaid.last().innerText()).toContain('I am sorry. You are not alone.');
  await person.write('I had a heart attack last year');
  expect(await person.question()).toBe("If someone's life is at risk, call 999 now. Is this happening now?");
  await regionIsAssertive(person);
  await person.choose('Yes, or I am not sure');
  expect(await cards(person).count()).toBe(1);
  await person.context.setOffline(false);
  await person.until("document.querySelectorAll('.app-said__state').length === 0");
  await person.answer('Carry on').waitFor();
  await person.page.waitForTimeout(1_000);
  expect(await cards(person).count()).toBe(1);
  expect(await person.page.locator('#log .app-ask').allInnerTexts()).toHaveLength(2);
  await person.leave();
});

test('a server that is slow, or fails, keeps nobody waiting for the card', async () => {
  const person = await reading();
  const line: { fails: boolean; held: (() => void)[] } = { fails: false, held: [] };
  await person.page.route('**/activities', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    if (line.fails) return route.fulfill({ status: 500, body: '{}' });
    await new Promise<void>((go) => line.held.push(go));
    return route.continue();
  });
  const goOn = async (): Promise<void> => {
    while (line.held.length === 0) await person.page.waitForTimeout(25);
    line.held.splice(0).forEach((go) => {
      go();
    });
    await person.answer('Carry on').waitFor();
    await person.page.waitForTimeout(1_000);
  };
  const before = await person.botSaid.count();
  await person.write('she has taken an overdose');
  expect(await cards(person).count()).toBe(1);
  await goOn();
  expect(await person.botSaid.count()).toBe(before + 1);

  line.fails = true;
  await person.write('he is choking');
  expect(await cards(person).count()).toBe(2);
  await person.page.getByText('Not sent yet').waitFor();
  line.fails = false;
  await goOn();
  expect(await person.page.getByText('Not sent yet').count()).toBe(0);
  expect(await person.botSaid.count()).toBe(before + 2);
  await person.leave();
});

test('who has carried on before a slow server confirms the advice is not shown it in red again', async () => {
  const person = await reading();
  const line = { open: false };
  await person.page.route('**/activities', async (route) => {
    while (!line.open && route.request().method() === 'POST') await person.page.waitForTimeout(25);
    return route.continue();
  });
  const pinned = person.page.locator('#pinned');
  await person.write('my dad is not breathing');
  expect(await pinned.innerText()).toContain('Call 999 or go to A&E now');
  await person.answer('Carry on').click();
  expect(await pinned.innerText()).toBe('Show the safety advice again');
  line.open = true;
  await person.answer('Me').waitFor();
  await person.until("document.querySelectorAll('.app-said__state').length === 0");
  expect(await pinned.innerText()).toBe('Show the safety advice again');
  expect(await cards(person).count()).toBe(1);
  await person.leave();
});

test('what identifies somebody does not leave the browser, and the server says what was removed', async () => {
  const person = await reading();
  const posted: string[] = [];
  person.page.on('request', (request) => {
    if (request.method() === 'POST') posted.push(request.postData() ?? '');
  });
  await person.write('ring me on 07700 900123 please');
  expect(posted.join()).toContain('[phone number removed]');
  expect(posted.join()).not.toContain('900123');
  expect(await person.ownWords.innerText()).toBe('ring me on [phone number removed] please');
  expect(await person.botSaid.last().innerText()).toContain('Removed: phone number.');
  await person.leave();
});

test('"I need help now" opens with no server, its answers lead to their cards, and nothing is said twice afterwards', async () => {
  const person = await reading();
  await person.choose('Me');
  await person.context.setOffline(true);
  const before = await person.botSaid.count();
  await person.bar('helpNow');
  await person.heardAfter(before);
  expect(await person.question()).toBe('What is happening now?');
  await person.choose("Someone's life is at risk now");
  expect(await cards(person).locator('h2').innerText()).toMatch(/Call 999 or go to A&E now if:$/);
  expect(await person.page.locator('#pinned').innerText()).toContain('Call 999 or go to A&E now');
  expect(await person.botSaid.count()).toBe(before + 2);
  await person.status.getByText('nobody has seen your message').waitFor();

  await person.context.setOffline(false);
  await person.until("document.querySelectorAll('.app-said__state').length === 0");
  await person.answer('Carry on').waitFor();
  await person.page.waitForTimeout(1_000);
  expect(await person.botSaid.count()).toBe(before + 2);
  const log = await person.log();
  await person.page.reload();
  await person.untilSaid(log.length);
  expect(await person.log()).toEqual(log);
  await person.leave();
});

test('what is removed with no server is told by the page, in the words of the server, and once', async () => {
  const person = await reading();
  await person.choose('Me');
  await person.context.setOffline(true);
  const before = await person.botSaid.count();
  await person.write('ring me on 07700 900123 please');
  expect(await person.ownWords.last().innerText()).toBe('ring me on [phone number removed] please');
  expect(await person.botSaid.last().innerText()).toContain('Removed: phone number.');
  await person.status.getByText('What you have written is kept').waitFor();
  await person.context.setOffline(false);
  await person.until("document.querySelectorAll('.app-said__state').length === 0");
  await person.page.waitForTimeout(1_000);
  expect(await person.botSaid.count()).toBe(before + 1);
  expect((await person.log()).join().match(/Removed: phone number/g)).toHaveLength(1);
  await person.leave();
});

test('without the script that reads, the emergency line stays in view and the server answers', async () => {
  const person = await open();
  await person.page.route('**/assets/understanding-*', (route) => route.abort());
  await person.page.reload();
  await person.page.waitForTimeout(500);
  expect(await person.page.locator('.app-emergency-line').isVisible()).toBe(true);
  await person.write('my dad is not breathing');
  expect(await cards(person).count()).toBe(1);
  await person.leave();
});

test('the script that reads holds nothing that only its makers read', async () => {
  const page = await (await fetch(`${product().url}/chat`)).text();
  const address = /"reading":\{"script":"([^"]+)"/.exec(page)?.[1] ?? '';
  const script = await (await fetch(product().url + address)).text();
  expect(script).not.toContain('counterExamples');
});
