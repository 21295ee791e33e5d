/** The same conversation without JavaScript: one question a page. */
import { useHandover } from './handoverProduct';
import { Reader } from './questionPages';

const { browser, product, advisor } = useHandover();
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

describe('from the chat’s own page', () => {
  test('the first question is a form: an answer leads on', async () => {
    const person = await open('/chat');
    await person.press('Me');
    expect(await person.heading).toContain('Which of these is true for you now?');
    await person.leave();
  });

  test('what is written there is read, and "I need help now" is one press', async () => {
    const person = await open('/chat');
    await person.box.fill('my gp said no');
    await person.press('Send');
    expect(await person.main).toContain('When the GP says no');
    await person.page.goto(`${product().url}/chat`);
    await person.press('I need help now');
    expect(await person.heading).toBe('What is happening now?');
    await person.leave();
  });

  test('the chat says where it goes on without it', async () => {
    const person = await open('/chat');
    await person.follow('Use this without the chat');
    expect(await person.heading).toBe('Who needs the second opinion?');
    await person.leave();
  });
});

describe('back and change', () => {
  test('"Back" asks the question before again, with the answers kept', async () => {
    const person = await open();
    await person.answer('Me', 'Not in hospital. Not getting worse');
    await person.press('Back');
    expect(await person.heading).toContain('Which of these is true for you now?');
    await person.leave();
  });

  test('the browser’s own Back shows the earlier page with what was selected; another answer changes it', async () => {
    const person = await open();
    await person.answer('Me', 'Not in hospital. Not getting worse', 'No');
    await person.page.goBack();
    await person.page.goBack();
    expect(await person.heading).toContain('Which of these is true for you now?');
    expect(await person.main).toContain('This is an earlier page.');
    expect(await person.page.getByLabel('Not in hospital. Not getting worse').isChecked()).toBe(true);
    await person.answer('I am under 18');
    const answers = await person.page.locator('.app-answered dd.nhsuk-summary-list__value').allTextContents();
    expect(answers).toEqual(['Me', 'I am under 18']);
    await person.leave();
  });

  test('a reload asks nothing twice', async () => {
    const person = await open();
    await person.answer('Me');
    const { path } = person;
    await person.page.reload();
    expect([person.path, await person.heading]).toEqual([path, expect.stringContaining('Which of these is true')]);
    await person.leave();
  });

  test('two tabs: the older one goes back to its own answer, and both show one set of answers', async () => {
    const person = await open();
    await person.answer('Me');
    const tab = await person.anotherTab(person.path);
    await person.answer('Not in hospital. Not getting worse', 'No');
    await tab.answer('In hospital. Not getting worse');
    await person.page.goto(`${product().url}/questions`);
    const answers = await person.page.locator('.app-answered dd.nhsuk-summary-list__value').allTextContents();
    expect(answers.slice(0, 2)).toEqual(['Me', 'In hospital. Not getting worse']);
    await person.leave();
  });

  test('a page of earlier questions sends nothing into those that were started since', async () => {
    const person = await open();
    await person.answer('Me');
    const tab = await person.anotherTab('/questions/cleared');
    await tab.answer('Someone else');
    await person.box.fill('what I wrote');
    await person.press('Continue');
    expect(await person.main).toContain('That page belonged to other questions');
    expect(await person.box.inputValue()).toBe('what I wrote');
    expect(await person.heading).not.toContain('true for you now');
    await person.leave();
  });
});

describe('in one’s own words', () => {
  test('an emergency: the card is the first thing on the page, and the question waits', async () => {
    const person = await open();
    await person.answer('Me');
    await person.write('my husband has chest pain and cannot breathe');
    expect(await person.heading).toContain('Call 999');
    expect(await person.main).toMatch(/^Immediate action required/);
    await person.press('Carry on');
    expect(await person.heading).toContain('Which of these is true for you now?');
    expect(await person.page.locator('.app-safety summary').innerText()).toBe('Safety advice');
    await person.leave();
  });

  test('an answer and an emergency in one form: the emergency comes first', async () => {
    const person = await open();
    await person.answer('Me');
    await person.page.getByLabel('Not in hospital. Not getting worse').check();
    await person.write('I want to die');
    expect(await person.main).toContain('116 123');
    await person.leave();
  });

  test('personal information is taken out, and the person is told', async () => {
    const person = await open();
    await person.answer('Me');
    await person.write('my name is Jane Smith and my number is 07700 900123');
    expect(await person.main).toContain('I have removed something that looks personal.');
    expect(await person.page.content()).not.toContain('07700 900123');
    expect(await person.heading).toContain('Which of these is true for you now?');
    await person.leave();
  });

  test('what is too long comes back into its box, with the card that it needs', async () => {
    const person = await open();
    await person.answer('Me');
    const long = `${'I do not know what to do. '.repeat(500)}He is not breathing.`;
    await person.write(long);
    expect(await person.main).toContain('What you wrote is too long.');
    expect(await person.main).toContain('Immediate action required');
    expect((await person.box.inputValue()).replace(/\r\n/g, '\n')).toBe(long);
    await person.leave();
  });
});

