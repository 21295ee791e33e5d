import type { IncomingMessage } from 'node:http';

/** Bytes. Teams lets people write 28 KB; the rest of an activity is small. */
export const MAX_BODY = 256 * 1024;

export type JsonBody = { readonly kind: 'json'; readonly value: unknown } | { readonly kind: 'tooLarge' | 'notJson' };

/** Reads a request's body as JSON, and stops reading where it grows too large. */
export async function readJson(request: IncomingMessage, limit = MAX_BODY): Promise<JsonBody> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return { kind: 'notJson' };
  if (Number(request.headers['content-length'] ?? 0) > limit) return { kind: 'tooLarge' };
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > limit) return { kind: 'tooLarge' };
    chunks.push(bytes);
  }
  try {
    return { kind: 'json', value: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
  } catch {
    return { kind: 'notJson' };
  }
}
