/** A person takes over: what the patient sees and does, while an advisor works at the desk's endpoint. */
import { findings } from './accessible';
import { askForPals, useHandover } from './handoverProduct';

const { asked, advisor, open, restart } = useHandover();

const lines = (page: { locator: (css: string) => { allInnerTexts: () => Promise<string[]> } }): Promise<string[]> =>
  page.locator('#handover dl .nhsuk-summary-list__value').allInnerTexts();

test('one tap raises the case; the person sees what PALS gets, takes a line out, and adds a wish and needs', async () => {
  const sam = await advisor();
  const { person, panel, reference } = await asked('Me', 'Not in hospital. Not getting worse');
  expect((await person.log()).at(-1)).toContain('I have passed this on to PALS.');
  expect(await lines(person.page)).toEqual([
    'Wants to talk to PALS',
    'The patient',
    'Asked for PALS',
    'Me',
    'Not in hospital. Not getting worse',
  ]);
  const said = await person.log();

  await panel.locator('[data-line="answer:where"]', { hasText: 'Take out' }).click();
  await panel.getByText('I have taken that out of your request.').waitFor();
  await panel.getByLabel('What I want to happen').fill('I want my scan explained. Ring 07700 900123');
  await panel.getByRole('button', { name: 'Save this for PALS' }).click();
  await panel.getByText('I have removed something that looks personal.').waitFor();
  expect(await panel.getByLabel('What I want to happen').inputValue()).toBe(
    'I want my scan explained. Ring [phone number removed]',
  );
  await panel.getByLabel('An interpreter').check();
  await panel.getByLabel('My language').selectOption({ label: 'Urdu' });
  await panel.getByLabel('Large print').check();
  await panel.getByLabel('Leave it for PALS to read').check();
  await panel.locator('.app-handover__meaning', { hasText: 'PALS cannot contact you.' }).waitFor();
  expect(await findings(person.page)).toEqual([]);

  // None of it is part of the conversation, and the questions go on.
  expect(await person.log()).toEqual(said);
  const one = await sam.detail(reference);
  expect(one.lines.map(({ value }) => value)).toEqual([
    'Wants to talk to PALS',
    'The patient',
    'Asked for PALS',
    'Me',
    'phone number',
  ]);
  // How urgent it is stays: there is nothing to press.
  expect(await panel.getByText('PALS always gets this').count()).toBe(1);
  expect(await panel.locator('[data-line="tier"]').count()).toBe(0);
  expect(one).toMatchObject({
    takenOut: 1,
    wish: 'I want my scan explained. Ring [phone number removed]',
    needs: [{ id: 'interpreter' }, { id: 'largePrint' }],
    language: { id: 'ur' },
    how: { id: 'leave' },
  });

  await person.page.reload();
  await person.untilSaid(said.length);
  expect(await person.log()).toEqual(said);
  expect(await panel.getByLabel('Large print').isChecked()).toBe(true);
  expect(await panel.getByLabel('My language').inputValue()).toBe('ur');
  expect(await panel.getByText('PALS cannot contact you.').isVisible()).toBe(true);
  await panel.locator('[data-line="answer:where"]', { hasText: 'Put back' }).click();
  await panel.locator('[data-line="answer:where"]', { hasText: 'Take out' }).waitFor();
  await person.choose('Carry on');
  expect(await panel.isVisible()).toBe(true);
  await person.choose('No');
  // What is answered since goes to PALS too, and is seen to.
  expect((await lines(person.page)).slice(-3)).toEqual(['Not in hospital. Not getting worse', 'No', 'phone number']);
  expect((await sam.detail(reference)).lines.map(({ value }) => value)).toEqual(await lines(person.page));
  expect(person.complaints).toEqual([]);
  await person.leave();
});

