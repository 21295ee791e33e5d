/** GET /, /chat and /assets/*: the patient's page and its files. */
import type { Request, Response, Server } from 'restify';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { PageSafety, Screen } from '../../dialogs/engine/screen';
import type { Words } from '../../locales/words';
import { jsonFile, readAssets } from './assets';
import { renderChatPage } from './chatPage';

export interface PageDeps {
  readonly words: Words;
  readonly firstScreens: readonly Screen[];
  /** Shown by the page itself when the server does not answer. */
  readonly safety: readonly PageSafety[];
  /** Numbers that identify nobody. */
  readonly publicNumbers: readonly string[];
  /** The Trust's formats of hospital numbers. */
  readonly hospitalNumbers?: readonly string[];
  /** The folder with `manifest.json`, as `scripts/build-web.mjs` made it: `dist/web`. */
  readonly folder: string;
  /** Nonce of the content security policy that goes out with this response. */
  readonly nonceOf: (request: Request, response: Response) => string;
}

const accepts = (request: Request, encoding: string): boolean =>
  new RegExp(`\\b${encoding}\\b`).test(request.header('accept-encoding', ''));

/** By hand, not by `res.send`: restify's formatters and acceptParser would answer a browser with 406. */
const write = (
  response: Response,
  headers: Readonly<Record<string, string>>,
  body: Buffer | string,
  withBody: boolean,
): void => {
  response.writeHead(200, { ...headers, 'Content-Length': String(Buffer.byteLength(body)) });
  response.end(withBody ? body : undefined);
};

/** @throws PageNotBuilt when `deps.folder` has no complete build. */
export const registerPages = (server: Server, deps: PageDeps): void => {
  const { links: built, reader, files: onDisk } = readAssets(deps.folder);
  const { safety, publicNumbers, hospitalNumbers = [] } = deps;
  const advice = jsonFile('advice', { safety, publicNumbers, hospitalNumbers });
  const files = new Map([...onDisk, [advice.name, advice.file]]);
  const links = { ...built, reading: { script: reader, advice: `/assets/${advice.name}` } };
  // Only the nonce differs from one response to the next, so the page is drawn once.
  const marker = 'nonce-of-this-response';
  let drawn: string | null = null;
  const page = (nonce: string): string => {
    drawn ??= renderChatPage({ ...deps, assets: links, nonce: marker });
    return drawn.replaceAll(marker, nonce);
  };

  const root = (_request: Request, response: Response, next: () => void): void => {
    response.writeHead(302, { Location: '/chat', 'Cache-Control': 'no-store' });
    response.end();
    next();
  };

  const chat = (request: Request, response: Response, next: () => void): void => {
    const html = page(deps.nonceOf(request, response));
    const headers = {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      Vary: 'Accept-Encoding',
    };
    const withBody = request.method !== 'HEAD';
    if (accepts(request, 'br'))
      write(
        response,
        { ...headers, 'Content-Encoding': 'br' },
        brotliCompressSync(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
        withBody,
      );
    else if (accepts(request, 'gzip'))
      write(response, { ...headers, 'Content-Encoding': 'gzip' }, gzipSync(html), withBody);
    else write(response, headers, html, withBody);
    next();
  };

  const asset = (request: Request, response: Response, next: () => void): void => {
    const name = request.getPath().slice('/assets/'.length);
    const file = files.get(name);
    if (file === undefined) {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
      response.end();
      next();
      return;
    }
    const headers = {
      'Content-Type': file.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
    };
    const withBody = request.method !== 'HEAD';
    const packed = accepts(request, 'br')
      ? { encoding: 'br', body: file.brotli }
      : accepts(request, 'gzip')
        ? { encoding: 'gzip', body: file.gzip }
        : null;
    if (packed === null) write(response, headers, file.plain, withBody);
    else write(response, { ...headers, 'Content-Encoding': packed.encoding }, packed.body, withBody);
    next();
  };

  server.get('/', root);
  server.get('/chat', chat);
  server.head('/chat', chat);
  server.get('/assets/*', asset);
  server.head('/assets/*', asset);
};
