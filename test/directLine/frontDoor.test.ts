/** The front door: who may come in, with what, how often; and what the refusals say. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import jwt from 'jsonwebtoken';
import { call, Person, refusalSchema, runService, Stream, type RunningService } from './service';

const refusal = (body: unknown) => refusalSchema.parse(body);
const KEY = 'a key of the administrator, long enough to be one';

describe('tokens', () => {
  let running: RunningService;
  let clock = Date.now();
  beforeAll(async () => {
    running = await runService({
      now: () => new Date(clock),
      settings: {
        ALLOWED_ORIGINS: 'https://www.example.org',
        DIRECTLINE_SIGNING_KEY: KEY,
        LIMIT_STARTS_PER_MINUTE: '999',
      },
    });
  });
  afterAll(() => running.dispose());
  const generate = (headers: Record<string, string>) =>
    fetch(`${running.base}/v3/directline/tokens/generate`, { method: 'POST', headers });

  it('are given to our own page and to the web sites that the Trust allows, and to nobody else', async () => {
    const tries = [
      [{ origin: running.base }, 200],
      [{ origin: 'https://www.example.org' }, 200],
      [{}, 403],
      [{ origin: 'null' }, 403],
      [{ origin: 'https://www.example.org.evil.example' }, 403],
      [{ origin: 'https://example.org' }, 403],
      [{ origin: `${running.base}.evil.example` }, 403],
    ] as const;
    for (const [headers, status] of tries)
      expect([headers, (await generate(headers)).status]).toEqual([headers, status]);
  });

  it('let an allowed web site read the answers, and no other', async () => {
    const allowed = await generate({ origin: 'https://www.example.org' });
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://www.example.org');
    expect((await generate({ origin: 'https://evil.example' })).headers.get('access-control-allow-origin')).toBeNull();
    const preflight = await fetch(`${running.base}/v3/directline/conversations`, {
      method: 'OPTIONS',
      headers: { origin: 'https://www.example.org', 'access-control-request-headers': 'authorization,x-ms-bot-agent' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(
      /authorization.*content-type.*x-ms-bot-agent/,
    );
  });

  it('last 1,800 seconds, are bound to one conversation and one user, and are renewed for the same', async () => {
    const made = await Person.token(running.base);
    const claims = jwt.decode(made.token, { json: true });
    expect(claims?.conv).toBe(made.conversationId);
    expect(claims?.user).toMatch(/^dl_/);
    expect((claims?.exp ?? 0) - (claims?.iat ?? 0)).toBe(1_800);
    clock += 1_000_000;
    const renewed = await call(running.base, 'POST', '/tokens/refresh', { token: made.token });
    expect(renewed.body).toMatchObject({ conversationId: made.conversationId, expires_in: 1_800 });
    // A phone that slept: nothing but a renewal for a day, then nothing at all.
    clock += 20 * 3_600_000;
    expect((await call(running.base, 'POST', '/conversations', { token: made.token })).status).toBe(403);
    expect((await call(running.base, 'POST', '/tokens/refresh', { token: made.token })).status).toBe(200);
    clock += 5 * 3_600_000;
    expect((await call(running.base, 'POST', '/tokens/refresh', { token: made.token })).status).toBe(403);
  });

  it('open one conversation only, and nothing once they are wrong in any way', async () => {
    const [mine, theirs] = [await Person.start(running.base), await Person.start(running.base)];
    const keyInUse = createHash('sha256').update(KEY).digest();
    const signed = (claims: object, key: string | Buffer = keyInUse, options: jwt.SignOptions = {}) =>
      jwt.sign(claims, key, options);
    const iat = Math.floor(clock / 1000);
    const good = { conv: mine.id, user: 'dl_x', aud: 'directline', iat, exp: iat + 100 };
    const ticket = new URL(mine.streamUrl).searchParams.get('t') ?? '';
    const wrong: Record<string, [string | undefined, number]> = {
      none: [undefined, 401],
      nonsense: ['nonsense', 403],
      "another conversation's": [theirs.token, 403],
      'a stream ticket': [ticket, 403],
      'signed with another key': [signed(good, 'other key'), 403],
      'signed with the setting itself': [signed(good, KEY), 403],
      unsigned: [signed(good, '', { algorithm: 'none' }), 403],
      'signed by another method': [signed(good, keyInUse, { algorithm: 'HS512' }), 403],
      expired: [signed({ ...good, exp: iat - 1 }), 403],
      'without a conversation': [signed({ ...good, conv: undefined }), 403],
      'without a user of ours': [signed({ ...good, user: 'admin' }), 403],
      'cut short': [mine.token.slice(0, -3), 403],
    };
    const doors = [
      ['GET', `/conversations/${mine.id}`],
      ['GET', `/conversations/${mine.id}/activities`],
      ['POST', `/conversations/${mine.id}/activities`],
      ['POST', `/conversations/${mine.id}/upload`],
      ['DELETE', `/conversations/${mine.id}`],
    ] as const;
    for (const [name, [token, status]] of Object.entries(wrong)) {
      for (const [method, path] of doors) {
        const body = method === 'POST' ? { type: 'message', text: 'x' } : undefined;
        const answered = await call(running.base, method, path, { ...(token && { token }), body });
        expect([name, method, path, answered.status]).toEqual([name, method, path, status]);
        expect(refusal(answered.body).error.message.length).toBeGreaterThan(20);
      }
    }
    // The last two doors stand: nothing above was deleted or said.
    expect((await call(running.base, 'GET', doors[1][1], { token: signed(good) })).status).toBe(200);
    expect((await mine.read()).activities.every(({ from }) => from.role === 'bot')).toBe(true);
  });

  it('open no stream themselves: only a ticket of the same conversation does, for 60 seconds', async () => {
    const [mine, theirs] = [await Person.start(running.base), await Person.start(running.base)];
    const url = (ticket: string) => `${mine.streamUrl.split('?')[0]}?t=${ticket}`;
    const ticketOf = (person: Person) => new URL(person.streamUrl).searchParams.get('t') ?? '';
    for (const ticket of ['', 'x', mine.token, ticketOf(theirs)]) {
      await expect(Stream.open(url(ticket))).rejects.toThrow(/403/);
    }
    await expect(Stream.open(url(ticketOf(mine)).replace('/stream', '/elsewhere'))).rejects.toThrow(/404/);
    const stream = await Stream.open(url(ticketOf(mine)));
    clock += 61_000;
    await expect(Stream.open(url(ticketOf(mine)))).rejects.toThrow(/403/);
    // What is open stays open.
    await stream.answerTo(await mine.say('Me'));
    stream.close();
  });

  it('of a conversation that was never started, read nothing', async () => {
    const { conversationId, token } = await Person.token(running.base);
    for (const path of ['', '/activities']) {
      expect((await call(running.base, 'GET', `/conversations/${conversationId}${path}`, { token })).status).toBe(404);
    }
  });
});

describe('limits', () => {
  let running: RunningService;
  beforeEach(async () => {
    running = await runService({
      settings: {
        LIMIT_STARTS_PER_MINUTE: '5',
        LIMIT_MESSAGES_PER_MINUTE: '4',
        LIMIT_MESSAGES_PER_SOURCE_PER_MINUTE: '100',
      },
    });
  });
  afterEach(() => running.dispose());

  it('refuse a source that starts too many chats, say when to come back, and leave running chats alone', async () => {
    const person = await Person.start(running.base);
    const tries = [];
    for (let i = 0; i < 6; i += 1) tries.push(await call(running.base, 'POST', '/tokens/generate', { body: {} }));
    expect(tries.map(({ status }) => status)).toEqual([200, 200, 200, 200, 429, 429]);
    expect(Number(tries.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await person.ask('Me')).length).toBeGreaterThan(1);
  });

  it('refuse too many messages of one chat, and give the safety card all the same', async () => {
    const [busy, calm] = [await Person.start(running.base), await Person.start(running.base)];
    for (let i = 0; i < 4; i += 1) await busy.say(`message ${i}`);
    const refused = await busy.post({ type: 'message', text: 'He is not breathing' });
    expect(refused.status).toBe(429);
    expect(refusal(refused.body).pals?.screens[0]).toMatchObject({ tier: 'T0' });
    expect((await busy.read()).activities.some(({ text }) => text === 'He is not breathing')).toBe(false);
    expect((await calm.ask('Me')).length).toBeGreaterThan(1);
  });

  it('refuse what is more than an instance takes from everybody together, with the card', async () => {
    await running.dispose();
    running = await runService({ settings: { LIMIT_MESSAGES_IN_ALL_PER_MINUTE: '3' } });
    const people = [await Person.start(running.base), await Person.start(running.base)];
    for (const person of people) await person.say('Me');
    await people[0]?.say('No');
    const refused = await people[1]?.post({ type: 'message', text: 'He is not breathing' });
    expect(refused?.status).toBe(429);
    expect(refusal(refused?.body).pals?.screens[0]).toMatchObject({ tier: 'T0' });
    expect((await people[1]?.read())?.activities.length).toBeGreaterThan(1);
  });

  it('never touch reading and streaming', async () => {
    const person = await Person.start(running.base);
    const polls = await Promise.all(Array.from({ length: 300 }, () => person.call('GET', '/activities')));
    expect(new Set(polls.map(({ status }) => status))).toEqual(new Set([200]));
    const streams = await Promise.all(Array.from({ length: 8 }, () => person.stream()));
    const id = await person.say('Me');
    await Promise.all(streams.map((stream) => stream.answerTo(id)));
    streams.forEach((stream) => {
      stream.close();
    });
  });

  it('give text over 10,000 characters a kind answer and its safety card, and keep nothing of it', async () => {
    const person = await Person.start(running.base);
    for (const text of [`${'la '.repeat(4_000)} he is not breathing`, `he is not breathing ${'la '.repeat(12_000)}`]) {
      const { status, body } = await person.post({ type: 'message', text });
      expect(status).toBe(413);
      expect(refusal(body).error.code).toBe('tooLong');
      expect(refusal(body).pals?.screens[0]).toMatchObject({ tier: 'T0' });
    }
    expect((await person.read()).activities.every(({ from }) => from.role === 'bot')).toBe(true);
  });

  it('take no body over 64 KB, whether its length is told or not, nor a packed one', async () => {
    const person = await Person.start(running.base);
    const large = JSON.stringify({ type: 'message', text: 'x', channelData: 'y'.repeat(70_000) });
    const post = (body: NonNullable<RequestInit['body']>, headers: Record<string, string> = {}) =>
      fetch(`${running.base}/v3/directline/conversations/${person.id}/activities`, {
        method: 'POST',
        headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/json', ...headers },
        body,
        duplex: 'half',
      });
    expect((await post(large)).status).toBe(413);
    expect((await post(new Blob([large]).stream())).status).toBe(413);
    const packed: Buffer = gzipSync(JSON.stringify({ type: 'message', text: 'a'.repeat(1_000_000) }));
    expect((await post(packed, { 'content-encoding': 'gzip' })).status).toBe(415);
    expect((await post('type=message', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
  });
});

describe('refusals', () => {
  let running: RunningService;
  beforeAll(async () => {
    running = await runService();
  });
  afterAll(() => running.dispose());

  it('tell nothing of the inside, whatever is sent', async () => {
    const person = await Person.start(running.base);
    const bodies = [
      '{"type":',
      '[]',
      'null',
      '"text"',
      '{}',
      '{"type":5}',
      '{"type":"message","text":{"a":1}}',
      '{"type":"message","attachments":"x"}',
      `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
    ];
    for (const body of bodies) {
      const answered = await person.call('POST', '/activities', body);
      expect([body.slice(0, 40), answered.status]).toEqual([body.slice(0, 40), 400]);
      expect(JSON.stringify(answered.body)).not.toMatch(/zod|JSON|position|Error|expected/);
    }
    expect((await person.call('GET', '/activities?watermark=abc')).status).toBe(400);
    // What may look odd and is a message all the same.
    for (const body of [
      { type: 'message', text: null, value: { at: 5 }, channelData: 'x', ['__proto__']: { a: 1 } },
      { type: 'message', text: 'x', channelData: { clientActivityID: { a: 1 } } },
      { type: 'message', value: 'posted back' },
    ]) {
      expect((await person.post(body)).status).toBe(200);
    }
  });

  it('are ours for unknown addresses and methods too, and no header names the software', async () => {
    const answers = await Promise.all([
      fetch(`${running.base}/nothing?q=canary`, { headers: { accept: 'text/html' } }),
      fetch(`${running.base}/v3/directline/tokens/generate`),
      fetch(`${running.base}/v3/directline/conversations/%E0%A4%A/activities`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 405, expect.any(Number)]);
    for (const answer of answers) {
      const text = await answer.text();
      expect(text).not.toMatch(/canary|restify|nothing\?/i);
      expect(answer.status).toBeLessThan(500);
      expect(answer.headers.get('server')).toBeNull();
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    }
  });
});

describe('a store that fails', () => {
  it('leaves the message unacknowledged, gives the safety card, and takes the same message later, once', async () => {
    const running = await runService();
    try {
      const person = await Person.start(running.base);
      const broken = jest.spyOn(running.service.store, 'append').mockRejectedValue(new Error('canary: disk on fire'));
      const post = () =>
        person.post({ type: 'message', text: 'He is not breathing', channelData: { clientActivityID: 'one' } });
      const refused = await post();
      expect(refused.status).toBe(503);
      expect(refusal(refused.body).pals?.screens[0]).toMatchObject({ tier: 'T0' });
      expect(JSON.stringify(refused.body)).not.toMatch(/canary/);
      expect(running.logged()).not.toMatch(/canary|breathing/);
      broken.mockRestore();
      expect((await post()).status).toBe(200);
      expect((await post()).status).toBe(200);
      const { activities } = await person.read();
      expect(activities.filter(({ from }) => from.role === 'user')).toHaveLength(1);
    } finally {
      await running.dispose();
    }
  });

  it('never makes a poll fail: nothing new is said until it reads again', async () => {
    const running = await runService();
    try {
      const person = await Person.start(running.base);
      const broken = jest.spyOn(running.service.store, 'read').mockRejectedValue(new Error('canary'));
      const { status, body } = await person.call('GET', '/activities?watermark=1');
      expect([status, body]).toEqual([200, { activities: [], watermark: '1' }]);
      broken.mockRestore();
    } finally {
      await running.dispose();
    }
  });

  it('tries the commit of a turn again, until the answer stands, once', async () => {
    const running = await runService();
    try {
      const person = await Person.start(running.base);
      const stream = await person.stream();
      const commit = jest.spyOn(running.service.store, 'commitTurn').mockRejectedValueOnce(new Error('canary'));
      const id = await person.say('Me');
      await stream.answerTo(id);
      expect(commit).toHaveBeenCalledTimes(2);
      expect((await person.read()).activities.filter(({ replyToId }) => replyToId === id)).toHaveLength(1);
      expect((await person.ask('Other')).length).toBeGreaterThan(1);
      stream.close();
    } finally {
      await running.dispose();
    }
  });

  it('is said at /readyz, while /livez goes on', async () => {
    const running = await runService();
    try {
      const state = async (path: string) => (await fetch(`${running.base}${path}`)).status;
      expect([await state('/livez'), await state('/readyz')]).toEqual([200, 200]);
      jest.spyOn(running.service.store, 'check').mockRejectedValue(new Error('canary'));
      expect([await state('/livez'), await state('/readyz')]).toEqual([200, 503]);
    } finally {
      await running.dispose();
    }
  });
});
