/** Two advisors and people in real browsers; what counts is what the other one's page shows. */
import type { Person } from './chat';
import { DESK, useDesk, type DeskPage } from './desk';

const desk = useDesk();
let sam: DeskPage;
let priya: DeskPage;

beforeAll(async () => {
  sam = await desk.advisor('Sam Green');
  priya = await desk.advisor('Priya Shah', 'Supervisor');
});

/** A person at the chat's page who has asked for PALS. */
async function asked(...words: readonly string[]): Promise<{ person: Person; reference: string }> {
  const person = await desk.person(DESK);
  for (const text of words) await person.write(text);
  const before = await person.botSaid.count();
  await person.bar('talkToPals');
  await person.heardAfter(before);
  const panel = person.page.locator('#handover');
  await panel.waitFor();
  const reference = await panel.locator('.app-reference strong').first().innerText();
  await sam.list('All open');
  await sam.row(reference).waitFor();
  await priya.list('All open');
  return { person, reference };
}

const sees = (person: Person, text: string): Promise<void> =>
  person.page.locator('#log', { hasText: text }).waitFor({ timeout: 15_000 });

const reads = (page: DeskPage, text: string): Promise<void> =>
  page.timeline.filter({ hasText: text }).first().waitFor();

test('both pick up at once: one has it, the other is told who and since when', async () => {
  const { person, reference } = await asked();
  await Promise.all([sam.open(reference), priya.open(reference)]);
  await Promise.all([sam.action('Pick up').waitFor(), priya.action('Pick up').waitFor()]);
  await Promise.all(
    [sam, priya].map((one) =>
      one
        .action('Pick up')
        .click()
        .catch(() => undefined),
    ),
  );
  const state = (one: DeskPage) => one.page.locator('.desk-case__state');
  await state(sam)
    .filter({ hasText: /You have it|Priya Shah since/ })
    .waitFor();
  await state(priya)
    .filter({ hasText: /You have it|Sam Green since/ })
    .waitFor();
  const isMine = await Promise.all(
    [sam, priya].map(async (one) => (await state(one).innerText()).startsWith('You have it')),
  );
  expect(isMine.filter(Boolean)).toHaveLength(1);
  const [winner, loser] = isMine[0] === true ? [sam, priya] : [priya, sam];
  await loser.page
    .locator('.desk-composer__why', { hasText: new RegExp(`${winner.name} has had this case since \\d`) })
    .waitFor();
  await sees(person, `${winner.name} from PALS is reading what you chose.`);
  await person.leave();
});

test('replies both ways, typing both ways; a note never reaches the person', async () => {
  const { person, reference } = await asked();
  await sam.pickUp(reference);
  await sam.reply('Hello, this is Sam.');
  await sees(person, 'Hello, this is Sam.');
  await sees(person, 'Sam Green from PALS is here.');
  await sam.note('Rang ward 7 about this.');
  const code = await person.page.locator('#handover .app-reference strong').last().innerText();
  expect(code).toMatch(/^SO(-\w{4}){4}$/);
  const more = sam.page.getByRole('button', { name: 'Show all of it' });
  while ((await more.count()) > 0) await more.first().click();
  expect(await sam.timeline.allInnerTexts()).not.toContainEqual(expect.stringContaining(code.slice(-9)));
  await person.box.pressSequentially('I would', { delay: 30 });
  await sam.page.getByText('The person is writing').waitFor();
  await person.send('I would like an interpreter.');
  await reads(sam, 'I would like an interpreter.');
  await sam.page.locator('#composer-reply').click();
  await sam.box.pressSequentially('I have', { delay: 30 });
  await person.page.locator('#advisor-typing').waitFor();
  await sam.reply('I have written that down.');
  await sees(person, 'I have written that down.');
  expect(await person.page.locator('body').innerText()).not.toContain('Rang ward 7');
  await person.page.reload();
  await sees(person, 'I have written that down.');
  expect(await person.page.content()).not.toContain('Rang ward 7');
  await priya.open(reference);
  await reads(priya, 'Rang ward 7 about this.');
  await person.leave();
});

