/** Those who watch the service: figures, versions, alarms, and the daily test of the alerts' way. */
import { createServer } from 'node:http';
import { z } from 'zod';
import { startHook, status, type Hook } from '../alerts/hook';
import { Advisor, codeIn } from '../desk/advisor';
import { Person, runService, type RunningService } from '../directLine/service';
import { discard, startProduct } from '../product';
import { surelyMasked } from '../../turns/surelyMasked';

const TOKEN = 'Zk4u9XwQ2pLr7TnV1sYb6HcG8mJf3DaE';
const CANARY = 'quixotry';

/** Every metric that came. */
const otlpSchema = z
  .object({
    resourceMetrics: z.array(
      z.object({ scopeMetrics: z.array(z.object({ metrics: z.array(z.looseObject({ name: z.string() })) })) }),
    ),
  })
  .transform(({ resourceMetrics }) =>
    resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics: all }) => all)),
  );

let clock: { now: number };
let hook: Hook;
let running: RunningService;
let isRunning = false;
const at = (time: string): void => void (clock.now = Date.parse(`2026-11-23T${time}:00Z`));
const begin = async (settings: Readonly<Record<string, string>> = {}): Promise<void> => {
  isRunning = true;
  running = await runService({
    now: () => new Date(clock.now),
    settings: { METRICS_TOKEN: TOKEN, ALERT_WEBHOOK_URL: `${hook.url}/again`, ...settings },
  });
};
const signIn = (): Promise<Advisor> =>
  Advisor.enter(running.base, codeIn(running.service.deskLink(Number(new URL(running.base).port)) ?? ''), 'Asha Rao');
const metrics = async (): Promise<string> =>
  (await fetch(`${running.base}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } })).text();
const valueOf = (text: string, name: string): number | undefined => {
  const line = text.split('\n').find((one) => one.startsWith(`${name} `) || one.startsWith(`${name}{`));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
};
const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  for (let tries = 0; !(await isSo()); tries++) {
    if (tries > 150) throw new Error(`still not so; notices: ${hook.notices.join()}`);
    await new Promise((later) => setTimeout(later, 50));
  }
};
const rings = async (alarm: string): Promise<boolean> => (await metrics()).includes(`pals_alarm{alarm="${alarm}"} 1`);

beforeEach(async () => {
  clock = { now: 0 };
  at('10:00');
  hook = await startHook();
});
afterEach(async () => {
  if (isRunning) await running.dispose();
  isRunning = false;
  await hook.close();
});

test('the same figures go to a collector by OpenTelemetry, with nothing of anybody', async () => {
  const got: { path: string; key: string; body: string }[] = [];
  const collector = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      got.push({ path: request.url ?? '', key: String(request.headers['api-key']), body });
      response.end('{}');
    });
  });
  await new Promise<void>((yes) => collector.listen(0, '127.0.0.1', yes));
  const address = collector.address();
  const endpoint = `http://127.0.0.1:${typeof address === 'object' ? String(address?.port) : ''}`;
  // Built, and in a process of its own: the library loads parts of itself in a way that tests do not take.
  const settings = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: 'api-key=a%20b' };
  const product = await startProduct(settings);
  const person = await Person.start(product.url);
  await person.ask(`I have chest pain ${CANARY} and cannot breathe`);
  expect((await fetch(`${product.url}/metrics`)).status).toBe(404);
  await discard(product);
  collector.close();
  expect(got.map(({ path, key }) => [path, key])).toEqual([['/v1/metrics', 'a b']]);
  const body = got[0]?.body ?? '';
  const named = (name: string) => otlpSchema.parse(JSON.parse(body)).flatMap((one) => (one.name === name ? [one] : []));
  expect(named('pals_safety_findings_total')).toMatchObject([
    {
      sum: {
        isMonotonic: true,
        dataPoints: [{ asDouble: 1, attributes: [{ key: 'tier', value: { stringValue: 'T0' } }] }],
      },
    },
  ]);
  expect(named('pals_turn_seconds')).toMatchObject([{ histogram: { dataPoints: [{ count: 1 }] } }]);
  expect(named('pals_cases_waiting')).toMatchObject([{ gauge: { dataPoints: [{ asDouble: 1 }] } }]);
  expect(body).not.toMatch(new RegExp(`${CANARY}|chest|${person.id}`));
});

