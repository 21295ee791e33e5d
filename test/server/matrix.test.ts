/** Every route of the service against every wrong credential. The routes are the server's own list: none is forgotten. */
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { Advisor, codeIn } from '../desk/advisor';
import { Person, runService, type RunningService } from '../directLine/service';

const METRICS = 'Zk4u9XwQ2pLr7TnV1sYb6HcG8mJf3DaE';
const routesSchema = z.object({ routes: z.array(z.object({ method: z.string(), path: z.unknown() })) });

interface Route {
  readonly method: string;
  readonly path: string;
}

let running: RunningService;
let mine: Person;
let other: Person;
let asha: Advisor;
let routes: readonly Route[];

beforeAll(async () => {
  running = await runService({ settings: { METRICS_TOKEN: METRICS, LIMIT_STARTS_PER_MINUTE: '10000' } });
  mine = await Person.start(running.base);
  other = await Person.start(running.base);
  asha = await Advisor.enter(
    running.base,
    codeIn(running.service.deskLink(Number(new URL(running.base).port)) ?? ''),
    'Asha Rao',
    'supervisor',
  );
  routes = routesSchema
    .parse(running.service.server.getDebugInfo())
    .routes.flatMap(({ method, path }) => (typeof path === 'string' ? [{ method: method.toUpperCase(), path }] : []));
});
afterAll(() => running.dispose());

/** What anybody may ask for, without saying who they are. Each is a decision. */
const OPEN = [
  /^\/(|chat|chat\/frame|accessibility|leaflet|embed\.js|preview|livez|readyz|version)$/,
  /^\/assets\/\*$/,
  /^\/desk(\/enter)?$/,
  /^\/questions/,
  /^\/v3\/directline\/(tokens\/generate|return)$/,
];
const isOpen = ({ path }: Route): boolean => OPEN.some((one) => one.test(path));

/** What somebody might send in the place of what belongs there. */
const credentials = (): Readonly<Record<string, Readonly<Record<string, string>>>> => {
  const { exp: _exp, ...claims } = z.looseObject({}).parse(jwt.decode(other.token));
  return {
    nothing: {},
    'an empty bearer': { authorization: 'Bearer ' },
    'a word': { authorization: 'Bearer pals' },
    basic: { authorization: `Basic ${Buffer.from('pals:pals').toString('base64')}` },
    'somebody else’s chat token': { authorization: `Bearer ${other.token}` },
    'my token cut': { authorization: `Bearer ${mine.token.slice(0, -4)}` },
    'my token as a cookie': { cookie: `pals-desk=${mine.token}; __Host-pals-desk=${mine.token}` },
    'a token without a signature': { authorization: `Bearer ${jwt.sign({ ...claims }, null, { algorithm: 'none' })}` },
    'a token of another key': {
      authorization: `Bearer ${jwt.sign({ ...claims }, 'x'.repeat(40), { expiresIn: 600 })}`,
    },
    'a token that is over': { authorization: `Bearer ${jwt.sign({ ...claims }, 'x'.repeat(40), { expiresIn: -1 })}` },
    'the ticket of a stream': { authorization: `Bearer ${new URL(mine.streamUrl).searchParams.get('t') ?? ''}` },
    'the desk’s cookie as a bearer': { authorization: `Bearer ${asha.cookie.split('=')[1] ?? ''}` },
    'the token of the metrics': { authorization: `Bearer ${METRICS.toLowerCase()}` },
    'the id of the session doubled': { cookie: `pals-desk=${'a'.repeat(43)}` },
  };
};

const ask = async ({ method, path }: Route, headers: Readonly<Record<string, string>>): Promise<number> => {
  const address = path.replace(':id', mine.id).replace(':ref', 'SO-7K4P-2MXQ').replace(':number', '1');
  const response = await fetch(running.base + address, {
    method,
    redirect: 'manual',
    headers: {
      origin: running.base,
      'x-pals-desk': '1',
      ...(method !== 'GET' && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(method === 'POST' && { body: '{}' }),
  });
  await response.body?.cancel();
  return response.status;
};

test('a closed route is shut to every wrong credential', async () => {
  const closed = routes.filter((route) => !isOpen(route) && route.path !== '/desk/api/enter');
  expect(closed.length).toBeGreaterThan(35);
  const wrong: string[] = [];
  for (const [name, headers] of Object.entries(credentials()))
    await Promise.all(
      closed.map(async (route) => {
        const status = await ask(route, headers);
        // Teams asks for the shape first: what is no activity is refused before it is read who sent it.
        const expected = route.path === '/api/messages' ? [400, 401, 403] : [401, 403];
        // For its own chat it is the right one.
        const isOwn = name.startsWith('somebody else') && !route.path.includes(':id');
        if (!isOwn && !expected.includes(status)) wrong.push(`${name}: ${route.method} ${route.path} ${status}`);
      }),
    );
  expect(wrong).toEqual([]);
});

test('the right one opens what is its own, so that the test can tell', async () => {
  const bearer = { authorization: `Bearer ${mine.token}` };
  expect(await ask({ method: 'GET', path: '/v3/directline/conversations/:id/activities' }, bearer)).toBe(200);
  expect(await ask({ method: 'GET', path: '/desk/api/me' }, { cookie: asha.cookie })).toBe(200);
  expect(await ask({ method: 'GET', path: '/metrics' }, { authorization: `Bearer ${METRICS}` })).toBe(200);
});

test('an open route gives nobody’s words to nobody, whatever is sent with it', async () => {
  await mine.say('Me');
  const canary = 'canaryofmine';
  await mine.say(canary);
  for (const headers of Object.values(credentials()))
    for (const { method, path } of routes.filter((route) => isOpen(route) && route.method === 'GET')) {
      const response = await fetch(running.base + path.replace(':number', '1'), {
        method,
        redirect: 'manual',
        headers,
      });
      expect(response.status).toBeLessThan(500);
      expect(await response.text()).not.toContain(canary);
    }
});

test('every answer carries the headers, and says nothing of what it runs on', async () => {
  for (const path of ['/chat', '/livez', '/nowhere', '/desk', '/v3/directline/conversations/x', '/assets/none.js']) {
    const { headers } = await fetch(running.base + path);
    expect(headers.get('server')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    expect(headers.get('permissions-policy')).toContain('microphone=()');
  }
  const page = (await fetch(`${running.base}/desk`)).headers.get('content-security-policy') ?? '';
  expect(page).toMatch(/script-src 'self' 'nonce-[^']+'.*require-trusted-types-for 'script'; trusted-types 'none'/);
});

test('headers without an end are refused', async () => {
  const huge = await fetch(`${running.base}/chat`, { headers: { 'x-long': 'a'.repeat(20_000) } });
  expect(huge.status).toBe(431);
});
