/**
 * A real OpenID Connect provider on this machine, as a Trust's own: `node openIdProvider.mjs <port> <redirect uri>`.
 * Its sign-in page asks for a name; PUT /people/<name> says what it claims of them (`null`: it knows nobody of that name).
 */
import { createServer } from 'node:http';
import Provider, { interactionPolicy } from 'oidc-provider';

const [port, redirectUri, clientId, clientSecret] = process.argv.slice(2);
const people = new Map();
const { base, Prompt } = interactionPolicy;
const policy = base();
policy.add(new Prompt({ name: 'select_account', requestable: true }));

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'client_secret_post',
    },
  ],
  claims: { openid: ['sub'], profile: ['name', 'oid', 'roles', 'given_name', 'family_name'] },
  conformIdTokenClaims: false,
  cookies: { keys: ['a test'] },
  features: { devInteractions: { enabled: false } },
  interactions: { policy, url: (_context, { uid }) => `/interaction/${uid}` },
  issueRefreshToken: async () => true,
  pkce: { required: () => true },
  rotateRefreshToken: true,
  findAccount: (_context, id) =>
    people.get(id) ? { accountId: id, claims: () => ({ sub: id, ...people.get(id) }) } : undefined,
  loadExistingGrant: async ({ oidc }) => {
    const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope('openid profile offline_access');
    await grant.save();
    return grant;
  },
});

const textOf = async (request) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
};

createServer(async (request, response) => {
  const [, first, second] = new URL(request.url, 'http://x').pathname.split('/');
  if (first === 'people') {
    people.set(decodeURIComponent(second), JSON.parse(await textOf(request)));
    response.end();
  } else if (first === 'interaction' && request.method === 'GET') {
    response.setHeader('Content-Type', 'text/html');
    response.end('<form method="post"><label>Account <input name="who"></label> <button>Continue</button></form>');
  } else if (first === 'interaction') {
    const who = new URLSearchParams(await textOf(request)).get('who');
    const result = people.get(who)
      ? { login: { accountId: who }, select_account: {} }
      : { error: 'access_denied', error_description: 'nobody of that name' };
    await provider.interactionFinished(request, response, result);
  } else provider.callback()(request, response);
}).listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'));
