/** Those who run the service: the assistant's switch, and all that is kept of one case. */
import { spawnSync } from 'node:child_process';
import { z } from 'zod';
import { openingSchema } from '../../channels/desk/wire';
import { call, newId, Person, runService, Stream, type RunningService } from '../directLine/service';
import { Advisor, codeIn, deskCall, refusalOf } from './advisor';

let running: RunningService;
let sue: Advisor;
let olu: Advisor;
beforeEach(async () => {
  running = await runService();
  const link = running.service.deskLink(Number(new URL(running.base).port)) ?? '';
  sue = await Advisor.enter(running.base, codeIn(link), 'Sue Marsh', 'supervisor');
  olu = await sue.colleague('Olu Adeyemi', 'administrator');
});
afterEach(() => running.dispose());

const page = (path: string, headers = { accept: 'text/html' }) =>
  fetch(`${running.base}${path}`, { headers, redirect: 'manual' });
const turn = (by: Advisor, isOff: boolean) => by.post('/switch', { isOff });
const offAt = ({ body }: { body: unknown }) => openingSchema.parse(body).off;

describe('the switch', () => {
  test('one press turns every way in to a page with emergency advice and PALS, and is on record', async () => {
    const person = await Person.start(running.base);
    const stream = await Stream.open(person.streamUrl);
    expect(offAt(await turn(sue, true))?.text).toMatch(
      /^Sue Marsh turned the assistant off at .+ People get PALS's number/,
    );
    await stream.until(() => stream.closedWith !== null);
    for (const path of [
      '/chat',
      '/',
      '/leaflet',
      '/questions',
      '/questions/summary',
      '/chat/frame',
      '/accessibility',
    ]) {
      const shown = await page(path);
      const html = await shown.text();
      expect([path, shown.status, shown.headers.get('cache-control')]).toEqual([path, 503, 'no-store']);
      expect(html).toMatch(
        /This chat is turned off for now[^]*Call 999 or go to A&amp;E now if:[^]*Call 111[^]*020 7946 0000/,
      );
      expect(html).not.toMatch(/<script|<form|href="\/chat"/);
    }
    expect(await running.service.store.switchings(5)).toMatchObject([{ isOff: true, by: { name: 'Sue Marsh' } }]);
    // What is needed goes on: the desk, the checks, and leaving the page quickly.
    expect((await page('/desk')).status).toBe(200);
    expect((await page('/readyz')).status).toBe(200);
    expect((await page('/questions/exit')).status).toBe(303);
    expect((await sue.get('/cases')).status).toBe(200);

    expect(offAt(await turn(olu, false))).toBeNull();
    expect((await page('/chat')).status).toBe(200);
    expect(await running.service.store.switchings(5)).toMatchObject([
      { isOff: false, by: { name: 'Olu Adeyemi' } },
      { isOff: true, by: { name: 'Sue Marsh' } },
    ]);
    // The chat goes on where it was.
    expect(await person.say('Me')).toBeDefined();
  });

  test('what is written all the same is not kept, and an emergency gets its card in the same answer', async () => {
    const person = await Person.start(running.base);
    await turn(sue, true);
    const posted = await call(running.base, 'POST', `/conversations/${person.id}/activities`, {
      token: person.token,
      body: { type: 'message', text: 'my dad has crushing chest pain', channelData: { clientActivityID: newId() } },
    });
    expect(posted.status).toBe(503);
    const text = JSON.stringify(posted.body);
    expect(text).toMatch(/"code":"off"[^]*Call 999[^]*this chat is turned off for now[^]*020 7946 0000/);
    for (const [method, path] of [
      ['POST', '/tokens/generate'],
      ['POST', '/conversations'],
      ['GET', `/conversations/${person.id}`],
      ['POST', '/return'],
    ] as const)
      expect([
        path,
        (await call(running.base, method, path, { token: person.token, ...(method === 'POST' && { body: {} }) }))
          .status,
      ]).toEqual([path, 503]);
    const polled = await call(running.base, 'GET', `/conversations/${person.id}/activities`, {
      token: person.token,
    });
    expect(polled).toMatchObject({ status: 200, body: { activities: [] } });
    // Whoever wants their chat gone can still have that.
    expect((await call(running.base, 'DELETE', `/conversations/${person.id}`, { token: person.token })).status).toBe(
      204,
    );
    await running.service.store.check();
    expect(running.stored()).not.toContain('crushing');
  });

  test('it stands over a restart; the settings can keep it off, and then the desk cannot turn it on', async () => {
    await turn(sue, true);
    running = await running.restart();
    expect((await page('/chat')).status).toBe(503);
    await deskCall(running.base, 'POST', '/switch', { cookie: sue.cookie, body: { isOff: false } });
    expect((await page('/chat')).status).toBe(200);
    await running.dispose();

    running = await runService({ settings: { SERVICE: 'off' } });
    const link = running.service.deskLink(Number(new URL(running.base).port)) ?? '';
    const again = await Advisor.enter(running.base, codeIn(link), 'Sue Marsh', 'supervisor');
    expect((await page('/chat')).status).toBe(503);
    expect(refusalOf(await turn(again, false)).error.code).toBe('keptOff');
  });

  test('advisors and auditors cannot turn it', async () => {
    for (const role of ['advisor', 'auditor'] as const)
      expect(refusalOf(await turn(await sue.colleague(`A ${role}`, role), true)).error.code).toBe('notYourRole');
    expect((await page('/chat')).status).toBe(200);
  });
});

