import type { IncomingMessage } from 'node:http';
import { readBody, UnreadableBody } from './readJson';

/** In bytes: the longest message in letters that a form writes as twelve bytes for two, and room to tell that it is too long. */
export const MAX_FORM = 256 * 1024;

/** What an HTML form posts. @throws UnreadableBody */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const body = await readBody(request, MAX_FORM);
  const type = request.headers['content-type'] ?? '';
  if (request.headers['content-encoding'] !== undefined || !/^application\/x-www-form-urlencoded\b/i.test(type))
    throw new UnreadableBody('badRequest');
  return new URLSearchParams(body.toString('utf8'));
}