test('handed over, taken, handed back, picked up again, closed: the person reads each', async () => {
  const { person, reference } = await asked();
  await sam.pickUp(reference);
  await sam.reply('Hello.');
  await sees(person, 'Sam Green from PALS is here.');
  await sam.action('Hand to a colleague').click();
  await sam.page.getByRole('radio', { name: /Priya Shah/ }).check();
  await sam.page.getByRole('button', { name: 'Hand it over' }).click();
  await sees(person, 'Priya Shah from PALS has been asked to take over.');
  await priya.row(reference).getByText('Handed to you').waitFor();
  await priya.open(reference);
  await priya.action('Take it').click();
  await priya.reply('Hello, Priya here.');
  await sees(person, 'Hello, Priya here.');
  await sam.page.locator('.desk-composer__why', { hasText: 'Priya Shah has had this case since' }).waitFor();
  await priya.action('Hand back to the assistant').click();
  await sees(person, 'Priya Shah from PALS has left the chat. We can go on where we were.');
  await sam.action('Pick up').click();
  await sam.reply('One more thing.');
  await sees(person, 'One more thing.');
  await sam.action('Close the case').click();
  await sam.page.getByRole('radio', { name: 'Answered' }).check();
  await sam.page.getByRole('dialog').getByRole('button', { name: 'Close the case' }).click();
  await sees(person, 'Sam Green from PALS has ended the chat. Their answer stays here.');
  await sam.list('Closed');
  await sam.row(reference).waitFor();
  await person.leave();
});

test('what I look at is read; what comes elsewhere is marked, and is found by its words', async () => {
  const { person, reference } = await asked();
  const other = await asked();
  await sam.pickUp(other.reference);
  await sam.pickUp(reference);
  await sam.reply('Hello.');
  await sees(person, 'Hello.');
  await sam.list('Mine');
  await person.send('A word about zebras.');
  await reads(sam, 'A word about zebras.');
  await sam.row(reference).getByText('New message').waitFor({ state: 'hidden' });
  await sam.open(other.reference);
  await person.send('And one about giraffes.');
  await sam.row(reference).getByText('New message').waitFor();
  await sam.page.locator('#search').fill('zebras');
  await sam.page.locator('#search').press('Enter');
  await sam.page.locator('.desk-found', { hasText: '1 found for: zebras' }).waitFor();
  await reads(sam, 'And one about giraffes.');
  expect(sam.page.url()).not.toContain('zebras');
  await sam.page.getByRole('button', { name: 'End the search' }).click();
  await Promise.all([person.leave(), other.person.leave()]);
});

test('a supervisor takes over, and the first one cannot reply any more', async () => {
  const { person, reference } = await asked();
  await sam.pickUp(reference);
  await priya.open(reference);
  await priya.action('Take over').click();
  await priya.page.locator('.desk-case__state', { hasText: 'You have it' }).waitFor();
  await sam.page.locator('.desk-composer__why', { hasText: 'Priya Shah has had this case' }).waitFor();
  await expect(sam.box.isVisible()).resolves.toBe(false);
  await person.leave();
});

test('an emergency stands across the top of both desks, with its procedure, until one has it', async () => {
  const { person, reference } = await asked('My dad is not breathing');
  await sam.alarms.getByRole('button', { name: `Pick up ${reference}` }).waitFor();
  await priya.alarms.getByText(reference).waitFor();
  expect(await sam.page.title()).toMatch(/^1 URGENT/);
  await sam.alarms.getByRole('button', { name: `Pick up ${reference}` }).click();
  await sam.page.getByRole('heading', { name: 'Emergency: do this now' }).waitFor();
  await priya.alarms.getByText(reference).waitFor({ state: 'hidden' });
  await sees(person, 'Sam Green from PALS is reading');
  expect(await sam.page.title()).not.toContain('URGENT');
  await person.leave();
});

test('what a person writes is only ever text', async () => {
  const { person, reference } = await asked();
  await sam.pickUp(reference);
  await sam.reply('Hello.');
  await sees(person, 'Hello.');
  await person.send('<img src=x onerror=alert(1)> https://evil.example [a](javascript:alert(1))');
  await reads(sam, '<img src=x onerror=alert(1)> https://evil.example');
  expect(await sam.page.locator('.desk-timeline').locator('img, a, script').count()).toBe(0);
  await sam.page.locator('#composer-note').click();
  await sam.box.fill('one\u202Eowt\u202C\u0007 three');
  await sam.page.getByRole('button', { name: 'Save note' }).click();
  await reads(sam, 'one[U+202E]owt[U+202C]');
  expect(sam.complaints).toEqual([]);
  await person.leave();
});

