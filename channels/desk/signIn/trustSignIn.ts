/**
 * The Trust's own sign-in, by OpenID Connect: code with PKCE, state and nonce. It says who somebody is and in which role,
 * at the beginning and again while the session lasts.
 */
import type { Configuration } from 'openid-client';
import { z } from 'zod';
import { isLoopbackHost } from './developerLink';
import { whoIn } from './claims';
import type { SignedIn } from './signIn';

export interface TrustSignInSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** `offline_access`: so that it can be asked again without the person. */
const SCOPE = 'openid profile offline_access';
const ANSWER_SECONDS = 5;

/**
 * Why somebody is not let in. `refused`: the sign-in said no. `expired`: too old, used before, or begun elsewhere.
 * `noRole`: known to the Trust, and not to the desk. `unreachable`: the sign-in did not answer as it should.
 * `tooMany`: from this source, in this minute.
 */
export type SignInTrouble = 'refused' | 'expired' | 'noRole' | 'unreachable' | 'tooMany';

export class SignInProblem extends Error {
  override readonly name = 'SignInProblem';
  constructor(
    readonly code: SignInTrouble,
    cause?: unknown,
  ) {
    super(`The Trust's sign-in let nobody in: ${code}.`, { cause });
  }
}

/** What the browser keeps between leaving for the sign-in and coming back. */
const proofSchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() });

export interface Vouched {
  readonly who: SignedIn;
  /** To ask again with; good once. */
  readonly refreshToken: string;
}

/** Read when it is first needed: the start does not wait for it. */
const library = () => import('openid-client');

export class TrustSignIn {
  #known: Promise<Configuration> | null = null;

  constructor(private readonly settings: TrustSignInSettings) {}

  /** Where to send the browser, and what it must bring back. @throws SignInProblem */
  async begin(redirectUri: string): Promise<{ readonly url: URL; readonly proof: string }> {
    const oidc = await library();
    const provider = await this.#provider();
    const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
    const url = oidc.buildAuthorizationUrl(provider, {
      redirect_uri: redirectUri,
      scope: SCOPE,
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      // A shared computer: whoever sits there now says who they are.
      prompt: 'select_account',
    });
    return { url, proof: Buffer.from(JSON.stringify({ state, nonce, verifier })).toString('base64url') };
  }

  /** `came`: the address with which the browser came back. @throws SignInProblem */
  async finish(came: URL, proof: string): Promise<Vouched> {
    const oidc = await library();
    const { state, nonce, verifier } = readProof(proof);
    return this.#vouched(async (provider) =>
      oidc.authorizationCodeGrant(provider, came, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      }),
    );
  }

  /** Whether they still have their role. @throws SignInProblem */
  async again(refreshToken: string): Promise<Vouched> {
    const oidc = await library();
    return this.#vouched((provider) => oidc.refreshTokenGrant(provider, refreshToken), refreshToken);
  }

  async #vouched(
    grant: (provider: Configuration) => Promise<{ claims(): unknown; readonly refresh_token?: string }>,
    earlier?: string,
  ): Promise<Vouched> {
    const provider = await this.#provider();
    const tokens = await grant(provider).catch((error: unknown) => {
      throw new SignInProblem(troubleOf(error), error);
    });
    const refreshToken = tokens.refresh_token ?? earlier;
    const claims = tokens.claims();
    // The provider has to be set up for it: docs/how-to/sign-in-with-entra.md.
    if (refreshToken === undefined) throw new SignInProblem('unreachable', { code: 'signIn.noRefreshToken' });
    if (claims === undefined) throw new SignInProblem('unreachable', { code: 'signIn.noIdToken' });
    const who = whoIn(claims);
    if (who === null) throw new SignInProblem('noRole');
    return { who, refreshToken };
  }

  /** What the provider says of itself; asked again after a failure. */
  #provider(): Promise<Configuration> {
    this.#known ??= this.#discover().catch((error: unknown) => {
      this.#known = null;
      throw new SignInProblem('unreachable', error);
    });
    return this.#known;
  }

  async #discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const oidc = await library();
    const server = new URL(issuer);
    const provider = await oidc.discovery(server, clientId, clientSecret, undefined, {
      timeout: ANSWER_SECONDS,
      // The settings take plain http from this machine only: tests have a provider there.
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out: plain http from this machine only
      execute: server.protocol === 'http:' && isLoopbackHost(server.host) ? [oidc.allowInsecureRequests] : [],
    });
    provider.timeout = ANSWER_SECONDS;
    return provider;
  }
}

function readProof(proof: string): z.infer<typeof proofSchema> {
  try {
    return proofSchema.parse(JSON.parse(Buffer.from(proof, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new SignInProblem('expired', cause);
  }
}

const answered = z.object({ error: z.string() });
const coded = z.object({ code: z.string() });
/** The provider was reached, and what it sent does not belong to what was begun here. */
const MISMATCH = /INVALID_RESPONSE|JWT_CLAIM|RESPONSE_BODY_ERROR|AUTHORIZATION_RESPONSE/;

function troubleOf(error: unknown): SignInTrouble {
  const said = answered.safeParse(error).data?.error;
  if (said === 'invalid_grant') return 'expired';
  if (said === 'access_denied' || said === 'interaction_required' || said === 'login_required') return 'refused';
  return said === undefined && MISMATCH.test(coded.safeParse(error).data?.code ?? '') ? 'expired' : 'unreachable';
}
