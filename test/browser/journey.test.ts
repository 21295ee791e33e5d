/** From the first question to an outcome on a phone, by touch and by keyboard. */
import { useProduct } from './chat';

const { open } = useProduct();

test('by touch: question after question, each answer shown as text, to an outcome and back to change an answer', async () => {
  const person = await open();
  await person.answer('Me').tap();
  await person.heardAfter(1);
  expect(await person.question()).toBe('First, a safety question. Which of these is true for you now?');
  await person.chooseAll('Not in hospital. Not getting worse', 'No', 'No');
  expect(await person.ownWords.allInnerTexts()).toEqual(['Me', 'Not in hospital. Not getting worse', 'No', 'No']);
  expect(await person.page.getByRole('heading', { name: 'Ask the team to explain' }).isVisible()).toBe(true);

  await person.page.getByText('Your answers so far').click();
  const before = await person.botSaid.count();
  await person.page.getByRole('button', { name: /^Change Who needs the second opinion/ }).click();
  await person.heardAfter(before);
  expect(await person.question()).toBe('Who needs the second opinion?');
  await person.choose('Someone else');
  expect(await person.question()).not.toBe('Who needs the second opinion?');
  expect(person.complaints).toEqual([]);
  await person.leave();
});

test('by keyboard alone: after each answer the focus stands at the new question, and the next Tab is its first answer', async () => {
  const person = await open();
  const { keyboard } = person.page;
  const focused = (): Promise<unknown> => person.page.evaluate('document.activeElement.textContent');

  await keyboard.press('Tab');
  expect(await focused()).toMatch(/Skip to the question/);
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  expect(await focused()).toBe('Me');
  for (const label of ['Not in hospital. Not getting worse', 'No', 'No']) {
    const before = await person.botSaid.count();
    await keyboard.press('Enter');
    await person.heardAfter(before);
    await person.until('document.activeElement.matches(\'.app-said--bot [tabindex="-1"]\')');
    let tabs = 0;
    do await keyboard.press('Tab');
    while ((await focused()) !== label && ++tabs < 8);
    expect(await focused()).toBe(label);
  }
  await keyboard.press('Enter');
  await person.page.getByRole('heading', { name: 'Ask the team to explain' }).waitFor();
  expect(await focused()).toBe('Ask the team to explain');
  await person.leave();
});

test('by writing: Enter sends, an answer in words is understood, and the focus stays in the box', async () => {
  const person = await open();
  await person.box.fill('me');
  await person.box.press('Enter');
  await person.heardAfter(1);
  expect(await person.question()).toBe('First, a safety question. Which of these is true for you now?');
  expect(await person.page.evaluate('document.activeElement.id')).toBe('message');
  expect(await person.box.inputValue()).toBe('');
  await person.leave();
});

test('the start of what is new comes into view, clear of the line above it and of the bar below', async () => {
  const person = await open();
  await person.chooseAll('Me', 'Not in hospital. Not getting worse', 'No');
  await person.until(`(() => {
    const top = document.getElementById('top').getBoundingClientRect().bottom;
    const last = [...document.querySelectorAll('#log .app-said--bot')].at(-1).getBoundingClientRect();
    return last.top >= top && last.top < innerHeight / 2;
  })()`);
  await person.leave();
});

test('go back, start again, talk to PALS and the rest stand in one place and work', async () => {
  const person = await open();
  await person.choose('Me');
  const place = (): Promise<unknown> =>
    person.page.evaluate("document.getElementById('bar').getBoundingClientRect().bottom");
  const before = await place();
  await person.choose('Not in hospital. Not getting worse');
  expect(await place()).toBe(before);
  let said = await person.botSaid.count();
  await person.bar('goBack');
  await person.heardAfter(said);
  expect(await person.question()).toBe('First, a safety question. Which of these is true for you now?');
  said = await person.botSaid.count();
  await person.bar('startAgain');
  await person.heardAfter(said);
  expect(await person.question()).toBe('Who needs the second opinion?');
  said = await person.botSaid.count();
  await person.bar('talkToPals');
  await person.heardAfter(said);
  expect(await person.botSaid.last().innerText()).toMatch(/SO-[0-9A-Z]{4}-[0-9A-Z]{4}/);
  expect((await person.ownWords.allInnerTexts()).slice(-3)).toEqual(['Go back', 'Start again', 'Talk to PALS']);
  await person.leave();
});