test('a reload on the desk goes on with the same case, and with what was being written', async () => {
  const { person, reference } = await asked();
  await sam.pickUp(reference);
  await sam.box.fill('Half a sent');
  await sam.page.reload();
  await sam.page.locator('.desk-case__title', { hasText: reference }).waitFor();
  await sam.box.waitFor();
  expect(await sam.box.inputValue()).toBe('Half a sent');
  await sam.box.press('Control+Enter');
  await sees(person, 'Half a sent');
  await person.leave();
});

test('a server killed in the middle: the desk says so, keeps what was written, and goes on by itself', async () => {
  const { person, reference } = await asked();
  await sam.pickUp(reference);
  await sam.reply('Before.');
  await sees(person, 'Before.');
  await desk.kill();
  await sam.reply('While it was down.');
  await sam.page.getByText('The connection is lost since').waitFor();
  await sam.page.getByText('Not sent').waitFor();
  await desk.restart();
  await sam.page.getByText('The connection is lost since').waitFor({ state: 'hidden', timeout: 30_000 });
  await sam.page.getByRole('button', { name: 'Try again' }).click();
  await sees(person, 'While it was down.');
  await person.send('And here I am.');
  await reads(sam, 'And here I am.');
  expect(await sam.timeline.filter({ hasText: 'While it was down.' }).count()).toBe(1);
  expect(await person.page.locator('#log').getByText('While it was down.').count()).toBe(1);
  await person.leave();
});

test('set aside, and closed by hand: the other desk sees it', async () => {
  const { person, reference } = await asked();
  await sam.pickUp(reference);
  await sam.action('Set aside').click();
  await sam.page.getByRole('button', { name: 'Set aside', exact: true }).last().click();
  await priya.row(reference).getByText('set aside until').waitFor();
  await sam.action('Bring back now').click();
  await priya.row(reference).getByText('set aside until').waitFor({ state: 'hidden' });
  await sam.page.getByRole('button', { name: 'Close PALS now' }).click();
  await sam.page.getByRole('dialog').getByRole('button', { name: 'Close PALS now' }).click();
  await priya.page.getByText('The desk is switched to closed.').waitFor();
  await priya.page.getByRole('button', { name: 'Go by the hours again' }).click();
  await priya.page.getByRole('dialog').getByRole('button', { name: 'Go by the hours again' }).click();
  await sam.page.getByText('PALS is open.').waitFor();
  await person.leave();
});

test('an auditor reads the case, and finds nothing to change it with', async () => {
  const { person, reference } = await asked();
  const auditor = await desk.advisor('Olu Ade', 'Auditor');
  await auditor.open(reference);
  await auditor.page.getByText('Your role reads, and changes nothing.').waitFor();
  expect(await auditor.page.locator('.desk-case__actions button').count()).toBe(0);
  expect(await auditor.page.getByRole('button', { name: 'Phone call' }).count()).toBe(0);
  await auditor.leave();
  await person.leave();
});

test('all by keyboard: from the list to a reply that the person reads', async () => {
  const { person, reference } = await asked();
  await sam.list('Waiting');
  await sam.page.keyboard.press('q');
  for (let step = 0; step < 60; step++) {
    const at = await sam.page.evaluate('document.activeElement?.dataset?.reference ?? ""');
    if (at === reference) break;
    await sam.page.keyboard.press('ArrowDown');
  }
  await sam.page.keyboard.press('Enter');
  await sam.page.locator('.desk-case__title', { hasText: reference }).waitFor();
  await sam.action('Pick up').waitFor();
  await sam.page.keyboard.press('p');
  await sam.page.locator('.desk-case__state', { hasText: 'You have it' }).waitFor();
  await sam.page.keyboard.press('r');
  await sam.page.keyboard.type('By keys alone');
  await sam.page.keyboard.press('Control+Enter');
  await sees(person, 'By keys alone');
  await person.leave();
});

test('signing out puts the cases back, and both sides are told', async () => {
  const { person, reference } = await asked();
  await sam.pickUp(reference);
  await sees(person, 'Sam Green from PALS is reading');
  await sam.page.getByRole('button', { name: 'Menu' }).click();
  await sam.page.getByRole('button', { name: 'Sign out' }).click();
  await sam.page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
  await sam.page.getByText('You are not signed in').waitFor();
  await sees(person, 'The advisor has left. You are in the queue again.');
  await priya.list('Waiting');
  await priya.row(reference).waitFor();
  expect([...sam.complaints, ...priya.complaints]).toEqual([]);
  await person.leave();
});