test('figures tell what goes on, and nothing of anybody', async () => {
  await begin();
  const person = await Person.start(running.base);
  await person.ask(`I have chest pain ${CANARY} and cannot breathe`);
  await person.ask('Me');
  const text = await metrics();
  expect(text).toMatch(/pals_safety_findings_total\{tier="T0"\} 1/);
  expect(text).toMatch(/pals_turn_seconds_count\{channel="directline"\} [2-9]/);
  expect(text).toMatch(
    /pals_http_seconds_count\{method="POST",route="\/v3\/directline\/conversations\/:id\/activities",status="200"\} 2/,
  );
  expect(valueOf(text, 'pals_cases_waiting')).toBe(1);
  expect(valueOf(text, 'pals_build')).toBe(1);
  for (const secret of [CANARY, person.id, person.token, 'chest']) expect(text).not.toContain(secret);
});

test('they are for whoever has the token; without one in the settings there is no such address', async () => {
  await begin();
  for (const authorization of ['', 'Bearer', `Bearer ${TOKEN.slice(1)}`, `bearer ${TOKEN}`, TOKEN])
    expect((await fetch(`${running.base}/metrics`, { headers: { authorization } })).status).toBe(401);
  await running.dispose();
  await begin({ METRICS_TOKEN: '' });
  expect((await fetch(`${running.base}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } })).status).toBe(404);
  const told = await (await fetch(`${running.base}/version`)).text();
  expect(told).toMatch(/^\{"version":"\d+\.\d+\.\d+[^"]*"\}$/);
});

test('once a day an alert goes the whole way, over a restart too', async () => {
  at('08:54');
  await begin();
  await new Promise((later) => setTimeout(later, 1_500));
  expect(hook.notices).toEqual([]);
  at('08:55');
  await until(() => hook.notices.includes('test'));
  running = await running.restart();
  at('17:00');
  await new Promise((later) => setTimeout(later, 1_500));
  expect(hook.notices.filter((one) => one === 'test')).toHaveLength(1);
  clock.now += 24 * 60 * 60_000;
  await until(() => hook.notices.filter((one) => one === 'test').length === 2);
});

test('a test that does not arrive rings, and so does what is stuck', async () => {
  hook.answer = status(503);
  await begin();
  await until(() => hook.notices.includes('test'));
  at('10:14');
  expect(await rings('testAlertLate')).toBe(false);
  at('10:16');
  await until(() => rings('testAlertLate'));
  await until(() => rings('outboxStuck'));
  expect(running.logged()).toContain('"alarm":"testAlertLate"');
  hook.answer = status(202);
  clock.now += 10 * 60_000;
  await until(async () => {
    clock.now += 11_000;
    return !(await rings('testAlertLate'));
  });
  expect(running.logged()).toContain('an alarm is over');
});

test('PALS is open and nobody is there: it rings after five minutes, once an hour, until somebody comes', async () => {
  await begin({ TEST_ALERT_AT: 'off' });
  at('10:30');
  await new Promise((later) => setTimeout(later, 1_200));
  // Nobody has ever been there.
  expect(hook.notices).toEqual([]);
  await (await signIn()).leave();
  clock.now += 11_000;
  await new Promise((later) => setTimeout(later, 1_200));
  expect(hook.notices).toEqual([]);
  at('10:37');
  await until(() => hook.notices.includes('deskEmpty'));
  at('11:30');
  await new Promise((later) => setTimeout(later, 1_200));
  expect(hook.notices).toEqual(['deskEmpty']);
  at('11:38');
  await until(() => hook.notices.length === 2);
  const asha = await signIn();
  clock.now += 11_000;
  await until(async () => !(await rings('deskEmpty')));
  await asha.leave();
});

test('an emergency that nobody has five minutes after it was due rings', async () => {
  await begin({ TEST_ALERT_AT: 'off' });
  const asha = await signIn();
  const person = await Person.start(running.base);
  await person.ask('I have chest pain and cannot breathe');
  const [one] = await asha.cases('waiting');
  clock.now = Date.parse(one?.dueAt ?? '') + 4 * 60_000;
  await new Promise((later) => setTimeout(later, 1_200));
  expect(hook.notices).not.toContain('urgentWaits');
  clock.now += 2 * 60_000;
  await until(() => hook.notices.includes('urgentWaits'));
  await asha.does(one?.reference ?? '', 'pickUp');
  clock.now += 11_000;
  await until(async () => !(await rings('urgentWaits')));
});

test('what is found after masking is removed too, and told', () => {
  const missed = jest.fn();
  // A rule that sees the second number only once the first is gone.
  const mask = surelyMasked((text) => {
    const masked = text.replace('111', '[number]');
    return { text: masked, removed: masked === text ? [] : ['phone'] };
  }, missed);
  expect(mask('111 and 111')).toEqual({ text: '[number] and [number]', removed: ['phone'] });
  expect(missed).toHaveBeenCalledTimes(1);
  expect(mask('nothing').removed).toEqual([]);
  expect(mask('one 111').text).toBe('one [number]');
  expect(missed).toHaveBeenCalledTimes(1);
});
