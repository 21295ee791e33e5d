/** Advisors come to the desk by the Trust's own sign-in, and go when it says so. */
import { meSchema } from '../../channels/desk/wire';
import { whoIn } from '../../channels/desk/signIn/claims';
import { seal, unseal } from '../../channels/desk/signIn/seal';
import { Live, deskCall, refusalOf } from './advisor';
import { Comer, inItsProcess, Trust } from './trustSignIn';

const OID = '7d3f2b1a-0c4e-4f6a-9b8d-112233445566';
const ASHA = { name: 'RAO, Asha (EXAMPLE HOSPITAL NHS TRUST)', oid: OID, roles: ['PALS.Supervisor'] };
const NOOR = { name: 'Noor Aziz', roles: ['PALS.Auditor', 'Other.App'] };
const OLU = { name: 'Olu Adeyemi', roles: ['PALS.Administrator'] };

describe('a Trust with its own sign-in', () => {
  let trust: Trust;
  beforeAll(async () => {
    trust = await Trust.start(inItsProcess);
    await trust.knows('asha', ASHA);
    await trust.knows('noor', NOOR);
    await trust.knows('olu', OLU);
    await trust.knows('porter', { name: 'Pat Porter', roles: [] });
  });
  afterAll(() => trust.end());

  const meOf = async (comer: Comer) => meSchema.parse((await trust.me(comer)).body).me;

  test('lets in whoever has a role, by the name that people are to see, and with the same id as in Teams', async () => {
    const { at, comer } = await trust.comes('asha');
    expect(at).toBe(`${trust.url}/desk`);
    expect(await meOf(comer)).toMatchObject({
      ...{ id: `entra:${OID}`, name: 'Asha Rao', role: 'supervisor', presence: 'available' },
    });
    const session = comer.seen.flatMap(({ headers }) => headers.getSetCookie()).find((one) => /^pals-desk=/.test(one));
    expect(session).toMatch(/^pals-desk=[\w-]{43}; Path=\/desk; HttpOnly; SameSite=Strict$/);
    // What was carried to the sign-in and back is gone.
    expect(comer.cookies(trust.url).get('pals-sign-in')).toBeUndefined();
  });

  test('asks with PKCE, state and nonce, for a choice of accounts, and says nothing in addresses of ours', async () => {
    const comer = new Comer();
    const address = new URL((await comer.ask(`${trust.url}/desk/sign-in`)).headers.get('location') ?? '');
    const asked = Object.fromEntries(address.searchParams);
    expect(asked).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', prompt: 'select_account' });
    for (const name of ['code_challenge', 'state', 'nonce']) expect(asked[name]).toMatch(/^[\w-]{43}$/);
    const cookie = comer.seen[0]?.headers.getSetCookie()[0];
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/);
  });

  test('somebody without a role, and somebody whom the Trust does not know, are told so', async () => {
    for (const [account, why] of [
      ['porter', 'noRole'],
      ['stranger', 'refused'],
    ] as const) {
      const { at, comer } = await trust.comes(account);
      expect(at).toBe(`${trust.url}/desk/enter#why=${why}`);
      expect((await trust.me(comer)).status).toBe(401);
    }
  });

  test('the way back works once, in the browser that went, and only with what was carried', async () => {
    const comer = new Comer();
    const page = await comer.follow(await comer.ask(`${trust.url}/desk/sign-in`), trust.url);
    let back = '';
    for (let answer = await comer.ask(page, { who: 'asha' }), at = page; back === '';) {
      at = new URL(answer.headers.get('location') ?? '', at).href;
      if (at.includes('/desk/callback')) back = at;
      else answer = await comer.ask(at);
    }
    const other = new Comer();
    expect(await other.follow(await other.ask(back), back)).toMatch(/#why=expired$/);
    const changed = new URL(back);
    changed.searchParams.set('state', 'another');
    const mine = comer.cookies(trust.url).get('pals-sign-in') ?? '';
    const ask = (address: string) =>
      fetch(address, { redirect: 'manual', headers: { cookie: `pals-sign-in=${mine}` } });
    expect((await ask(changed.href)).headers.get('location')).toBe('/desk/enter#why=expired');
    expect((await ask(back)).headers.get('location')).toBe('/desk');
    // Replayed with the very same cookie: the provider gives no second session for one code.
    expect((await ask(back)).headers.get('location')).toBe('/desk/enter#why=expired');
    for (const proof of ['', 'x', Buffer.from('{}').toString('base64url'), mine.slice(2)])
      expect(
        (await fetch(back, { redirect: 'manual', headers: { cookie: `pals-sign-in=${proof}` } })).headers.get(
          'location',
        ),
      ).toMatch(/why=expired/);
  });

  test('each role has what is its own', async () => {
    const statusOf = async (comer: Comer, method: 'GET' | 'POST', path: string, body?: object): Promise<number> =>
      (await deskCall(trust.url, method, path, { cookie: comer.cookies(trust.url).header, ...(body && { body }) }))
        .status;
    const { comer: noor } = await trust.comes('noor');
    expect(await meOf(noor)).toMatchObject({ role: 'auditor', presence: 'away' });
    expect(await statusOf(noor, 'GET', '/cases')).toBe(200);
    expect(await statusOf(noor, 'POST', '/opening', { closedByHand: true })).toBe(403);
    const { comer: olu } = await trust.comes('olu');
    expect(await meOf(olu)).toMatchObject({ role: 'administrator', presence: 'away' });
    // An administrator runs the service, and reads nobody's chat.
    for (const path of ['/cases', '/cases/SO-AAAA-BBBB', '/canned']) expect(await statusOf(olu, 'GET', path)).toBe(403);
    expect(await statusOf(olu, 'POST', '/search', { words: 'pain' })).toBe(403);
    expect(await statusOf(olu, 'GET', '/report')).toBe(200);
  });

  test('a colleague is signed out by an administrator: their session and their open page end at once', async () => {
    const [{ comer: asha }, { comer: olu }] = [await trust.comes('asha'), await trust.comes('olu')];
    const cookie = asha.cookies(trust.url).header;
    const live = await Live.open(trust.url, cookie, 0);
    expect(live.status).toBe(200);
    const ended = await deskCall(trust.url, 'POST', '/advisors/end-sessions', {
      cookie: olu.cookies(trust.url).header,
      body: { id: `entra:${OID}` },
    });
    expect(ended.status).toBe(200);
    await live.until((events, { isOver }) => isOver && events.some(({ kind }) => kind === 'ended'));
    expect(refusalOf(await trust.me(asha)).error.code).toBe('signedOut');
    const { comer: noor } = await trust.comes('noor');
    const refused = await deskCall(trust.url, 'POST', '/advisors/end-sessions', {
      cookie: noor.cookies(trust.url).header,
      body: { id: 'x' },
    });
    expect(refusalOf(refused).error.code).toBe('notYourRole');
  });
});

