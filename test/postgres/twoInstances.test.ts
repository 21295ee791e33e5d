/** Two instances of the built product on one PostgreSQL: what one does the other shows, and either may go at any time. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startHook, type Hook } from '../alerts/hook';
import { launchChromium } from '../browser/chromium';
import { PHONE, Person as Visitor } from '../browser/chat';
import { LENIENT, trustThatNeverCloses } from '../browser/desk';
import { Advisor, codeIn, Live } from '../desk/advisor';
import { Person } from '../directLine/service';
import { ManyChats, pause } from '../faults/manyChats';
import { discard, freePort, type Product } from '../product';
import { startPair, type Pair } from './pair';

let trust: string;
let pair: Pair;
let hook: Hook;
let amy: Advisor;
beforeAll(async () => {
  trust = trustThatNeverCloses();
  hook = await startHook();
  const own = { TRUST_PROFILE: join(trust, 'profile.json'), ALERT_WEBHOOK_URL: hook.url, TEST_ALERT_AT: '00:00' };
  pair = await startPair(await freePort(), mkdtempSync(join(tmpdir(), 'pals-pair-')), { ...LENIENT, ...own });
  amy = await Advisor.enter(localhost(one()), codeIn(one().output()), 'Amy');
});
afterAll(async () => {
  await discard(pair);
  await hook.close();
  rmSync(trust, { recursive: true, force: true });
});

const instance = (n: number): Product => {
  const found = pair.instances[n];
  if (found === undefined) throw new Error('there are two');
  return found;
};
const one = (): Product => instance(0);
const other = (): Product => instance(1);
const localhost = ({ url }: Product): string => url.replace('127.0.0.1', 'localhost');

/** Somebody who has asked for PALS, at this instance. */
async function asked(product: Product): Promise<{ person: Person; reference: string }> {
  const person = await Person.start(product.url);
  const replies = await person.ask({ label: 'Talk to PALS', action: { bar: 'talkToPals' } });
  return { person, reference: /SO-\w{4}-\w{4}/.exec(JSON.stringify(replies))?.[0] ?? '' };
}

test('what leaves the system leaves it once, by whichever instance', async () => {
  await pause(4_000);
  expect(hook.notices).toEqual(['test']);
});

test('a person at one and an advisor at the other talk as if there were one', async () => {
  const live = await Live.open(localhost(one()), amy.cookie, amy.feedKey);
  const { person, reference } = await asked(other());
  await live.until((events) => events.some((event) => event.kind === 'case' && event.case.reference === reference));
  const stream = await person.stream((await person.read()).watermark);
  expect((await amy.post(`/cases/${reference}/moves`, { move: 'pickUp' })).status).toBe(200);
  expect((await amy.post(`/cases/${reference}/messages`, { text: 'I am Amy', clientId: 'a' })).status).toBe(200);
  await stream.until(({ activities }) => activities.some(({ text }) => text === 'I am Amy'));
  expect((await person.post({ type: 'typing' })).status).toBe(200);
  await live.until((events) => events.some((event) => event.kind === 'typing' && event.from === 'person'));
  await person.say('my scan was read wrongly');
  await live.until(() => live.texts(reference).includes('my scan was read wrongly'));
  // Her session holds there too.
  const there = await fetch(`${localhost(other())}/desk/api/cases/${reference}`, { headers: { cookie: amy.cookie } });
  expect(await there.json()).toMatchObject({ reference, state: 'withAdvisor' });
  expect((await amy.post(`/cases/${reference}/moves`, { move: 'close', reason: 'answered', seen: 1000 })).status).toBe(
    200,
  );
  live.close();
  stream.close();
});

