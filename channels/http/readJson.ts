import type { IncomingMessage } from 'node:http';

/** In bytes, as sent; a compressed body is not taken, so nothing grows while it is read. */
export const MAX_BODY = 64 * 1024;

/** It is too large, compressed, no JSON, or broke off. */
export class UnreadableBody extends Error {
  override readonly name = 'UnreadableBody';
  constructor(
    readonly code: 'tooLarge' | 'notJson' | 'badRequest',
    cause?: unknown,
  ) {
    super(`The body cannot be used: ${code}. Send JSON of at most ${MAX_BODY} bytes, uncompressed.`, { cause });
  }
}

/** @throws UnreadableBody when it is larger than `most` bytes, or broke off. */
export function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > most) {
    request.resume();
    return Promise.reject(new UnreadableBody('tooLarge'));
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size <= most) {
        chunks.push(chunk);
        return;
      }
      // The rest is thrown away unread, so that the sender still gets to read the refusal.
      request.off('data', onData).resume();
      reject(new UnreadableBody('tooLarge'));
    };
    request.on('data', onData);
    request.once('end', () => {
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
    request.once('error', (cause) => {
      reject(new UnreadableBody('badRequest', cause));
    });
    request.once('close', () => {
      if (!request.complete) reject(new UnreadableBody('badRequest'));
    });
  });
}

/** The body's JSON; `{}` when there is none. @throws UnreadableBody */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request, MAX_BODY);
  if (body.length === 0) return {};
  const type = request.headers['content-type'] ?? '';
  if (request.headers['content-encoding'] !== undefined || !/^application\/json\b/i.test(type)) {
    throw new UnreadableBody('notJson');
  }
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new UnreadableBody('badRequest', cause);
  }
}