test('the name is what people in the chat may see, whatever the directory writes', () => {
  const nameOf = (claims: object) => whoIn({ sub: 's', roles: ['pals.advisor'], ...claims })?.name;
  expect(nameOf({ name: 'RAO, Asha (ROYAL EXAMPLE NHS FOUNDATION TRUST)' })).toBe('Asha Rao');
  expect(nameOf({ name: "O'NEILL, Siân [PALS]" })).toBe("Siân O'Neill");
  expect(nameOf({ given_name: 'Ngozi', family_name: 'Eze', name: 'eze.n' })).toBe('Ngozi Eze');
  expect(nameOf({ name: '<b>Jo</b> \u202eKent' })).toBe('b Jo b Kent');
  expect(nameOf({ name: 'x'.repeat(500) })).toHaveLength(60);
  expect(nameOf({ name: ' ' })).toBeUndefined();
  expect(whoIn({ sub: 's', name: 'Jo', roles: 'PALS.Advisor' })).toBeNull();
  expect(whoIn({ sub: 's', name: 'Jo', roles: ['PALS.Auditor', 'PALS.Advisor'] })?.role).toBe('advisor');
  expect(whoIn({ sub: 's', name: 'Jo', roles: ['Advisor', 'XPALS.Advisor'] })).toBeNull();
});

test('what the sign-in is asked with again is opened by the session’s own id alone', () => {
  const sealed = seal('a token', 'id one');
  expect(unseal(sealed, 'id one')).toBe('a token');
  expect([unseal(sealed, 'id two'), unseal(`${sealed.slice(0, -2)}AA`, 'id one'), unseal('', 'id one')]).toEqual([
    null,
    null,
    null,
  ]);
});
