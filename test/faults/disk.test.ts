/** G9 on the real process: a disk that is full, and a database that somebody else holds. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FormReader } from '../pages/formReader';
import { Person, refusalSchema } from '../directLine/service';
import { freePort, startProcess, type ServiceProcess } from '../server/serviceProcess';

let folder: string;
const running: ServiceProcess[] = [];
const start = (options: { port: number; fileBlocks?: number }): ServiceProcess => {
  const started = startProcess({ ...options, folder });
  running.push(started);
  return started;
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pals-disk-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.kill('SIGKILL')));
  rmSync(folder, { recursive: true, force: true });
});

it('a full disk refuses messages with the safety card, keeps what it acknowledged, and goes on once there is room', async () => {
  const port = await freePort();
  // Room for the schema and some messages, in the database and in its log each.
  const full = start({ port, fileBlocks: 760 });
  await full.ready();
  const person = await Person.start(full.base);
  const taken: string[] = [];
  const emergency = { type: 'message', text: 'He is not breathing' };
  let refused = await person.post({ type: 'typing' });
  for (let i = 0; refused.status === 200 && i < 500; i += 1) {
    refused = await person.post({ ...emergency, text: `${emergency.text} ${'la '.repeat(2_000)}` });
    if (refused.status === 200) taken.push(JSON.stringify(refused.body));
  }
  expect(taken.length).toBeGreaterThan(0);
  expect(refused.status).toBe(503);
  expect(refusalSchema.parse(refused.body).pals?.screens[0]).toMatchObject({ tier: 'T0' });
  expect((await fetch(`${full.base}/livez`)).status).toBe(200);
  // What is small may still fit for a while.
  let ready = 200;
  for (let i = 0; ready === 200 && i < 500; i += 1) ready = (await fetch(`${full.base}/readyz`)).status;
  expect(ready).toBe(503);
  // Reading goes on.
  const before = (await person.read(0)).activities.filter(({ from }) => from.role === 'user');
  expect(before.map(({ id }) => JSON.stringify({ id }))).toEqual(taken);
  expect(full.output()).not.toMatch(/breathing|la la/);
  await full.kill('SIGKILL');

  const roomy = start({ port });
  await roomy.ready();
  const stream = await person.stream();
  const id = await person.say('Me');
  await stream.answerTo(id);
  stream.close();
  const { activities } = await person.read(0);
  const said = activities.filter(({ from }) => from.role === 'user');
  expect(said.map((activity) => JSON.stringify({ id: activity.id })).slice(0, -1)).toEqual(taken);
  // Each has its answer by now, also those that were waiting when the disk was full.
  for (const message of said) expect(activities.some(({ replyToId }) => replyToId === message.id)).toBe(true);
}, 120_000);

it('a full disk: the question pages give back what was written, with the card that it needs, and go on later', async () => {
  const port = await freePort();
  const full = start({ port, fileBlocks: 760 });
  await full.ready();
  const reader = new FormReader(full.base);
  await reader.get();
  await reader.post({ choice: JSON.stringify({ at: 'who', answer: 'me' }) });
  const words = `He is not breathing ${'la '.repeat(2_000)}`.trim();
  for (let i = 0; reader.page.status === 200 && i < 500; i += 1) await reader.post({ message: words });
  const { status, html } = reader.page;
  expect(status).toBe(503);
  expect(html).toContain('that did not reach us');
  expect(html).toContain(`>${words}</textarea>`);
  expect(html).toContain('nhsuk-card--care--emergency');
  // Whoever comes now still has the first question, and is told the same.
  const newcomer = new FormReader(full.base);
  expect((await newcomer.get()).status).toBe(200);
  expect((await newcomer.post({ message: words })).status).toBe(503);
  expect(newcomer.page.html).toContain(`>${words}</textarea>`);
  expect(full.output()).not.toMatch(/breathing|la la/);
  await full.kill('SIGKILL');

  const roomy = start({ port });
  await roomy.ready();
  const again = new FormReader(roomy.base);
  again.cookie = reader.cookie;
  await again.get();
  // What was stored and had no room for its answer is answered now: the page may be further on, and never back.
  expect(again.page.status).toBe(200);
  expect(again.page.html).toContain('<form');
  expect((await again.post({ message: words })).status).toBe(200);
}, 120_000);

it('a second process on the same database is refused with a sentence that says what to do', async () => {
  const first = start({ port: await freePort() });
  await first.ready();
  const second = start({ port: await freePort() });
  expect(await second.ended()).toBe(1);
  expect(second.output()).toMatch(/Another process has this database file open.*DATABASE_URL/);
  expect((await fetch(`${first.base}/readyz`)).status).toBe(200);
});

it('a database that another program holds is not waited for in silence', async () => {
  const path = join(folder, 'pals.db');
  const hold = `const D = require('libsql'); const d = new D(${JSON.stringify(path)}); d.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE'); console.log('held'); setInterval(() => d, 1000)`;
  const holder = spawn(process.execPath, ['-e', hold], { stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise((resolve) => holder.stdout.once('data', resolve));
  try {
    const refused = start({ port: await freePort() });
    expect(await refused.ended()).toBe(1);
    expect(refused.output()).toMatch(/Another process has this database file open/);
  } finally {
    holder.kill('SIGKILL');
  }
});
