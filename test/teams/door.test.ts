/** Who is let in at `/api/messages`, over HTTP. */
import { request } from 'node:http';
import { Connector } from './connector';
import { startService, type Running } from './service';

let running: Running;
let chat: Connector;
afterEach(async () => {
  await chat.stop();
  await running.stop();
});
const open = async (settings?: Record<string, string>): Promise<void> => {
  running = await startService(settings);
  chat = await new Connector(running.endpoint).start();
};
const nothing = (status: number) => ({ status, body: '' });

describe('without an app id', () => {
  beforeEach(() => open());

  test('a program on this machine is let in', async () => {
    expect(await chat.post(chat.activity({ text: 'hi' }))).toEqual(nothing(200));
    expect(chat.sent.length).toBeGreaterThan(0);
  });

  test.each(['X-Forwarded-For', 'Forwarded', 'Via', 'Origin'])('a call with %s is refused', async (name) => {
    expect(await chat.post(chat.activity({ text: 'hi' }), { [name]: 'http://127.0.0.1' })).toEqual(nothing(403));
    expect(chat.sent).toEqual([]);
  });

  test('an activity that wants its answers sent elsewhere is refused', async () => {
    for (const serviceUrl of [
      'https://smba.trafficmanager.net/uk/',
      'http://127.0.0.1.example.com/',
      'http://10.0.0.7/',
    ])
      expect(await chat.post(chat.activity({ text: 'hi', serviceUrl }))).toEqual(nothing(403));
  });

  test('a body over 256 KB is refused, told by its length or only found out while reading', async () => {
    const large = JSON.stringify(chat.activity({ text: 'a'.repeat(300_000) }));
    expect(await chat.post(large)).toEqual(nothing(413));
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' };
      const sending = request(running.endpoint, { method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sending.on('error', reject);
      sending.end(large);
    });
    expect(status).toBe(413);
    expect((await chat.post(chat.activity({ text: 'hi' }))).status).toBe(200);
  });

  test.each([
    ['no JSON', '{"type":'],
    ['an empty body', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['an activity without a type', '{"channelId":"msteams"}'],
    [
      'a text that is no text',
      '{"type":"message","text":{"$ne":1},"channelId":"msteams","serviceUrl":"http://127.0.0.1/","from":{"id":"a"},"recipient":{"id":"b"},"conversation":{"id":"c"}}',
    ],
    [
      'an address that is none',
      '{"type":"message","channelId":"msteams","serviceUrl":"::","from":{"id":"a"},"recipient":{"id":"b"},"conversation":{"id":"c"}}',
    ],
  ])('%s is refused, and the answer tells nothing', async (_name, body) => {
    expect(await chat.post(body)).toEqual(nothing(400));
  });

  test('a form, as a web page could post it, is refused', async () => {
    const body = JSON.stringify(chat.activity({ text: 'hi' }));
    expect(await chat.post(body, { 'Content-Type': 'text/plain' })).toEqual(nothing(400));
  });

  test('an invoke that nobody answers ends at once', async () => {
    expect(await chat.post(chat.activity({ type: 'invoke', name: 'task/fetch' }))).toEqual(nothing(501));
  });
});

describe('with an app id', () => {
  const id = '55555555-5555-4555-8555-555555555555';
  beforeEach(() =>
    open({
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppId: id,
      MicrosoftAppTenantId: id,
      MicrosoftAppPassword: 'not a real one',
    }),
  );
  const fromTeams = (changes: object = {}) =>
    chat.activity({ text: 'hi', serviceUrl: 'https://smba.trafficmanager.net/uk/', ...changes });

  test.each([
    ['no token', {}],
    ['no bearer', { Authorization: 'Basic YTpi' }],
    ['a token that is none', { Authorization: 'Bearer nonsense' }],
    [
      'an unsigned token',
      {
        Authorization: `Bearer ${[
          { alg: 'none', typ: 'JWT' },
          { aud: id, iss: 'https://api.botframework.com' },
        ]
          .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
          .join('.')}.`,
      },
    ],
  ])('%s: refused, though the call comes from this machine', async (_name, headers) => {
    expect(await chat.post(fromTeams(), headers)).toEqual(nothing(401));
  });

  test('another channel, or Teams without HTTPS, is refused before its token is looked at', async () => {
    expect(await chat.post(fromTeams({ channelId: 'webchat' }))).toEqual(nothing(403));
    expect(await chat.post(fromTeams({ serviceUrl: chat.serviceUrl }))).toEqual(nothing(403));
  });
});

test('with TEAMS=off there is no such address', async () => {
  await open({ TEAMS: 'off' });
  expect((await chat.post(chat.activity({ text: 'hi' }))).status).toBe(404);
});
