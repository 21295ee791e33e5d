/** Every state of the chat's page. */
import type { Advisor } from '../desk/advisor';
import type { Person } from './chat';
import { askForPals, returnCodeIn } from './handoverProduct';
import type { State, World } from './states';

const AT_HOME = ['Me', 'Not in hospital. Not getting worse'] as const;
const FAMILY = ['Someone else', 'Not in hospital. Not getting worse', 'No'] as const;

const chosen =
  (...answers: readonly string[]) =>
  (person: Person): Promise<void> =>
    person.chooseAll(...answers);
const written =
  (text: string, ...before: readonly string[]) =>
  async (person: Person): Promise<void> => {
    await person.chooseAll(...before);
    await person.write(text);
  };
const toOutcome = chosen(...AT_HOME, 'No', 'No');
const button = (person: Person, name: string) => person.page.getByRole('button', { name, exact: true });

/** An advisor who has picked the person's request up, and has said something. */
const withAdvisor = async (person: Person, world: World): Promise<[Advisor, string]> => {
  const sam = await world.advisor();
  await person.choose('Me');
  const { reference } = await askForPals(person);
  await sam.does(reference, 'pickUp');
  await sam.says(reference, 'Hello, I am Sam. I have read what you chose. What would you like to happen next?');
  await person.page.locator('.app-said--advisor').waitFor();
  return [sam, reference];
};

