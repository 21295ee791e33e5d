/** An HTML document, packed as the browser can take it; never kept by anybody on the way. */
import type { Request, Response } from 'restify';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** For a page with a form: with `no-referrer` a browser would not say which page a form comes from. */
export const SAYS_FROM_WHERE = { 'Referrer-Policy': 'same-origin' };

export const accepts = (request: Request, encoding: string): boolean =>
  new RegExp(`\\b${encoding}\\b`).test(request.header('accept-encoding', ''));

function packed(request: Request, html: string): { readonly body: Buffer | string; readonly encoding?: string } {
  if (accepts(request, 'br'))
    return { encoding: 'br', body: brotliCompressSync(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }) };
  return accepts(request, 'gzip') ? { encoding: 'gzip', body: gzipSync(html) } : { body: html };
}

/** By hand, not by `res.send`: restify's formatters and acceptParser would answer a browser with 406. */
export function sendHtml(
  request: Request,
  response: Response,
  { status = 200, html, headers = {} }: { status?: number; html: string; headers?: Readonly<Record<string, string>> },
): void {
  if (response.headersSent || response.destroyed) return;
  const { body, encoding } = packed(request, html);
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    Vary: 'Accept-Encoding',
    'Content-Length': String(Buffer.byteLength(body)),
    ...(encoding !== undefined && { 'Content-Encoding': encoding }),
    ...headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
