import type { IncomingMessage } from 'node:http';
import { allowedOrigin, type OriginSettings } from '../../http/origins';
import { PageProblem } from './problem';

/** Only our own pages post here. @throws PageProblem */
export function requireOwnPage(request: IncomingMessage, origins: OriginSettings): void {
  const { origin } = request.headers;
  const said = origin === undefined || origin === 'null' ? null : origin;
  const isOwn =
    said === null
      ? request.headers['sec-fetch-site'] === 'same-origin'
      : allowedOrigin(request, { ...origins, allowedOrigins: [] }) !== null;
  if (!isOwn) throw new PageProblem('notOurs');
}
