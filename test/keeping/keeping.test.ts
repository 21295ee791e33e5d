/** What is kept, and for how long: a real service whose clock is set, and every byte of its database. */
import { keepingPeriods, KeepingProblem } from '../../handover/keeping';
import { Advisor, codeIn } from '../desk/advisor';
import { Person, runService, type RunningService } from '../directLine/service';

const DAY = 24 * 60 * 60_000;
const TALK = { label: 'Talk to PALS', action: { bar: 'talkToPals' } } as const;

let clock: { passed: number };
let running: RunningService;
beforeEach(async () => {
  clock = { passed: 0 };
  const from = Date.parse('2026-11-23T10:00:00.000Z');
  running = await runService({ now: () => new Date(from + clock.passed) });
});
afterEach(() => running.dispose());

const removals = async () => await running.service.store.removals(10);
const until = async (fits: () => boolean | Promise<boolean>, what: string): Promise<void> => {
  for (let waited = 0; !(await fits()); waited += 1) {
    if (waited > 400) throw new Error(`not so: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
/** The job looks once an hour. */
const pass = (days: number): void => {
  clock.passed += days * DAY;
};

test('a chat goes 30 days after its last word, from every file; a later one stays', async () => {
  const gone = await Person.start(running.base);
  await gone.ask('canarygone in my own words');
  pass(20);
  const used = await Person.start(running.base);
  await used.ask('canaryused in my own words');
  pass(11);
  await until(async () => (await removals()).length > 0, 'that something went');
  expect(await removals()).toMatchObject([{ chats: 1, cases: 0, ratings: 0 }]);
  expect(await running.service.store.conversation(gone.id)).toBeNull();
  expect(await running.service.store.conversation(used.id)).not.toBeNull();
  await running.service.stop();
  expect(running.stored()).not.toContain('canarygone');
  expect(running.stored()).toContain('canaryused');
  expect(running.logged()).not.toMatch(/canary/);
});

test('a chat that PALS is busy with is kept, however long nothing is said', async () => {
  const person = await Person.start(running.base);
  await person.ask('canarywaits for PALS');
  await person.ask(TALK);
  const other = await Person.start(running.base);
  await other.ask('hello');
  pass(400);
  await until(async () => (await removals()).some(({ chats }) => chats === 1), 'that the other chat went');
  expect(await running.service.store.conversation(person.id)).not.toBeNull();
});

test('an advisor who has left goes a year after they were last there, and the id of a cleared chat after a month', async () => {
  const link = running.service.deskLink(Number(new URL(running.base).port)) ?? '';
  const asha = await Advisor.enter(running.base, codeIn(link), 'Asha Canaryleft', 'supervisor');
  const ben = await asha.colleague('Ben Canarystays');
  const person = await Person.start(running.base);
  await person.call('DELETE', '');
  expect((await person.call('GET', '')).status).toBe(404);
  await asha.leave();
  const names = async () => (await running.service.store.advisors()).map(({ name }) => name);
  pass(300);
  await ben.get('/me');
  await running.service.store.check();
  expect(await names()).toEqual(expect.arrayContaining(['Asha Canaryleft']));
  pass(70);
  const again = running.service.deskLink(Number(new URL(running.base).port)) ?? '';
  await Advisor.enter(running.base, codeIn(again), 'Ben Canarystays');
  await until(async () => !(await names()).includes('Asha Canaryleft'), 'that Asha went');
  expect(await names()).toEqual(['Ben Canarystays']);
  await running.service.stop();
  expect(running.stored()).not.toContain('Canaryleft');
  expect(running.stored()).not.toContain(person.id);
});

test('of many chats fifty go at a time, until all are gone', async () => {
  for (let i = 0; i < 60; i += 1) await Person.start(running.base);
  pass(100);
  await until(async () => (await removals()).length === 2, 'that the rest went too');
  expect((await removals()).map(({ chats }) => chats)).toEqual([10, 50]);
});

test('a closed case loses its words 90 days after it, and the rest after a year', async () => {
  const asha = await Advisor.enter(
    running.base,
    codeIn(running.service.deskLink(Number(new URL(running.base).port)) ?? ''),
    'Asha Rao',
  );
  const person = await Person.start(running.base);
  await person.ask('canarycase of mine');
  await person.ask(TALK);
  const reference = (await asha.cases('waiting'))[0]?.reference ?? '';
  await asha.does(reference, 'pickUp');
  await asha.post(`/cases/${reference}/notes`, { text: 'canarynote for the team' });
  await asha.does(reference, 'close', { reason: 'answered' });

  const other = await Person.start(running.base);
  await other.ask('hello');
  pass(60);
  await until(async () => (await removals()).length === 1, 'that the other chat went');
  expect((await running.service.store.case(reference))?.conversationId).toBe(person.id);
  pass(31);
  await until(async () => (await removals()).length === 2, 'that the chat went');
  const again = await Advisor.enter(
    running.base,
    codeIn(running.service.deskLink(Number(new URL(running.base).port)) ?? ''),
    'Asha Rao',
  );
  expect(await again.history(reference)).toContain('The chat was removed, because its time was over.');
  expect(await running.service.store.case(reference)).toMatchObject({ state: 'closed', conversationId: null });

  pass(275);
  await until(async () => (await removals()).length === 3, 'that the case went');
  expect((await removals())[0]).toMatchObject({ chats: 0, cases: 1 });
  expect(await running.service.store.case(reference)).toBeNull();
  expect(await running.service.store.history(reference)).toEqual([]);
  await running.service.stop();
  expect(running.stored()).not.toMatch(/canary/);
  expect(running.stored()).not.toContain(reference);
});

test('a Trust sets its own periods; what people were promised is not cut short', () => {
  expect(keepingPeriods({}, 90)).toEqual({ chatDays: 30, caseDays: 90, recordDays: 365, ratingDays: 730 });
  expect(keepingPeriods({ recordDays: 400 }, 120)).toMatchObject({ chatDays: 30, caseDays: 120, recordDays: 400 });
  expect(() => keepingPeriods({ caseDays: 30 }, 90)).toThrow(KeepingProblem);
  expect(() => keepingPeriods({ caseDays: 30 }, 90)).toThrow(/A return code opens its chat for 90 days/);
  expect(() => keepingPeriods({ chatDays: 1 }, 90)).toThrow(/people come back the next day/);
  expect(() => keepingPeriods({ caseDays: 200, recordDays: 100 }, 90)).toThrow(/Set as many or more/);
  expect(() => keepingPeriods({ recordDays: 9_999 }, 90)).toThrow(/Set 3650 or fewer/);
});