test('whose desk is open at one is there at the other too, and no longer once it is closed', async () => {
  const client = new Client({ connectionString: pair.databaseUrl });
  await client.connect();
  /** What somebody who asks for PALS is told, as if nobody had done anything at a desk for six minutes. */
  const told = async (): Promise<string> => {
    const before = new Date(Date.now() - 6 * 60_000).toISOString();
    await client.query('UPDATE advisor SET seen_at = $1', [before]);
    const person = await Person.start(other().url);
    return JSON.stringify(await person.ask({ label: 'Talk to PALS', action: { bar: 'talkToPals' } }));
  };
  const live = await Live.open(localhost(one()), amy.cookie, amy.feedKey);
  await pause(2_500);
  expect(await told()).toContain('You can wait here');
  live.close();
  await pause(2_500);
  expect(await told()).not.toContain('You can wait here');
  await client.end();
});

test('of many who pick it up at both at once one has it, and the others are told who', async () => {
  const colleagues = await Promise.all(['Ben', 'Cat', 'Dev', 'Eve', 'Fay'].map((name) => amy.colleague(name)));
  const { reference } = await asked(one());
  const picks = await Promise.all(
    colleagues.map(({ cookie }, i) => {
      const base = localhost(instance(i % 2));
      const headers = { cookie, origin: base, 'x-pals-desk': '1', 'content-type': 'application/json' };
      const body = JSON.stringify({ move: 'pickUp' });
      return fetch(`${base}/desk/api/cases/${reference}/moves`, { method: 'POST', headers, body });
    }),
  );
  expect(picks.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
  const holder = (await amy.detail(reference)).holder?.name;
  for (const refused of picks.filter(({ status }) => status === 409))
    expect(await refused.text()).toContain(`${holder ?? '?'} `);
});

test('a chat that is cleared at one is over at the other', async () => {
  const person = await Person.start(one().url);
  const stream = await person.at(other().url).stream();
  expect((await person.call('DELETE', '')).status).toBe(204);
  await stream.until(({ closedWith }) => closedWith !== null);
  expect((await person.at(other().url).call('GET', '')).status).toBe(404);
});

test('turned off at one it is off at the other within two seconds', async () => {
  const sue = await amy.colleague('Sue', 'supervisor');
  expect((await sue.post('/switch', { isOff: true })).status).toBe(200);
  await pause(2_000);
  expect((await fetch(`${other().url}/chat`)).status).toBe(503);
  expect((await sue.post('/switch', { isOff: false })).status).toBe(200);
  await pause(2_000);
  expect((await fetch(`${other().url}/chat`)).status).toBe(200);
});

test('kill -9 of either at any instant loses, doubles and reorders no acknowledged message', async () => {
  const chats = new ManyChats(pair.url, 12);
  try {
    for (const n of [0, 1, 0]) {
      await pause(1_000 + Math.random() * 500);
      pair.use(pair.instances.filter((_, i) => i !== n));
      await pair.restartOne(n, 'SIGKILL');
    }
    await pause(500);
    const messages = await chats.checked();
    expect(messages).toBeGreaterThan(100);
    console.log(`${messages} acknowledged messages over 3 kills of one of two instances: all there, once, answered`);
  } finally {
    await chats.end();
  }
});

test('the server of the database moves: nobody loses a word, and all goes on', async () => {
  const chats = new ManyChats(pair.url, 6);
  try {
    await pause(1_000);
    await pair.server.restart();
    await pause(1_500);
    expect(await chats.checked()).toBeGreaterThan(20);
  } finally {
    await chats.end();
  }
});

test('one is stopped, as a release does it, under somebody in a chat: their page goes on and says nothing', async () => {
  const browser = await launchChromium();
  try {
    const visitor = await Visitor.open(browser, pair.url, PHONE);
    await visitor.choose('Me');
    for (const n of [0, 1]) {
      pair.use(pair.instances.filter((_, i) => i !== n));
      const began = Date.now();
      const restarted = pair.restartOne(n, 'SIGTERM');
      const before = await visitor.botSaid.count();
      await visitor.page
        .getByRole('button', { name: n === 0 ? 'Not in hospital. Not getting worse' : 'No' })
        .first()
        .click();
      await visitor.heardAfter(before);
      const gap = Date.now() - began;
      expect(await visitor.page.getByText('not connected').count()).toBe(0);
      await restarted;
      console.log(`answered ${gap} ms after the order to stop`);
    }
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  } finally {
    await browser.close();
  }
});
