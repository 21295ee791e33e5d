/** A caller, in real browsers: the advisor asks the questions at the desk, and the patient's own page says what happens. */
import { findings } from './accessible';
import type { Person } from './chat';
import { DESK, useDesk, type DeskPage } from './desk';

const desk = useDesk();
let sam: DeskPage;
let priya: DeskPage;

beforeAll(async () => {
  sam = await desk.advisor('Sam Green');
  priya = await desk.advisor('Priya Shah', 'Supervisor');
});

const sees = (person: Person, text: string): Promise<void> =>
  person.page.locator('#log', { hasText: text }).waitFor({ timeout: 15_000 });
/** The conversation, which makes room for the questions meanwhile. */
const kept = (one: DeskPage, text: string): Promise<void> =>
  one.timeline.filter({ hasText: text }).first().waitFor({ state: 'attached' });
const call = (one: DeskPage) => one.page.locator('.desk-call');

async function onPhone(one: DeskPage, reference: string | null): Promise<void> {
  await one.page.getByRole('button', { name: 'Phone call' }).click();
  if (reference !== null) await one.page.getByLabel('Their reference').fill(reference);
  await one.page.getByRole('button', { name: 'Start', exact: true }).click();
  await call(one).locator('.app-ask', { hasText: 'Who needs the second opinion?' }).waitFor();
}
const referenceOf = async (one: DeskPage): Promise<string> =>
  /SO-\w{4}-\w{4}/.exec(await one.page.locator('#case .desk-case__title').innerText())?.[0] ?? '';

test('somebody new: after a reload it goes on, and the code that is read out opens the chat elsewhere', async () => {
  await onPhone(sam, null);
  const reference = await referenceOf(sam);
  await call(sam).getByRole('button', { name: 'Me', exact: true }).click();
  await call(sam).getByText('First, a safety question.').waitFor();
  expect(await findings(sam.page)).toEqual([]);
  // The page itself never moves: only its parts do.
  expect(await sam.page.evaluate('document.scrollingElement.scrollTop')).toBe(0);
  expect(await sam.page.evaluate('document.scrollingElement.scrollHeight <= innerHeight')).toBe(true);

  await sam.page.reload();
  await call(sam).getByText('First, a safety question.').waitFor();
  expect(await referenceOf(sam)).toBe(reference);
  await call(sam).getByLabel('What the caller says').fill('No. My number is 07700 900456');
  await sam.page.keyboard.press('Enter');
  await kept(sam, '[phone number removed]');
  await kept(sam, 'Caller, entered by Sam Green');

  // To end the questions is first to read the code out.
  await call(sam).getByRole('button', { name: 'End the questions' }).click();
  const code = await call(sam).locator('.desk-call__code strong').innerText();
  expect(code).toMatch(/^SO(-\w{4}){4}$/);
  expect(code.startsWith(reference)).toBe(true);
  expect(await findings(sam.page)).toEqual([]);
  await call(sam).getByRole('button', { name: 'End the questions' }).click();
  await call(sam).waitFor({ state: 'hidden' });
  expect(await sam.page.content()).not.toContain(code.slice(-9));
  expect(await sam.page.evaluate('document.activeElement !== document.body')).toBe(true);
  await sam.reply('Here is what we spoke about.');

  const person = await desk.person(DESK);
  await person.page.getByRole('button', { name: 'I have a return code' }).click();
  await person.page.getByLabel('Your return code').fill(code);
  await person.page.keyboard.press('Enter');
  await sees(person, 'Here is what we spoke about.');
  const said = (await person.log()).join('\n');
  expect(said).toContain('Sam Green from PALS entered this for you Me');
  expect(said).toContain('Sam Green from PALS has ended the questions by phone.');
  expect(await findings(person.page)).toEqual([]);
  expect([person.complaints, sam.complaints]).toEqual([[], []]);
  await person.leave();
});

test('somebody with a reference: their page says who answers with them, and goes on where the phone stopped', async () => {
  const person = await desk.person(DESK);
  const before = await person.botSaid.count();
  await person.bar('talkToPals');
  await person.heardAfter(before);
  const reference = await person.page.locator('#handover .app-reference strong').first().innerText();
  await onPhone(sam, reference);
  await sees(person, 'Sam Green from PALS is answering with you by phone.');
  expect(await call(sam).getByRole('button', { name: 'Return code for the caller' }).isVisible()).toBe(false);
  await priya.list('All open');
  await priya.open(reference);
  await priya.page.locator('.desk-case__state', { hasText: 'Sam Green' }).waitFor();
  expect(await priya.action('Pick up').count()).toBe(0);
  expect(await call(priya).isVisible()).toBe(false);

  await call(sam).getByRole('button', { name: 'Me', exact: true }).click();
  await sees(person, 'Sam Green from PALS entered this for you');
  // What the person answers in their own page, the advisor reads out from there.
  await person.choose('Not in hospital. Not getting worse');
  await call(sam).locator('.app-ask', { hasText: 'Have you been told you need treatment urgently' }).waitFor();

  // Taken over in the middle: the panel goes, and says why nothing more can be entered.
  await priya.action('Take over').click();
  await call(sam).waitFor({ state: 'hidden' });
  await sees(person, 'Priya Shah from PALS now has your request.');
  await person.page.reload();
  await sees(person, 'Sam Green from PALS entered this for you');
  expect([person.complaints, sam.complaints, priya.complaints]).toEqual([[], [], []]);
  await person.leave();
});

test('the service is away for a moment: what was entered is kept once, and the questions go on', async () => {
  await onPhone(sam, null);
  await desk.kill();
  await call(sam).getByRole('button', { name: 'Someone else', exact: true }).click();
  await call(sam).getByText('Not saved yet. Trying again.').waitFor();
  await desk.restart();
  await call(sam).getByText('First, a safety question.').waitFor({ timeout: 20_000 });
  await kept(sam, 'Someone else');
  const entered = sam.page.locator('.desk-line--person', { hasText: 'Someone else' });
  expect(await entered.allInnerTexts()).toEqual([expect.stringContaining('Caller, entered by Sam Green')]);
});
