/** Who may post to `/api/messages`, besides having a valid token. Pure, so that every case can be listed in a test. */
import type { TeamsSettings } from './settings';
import { tenantsOf, type IncomingActivity } from './incomingActivity';

/** What is known of an HTTP request before its body is believed. */
export interface Caller {
  readonly remoteAddress: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const LOOPBACK_ADDRESS = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/;
const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
/** A proxy adds one of these: then the person is elsewhere, whatever the socket says. */
const PROXY_HEADERS = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'];

/** Without an app id there is no sign-in: only a program on this machine may call, and no browser. */
export const isLocalCaller = ({ remoteAddress, headers }: Caller): boolean =>
  LOOPBACK_ADDRESS.test(remoteAddress ?? '') &&
  headers.origin === undefined &&
  PROXY_HEADERS.every((name) => headers[name] === undefined);

/** Answers go to the activity's own address, so without sign-in it must be on this machine too. */
export const answersLocally = (activity: IncomingActivity): boolean =>
  LOOPBACK_HOST.test(new URL(activity.serviceUrl).hostname);

/** Microsoft's documentation names this host for Teams' connector in the public cloud (assumed, not recorded). */
const TEAMS_ORIGINS = ['https://smba.trafficmanager.net'];

/**
 * With sign-in only Teams may call: other channels' tokens are checked in other ways, and are not needed. What we send
 * goes to the activity's own address with a token of ours, so only Teams' own will do.
 */
export const isTeams = (
  { channelId, serviceUrl }: Pick<IncomingActivity, 'channelId' | 'serviceUrl'>,
  origins: readonly string[] = TEAMS_ORIGINS,
): boolean => channelId === 'msteams' && origins.includes(new URL(serviceUrl).origin);

/** After the token was checked: a token names no person's tenant, so the activity's own must be ours. */
export const isOurTenant = (activity: IncomingActivity, { MicrosoftAppTenantId: ours }: TeamsSettings): boolean => {
  const named = tenantsOf(activity);
  return named.length > 0 && named.every((one) => one === ours?.toLowerCase());
};
