/** Tokens of Bot Framework, really signed, against metadata and keys on loopback: who may write, and what they learn. */
import { Cloud } from './cloud';
import { Connector, textOf } from './connector';
import { Person } from '../directLine/service';
import { Colleague, inChannel, Office, textOf as textOfCard } from './office';
import { startService, type Running } from './service';

const APP = '55555555-5555-4555-8555-555555555555';
const TENANT = '66666666-6666-4666-8666-666666666666';
const MINUTE = 60;

let cloud: Cloud;
let running: Running;
let chat: Connector;

beforeAll(async () => {
  // Bot Framework writes to the console why it refuses.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  cloud = await new Cloud(APP).start();
});
afterAll(() => cloud.stop());
beforeEach(async () => {
  chat = await new Connector('').start();
  running = await startService(
    {
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppId: APP,
      MicrosoftAppTenantId: TENANT,
      MicrosoftAppPassword: 'not a real one',
    },
    { botCloud: cloud.for([new URL(chat.serviceUrl).origin]) },
  );
  chat.endpoint = running.endpoint;
});
afterEach(async () => {
  await running.stop();
  await chat.stop();
});

const ours = { conversation: { id: '', conversationType: 'personal', tenantId: TENANT } };
const activity = (changes: object = {}) =>
  chat.activity({
    text: 'A patient has asked me for a second opinion',
    ...ours,
    conversation: { ...ours.conversation, id: chat.conversation },
    ...changes,
  });
const now = (): number => Math.floor(Date.now() / 1000);
const nothing = (status: number) => ({ status, body: '' });

test('a token that is right: the nurse is answered, and what is sent is signed', async () => {
  expect(await chat.post(activity(), cloud.token(chat.serviceUrl))).toEqual(nothing(200));
  expect(textOf(chat.sent)).toContain('Does the patient need treatment urgently?');
  expect(new Set(chat.signed)).toEqual(new Set(['Bearer from-us']));
});

test('a token for a few minutes, by clocks that differ a little, is taken', async () => {
  const token = cloud.token(chat.serviceUrl, { nbf: now() + 2 * MINUTE, exp: now() + 5 * MINUTE });
  expect(await chat.post(activity(), token)).toEqual(nothing(200));
});

const unsigned = (claims: object): string =>
  [{ alg: 'none', typ: 'JWT' }, claims].map((one) => Buffer.from(JSON.stringify(one)).toString('base64url')).join('.');

test.each<[string, () => Record<string, string>]>([
  ['no token', () => ({})],
  ['nothing behind Bearer', () => ({ Authorization: 'Bearer ' })],
  ['an expired token', () => cloud.token(chat.serviceUrl, { nbf: now() - 90 * MINUTE, exp: now() - 6 * MINUTE })],
  ['a token of tomorrow', () => cloud.token(chat.serviceUrl, { nbf: now() + 6 * MINUTE })],
  ['a token for another bot', () => cloud.token(chat.serviceUrl, { aud: TENANT })],
  ['a token for nobody', () => cloud.token(chat.serviceUrl, { aud: '' })],
  ['another issuer', () => cloud.token(chat.serviceUrl, { iss: 'https://sts.windows.net/anyone/' })],
  ['a stranger’s key under a known id', () => cloud.token(chat.serviceUrl, { key: 'strange' })],
  ['a key that is endorsed for another channel', () => cloud.token(chat.serviceUrl, { key: 'webchat' })],
  ['a token for another connector', () => cloud.token('https://smba.trafficmanager.net/uk/')],
  [
    'an unsigned token',
    () => ({
      Authorization: `Bearer ${unsigned({ iss: 'https://api.botframework.com', aud: APP, exp: now() + MINUTE, serviceurl: chat.serviceUrl })}.`,
    }),
  ],
  [
    'a good token of which one character differs',
    () => {
      const { Authorization } = cloud.token(chat.serviceUrl);
      const at = Authorization.length - 20;
      const other = Authorization[at] === 'A' ? 'B' : 'A';
      return { Authorization: Authorization.slice(0, at) + other + Authorization.slice(at + 1) };
    },
  ],
])('%s is refused; the caller learns nothing, and nothing is kept or sent', async (_name, headers) => {
  expect(await chat.post(activity({ text: 'zebra crossing' }), headers())).toEqual(nothing(401));
  expect(chat.signed).toEqual([]);
  expect(await running.files()).not.toContain('zebra crossing');
});

test('a stranger’s tenant with a good token is refused, also when the tenant stands only in one of two places', async () => {
  const token = cloud.token(chat.serviceUrl);
  const of = (tenantId: string | null, other?: string) => ({
    conversation: { id: chat.conversation, conversationType: 'personal', tenantId },
    ...(other !== undefined && { channelData: { tenant: { id: other } } }),
  });
  for (const changes of [of(APP), of(APP, TENANT), of(TENANT, APP), of(null), of(null, APP)])
    expect(await chat.post(activity(changes), token)).toEqual(nothing(403));
  expect(chat.sent).toEqual([]);
  expect(await chat.post(activity(of(TENANT, TENANT)), token)).toEqual(nothing(200));
});

test('answers go nowhere but to Teams’ own connector, whatever a token says', async () => {
  const elsewhere = 'http://127.0.0.1:9/';
  expect(await chat.post(activity({ serviceUrl: elsewhere }), cloud.token(elsewhere))).toEqual(nothing(403));
});

test('a body that is too large, or no activity, is refused as without a token', async () => {
  const token = cloud.token(chat.serviceUrl);
  expect(await chat.post(activity({ text: 'a'.repeat(300_000) }), token)).toEqual(nothing(413));
  expect(await chat.post('[]', token)).toEqual(nothing(400));
});

test('an advisor picks up by signed posts; what is sent unasked is signed by us, and another tenant’s namesake is nobody', async () => {
  const AMINA = '5d6a1f62-0000-4000-8000-000000000001';
  const CHANNEL = '19:pals@thread.tacv2';
  const office = await new Office('', TENANT, (url) => cloud.token(url)).start();
  const service = await startService(
    {
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppId: APP,
      MicrosoftAppTenantId: TENANT,
      MicrosoftAppPassword: 'not a real one',
      TEAMS_ADVISORS: AMINA,
      TEAMS_CHANNEL: CHANNEL,
    },
    { botCloud: cloud.for([new URL(office.serviceUrl).origin]) },
  );
  try {
    office.endpoint = service.endpoint;
    const amina = new Colleague(office, 'Amina Khan', AMINA);
    expect(await office.post(amina.activity({ text: 'hello', conversation: inChannel(CHANNEL, TENANT) }))).toBe(200);
    await amina.says('hello');
    const person = await Person.start(new URL(service.endpoint).origin);
    await person.ask({ label: 'Talk to PALS', action: { bar: 'talkToPals' } });
    const card = await office.untilSays(CHANNEL, 'someone is waiting');

    const stranger = { id: '29:amina', name: 'Amina Khan', aadObjectId: AMINA };
    const elsewhere = { id: 'a:1', conversationType: 'personal', tenantId: APP };
    const press = { palsCase: { do: 'pickUp', reference: /SO-\S+/.exec(textOfCard(card))?.[0] ?? '' } };
    expect(await office.post(amina.activity({ from: stranger, conversation: elsewhere, value: press }))).toBe(403);

    await amina.presses('Pick up', card);
    await office.untilSays(amina.chat, 'is yours');
    expect(new Set(office.signed)).toEqual(new Set(['Bearer from-us']));
    expect(office.refused).toEqual([]);
  } finally {
    await service.stop();
    await office.stop();
  }
});