describe('what is kept of one case', () => {
  const WORDS = 'i told them about the zebrawood table';
  /** A caller's case with a chat, a note and an end. */
  const aCase = async (): Promise<string> => {
    const { reference } = await sue.call();
    await sue.enter(reference, WORDS);
    await sue.post(`/cases/${reference}/notes`, { text: 'noted: likes pomegranate' });
    return reference;
  };
  const end = async (reference: string): Promise<void> => {
    await sue.does(reference, 'endCall');
    await sue.does(reference, 'close', { reason: 'answered' });
  };
  const recordSchema = z.object({
    case: z.object({ reference: z.string() }),
    chat: z.array(z.object({ from: z.string(), text: z.string().optional() })),
    notes: z.array(z.object({ text: z.string() })),
    history: z.array(z.unknown()),
  });

  test('is given out whole, by its reference as people write it', async () => {
    const reference = await aCase();
    const given = await olu.post('/records/export', { reference: reference.toLowerCase().replaceAll('-', ' ') });
    expect(given.headers.get('content-disposition')).toBe(`attachment; filename="${reference}.json"`);
    const record = recordSchema.parse(given.body);
    expect(record.case.reference).toBe(reference);
    expect(record.chat.map(({ text }) => text)).toContain(WORDS);
    expect(record.notes.map(({ text }) => text)).toEqual(['noted: likes pomegranate']);
    expect(record.history.length).toBeGreaterThan(1);
    expect((await olu.post('/records/export', { reference: 'SO-AAAA-BBBB' })).status).toBe(404);
  });

  test('is erased from every table, file and log, but for the count; not while PALS is busy with it', async () => {
    const reference = await aCase();
    const busy = await olu.post('/records/erase', { reference });
    expect(refusalOf(busy).error).toMatchObject({ code: 'caseOpen', message: /Close it first/ });
    await end(reference);
    expect(await olu.post('/records/erase', { reference })).toMatchObject({
      status: 200,
      body: { chats: 1, cases: 1 },
    });
    expect((await sue.get(`/cases/${reference}`)).status).toBe(404);
    expect((await sue.post('/search', { words: 'pomegranate' })).body).toMatchObject({ cases: [] });
    expect(await running.service.store.removals(5)).toMatchObject([{ chats: 1, cases: 1, by: olu.id }]);
    await running.service.stop();
    for (const trace of ['zebrawood', 'pomegranate', reference]) expect(running.stored()).not.toContain(trace);
    expect(running.logged()).not.toMatch(/zebrawood|pomegranate/);
    const seen = spawnSync('grep', ['-rlaE', 'zebrawood|pomegranate', running.folder]);
    expect(String(seen.stdout)).toBe('');
  });

  test('is nobody’s but an administrator’s', async () => {
    const reference = await aCase();
    const others = [sue, await sue.colleague('Ann', 'advisor'), await sue.colleague('Noor', 'auditor')];
    for (const path of ['/records/export', '/records/erase'])
      for (const who of others) expect(refusalOf(await who.post(path, { reference })).error.code).toBe('notYourRole');
  });
});
