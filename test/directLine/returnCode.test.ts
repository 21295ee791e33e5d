/** A chat found again by its return code, on any device and after days; and what a wrong code is told: nothing. */
import { z } from 'zod';
import { Advisor, codeIn } from '../desk/advisor';
import { call, Person, refusalSchema, runService, type Answered, type RunningService } from './service';

const DAY = 86_400_000;
const opened = z.object({ conversationId: z.string(), token: z.string(), expires_in: z.number() });
const log = z.object({ activities: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })) });

describe('a return code', () => {
  let running: RunningService;
  let clock = Date.now();
  beforeAll(async () => {
    running = await runService({ now: () => new Date(clock), settings: { LIMIT_WRONG_CODES_PER_HOUR: '9' } });
  });
  afterAll(() => running.dispose());
  const comeBack = (code: unknown, headers: Record<string, string> = {}): Promise<Answered> =>
    call(running.base, 'POST', '/return', { body: { code }, headers });
  const raise = async (): Promise<{ person: Person; reference: string; code: string }> => {
    const person = await Person.start(running.base);
    const said = await person.ask({ label: 'Talk to PALS', action: { bar: 'talkToPals' } });
    const panel = said.findLast(({ channelData }) => channelData.pals?.handover !== undefined)?.channelData.pals
      ?.handover;
    if (panel === undefined) throw new Error('no panel');
    return { person, reference: panel.reference, code: panel.returnCode };
  };
  const advisor = (): Promise<Advisor> => {
    const port = Number(new URL(running.base).port);
    return Advisor.enter(running.base, codeIn(running.service.deskLink(port) ?? ''), 'Sam');
  };

  it('finds the whole chat and PALS’s answer after days, however it is typed, and it goes on', async () => {
    const sam = await advisor();
    const { person, reference, code } = await raise();
    await sam.does(reference, 'pickUp');
    await sam.says(reference, 'Your scan is explained in this answer.');
    clock += 9 * DAY;
    for (const [nth, typed] of [
      code,
      code.toLowerCase(),
      ` ${code.replaceAll('-', ' ')} `,
      code.replace(/^SO-/, ''),
    ].entries()) {
      const found = opened.parse((await comeBack(typed)).body);
      expect(found.conversationId).toBe(person.id);
      const again = (method: string, body?: unknown): Promise<Answered> =>
        call(running.base, method, `/conversations/${found.conversationId}/activities`, { token: found.token, body });
      const texts = async () => log.parse((await again('GET')).body).activities.map(({ text }) => text);
      expect(await texts()).toContain('Your scan is explained in this answer.');
      expect((await again('POST', { type: 'message', text: `Thank you ${nth}` })).status).toBe(200);
      expect(await texts()).toContain(`Thank you ${nth}`);
    }
    expect((await (await advisor()).history(reference)).filter((line) => /return code/.test(line))).toHaveLength(4);
  });

  it('finds nothing once the chat is cleared, or after ninety days', async () => {
    const { person, code } = await raise();
    expect((await person.call('DELETE', '')).status).toBe(204);
    expect((await comeBack(code)).status).toBe(404);
    const { code: old } = await raise();
    clock += 91 * DAY;
    expect((await comeBack(old)).status).toBe(404);
  });

  it('that is wrong gets one and the same answer, whatever is wrong with it', async () => {
    clock += DAY;
    const { code, reference } = await raise();
    const wrong = [code.slice(0, -4) + 'ZZZZ', 'SO-AAAA-AAAA-AAAA-AAAA', reference, 'nonsense', "' OR 1=1 --", ''];
    const answers = await Promise.all(wrong.map((typed) => comeBack(typed)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(refusalSchema.parse(answers[0]?.body).error.code).toBe('returnCodeNotFound');
    expect(running.logged()).not.toContain(code);
  });

  it('is asked for by our own page and allowed web sites only, and is never in an address', async () => {
    const { code } = await raise();
    expect((await comeBack(code, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await call(running.base, 'POST', `/return?code=${code}`, { body: {} })).status).toBe(400);
    expect((await comeBack({ code })).status).toBe(400);
    expect((await call(running.base, 'GET', `/return?code=${code}`)).status).toBe(405);
  });
});

it('after too many wrong codes nothing more is looked up for this source, and right ones do not count', async () => {
  const running = await runService({ settings: { LIMIT_WRONG_CODES_PER_HOUR: '3', TRUST_PROXY: 'true' } });
  const person = await Person.start(running.base);
  const said = await person.ask({ label: 'Talk to PALS', action: { bar: 'talkToPals' } });
  const code = said.at(-1)?.channelData.pals?.handover?.returnCode ?? '';
  const from = (source: string, typed: string): Promise<Answered> =>
    call(running.base, 'POST', '/return', {
      body: { code: typed },
      headers: { 'x-forwarded-for': source, 'x-forwarded-proto': 'http' },
    });
  for (let tries = 0; tries < 6; tries++) expect((await from('192.0.2.1', code)).status).toBe(200);
  // All at once is no way around.
  const many = await Promise.all(Array.from({ length: 12 }, () => from('192.0.2.1', 'SO-AAAA-AAAA-AAAA-AAAA')));
  expect(many.filter(({ status }) => status === 404)).toHaveLength(3);
  expect(many.filter(({ status }) => status === 429)).toHaveLength(9);
  const refused = await from('192.0.2.1', code);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
  expect((await from('192.0.2.2', code)).status).toBe(200);
  await running.dispose();
});

describe('guessing from many places', () => {
  let running: RunningService;
  let code: string;
  beforeAll(async () => {
    running = await runService({ settings: { LIMIT_WRONG_CODES_PER_HOUR: '3', TRUST_PROXY: 'true' } });
    const person = await Person.start(running.base);
    const said = await person.ask({ label: 'Talk to PALS', action: { bar: 'talkToPals' } });
    code = said.at(-1)?.channelData.pals?.handover?.returnCode ?? '';
  });
  afterAll(() => running.dispose());
  const from = async (source: string, typed: string): Promise<number> =>
    (
      await call(running.base, 'POST', '/return', {
        body: { code: typed },
        headers: { 'x-forwarded-for': source, 'x-forwarded-proto': 'http' },
      })
    ).status;
  const wrong = (reference: string): string => `${reference}-AAAA-AAAA`;
  const each = (count: number, ask: (nth: number) => Promise<number>): Promise<number[]> =>
    Promise.all(Array.from({ length: count }, (_one, nth) => ask(nth)));

  it('stops nobody else, however many are wrong', async () => {
    const letters = '23456789ABCDEFGH';
    for (let round = 0; round < 6; round++) {
      const answers = await each(200, (nth) =>
        from(`10.${round}.0.${nth}`, wrong(`SO-2345-A${letters.charAt(nth % 16)}${letters.charAt(round)}C`)),
      );
      expect(new Set(answers)).toEqual(new Set([404]));
    }
    expect(await from('192.0.2.1', code)).toBe(200);
  });

  it.each([
    ['a case', () => code.slice(0, 12)],
    ['nothing', () => 'SO-7777-7777'],
  ])(
    'one reference, of %s: who was wrong before is refused, who was not has a try, and all are told alike',
    async (_of, reference) => {
      const last = _of === 'nothing' ? 1 : 2;
      expect(new Set(await each(40, (nth) => from(`172.16.${last}.${nth}`, wrong(reference()))))).toEqual(
        new Set([404]),
      );
      // Their first slip; then, of this reference, they wait.
      expect(await from(`198.51.100.${last}`, wrong('SO-6666-6666'))).toBe(404);
      expect(await from(`198.51.100.${last}`, wrong(reference()))).toBe(429);
      expect(await from(`203.0.113.${last}`, wrong(reference()))).toBe(404);
    },
  );

  it('and the owner comes in all the same', async () => {
    expect(await from('203.0.113.77', code)).toBe(200);
    expect(await from('203.0.113.77', code)).toBe(200);
  });

  it('one network of version 6 is one source', async () => {
    const answers = await each(5, (nth) => from(`2001:db8:0:1::${nth + 1}`, wrong('SO-5555-5555')));
    expect(answers.filter((status) => status === 404)).toHaveLength(3);
    expect(await from('[2001:db8:0:1:ffff::9]:4711', code)).toBe(429);
    expect(await from('2001:db8:0:2::1', code)).toBe(200);
    expect(await from('::ffff:192.0.2.9', code)).toBe(200);
  });
});

it('a person who is writing is shown to the desk, and what an advisor writes is kept nowhere until it is said', async () => {
  const running = await runService();
  const port = Number(new URL(running.base).port);
  const sam = await Advisor.enter(running.base, codeIn(running.service.deskLink(port) ?? ''), 'Sam');
  const live = await sam.live();
  const person = await Person.start(running.base);
  const said = await person.ask({ label: 'Talk to PALS', action: { bar: 'talkToPals' } });
  const reference = said.at(-1)?.channelData.pals?.handover?.reference ?? '';
  expect((await person.post({ type: 'typing' })).status).toBe(200);
  await live.until((events) => events.some((event) => event.kind === 'typing' && event.from === 'person'));
  await sam.does(reference, 'pickUp');
  await sam.says(reference, 'Hello');
  const { activities } = log.parse((await person.call('GET', '/activities')).body);
  expect(activities.filter(({ type }) => type === 'typing')).toEqual([]);
  expect(activities.find(({ text }) => text === 'Hello')).toMatchObject({
    from: { id: 'advisor', name: 'Sam', role: 'bot' },
    textFormat: 'plain',
    channelData: { palsAdvisor: { name: 'Sam' } },
  });
  live.close();
  await running.dispose();
});
