/** The one cookie: of the pages without a script alone, and only from the moment that somebody starts. */
import type { IncomingMessage } from 'node:http';
import { ownOrigin, type OriginSettings } from '../../http/origins';

export const COOKIE = 'pals-questions';
/** Where the browser sends it, and nowhere else. */
export const PATH = '/questions';

/** Null where the browser sends none. */
export function readCookie({ headers }: Pick<IncomingMessage, 'headers'>): string | null {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const found = pairs.find((pair) => pair.startsWith(`${COOKIE}=`));
  return found === undefined ? null : found.slice(COOKIE.length + 1);
}

/** It ends with the browser's session. `null` takes it away. */
export function cookieHeader(request: IncomingMessage, origins: OriginSettings, token: string | null): string {
  const secure = ownOrigin(request, origins).startsWith('https:') ? '; Secure' : '';
  const end = token === null ? '; Max-Age=0' : '';
  return `${COOKIE}=${token ?? ''}; Path=${PATH}; HttpOnly; SameSite=Strict${secure}${end}`;
}
