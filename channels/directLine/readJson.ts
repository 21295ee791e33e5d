import type { IncomingMessage } from 'node:http';
import { DirectLineError } from './errors';

/** In bytes, as sent; a compressed body is not taken, so nothing grows while it is read. */
export const MAX_BODY = 64 * 1024;

function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size <= MAX_BODY) {
        chunks.push(chunk);
        return;
      }
      // The rest is thrown away unread, so that the sender still gets to read the refusal.
      request.off('data', onData).resume();
      reject(new DirectLineError('bodyTooLarge'));
    };
    request.on('data', onData);
    request.once('end', () => {
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
    request.once('error', (cause) => {
      reject(new DirectLineError('badRequest', { cause }));
    });
    request.once('close', () => {
      if (!request.complete) reject(new DirectLineError('badRequest'));
    });
  });
}

/** The body's JSON; `{}` when there is none. @throws DirectLineError when it is too large, compressed or not JSON. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY) {
    request.resume();
    throw new DirectLineError('bodyTooLarge');
  }
  const body = await readBody(request);
  if (body.length === 0) return {};
  const type = request.headers['content-type'] ?? '';
  if (request.headers['content-encoding'] !== undefined || !/^application\/json\b/i.test(type)) {
    throw new DirectLineError('notJson');
  }
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new DirectLineError('badRequest', { cause });
  }
}
