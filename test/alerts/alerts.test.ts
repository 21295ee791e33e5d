/**
 * Nobody picks it up, and people beyond the desk hear it: through the real service, with a clock that is set and a web
 * server that takes what leaves.
 */
import { createHmac } from 'node:crypto';
import { Advisor, codeIn } from '../desk/advisor';
import { Person, runService, type RunningService } from '../directLine/service';
import { freePort } from '../server/serviceProcess';
import { bodyOf, startHook, status, type Hook } from './hook';

const KEY = Buffer.from('an example key of 32 bytes long.');
const TALK = { label: 'Talk to PALS', action: { bar: 'talkToPals' } } as const;
let port: number;
let again: Hook;
let wider: Hook;
let clock: { now: string };
let running: RunningService;
let asha: Advisor;

const signIn = async (): Promise<void> => {
  const link = running.service.deskLink(Number(new URL(running.base).port)) ?? '';
  asha = await Advisor.enter(running.base, codeIn(link), 'Asha Rao');
};
const begin = async (settings: Readonly<Record<string, string>>) => {
  running = await runService({ now: () => new Date(clock.now), settings });
  await signIn();
};
const both = () => ({
  ALERT_WEBHOOK_URL: `${again.url}/again?sig=canarySecret`,
  ALERT_WIDER_WEBHOOK_URL: `${wider.url}/wider`,
  ALERT_WEBHOOK_SECRET: `whsec_${KEY.toString('base64')}`,
  PORT: String(port),
  PUBLIC_URL: `http://localhost:${port}`,
});
const reference = async () => (await asha.cases('waiting'))[0]?.reference ?? '';
const emergency = async (): Promise<string> => {
  const person = await Person.start(running.base);
  await person.ask('I have chest pain canaryword and cannot breathe');
  return reference();
};
/** Until the desk shows this of the case's alerts. */
const untilOutside = async (ref: string, outside: string) => {
  for (let waited = 0; ; waited++) {
    const seen = (await asha.detail(ref)).outside;
    if (seen === outside) return;
    if (waited > 300) throw new Error(`still ${seen}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

beforeEach(async () => {
  port = await freePort();
  [again, wider] = [await startHook(), await startHook()];
  clock = { now: '2026-11-23T10:00:00.000Z' };
});
afterEach(async () => {
  await running.dispose();
  await Promise.all([again.close(), wider.close()]);
});

test('an emergency that nobody picks up goes out within a minute, wider after two, and again until somebody comes', async () => {
  await begin(both());
  const ref = await emergency();
  clock.now = '2026-11-23T10:01:00.000Z';
  await again.until(1);
  const [first] = again.came;
  if (first === undefined) throw new Error('nothing came');
  expect(bodyOf(first).pals).toMatchObject({
    ...{ event: 'notPickedUp', reach: 'again', reference: ref, tier: 'T0', dueAt: '2026-11-23T10:01:00.000Z' },
    deskUrl: `http://localhost:${port}/desk#${ref}`,
  });
  const [card] = bodyOf(first).attachments;
  expect(card).toMatchObject({
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: {
      type: 'AdaptiveCard',
      actions: [{ type: 'Action.OpenUrl', url: `http://localhost:${port}/desk#${ref}` }],
    },
  });
  expect(JSON.stringify(card)).toContain('Emergency: nobody has picked it up');
  // Signed as Standard Webhooks has it, over the very bytes.
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = first.headers;
  const right = createHmac('sha256', KEY)
    .update(`${String(id)}.${String(at)}.${first.raw}`)
    .digest('base64');
  expect(signature).toBe(`v1,${right}`);
  expect(wider.came).toHaveLength(0);
  await untilOutside(ref, 'sent');

  clock.now = '2026-11-23T10:02:00.000Z';
  await wider.until(1);
  expect(wider.came.map((one) => bodyOf(one).pals.reach)).toEqual(['wider']);
  expect(await asha.detail(ref)).toMatchObject({ alerts: 2 });
  clock.now = '2026-11-23T10:07:00.000Z';
  await Promise.all([again.until(2), wider.until(2)]);
  await asha.does(ref, 'pickUp');
  clock.now = '2026-11-23T10:30:00.000Z';
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect([again.came.length, wider.came.length]).toEqual([2, 2]);
  // Nothing that the person wrote leaves, and the address is in no log.
  expect(JSON.stringify([...again.came, ...wider.came])).not.toMatch(/canaryword|chest|breathe/);
  expect(running.logged() + running.stored()).not.toContain('canarySecret');
});

