/**
 * Time and the desk, through both front doors with a clock that is set: when cases are due around bank holidays and the
 * change of the clocks, a colleague who does not come, an advisor whose desk is gone, and a calendar that grows old.
 */
import { Person, runService, type RunningService } from '../directLine/service';
import { Advisor, codeIn } from './advisor';

const TALK = { label: 'Talk to PALS', action: { bar: 'talkToPals' } } as const;
let clock: { now: string };
let running: RunningService;

const begin = async (now: string): Promise<Advisor> => {
  clock = { now };
  running = await runService({ now: () => new Date(clock.now) });
  const link = running.service.deskLink(Number(new URL(running.base).port)) ?? '';
  return Advisor.enter(running.base, codeIn(link), 'Asha Rao');
};
afterEach(() => running.dispose());

const asks = async (desk: Advisor, text?: string) => {
  const known = new Set((await desk.cases('all')).map(({ reference }) => reference));
  const person = await Person.start(running.base);
  await person.ask(text ?? TALK);
  const one = (await desk.cases('all')).find(({ reference }) => !known.has(reference));
  if (one === undefined) throw new Error('no case was raised');
  return { person, reference: one.reference, dueAt: one.dueAt };
};
/** Until the case is as it should be; the timers look every second. */
const until = async (
  desk: Advisor,
  reference: string,
  isSo: (one: Awaited<ReturnType<Advisor['detail']>>) => boolean,
) => {
  for (let waited = 0; !isSo(await desk.detail(reference)); waited++) {
    if (waited > 100) throw new Error(`still ${(await desk.detail(reference)).state}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};
const said = async (person: Person): Promise<string> =>
  (await person.read()).activities.map(({ text }) => text ?? '').join('\n');

test('over Christmas and its bank holidays nothing is due before PALS opens again', async () => {
  // A Thursday; Christmas Eve closes at noon by the example Trust's profile, and Monday is the substitute day.
  const asha = await begin('2026-12-24T13:00:00.000Z');
  const { dueAt } = await asks(asha, 'I have chest pain and cannot breathe');
  expect(dueAt).toBe('2026-12-29T09:01:00.000Z');
  expect((await asks(asha)).dueAt).toBe('2026-12-29T17:00:00.000Z');
});

test('over the change of the clocks the hours of the wall count', async () => {
  // Friday before the clocks go back: London is an hour ahead of UTC, and on Monday it is not.
  const asha = await begin('2026-10-23T16:00:00.000Z');
  expect((await asks(asha, 'I have chest pain and cannot breathe')).dueAt).toBe('2026-10-26T09:01:00.000Z');
  expect((await asks(asha)).dueAt).toBe('2026-10-26T17:00:00.000Z');
});

test('a calendar whose bank holidays run out says so at the start', async () => {
  await begin('2026-11-23T10:00:00.000Z');
  expect(running.logged()).not.toContain('update handover/bankHolidays.json');
  await running.dispose();
  await begin('2028-12-01T10:00:00.000Z');
  expect(running.logged()).toContain('update handover/bankHolidays.json');
});

test('a colleague who does not take a case in time loses it to the queue, and the person is told', async () => {
  const asha = await begin('2026-11-23T10:00:00.000Z');
  const ben = await asha.colleague('Ben Okafor');
  const { person, reference } = await asks(asha);
  await asha.does(reference, 'pickUp');
  await asha.does(reference, 'handOver', { to: ben.id });
  clock.now = '2026-11-23T10:04:50.000Z';
  await new Promise((resolve) => setTimeout(resolve, 1_300));
  expect(await asha.detail(reference)).toMatchObject({ state: 'transferred', handedTo: { id: ben.id } });
  clock.now = '2026-11-23T10:05:00.000Z';
  await until(asha, reference, ({ state }) => state === 'waiting');
  expect(await asha.detail(reference)).toMatchObject({ holder: null, handedTo: null });
  expect(await asha.history(reference)).toContain('Let go by The service. Back in the queue.');
  for (let waited = 0; !(await said(person)).includes('You are in the queue again.') && waited < 100; waited++)
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await said(person)).toContain('The advisor has left. You are in the queue again.');
  // Too late.
  expect((await ben.move(reference, 'accept')).status).toBe(409);
});

test('at the end of a shift a closed laptop signs its advisor out: the case goes back, and they are back with their desk', async () => {
  const asha = await begin('2026-11-23T10:00:00.000Z');
  const ben = await asha.colleague('Ben Okafor');
  const stays = await ben.live();
  const live = await asha.live();
  await live.until(() => live.status === 200);
  const { person, reference } = await asks(ben);
  await asha.does(reference, 'pickUp');
  await asha.says(reference, 'Hello, I am Asha.');
  live.close();
  clock.now = '2026-11-23T10:12:00.000Z';
  await until(ben, reference, ({ holder }) => holder === null);
  await stays.until((events) =>
    events.some(
      (event) =>
        event.kind === 'presence' &&
        event.advisors.some(({ id, presence }) => id === asha.id && presence === 'signedOut'),
    ),
  );
  for (let waited = 0; !(await said(person)).includes('The advisor has left') && waited < 100; waited++)
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await said(person)).toContain('The advisor has left.');
  // The session still stands: opening the desk is being there.
  const back = await asha.live();
  await stays.until(
    (events) =>
      events
        .flatMap((event) => (event.kind === 'presence' ? [event] : []))
        .at(-1)
        ?.advisors.some(({ id, presence }) => id === asha.id && presence === 'available') ?? false,
  );
  back.close();
  stays.close();
});
