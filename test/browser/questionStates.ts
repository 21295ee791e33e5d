/** Every state of the question pages, which need no script. */
import type { Person } from './chat';
import { Reader } from './questionPages';
import type { State, World } from './states';

const AT = '/questions';
const AT_HOME = ['Me', 'Not in hospital. Not getting worse'] as const;

const at = (reach: (reader: Reader, world: World, person: Person) => Promise<unknown>): State => ({
  at: AT,
  reach: (person, world) => reach(Reader.of(person), world, person),
});
const answered = (...labels: readonly string[]): State => at((reader) => reader.answer(...labels));
const written = (text: string, ...before: readonly string[]): State =>
  at(async (reader) => {
    await reader.answer(...before);
    await reader.write(text);
  });
const followed = (link: string, ...before: readonly string[]): State =>
  at(async (reader) => {
    await reader.answer(...before);
    await reader.follow(link);
  });
const asked = async (reader: Reader): Promise<string> => {
  await reader.answer('Me');
  await reader.press('Talk to PALS');
  return reader.page.locator('.app-reference strong').first().innerText();
};
const withAdvisor = async (reader: Reader, world: World): Promise<void> => {
  const sam = await world.advisor();
  const reference = await asked(reader);
  await sam.does(reference, 'pickUp');
  await sam.says(reference, 'Hello, I am Sam. I have read what you chose. What would you like to happen next?');
  await reader.press('Look for an answer');
};

export const QUESTION_STATES: Readonly<Record<string, State>> = {
  'question pages: the first question': answered(),
  'question pages: nothing selected': at((reader) => reader.press('Continue')),
  'question pages: a question with six answers': answered(...AT_HOME, 'No', 'Yes'),
  'question pages: the earlier answers open': at(async (reader) => {
    await reader.answer(...AT_HOME, 'No');
    await reader.page.getByText('Your answers so far').click();
  }),
  'question pages: an answer to change': at(async (reader) => {
    await reader.answer(...AT_HOME, 'No');
    await reader.page.goBack();
  }),
  'question pages: an outcome': answered(...AT_HOME, 'No', 'No'),
  'question pages: rights': answered(...AT_HOME, 'No', 'Yes', 'I want to know my rights'),
  'question pages: somebody has died': answered('Someone else', 'They have died'),
  'question pages: getting worse in hospital': answered('Me', 'In hospital. Getting worse, or not sure'),
  'question pages: treatment may be delayed': answered(...AT_HOME, 'Yes', 'I cannot reach them'),
  'question pages: an emergency': written('he is not breathing', 'Me'),
  'question pages: an emergency, carried on': at(async (reader) => {
    await reader.answer('Me');
    await reader.write('he is not breathing');
    await reader.press('Carry on');
    await reader.page.locator('.app-safety summary').click();
  }),
  'question pages: a crisis': written('I want to die'),
  'question pages: somebody is being hurt': written('he hits me'),
  'question pages: the check question': written('my dad had a heart attack last year', 'Me'),
  'question pages: I need help now': at((reader) => reader.press('I need help now')),
  'question pages: unhappy': written('this is disgraceful, nobody ever listens to me', 'Me'),
  'question pages: personal information removed': written('my nhs number is 943 476 5919', 'Me'),
  'question pages: not understood': written('flurb', 'Me'),
  'question pages: a long word': written(`My address is ${'Llanfairpwllgwyngyll'.repeat(12)}`, 'Me'),
  'question pages: what is too long': written('a'.repeat(10_001), 'Me'),
  'question pages: the ask card': followed('Show a card for your team', ...AT_HOME, 'No', 'No'),
  'question pages: the summary': followed('Print or save this', ...AT_HOME, 'No', 'No'),
  'question pages: waiting for PALS': at(asked),
  'question pages: the request': at(async (reader) => {
    await asked(reader);
    await reader.follow('See or change what PALS gets');
  }),
  'question pages: PALS is closed': { ...at(asked), isClosed: true },
  'question pages: with an advisor': at(withAdvisor),
  'question pages: with an advisor, looking by itself': at(async (reader, world) => {
    await withAdvisor(reader, world);
    await reader.follow('Let this page look for an answer by itself, every 30 seconds');
  }),
  'question pages: with an advisor, and an emergency': at(async (reader, world) => {
    await withAdvisor(reader, world);
    await reader.write('chest pain');
  }),
  'question pages: a return code that is wrong': at(async (reader) => {
    await reader.follow('I have a return code');
    await reader.page.getByLabel('Your return code').fill('SO-7K4P-2MXQ-ABCD-EFGH');
    await reader.press('Open my chat');
  }),
  'question pages: the question before clearing': followed('Clear this chat', 'Me'),
  'question pages: cleared': at(async (reader) => {
    await reader.answer('Me');
    await reader.follow('Clear this chat');
    await reader.press('Clear this chat');
  }),
  'question pages: over': at(async (reader, _world, { context }) => {
    await reader.answer('Me');
    await context.clearCookies();
    await reader.write('my words');
  }),
};
