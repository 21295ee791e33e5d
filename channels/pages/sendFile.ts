/** A file that was packed once, as the browser can take it. */
import type { Request, Response } from 'restify';
import type { AssetFile } from './assets';
import { accepts } from './sendHtml';

export function sendFile(
  request: Request,
  response: Response,
  { file, headers }: { readonly file: AssetFile; readonly headers: Readonly<Record<string, string>> },
): void {
  const encoding = (['br', 'gzip'] as const).find((one) => accepts(request, one));
  const body = encoding === undefined ? file.plain : { br: file.brotli, gzip: file.gzip }[encoding];
  response.writeHead(200, {
    'Content-Type': file.type,
    Vary: 'Accept-Encoding',
    'Content-Length': String(body.length),
    ...(encoding !== undefined && { 'Content-Encoding': encoding }),
    ...headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
