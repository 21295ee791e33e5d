/** While a session lasts, the Trust's sign-in is asked whether somebody still has their role. The clock is ours. */
import { movedSchema } from '../../channels/desk/wire';
import { runService, type RunningService } from '../directLine/service';
import { Live, deskCall } from './advisor';
import { Comer, Trust } from './trustSignIn';

const ASHA = { name: 'Asha Rao', roles: ['PALS.Advisor'] };
const MINUTE = 60_000;

let at: number;
let running: RunningService;
let trust: Trust;

beforeEach(async () => {
  at = Date.parse('2026-11-24T10:00:00Z');
  trust = await Trust.start(async (settings) => {
    running = await runService({ now: () => new Date(at), settings });
    return { url: `http://127.0.0.1:${settings['PORT'] ?? ''}`, dispose: () => running.dispose() };
  });
  await trust.knows('asha', ASHA);
});
afterEach(() => trust.end());

const pass = (minutes: number): void => void (at += minutes * MINUTE);
const statusOf = async (comer: Comer): Promise<number> => (await trust.me(comer)).status;

test('whoever keeps their role stays, for as long as a day at the desk lasts, and over a restart', async () => {
  const { comer } = await trust.comes('asha');
  for (let time = 0; time < 4; time++) {
    pass(16);
    // Five things at once, as a page does them: what it is asked with is good once, and is used once.
    const statuses = await Promise.all(Array.from({ length: 5 }, () => statusOf(comer)));
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
  }
  running = await running.restart();
  pass(16);
  expect(await statusOf(comer)).toBe(200);
  for (let hour = 1; hour < 11; hour++) {
    pass(60);
    expect(await statusOf(comer)).toBe(200);
  }
  pass(61);
  expect(await statusOf(comer)).toBe(401);
});

test('with the role goes the session: the page is closed, and what they had is in the queue again', async () => {
  const { comer } = await trust.comes('asha');
  const cookie = comer.cookies(trust.url).header;
  const begun = await deskCall(trust.url, 'POST', '/calls', { cookie, body: {} });
  const { reference } = movedSchema.parse(begun.body).case;
  expect((await running.service.store.case(reference))?.holder?.name).toBe('Asha Rao');
  const live = await Live.open(trust.url, cookie, 0);

  await trust.knows('asha', { ...ASHA, roles: [] });
  pass(14);
  expect(await statusOf(comer)).toBe(200);
  pass(2);
  expect(await statusOf(comer)).toBe(401);
  await live.until((events, { isOver }) => isOver && events.some(({ kind }) => kind === 'ended'));
  expect(await running.service.store.case(reference)).toMatchObject({ state: 'waiting', holder: null });
});

test('with another role one signs in again; with none of the Trust’s accounts not at all', async () => {
  const { comer } = await trust.comes('asha');
  await trust.knows('asha', { ...ASHA, roles: ['PALS.Auditor'] });
  pass(16);
  expect(await statusOf(comer)).toBe(401);
  const again = await trust.comes('asha');
  expect((await trust.me(again.comer)).body).toMatchObject({ me: { role: 'auditor' } });
  await trust.knows('asha', null);
  pass(16);
  expect(await statusOf(again.comer)).toBe(401);
  expect((await trust.comes('asha')).at).toMatch(/why=refused$/);
});

test('while the sign-in does not answer, who has a patient before them works on; after an hour no longer', async () => {
  const { comer } = await trust.comes('asha');
  trust.providerIsAway();
  pass(16);
  expect(await statusOf(comer)).toBe(200);
  pass(50);
  expect(await statusOf(comer)).toBe(200);
  expect(running.logged()).toContain('could not be asked whether somebody still has their role');
  pass(10);
  expect(await statusOf(comer)).toBe(401);
  expect((await trust.comes('asha').catch(() => null))?.at ?? 'nowhere').toMatch(/why=unreachable$|nowhere/);
});

test('what is stored opens nothing: the sign-in’s token is in no file and no log', async () => {
  const { comer } = await trust.comes('asha');
  const cookie = comer.cookies(trust.url).get('pals-desk') ?? '';
  await running.service.store.check();
  expect(cookie).toHaveLength(43);
  for (const place of [running.stored(), running.logged()]) expect(place).not.toContain(cookie);
  const [hash] = await running.service.store.sessionsOf((await running.service.store.advisors())[0]?.id ?? '');
  const sealed = (await running.service.store.session(hash ?? ''))?.sealed ?? '';
  expect(sealed.length).toBeGreaterThan(60);
});