test('an advisor reads, joins and writes; both see the other writing; a reload loses nothing; the person leaves', async () => {
  const sam = await advisor('Sam Okafor');
  const live = await sam.live();
  const { person, reference } = await asked('Me');
  const talking = person.page.locator('#talking');
  await sam.does(reference, 'pickUp');
  await person.page.getByText('Sam Okafor from PALS is reading what you chose.').waitFor();
  expect(await talking.isVisible()).toBe(false);

  await sam.says(reference, 'Hello, I am <b>Sam</b>. How can I help?');
  await person.page.locator('.app-said--advisor', { hasText: 'Hello, I am <b>Sam</b>. How can I help?' }).waitFor();
  await talking.getByText('You are talking to Sam Okafor from PALS').waitFor();
  const joined = (await person.log()).slice(-2);
  expect(joined[0]).toContain('Sam Okafor from PALS is here.');
  expect(joined[1]).toBe('Sam Okafor from PALS Hello, I am <b>Sam</b>. How can I help?');
  expect(await person.page.locator('label[for=message]').innerText()).toBe('Write to PALS');
  // The advisor's words are on the screen, though the line that says they have come is put in above them.
  const [words, bar] = await Promise.all([
    person.page.locator('.app-said--advisor').boundingBox(),
    person.page.locator('#bar').boundingBox(),
  ]);
  expect((words?.y ?? 0) + (words?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
  expect(await findings(person.page)).toEqual([]);

  await person.box.pressSequentially('My scan');
  await live.until((events) =>
    events.some((event) => event.kind === 'typing' && event.reference === reference && event.from === 'person'),
  );
  await sam.post(`/cases/${reference}/typing`);
  await person.page.getByText('Sam Okafor from PALS is writing').waitFor();
  await person.send('My scan was never explained to me');
  await live.until((_, all) => all.texts(reference).includes('My scan was never explained to me'));
  // No answer is on its way from the assistant, so nothing says so.
  await person.page.waitForTimeout(600);
  expect(await person.page.locator('#typing').isVisible()).toBe(false);
  await sam.says(reference, 'Thank you. I will ask the ward to explain it.');
  await person.page.getByText('I will ask the ward to explain it.').waitFor();
  expect(await person.page.getByText('is writing').isVisible()).toBe(false);

  const before = await person.log();
  await person.page.reload();
  await person.untilSaid(before.length);
  expect(await person.log()).toEqual(before);
  await talking.getByText('You are talking to Sam Okafor from PALS').waitFor();

  await talking.getByRole('button', { name: 'Leave the chat with PALS' }).click();
  await person.page.getByText('You have left the chat with PALS. We can go on where we were.').waitFor();
  expect(await talking.isVisible()).toBe(false);
  expect(await person.page.locator('#handover').isVisible()).toBe(false);
  expect(await person.page.locator('label[for=message]').innerText()).toBe('Or write your answer');
  expect((await sam.detail(reference)).state).toBe('leftByPerson');
  await person.choose('Not in hospital. Not getting worse');

  // Asking again is the same case.
  expect((await askForPals(person)).reference).toBe(reference);
  live.close();
  expect(person.complaints).toEqual([]);
  await person.leave();
});

test('handed back or closed, the assistant goes on, and the words for it stay in the chat', async () => {
  const sam = await advisor('Alex');
  const { person, reference } = await asked('Me');
  await sam.does(reference, 'pickUp');
  await sam.does(reference, 'join');
  await person.page.getByText('You are talking to Alex from PALS').waitFor();
  await sam.does(reference, 'handBack');
  await person.page.getByText('Alex from PALS has left the chat. We can go on where we were.').waitFor();
  expect(await person.page.locator('#talking').isVisible()).toBe(false);
  expect(await person.answer('Not in hospital. Not getting worse').isVisible()).toBe(true);
  await askForPals(person);
  await sam.does(reference, 'pickUp');
  await sam.says(reference, 'All done');
  await sam.does(reference, 'close', { reason: 'answered' });
  await person.page.getByText('Alex from PALS has ended the chat. Their answer stays here.').waitFor();
  expect(await person.page.locator('.app-said--advisor').count()).toBe(1);
  expect(await person.page.locator('#handover').isVisible()).toBe(false);
  await person.leave();
});

test('an emergency while an advisor is there: the card comes at once, and the advisor stays', async () => {
  const sam = await advisor('Jo');
  const { person, reference } = await asked('Someone else');
  await sam.does(reference, 'pickUp');
  await sam.says(reference, 'Hello');
  await person.page.getByText('You are talking to Jo from PALS').waitFor();
  await person.write('he has collapsed and is not breathing');
  await person.page.locator('#pinned summary', { hasText: 'Call 999 or go to A&E now' }).waitFor();
  expect(await person.page.locator('#log .nhsuk-card--care--emergency').first().isVisible()).toBe(true);
  expect(await person.page.locator('#talking').isVisible()).toBe(true);
  expect(await findings(person.page)).toEqual([]);
  await sam.says(reference, 'Please call 999 now');
  await person.page.getByText('Please call 999 now').waitFor();
  expect((await sam.detail(reference)).tier).toBe('T0');
  await person.leave();
});

test('a wish that says something urgent brings the card into view', async () => {
  await advisor('Kim');
  const { person, panel } = await asked('Someone else');
  await panel.getByLabel('What I want to happen').fill('help he is not breathing');
  await panel.getByRole('button', { name: 'Save this for PALS' }).click();
  await person.page.locator('#log .nhsuk-card--care--emergency').waitFor();
  await person.until(
    "document.querySelector('#log .nhsuk-card--care--emergency').getBoundingClientRect().top < innerHeight",
  );
  expect(await panel.isVisible()).toBe(true);
  await person.leave();
});

test('a line that breaks, and a server that is killed: nothing between the two is lost or doubled', async () => {
  const sam = await advisor('Ali');
  const { person, reference } = await asked('Me');
  await sam.does(reference, 'pickUp');
  await sam.says(reference, 'Hello');
  await person.page.getByText('You are talking to Ali from PALS').waitFor();
  await person.context.setOffline(true);
  await person.send('written while the line was away');
  await person.page.getByText('Not sent yet').waitFor();
  await sam.says(reference, 'said while the line was away');
  await person.context.setOffline(false);
  await person.page.getByText('said while the line was away').waitFor();
  await person.page.getByText('Not sent yet').waitFor({ state: 'detached' });
  await restart();
  await sam.says(reference, 'said after the server came back');
  await person.page.getByText('said after the server came back').waitFor();
  const texts = (await sam.transcript(reference)).map(({ text }) => text);
  for (const text of [
    'written while the line was away',
    'said while the line was away',
    'said after the server came back',
  ]) {
    expect((await person.log()).filter((said) => said.endsWith(text))).toHaveLength(1);
    expect(texts.filter((said) => said === text)).toHaveLength(1);
  }
  await person.leave();
});

test('"Clear this chat" says that it leaves PALS and ends the return code', async () => {
  const sam = await advisor('Mo');
  const { person, reference } = await asked('Me');
  await person.bar('clear');
  const dialog = person.page.getByRole('dialog');
  await dialog.getByText('PALS has your request from this chat.').waitFor();
  await dialog.getByRole('button', { name: 'Keep this chat' }).click();
  await sam.does(reference, 'pickUp');
  await sam.says(reference, 'Hello');
  await person.page.getByText('You are talking to Mo from PALS').waitFor();
  await person.bar('clear');
  await dialog.getByText('If you clear this chat, you leave PALS too.').waitFor();
  expect(await findings(person.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Leave PALS and clear this chat' }).click();
  await person.page.getByText('Your chat is cleared.').waitFor();
  expect(await person.page.locator('#talking').isVisible()).toBe(false);
  expect(await person.page.locator('#handover').isVisible()).toBe(false);
  expect(await person.page.getByRole('button', { name: 'I have a return code' }).isVisible()).toBe(true);
  expect(await sam.detail(reference)).toMatchObject({ state: 'leftByPerson', chatStands: false });
  await person.leave();
});

test('a message from PALS while the tab is hidden changes the title, without a word of it', async () => {
  const sam = await advisor('Lee');
  const { person, reference } = await asked('Me');
  await sam.does(reference, 'pickUp');
  const usual = await person.page.title();
  await person.page.evaluate(
    "Object.defineProperty(document, 'visibilityState', { get: () => globalThis.looksAway ? 'hidden' : 'visible', configurable: true }); globalThis.looksAway = true",
  );
  await sam.says(reference, 'private words');
  await person.page.locator('.app-said--advisor').waitFor();
  expect(await person.page.title()).toBe('New message from PALS');
  await person.page.evaluate("globalThis.looksAway = false; document.dispatchEvent(new Event('visibilitychange'))");
  expect(await person.page.title()).toBe(usual);
  await person.leave();
});

test('reference and return code can be shown large, printed and copied', async () => {
  await advisor('Nia');
  const { person, panel, reference } = await asked('Me');
  await panel.getByRole('button', { name: 'Show it large or print it' }).click();
  const dialog = person.page.getByRole('dialog');
  await dialog.getByText(reference, { exact: true }).first().waitFor();
  expect(await findings(person.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await person.context.grantPermissions(['clipboard-read', 'clipboard-write']).catch(() => undefined);
  await panel.getByRole('button', { name: 'Copy the return code' }).click();
  await panel.getByText(/The return code is copied|could not be copied/).waitFor();
  await person.leave();
});

test('the way to the panel is there by keyboard, and at 320 pixels nothing scrolls sideways', async () => {
  await advisor('Uma');
  const person = await open({ viewport: { width: 320, height: 568 } });
  await person.choose('Me');
  await askForPals(person);
  await person.page.getByRole('button', { name: 'See or change what PALS gets' }).focus();
  await person.page.keyboard.press('Enter');
  expect(await person.page.evaluate('document.activeElement.id')).toBe('handover-title');
  await person.page.keyboard.press('Tab');
  expect(await person.page.evaluate('document.activeElement.textContent')).toBe('Copy the return code');
  expect(await findings(person.page)).toEqual([]);
  await person.leave();
});
