import { incomingActivitySchema, hasFiles, isPersonal } from '../../channels/teams/incomingActivity';
import { answersLocally, isLocalCaller, isOurTenant, isTeams } from '../../channels/teams/whoMayCall';

const activity = (changes: object = {}) =>
  incomingActivitySchema.parse({
    type: 'message',
    channelId: 'msteams',
    serviceUrl: 'https://smba.trafficmanager.net/uk/',
    from: { id: '29:a' },
    recipient: { id: '28:b' },
    conversation: { id: 'a:1' },
    ...changes,
  });

test.each(['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1'])(
  'a program on this machine (%s) may call without sign-in',
  (remoteAddress) => {
    expect(isLocalCaller({ remoteAddress, headers: {} })).toBe(true);
  },
);

test.each(['10.0.0.4', '::ffff:192.168.1.7', '127.0.0.1.example.com', '0.0.0.0', '', undefined])(
  '%s may not',
  (remoteAddress) => {
    expect(isLocalCaller({ remoteAddress, headers: {} })).toBe(false);
  },
);

test.each(['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via', 'origin'])(
  'nor may a call that came through a proxy or a browser, as %s tells, even an empty one',
  (name) => {
    expect(isLocalCaller({ remoteAddress: '127.0.0.1', headers: { [name]: '' } })).toBe(false);
  },
);

test.each([
  ['http://localhost:56150/_connector', true],
  ['http://127.0.0.1:4200/', true],
  ['http://[::1]:4200/', true],
  ['https://smba.trafficmanager.net/uk/', false],
  ['http://localhost.example.com/', false],
  ['http://127.0.0.1@example.com/', false],
  ['http://169.254.169.254/metadata', false],
])('without sign-in answers to %s: %s', (serviceUrl, allowed) => {
  expect(answersLocally(activity({ serviceUrl }))).toBe(allowed);
});

test('with sign-in only Teams, and only over HTTPS', () => {
  expect(isTeams(activity())).toBe(true);
  expect(isTeams(activity({ channelId: 'webchat' }))).toBe(false);
  expect(isTeams(activity({ serviceUrl: 'http://smba.trafficmanager.net/' }))).toBe(false);
});

test("only our own tenant's people, by the activity's tenant", () => {
  const settings = { MicrosoftAppTenantId: 'ABC' };
  const by = (changes: object) => isOurTenant(activity(changes), settings);
  expect(by({ conversation: { id: 'a:1', tenantId: 'abc' } })).toBe(true);
  expect(by({ channelData: { tenant: { id: 'abc' } } })).toBe(true);
  expect(by({ conversation: { id: 'a:1', tenantId: 'other' }, channelData: { tenant: { id: 'abc' } } })).toBe(false);
  expect(by({})).toBe(false);
  expect(isOurTenant(activity(), {})).toBe(false);
});

test('the HTML that Teams adds to every text is no file; a picture is', () => {
  expect(hasFiles(activity({ attachments: [{ contentType: 'text/html', content: '<p>hi</p>' }] }))).toBe(false);
  expect(hasFiles(activity({ attachments: [{ contentType: 'text/html' }, { contentType: 'image/png' }] }))).toBe(true);
  expect(hasFiles(activity())).toBe(false);
});

test('a group and a team’s channel are not personal', () => {
  expect(isPersonal(activity())).toBe(true);
  expect(isPersonal(activity({ conversation: { id: '1', conversationType: 'personal' } }))).toBe(true);
  expect(isPersonal(activity({ conversation: { id: '1', conversationType: 'groupChat', isGroup: true } }))).toBe(false);
  expect(isPersonal(activity({ conversation: { id: '1', conversationType: 'channel' } }))).toBe(false);
});
