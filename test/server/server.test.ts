/** What holds for every route, and how the process starts and stops. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from '../../server';
import { Person } from '../directLine/service';
import { freePort, startProcess } from './serviceProcess';

describe('a handler that throws', () => {
  it('is an answer of 500 that tells nothing, in whatever way it throws, and ends no process', async () => {
    const logged: object[] = [];
    const server = createServer({
      origins: { allowedOrigins: [], publicUrl: 'https://chat.example.org', trustProxy: false },
      store: { check: () => Promise.resolve() },
      isOff: () => false,
      say: (code) => `said ${code}`,
      log: { error: (facts) => void logged.push(facts) },
    });
    const fail = (): never => {
      throw new Error('canary: what a person wrote');
    };
    server.get('/sync', (_request, _response, next) => {
      fail();
      next();
    });
    server.get('/async', async (_request, _response) => {
      await Promise.resolve();
      fail();
    });
    server.get('/next', (_request, _response, next) => {
      next(new Error('canary: what a person wrote'));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const base = `http://127.0.0.1:${server.address().port}`;
    for (const path of ['/sync', '/async', '/next', '/sync']) {
      const answer = await fetch(base + path);
      expect([path, answer.status]).toEqual([path, 500]);
      expect(await answer.json()).toEqual({ error: { code: 'failed', message: 'said failed' } });
    }
    expect(JSON.stringify(logged)).not.toMatch(/canary/);
    const { headers } = await fetch(`${base}/livez`);
    expect(headers.get('strict-transport-security')).toMatch(/max-age/);
    await new Promise<void>((resolve) => {
      server.close(resolve);
      server.server.closeAllConnections();
    });
  });
});

describe('the process', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pals-process-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('prints where to open the chat, and serves the page under a strict policy', async () => {
    const running = startProcess({ port: await freePort(), folder });
    try {
      await running.ready();
      expect(running.output()).toMatch(/http:\/\/localhost:\d+\/chat/);
      const page = await fetch(`${running.base}/chat`, { headers: { accept: 'text/html' } });
      expect(page.status).toBe(200);
      const policy = page.headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/default-src 'none'/);
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none';
      expect(await page.text()).toContain(`nonce="${nonce}"`);
      const again = await fetch(`${running.base}/chat`);
      expect(again.headers.get('content-security-policy')).not.toContain(nonce);
    } finally {
      await running.kill('SIGKILL');
    }
  });

  it('ends at SIGTERM with everything answered and one plain database file, though sockets are open', async () => {
    const running = startProcess({ port: await freePort(), folder });
    await running.ready();
    const person = await Person.start(running.base);
    const stream = await person.stream();
    const ids = await Promise.all(Array.from({ length: 10 }, (_, i) => person.say(`message ${i}`)));
    expect(await running.kill('SIGTERM')).toBe(0);
    expect(stream.closedWith).toBe(1012);
    expect(readdirSync(folder)).toEqual(['pals.db']);

    const next = startProcess({ port: await freePort(), folder });
    await next.ready();
    try {
      const back = person.at(next.base);
      const caughtUp = await back.stream();
      await Promise.all(ids.map((id) => caughtUp.answerTo(id)));
      const { activities } = await back.read(0);
      expect(activities.filter(({ replyToId }) => replyToId !== undefined).map(({ replyToId }) => replyToId)).toEqual(
        activities.filter(({ from }) => from.role === 'user').map(({ id }) => id),
      );
      caughtUp.close();
    } finally {
      await next.kill('SIGKILL');
    }
  });

  it('does not start on wrong settings, and names them', async () => {
    const settings = { HOST: '127.0.0.1', LOG_LEVEL: 'loud', TRUST_PROFILE: '' };
    const refused = startProcess({ port: await freePort(), folder, settings });
    expect(await refused.ended()).toBe(1);
    expect(refused.output()).toMatch(/LOG_LEVEL must be/);
  });
});
