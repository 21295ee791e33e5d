/**
 * Microsoft's part of signing in, on loopback: OpenID metadata and keys as its documentation "Authenticate requests from
 * the Bot Connector service to your bot" has them, and tokens signed with keys of our own. Nothing of it is recorded.
 */
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sign } from 'jsonwebtoken';
import { ServiceClientCredentialsFactory } from 'botframework-connector';
import type { BotCloud } from '../../channels/teams/botCloud';

const ISSUER = 'https://api.botframework.com';
const MINUTES = 60;

class OwnCredentials extends ServiceClientCredentialsFactory {
  constructor(private readonly appId: string) {
    super();
  }
  override isValidAppId = (appId = ''): Promise<boolean> => Promise.resolve(appId === this.appId);
  override isAuthenticationDisabled = (): Promise<boolean> => Promise.resolve(false);
  override createCredentials(): ReturnType<ServiceClientCredentialsFactory['createCredentials']> {
    return Promise.resolve({
      signRequest: (request) => {
        request.headers.set('authorization', 'Bearer from-us');
        return Promise.resolve(request);
      },
    });
  }
}

const pair = (endorsements: readonly string[]) => ({
  ...{ kid: randomUUID(), endorsements },
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }),
});
type KeyName = 'teams' | 'webchat' | 'strange';

export class Cloud {
  /** `strange`: made by somebody else, under the id of a key that is published. */
  readonly #keys = { teams: pair(['msteams']), webchat: pair(['webchat']), strange: pair(['msteams']) };
  #server: Server | null = null;

  constructor(readonly appId: string) {}

  async start(): Promise<this> {
    const server = createServer((request, response) => {
      const published = [this.#keys.teams, this.#keys.webchat];
      const keys = published.map(({ kid, publicKey, endorsements }) => ({
        ...publicKey.export({ format: 'jwk' }),
        ...{ kid, endorsements, use: 'sig' },
      }));
      const body = request.url === '/keys' ? { keys } : { issuer: ISSUER, jwks_uri: `${this.address}/keys` };
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body));
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  get address(): string {
    const address: AddressInfo | string | null | undefined = this.#server?.address();
    if (typeof address !== 'object' || address === null) throw new Error('The cloud is not started');
    return `http://127.0.0.1:${address.port}`;
  }

  /** `serviceOrigins`: where the connector is. */
  for(serviceOrigins: readonly string[]): BotCloud {
    return {
      endpoints: {
        ToChannelFromBotLoginUrl: `${this.address}/login`,
        ToChannelFromBotOAuthScope: ISSUER,
        ToBotFromChannelTokenIssuer: ISSUER,
        OAuthUrl: `${this.address}/oauth`,
        ToBotFromChannelOpenIdMetadataUrl: `${this.address}/openid`,
        ToBotFromEmulatorOpenIdMetadataUrl: `${this.address}/openid`,
        CallerId: 'urn:botframework:test',
      },
      credentials: new OwnCredentials(this.appId),
      serviceOrigins,
    };
  }

  /** A header with a token that is right but for these changes. */
  token(
    serviceurl: string,
    { key = 'teams', ...changes }: { readonly key?: KeyName } & Readonly<Record<string, unknown>> = {},
  ): { Authorization: string } {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: ISSUER,
      aud: this.appId,
      nbf: now - MINUTES,
      exp: now + 60 * MINUTES,
      serviceurl,
      ...changes,
    };
    const { privateKey } = this.#keys[key];
    const { kid } = this.#keys[key === 'webchat' ? key : 'teams'];
    return { Authorization: `Bearer ${sign(claims, privateKey, { algorithm: 'RS256', keyid: kid })}` };
  }
}
