/** Every route of the desk against everyone who might call it. The routes are the server's own list: none is forgotten. */
import { z } from 'zod';
import { Person, runService, call, type RunningService } from '../directLine/service';
import { Advisor, codeIn, deskCall, refusalOf } from './advisor';

interface Route {
  readonly method: string;
  readonly path: string;
}
const routesSchema = z.object({ routes: z.array(z.object({ method: z.string(), path: z.unknown() })) });

let running: RunningService;
let asha: Advisor;
let auditor: Advisor;
let person: Person;
let reference: string;
let routes: readonly Route[];
/** A caller is heard by whoever is on the phone with them, and by nobody else. */
const isHearing = ({ path }: Route): boolean => path.startsWith('/calls/');
/** What an auditor, who writes nothing, may still post. */
const FOR_EVERYONE = ['/leave', '/search'];

beforeAll(async () => {
  running = await runService();
  const link = running.service.deskLink(Number(new URL(running.base).port)) ?? '';
  asha = await Advisor.enter(running.base, codeIn(link), 'Asha Rao', 'supervisor');
  auditor = await asha.colleague('Noor Aziz', 'auditor');
  person = await Person.start(running.base);
  reference = (await asha.call()).reference;
  routes = routesSchema
    .parse(running.service.server.getDebugInfo())
    .routes.flatMap(({ method, path }) => (typeof path === 'string' ? [{ method: method.toUpperCase(), path }] : []));
});
afterAll(() => running.dispose());

const ofDesk = (): Route[] =>
  routes
    .filter(({ path }) => path.startsWith('/desk/api'))
    .map(({ method, path }) => ({ method, path: path.slice('/desk/api'.length).replace(':ref', reference) }));
const closed = ({ path }: Route): boolean => path !== '/enter';
const name = ({ method, path }: Route): string => `${method} ${path}`;

/** Each route with its status; equal to a list where all are answered alike. */
const statuses = async (all: readonly Route[], ask: (route: Route) => Promise<{ status: number }>): Promise<string[]> =>
  Promise.all(all.map(async (route) => `${name(route)}: ${(await ask(route)).status}`));
const each = (all: readonly Route[], status: number): string[] => all.map((route) => `${name(route)}: ${status}`);
const body = ({ method }: Route): { body?: unknown } => (method === 'GET' ? {} : { body: {} });

test('there are routes to try', () => {
  expect(ofDesk().length).toBeGreaterThan(22);
  expect(ofDesk().every(({ method }) => method === 'GET' || method === 'POST')).toBe(true);
});

test('without a session every route is shut', async () => {
  const all = ofDesk().filter(closed);
  expect(await statuses(all, (route) => deskCall(running.base, route.method, route.path, body(route)))).toEqual(
    each(all, 401),
  );
});

test('a patient’s token opens none of them', async () => {
  const all = ofDesk().filter(closed);
  const headers = { authorization: `Bearer ${person.token}`, cookie: `pals-desk=${person.token}` };
  expect(
    await statuses(all, (route) => deskCall(running.base, route.method, route.path, { ...body(route), headers })),
  ).toEqual(each(all, 401));
});

test('the desk’s cookie opens no chat', async () => {
  const id = `/conversations/${person.id}`;
  const inChat: Route[] = routes
    .filter(({ path }) => path.startsWith('/v3/directline') && !/tokens\/generate|return$/.test(path))
    .map(({ method, path }) => ({
      method: method === 'DEL' ? 'DELETE' : method,
      path: path.slice('/v3/directline'.length).replace('/conversations/:id', id),
    }));
  expect(inChat.length).toBeGreaterThan(5);
  const headers = { cookie: asha.cookie, 'x-pals-desk': '1' };
  const ask = (route: Route) => call(running.base, route.method, route.path, { ...body(route), headers });
  expect(await statuses(inChat, ask)).toEqual(each(inChat, 401));
});

test('a write without the page’s header, from another site, or from nowhere is refused', async () => {
  const writes = ofDesk().filter(({ method }) => method === 'POST');
  for (const headers of [{ 'x-pals-desk': null }, { origin: 'https://evil.example' }, { origin: null }]) {
    const ask = (route: Route) =>
      deskCall(running.base, route.method, route.path, { cookie: asha.cookie, body: {}, headers });
    expect(await statuses(writes, ask)).toEqual(each(writes, 403));
  }
});