/** All, by name: questions, outcomes, what is noticed in words, a person, what goes wrong, and what is kept. */
export const CHAT_STATES: Readonly<Record<string, State>> = {
  'the first question': { reach: () => Promise.resolve() },
  'the first question, with no script': { reach: () => Promise.resolve(), withoutScript: true },
  'the rest of the bar, open': {
    reach: async (person) => {
      if (await person.page.locator('#more').isVisible()) await person.page.locator('#more').click();
    },
  },
  'the safety question': { reach: chosen('Me') },
  'a question, with the earlier answers open': {
    reach: async (person) => {
      await person.chooseAll(...AT_HOME, 'No');
      await person.page.getByText('Your answers so far').click();
    },
  },
  'a question with six answers': { reach: chosen(...AT_HOME, 'No', 'Yes') },
  'a question for a family': { reach: chosen(...FAMILY) },
  'a question for somebody under 18': { reach: chosen('Me', 'I am under 18') },
  'an outcome': { reach: toOutcome },
  'the steps to a second opinion': {
    reach: chosen(...AT_HOME, 'No', 'Yes', 'I want someone else to check', 'Yes, and they agree', 'Not yet'),
  },
  'the team said no': {
    reach: chosen(...AT_HOME, 'No', 'Yes', 'I want someone else to check', 'Yes, and they said no'),
  },
  rights: { reach: chosen(...AT_HOME, 'No', 'Yes', 'I want to know my rights') },
  'a family without consent': { reach: chosen(...FAMILY, 'I have not asked them') },
  'somebody has died': { reach: chosen('Someone else', 'They have died') },
  'the ask card': {
    reach: async (person) => {
      await toOutcome(person);
      await button(person, 'Show a card for your team').click();
    },
  },
  'the summary': {
    reach: async (person) => {
      await toOutcome(person);
      await person.bar('print');
    },
  },
  'an emergency': { reach: written('chest pain') },
  'an emergency, with the pinned advice open': {
    reach: async (person) => {
      await person.write('chest pain');
      await person.page.locator('#pinned summary').click();
    },
  },
  'an emergency, carried on': {
    reach: async (person) => {
      await written('chest pain', 'Me')(person);
      await person.choose('Carry on');
    },
  },
  'a crisis': { reach: written('I want to die') },
  'getting worse in hospital': { reach: chosen('Me', 'In hospital. Getting worse, or not sure') },
  'somebody is being hurt': { reach: written('he hits me') },
  'getting worse at home': { reach: chosen('Me', 'Not in hospital. Getting worse, or not sure') },
  'treatment may be delayed': { reach: chosen(...AT_HOME, 'Yes', 'I cannot reach them') },
  'the check question': { reach: written('my dad had a heart attack last year', 'Me') },
  'I need help now': {
    reach: async (person) => {
      await person.bar('helpNow');
      await person.heardAfter(1);
    },
  },
  unhappy: { reach: written('this is disgraceful, nobody ever listens to me', 'Me') },
  'several answers, said back': { reach: written('for my mum. she is at home and not getting worse') },
  'did you mean': { reach: written('hospital', 'Me') },
  'not understood': { reach: written('flurb', 'Me') },
  'not understood, three times': {
    reach: async (person) => {
      await written('flurb', 'Me')(person);
      await person.write('blorp dink');
      await person.write('zzz kwee');
    },
  },
  'personal information removed': { reach: written('my nhs number is 943 476 5919') },
  'a long word': { reach: written(`My address is ${'Llanfairpwllgwyngyll'.repeat(12)}`) },
  'an empty message': {
    reach: async (person) => {
      await button(person, 'Send').click();
      await person.page.locator('#message-problem').waitFor();
    },
  },
  'a message that is too long': { reach: (person) => person.send('a'.repeat(10_001)) },
  'a message that waits': {
    reach: async (person) => {
      await person.context.setOffline(true);
      await person.send('hello');
      await person.page.getByText('Not sent yet').waitFor();
    },
  },
  'an emergency with no connection': {
    reach: async (person) => {
      await person.page.waitForLoadState('networkidle');
      await person.context.setOffline(true);
      await person.send('chest pain');
      await person.page.locator('#pinned summary').waitFor();
    },
  },
  'the question before clearing': { reach: (person) => person.bar('clear') },
  cleared: {
    reach: async (person) => {
      await person.chooseAll(...AT_HOME);
      await person.bar('clear');
      await person.page.locator('dialog').getByRole('button', { name: 'Clear this chat', exact: true }).click();
      await person.page.getByText('Your chat is cleared.').waitFor();
    },
  },
  'PALS and the reference': {
    reach: async (person) => {
      await person.choose('Me');
      await askForPals(person);
    },
  },
  'PALS is closed': {
    reach: async (person) => {
      await person.bar('talkToPals');
      await person.heardAfter(1);
    },
    isClosed: true,
  },
  'left for PALS to read': {
    reach: async (person) => {
      await person.choose('Me');
      const { panel } = await askForPals(person);
      await panel.getByLabel('Leave it for PALS to read').check();
      await panel.locator('.app-handover__meaning', { hasText: 'PALS cannot contact you.' }).waitFor();
    },
  },
  'the reference, large': {
    reach: async (person) => {
      await person.choose('Me');
      const { panel } = await askForPals(person);
      await panel.getByRole('button', { name: 'Show it large or print it' }).click();
    },
  },
  'with an advisor': { reach: withAdvisor },
  'with an advisor, who is writing': {
    reach: async (person, world) => {
      const [sam, reference] = await withAdvisor(person, world);
      await sam.post(`/cases/${reference}/typing`);
      await person.page.getByText('is writing').waitFor();
    },
  },
  'with an advisor, and an emergency': {
    reach: async (person, world) => {
      await withAdvisor(person, world);
      await person.write('chest pain');
    },
  },
  'the advisor has closed it': {
    reach: async (person, world) => {
      const [sam, reference] = await withAdvisor(person, world);
      const before = await person.botSaid.count();
      await sam.does(reference, 'close', { reason: 'answered' });
      await person.heardAfter(before);
    },
  },
  'a return code, asked for': { reach: (person) => button(person, 'I have a return code').click() },
  'a return code that is wrong': {
    reach: async (person) => {
      await button(person, 'I have a return code').click();
      await person.page.getByLabel('Your return code').fill('SO-7K4P-2MXQ-ABCD-EFGH');
      await button(person, 'Open my chat').click();
      await person.page.getByText('We could not find a chat with this code.').waitFor();
    },
  },
  'found again by its return code': {
    reach: async (person) => {
      await person.choose('Me');
      const { panel } = await askForPals(person);
      const code = await returnCodeIn(panel);
      await person.page.evaluate('sessionStorage.clear()');
      await person.page.reload();
      await button(person, 'I have a return code').click();
      await person.page.getByLabel('Your return code').fill(code);
      await button(person, 'Open my chat').click();
      await person.page.getByText('This is your chat.').waitFor();
    },
  },
  'a chat that has ended elsewhere': {
    reach: async (person) => {
      await person.choose('Me');
      const { conversationId, token } = await person.session();
      await fetch(`${new URL(person.page.url()).origin}/v3/directline/conversations/${conversationId}`, {
        method: 'DELETE',
        headers: { Authorization: `Bearer ${token}` },
      });
      await person.send('hello');
      await person.page.getByText('This chat has ended').waitFor();
    },
  },
};
