/**
 * `/desk/sign-in` leads to the Trust's own sign-in, `/desk/callback` back from it. What is to be brought back stands in a
 * cookie for ten minutes: any instance can end what another began.
 */
import type { IncomingMessage } from 'node:http';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Request, Server } from 'restify';
import type { CaseDesk } from '../../../turns/caseDesk';
import { errorCode } from '../../../turns/errors';
import { answered, type Answer } from '../../http/answer';
import { ownOrigin, sourceOf, type OriginSettings } from '../../http/origins';
import { cookieIn, type Sessions } from './sessions';
import { presenceAtSignIn } from './signIn';
import { SignInProblem, type TrustSignIn } from './trustSignIn';

export interface SignInRouteParts {
  readonly signIn: TrustSignIn;
  readonly sessions: Sessions;
  readonly desk: Pick<CaseDesk, 'saveAdvisor'>;
  readonly origins: OriginSettings;
  readonly enters: RateLimiterAbstract;
  readonly log: { warn(facts: Readonly<Record<string, string>>, what: string): void };
}

const CALLBACK = '/desk/callback';
const MINUTES = 10;

export function registerSignIn(
  server: Server,
  { signIn, sessions, desk, origins, enters, log }: SignInRouteParts,
): void {
  const isSecure = (request: IncomingMessage): boolean => ownOrigin(request, origins).startsWith('https:');
  const nameOf = (request: IncomingMessage): string => (isSecure(request) ? '__Host-pals-sign-in' : 'pals-sign-in');
  /** Lax: the browser comes back from another site. */
  const cookie = (request: IncomingMessage, value: string, seconds: number): string =>
    `${nameOf(request)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${isSecure(request) ? '; Secure' : ''}`;
  const to = (location: string, cookies: string | readonly string[]): Answer => ({
    status: 303,
    headers: { Location: location, 'Set-Cookie': cookies },
  });
  const count = async (request: Request): Promise<void> => {
    await enters.consume(sourceOf(request, origins)).catch(() => {
      throw new SignInProblem('tooMany');
    });
  };
  const route = (path: string, handler: (request: Request) => Promise<Answer>): void => {
    server.get(path, (request, response, next) => {
      answered(handler, (error) => {
        const code = error instanceof SignInProblem ? error.code : 'unreachable';
        const cause = error instanceof SignInProblem ? error.cause : error;
        log.warn({ why: code, code: errorCode(cause) }, 'somebody was not signed in');
        // Behind `#`: no server and no log sees why.
        return to(`/desk/enter#why=${code}`, cookie(request, '', 0));
      })(request, response, next);
    });
  };

  route('/desk/sign-in', async (request) => {
    await count(request);
    const { url, proof } = await signIn.begin(`${ownOrigin(request, origins)}${CALLBACK}`);
    return to(url.href, cookie(request, proof, MINUTES * 60));
  });

  route(CALLBACK, async (request) => {
    await count(request);
    const proof = cookieIn(request, nameOf(request));
    if (proof === null) throw new SignInProblem('expired');
    const { who, refreshToken } = await signIn.finish(new URL(request.url ?? '', ownOrigin(request, origins)), proof);
    await desk.saveAdvisor({ ...who, presence: presenceAtSignIn(who.role) });
    return to('/desk', [await sessions.start(request, who.id, refreshToken), cookie(request, '', 0)]);
  });
}