test('an auditor reads everything and writes nothing', async () => {
  const gets = ofDesk().filter(({ method, path }) => method === 'GET' && path !== '/stream');
  const reads = gets.filter((route) => !isHearing(route));
  expect(await statuses(reads, ({ path }) => auditor.get(path))).toEqual(each(reads, 200));
  const hears = gets.filter(isHearing);
  expect(hears).toHaveLength(1);
  expect(await statuses(hears, ({ path }) => auditor.get(path))).toEqual(each(hears, 403));
  const writes = ofDesk().filter(({ method, path }) => method === 'POST' && closed({ method, path }));
  const shut = writes.filter(({ path }) => !FOR_EVERYONE.includes(path));
  const ask = ({ path }: Route) => auditor.post(path);
  expect(await statuses(shut, ask)).toEqual(each(shut, 403));
  for (const route of shut) expect(refusalOf(await ask(route)).error.code).toBe('notYourRole');
  expect((await asha.detail(reference)).holder?.name).toBe('Asha Rao');
});

test('an administrator runs the service, and reads nobody’s chat', async () => {
  const olu = await asha.colleague('Olu Adeyemi', 'administrator');
  const open = ['/me', '/advisors', '/report', '/report.csv', '/stream', '/leave', '/switch', '/advisors/end-sessions'];
  const mine = ['/records/export', '/records/erase'];
  const shut = ofDesk().filter((route) => closed(route) && ![...open, ...mine].includes(route.path));
  expect(shut.length).toBeGreaterThan(15);
  const ask = ({ method, path }: Route) => (method === 'GET' ? olu.get(path) : olu.post(path));
  expect(await statuses(shut, ask)).toEqual(each(shut, 403));
  const reads = ofDesk().filter(({ method, path }) => method === 'GET' && open.includes(path) && path !== '/stream');
  expect(await statuses(reads, ask)).toEqual(each(reads, 200));
  // What comes by the stream names no case.
  const live = await olu.live(0);
  await asha.post('/opening', { closedByHand: true });
  await live.until((events) => events.some(({ kind }) => kind === 'opening'));
  expect(live.events.map(({ event }) => event.kind).filter((kind) => kind === 'case' || kind === 'activity')).toEqual(
    [],
  );
  live.close();
});

test('a caller’s chat is open to the one who is on the phone, and to nobody by a patient’s way', async () => {
  const ben = await asha.colleague('Ben Okafor');
  const calls = ofDesk().filter(isHearing);
  expect(calls.map(name).sort()).toEqual([
    `GET /calls/${reference}`,
    `POST /calls/${reference}/code`,
    `POST /calls/${reference}/entries`,
  ]);
  const entry = { text: 'Me', action: null, clientId: 'one' };
  const as = (who: Advisor) => (route: Route) =>
    deskCall(running.base, route.method, route.path, {
      cookie: who.cookie,
      ...(route.method === 'POST' && { body: entry }),
    });
  expect(await statuses(calls, as(ben))).toEqual(each(calls, 409));
  expect((await statuses(calls, as(asha))).map((line) => line.slice(-3)).sort()).toEqual(['200', '200', '204']);
  // A patient's token, of whatever chat, does not open the caller's; nor does the reference.
  const { conversationId } = (await running.service.store.case(reference)) ?? {};
  for (const [method, rest] of [
    ['GET', ''],
    ['GET', '/activities'],
    ['POST', '/activities'],
    ['DELETE', ''],
  ] as const)
    for (const id of [conversationId ?? '', reference])
      expect((await call(running.base, method, `/conversations/${id}${rest}`, { token: person.token })).status).toBe(
        403,
      );
  expect((await call(running.base, 'POST', '/return', { body: { code: reference } })).status).toBe(404);
});

test('an advisor takes over nothing: that is for supervisors', async () => {
  const ben = await asha.colleague('Ben Okafor');
  const refused = await ben.move(reference, 'takeOver');
  expect([refused.status, refusalOf(refused).error.code]).toEqual([403, 'notYourRole']);
});

test('what is too large, compressed, no JSON or another shape is refused with a sentence', async () => {
  const send = (sent: object, path = `/cases/${reference}/notes`) =>
    deskCall(running.base, 'POST', path, { cookie: asha.cookie, ...sent });
  const codeOf = async (sent: object) => refusalOf(await send(sent)).error.code;
  expect(await codeOf({ body: { text: 'x'.repeat(70_000) } })).toBe('tooLarge');
  expect(await codeOf({ body: { text: 'x'.repeat(5_000) } })).toBe('badRequest');
  expect(await codeOf({ body: { text: '   ' } })).toBe('badRequest');
  expect(await codeOf({ body: { text: '\u0000' } })).toBe('badRequest');
  expect(await codeOf({ body: '{"text":' })).toBe('badRequest');
  expect(await codeOf({ body: 'text=x', headers: { 'content-type': 'text/plain' } })).toBe('notJson');
  expect(await codeOf({ body: '{}', headers: { 'content-encoding': 'gzip' } })).toBe('notJson');
  const unknown = await asha.get('/cases/SO-AAAA-BBBB');
  expect([unknown.status, refusalOf(unknown).error.message]).toEqual([404, 'There is no such case.']);
  expect((await asha.get('/cases/%E0%A4%A')).status).toBeLessThan(500);
});
