/** Who comes to the desk, and how: the developer's link, the cookie, and the way out. */
import { rmSync } from 'node:fs';
import { request } from 'node:http';
import { DeveloperLinks, isThisMachine } from '../../channels/desk/signIn/developerLink';
import { Sessions } from '../../channels/desk/signIn/sessions';
import { discard, startProduct, type Product } from '../product';
import { productionTrust } from '../productionTrust';
import { Advisor, codeIn, deskCall, refusalOf } from './advisor';

describe('the link that the start prints', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => discard(product));

  const enter = (code: string, more: object = {}, headers: Record<string, string | null> = {}) =>
    deskCall(product.url, 'POST', '/enter', { body: { code, name: 'Asha Rao', role: 'advisor', ...more }, headers });

  test('lets one person in, once; the cookie is for the desk alone and no script reads it', async () => {
    const code = codeIn(product.output());
    expect(code).toHaveLength(32);

    const unreadable = await enter(code, { name: 'Asha <b>Rao</b>' });
    expect([unreadable.status, refusalOf(unreadable).error.code]).toEqual([400, 'badRequest']);

    const first = await enter(code);
    expect(first.status).toBe(200);
    const cookie = first.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^pals-desk=[\w-]{43}; Path=\/desk; HttpOnly; SameSite=Strict$/);

    const second = await enter(code);
    expect([second.status, refusalOf(second).error.code]).toEqual([403, 'linkNotValid']);
    expect(second.headers.get('set-cookie')).toBeNull();

    const asha = { cookie: cookie.split(';')[0] ?? '' };
    expect((await deskCall(product.url, 'GET', '/me', asha)).status).toBe(200);
    const { body } = await deskCall(product.url, 'POST', '/links', { ...asha, body: {} });
    const further = codeIn(JSON.stringify(body));

    // Passed on by a proxy, the link is nothing, and is not spent by the attempt.
    const forwarded = await enter(further, {}, { 'x-forwarded-for': '127.0.0.1' });
    expect([forwarded.status, refusalOf(forwarded).error.code]).toEqual([403, 'linkOnlyHere']);
    const ben = await Advisor.enter(product.url, further, 'Ben Okafor');

    expect((await ben.leave()).headers.get('set-cookie')).toMatch(/^pals-desk=; .*Max-Age=0$/);
    expect(refusalOf(await ben.get('/me')).error.code).toBe('signedOut');
    expect((await deskCall(product.url, 'GET', '/me', asha)).status).toBe(200);
  });

  test('the session outlives a crash of the service', async () => {
    const { body } = await enter('nothing');
    expect(refusalOf({ body, status: 403, headers: new Headers() }).error.code).toBe('linkNotValid');
    const again = await product.again();
    const asha = await Advisor.enter(again.url, codeIn(again.output()), 'Asha Rao');
    product = await again.again();
    expect((await asha.get('/me')).status).toBe(200);
  });

  test('who may not try uses up no try of those who may', async () => {
    product = await product.again();
    const enter = async (code: string, headers: Record<string, string> = {}): Promise<number> => {
      const body = { code, name: 'Asha Rao', role: 'advisor' };
      return (await deskCall(product.url, 'POST', '/enter', { body, headers })).status;
    };
    const code = codeIn(product.output());
    const wrong = 'a'.repeat(32);
    const remote = await Promise.all(
      Array.from({ length: 60 }, () => enter(wrong, { 'x-forwarded-for': '192.0.2.1' })),
    );
    expect(new Set(remote)).toEqual(new Set([403]));
    expect(await enter(code)).toBe(200);
    const local = await Promise.all(Array.from({ length: 40 }, () => enter(wrong)));
    expect(local.filter((status) => status === 429)).toHaveLength(11);
  });

  test('reached by another name, as a site that rebinds its own would, it is nothing', async () => {
    product = await product.again();
    const code = codeIn(product.output());
    const body = JSON.stringify({ code, name: 'Eve', role: 'supervisor' });
    const { port } = new URL(product.url);
    const status = await new Promise<number | undefined>((resolve) => {
      const headers = {
        host: `evil.example:${port}`,
        origin: `http://evil.example:${port}`,
        'x-pals-desk': '1',
        'content-type': 'application/json',
      };
      request({ host: '127.0.0.1', port, path: '/desk/api/enter', method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end(body);
    });
    expect(status).toBe(403);
    await expect(Advisor.enter(product.url, code, 'Asha Rao')).resolves.toBeDefined();
  });
});

test('in production no link is printed and none is taken', async () => {
  const { settings, folder } = productionTrust();
  const product = await startProduct(settings);
  expect(product.output()).toContain('/chat');
  expect(product.output()).not.toContain('/desk/enter');
  const body = { code: 'a'.repeat(32), name: 'Asha Rao', role: 'advisor' };
  const origin = settings['PUBLIC_URL'] ?? '';
  expect((await deskCall(product.url, 'POST', '/enter', { body, headers: { origin } })).status).toBe(403);
  await discard(product);
  rmSync(folder, { recursive: true });
});

test('a link is good for fifteen minutes', () => {
  let now = 0;
  const links = new DeveloperLinks(() => now);
  const here = { socket: { remoteAddress: '127.0.0.1' }, headers: { host: 'localhost:3978' } };
  const body = (code: string) => ({ code, name: 'Asha', role: 'advisor' });
  const [good, late] = [links.make(), links.make()];
  now = 14 * 60_000;
  expect(links.enter(here, body(good))).toMatchObject({ name: 'Asha', role: 'advisor' });
  now = 15 * 60_000;
  expect(() => links.enter(here, body(late))).toThrow(/linkNotValid/);
});

test.each([
  ['127.0.0.1', { host: 'localhost:3978' }, true],
  ['::1', { host: '[::1]:3978' }, true],
  ['::ffff:127.0.0.1', { host: '127.0.0.1' }, true],
  ['10.0.0.7', { host: 'localhost:3978' }, false],
  ['127.0.0.1', { host: 'desk.example.nhs.uk' }, false],
  ['127.0.0.1', { host: 'localhost', forwarded: 'for=10.0.0.7' }, false],
  ['127.0.0.1', { host: 'localhost', via: '1.1 proxy' }, false],
  ['127.0.0.1', {}, false],
])('from %s with %j: this machine is %s', (remoteAddress, headers, expected) => {
  expect(isThisMachine({ socket: { remoteAddress }, headers })).toBe(expected);
});

test('over TLS the cookie is one that only this host can set', async () => {
  const sessions = new Sessions({
    store: {
      session: () => Promise.resolve(null),
      startSession: () => Promise.resolve(),
      seeSession: () => Promise.resolve(),
      noteChecked: () => Promise.resolve(),
      advisors: () => Promise.resolve([]),
      claim: () => Promise.resolve(true),
    },
    origins: { allowedOrigins: [], publicUrl: 'https://desk.example.nhs.uk', trustProxy: true },
    signIn: null,
    recheckMinutes: 15,
    end: () => Promise.resolve(),
    now: () => new Date(),
    log: { warn: () => undefined },
  });
  expect(await sessions.start({ headers: {} }, 'a')).toMatch(
    /^__Host-pals-desk=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
  );
});