describe('with PALS', () => {
  test('asked for, waiting, an advisor’s words, writing back, and the same chat again by its return code', async () => {
    const sam = await advisor();
    const person = await open();
    await person.answer('Me');
    await person.press('Talk to PALS');
    const [reference = '', code = ''] = await person.page.locator('#notes .app-reference strong').allInnerTexts();
    expect(code.startsWith(`${reference}-`)).toBe(true);

    await person.follow('See or change what PALS gets');
    await person.press(/^Take out/);
    expect(await person.main).toContain('I have taken that out of your request.');
    await person.box.fill('I want my scan explained. Ring 07700 900123');
    await person.press('Save this for PALS');
    expect(await person.box.inputValue()).toBe('I want my scan explained. Ring [phone number removed]');
    await person.page.getByLabel('An interpreter').check();
    await person.page.getByLabel('My language').selectOption({ label: 'Urdu' });
    await person.press('Save');
    expect(await person.page.getByLabel('An interpreter').isChecked()).toBe(true);
    const one = await sam.detail(reference);
    // The answer that says the same goes with it.
    expect(one).toMatchObject({ takenOut: 2, needs: [{ id: 'interpreter' }], language: { id: 'ur' } });
    await person.follow('Back to where you were');

    await sam.does(reference, 'pickUp');
    await sam.says(reference, 'Hello, I am Sam. What happened?');
    await person.press('Look for an answer');
    expect(await person.main).toContain('Hello, I am Sam. What happened?');
    await person.write('Nobody has rung me back');
    expect((await sam.transcript(reference)).map(({ text }) => text)).toContain('Nobody has rung me back');
    await sam.says(reference, 'I will ask them today.');

    const atHome = await open('/questions/return');
    await atHome.page.getByLabel('Your return code').fill(`${code.slice(0, -1)}${code.endsWith('A') ? 'C' : 'A'}`);
    await atHome.press('Open my chat');
    expect(await atHome.main).toContain('We could not find a chat with this code.');
    await atHome.page.getByLabel('Your return code').fill(code);
    await atHome.press('Open my chat');
    expect(await atHome.main).toContain('I will ask them today.');
    await atHome.follow('Let this page look for an answer by itself, every 30 seconds');
    expect(await atHome.page.locator('meta[http-equiv=refresh]').getAttribute('content')).toMatch(/^30;/);
    expect(await atHome.box.count()).toBe(0);
    await Promise.all([person.leave(), atHome.leave()]);
  });

  test('"Clear this chat" asks first, then deletes, and the cookie is gone', async () => {
    const person = await open();
    await person.answer('Me');
    await person.follow('Clear this chat');
    await person.press('Clear this chat');
    expect(await person.main).toContain('Your chat is cleared.');
    expect(await person.heading).toBe('Who needs the second opinion?');
    expect(await person.context.cookies()).toEqual([]);
    await person.leave();
  });
});

describe('for everybody', () => {
  test('with the keyboard alone: skip to the page, choose, go on', async () => {
    const person = await open();
    await person.page.keyboard.press('Tab');
    expect(await person.page.locator(':focus').innerText()).toBe('Skip to the question');
    await person.page.keyboard.press('Enter');
    for (let tabs = 0; tabs < 10; tabs += 1) {
      await person.page.keyboard.press('Tab');
      if ((await person.page.locator('input[type=radio]:focus').count()) === 1) break;
    }
    await person.page.keyboard.press('Space');
    const loaded = person.page.waitForEvent('load');
    await person.page.keyboard.press('Enter');
    await loaded;
    expect(await person.heading).toContain('Which of these is true for you now?');
    await person.leave();
  });
});