test('what a webhook in trouble did not take goes out when it asks for it, with the same id, and the desk sees it', async () => {
  again.answer = status(429, { 'Retry-After': '90' });
  await begin(both());
  const ref = await emergency();
  clock.now = '2026-11-23T10:01:00.000Z';
  await again.until(1);
  await untilOutside(ref, 'trying');
  // Its own next try would be sooner: what was asked for counts.
  clock.now = '2026-11-23T10:01:30.000Z';
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(again.came).toHaveLength(1);
  again.answer = status(200);
  clock.now = '2026-11-23T10:02:31.000Z';
  await again.until(2);
  await untilOutside(ref, 'sent');
  expect(new Set(again.came.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
});

test('what is refused for good is shown at the desk, on the case and in its history', async () => {
  again.answer = status(404);
  await begin(both());
  const ref = await emergency();
  clock.now = '2026-11-23T10:01:00.000Z';
  await untilOutside(ref, 'failed');
  expect(await asha.history(ref)).toContain('An alert to people beyond the desk could not be sent (http404).');
  expect(running.logged()).toContain('http404');
});

test('an alert that waits for a webhook is not sent once somebody has come', async () => {
  again.answer = status(503);
  await begin(both());
  const ref = await emergency();
  clock.now = '2026-11-23T10:01:00.000Z';
  await untilOutside(ref, 'trying');
  await asha.does(ref, 'pickUp');
  const before = again.came.length;
  clock.now = '2026-11-23T10:02:00.000Z';
  await untilOutside(ref, 'none');
  expect(again.came).toHaveLength(before);
});

test('with one address the wider alert goes there too; with none the log, the desk and the start say so', async () => {
  const { ALERT_WEBHOOK_URL } = both();
  await begin({ ALERT_WEBHOOK_URL });
  await emergency();
  clock.now = '2026-11-23T10:02:00.000Z';
  await again.until(2);
  expect(again.came.map((one) => bodyOf(one).pals.reach)).toEqual(['again', 'wider']);
  expect(again.came[0]?.headers['webhook-signature']).toBeUndefined();
  expect([running.service.alertsBeyond, (await asha.get('/me')).body]).toMatchObject([true, { alertsBeyond: true }]);
  await running.dispose();

  await begin({});
  expect([running.service.alertsBeyond, (await asha.get('/me')).body]).toMatchObject([false, { alertsBeyond: false }]);
  expect(running.logged()).toContain('nobody beyond the desk is alerted');
});

test('out of hours nobody is paged: it is the first of the queue at the opening, and alerted for then', async () => {
  clock.now = '2026-11-22T23:00:00.000Z';
  await begin(both());
  const person = await Person.start(running.base);
  await person.ask(TALK);
  const ref = await emergency();
  clock.now = '2026-11-23T08:59:00.000Z';
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(again.came).toEqual([]);
  clock.now = '2026-11-23T09:01:00.000Z';
  await again.until(1);
  expect(again.came.map((one) => bodyOf(one).pals.reference)).toEqual([ref]);
  // No session lasts over a night.
  await signIn();
  expect((await asha.cases('waiting'))[0]?.reference).toBe(ref);
});

test('an emergency whose advisor does not answer is told beyond the desk too', async () => {
  await begin(both());
  const ref = await emergency();
  await asha.does(ref, 'pickUp');
  const live = await asha.live();
  clock.now = '2026-11-23T10:05:30.000Z';
  await again.until(1);
  expect(again.came.map((one) => bodyOf(one).pals)).toMatchObject([{ event: 'notAnswered', reference: ref }]);
  live.close();
});
