/** GET /, /chat, /chat/frame and /assets/*: the patient's page and its files. */
import type { Request, Response, Server } from 'restify';
import type { PageSafety, Screen } from '../../dialogs/engine/screen';
import type { Words } from '../../locales/words';
import { renderAccessibilityPage } from './accessibilityPage';
import { jsonFile, readAssets } from './assets';
import { renderChatPage } from './chatPage';
import { FRAMED_PATH } from './embedScript';
import { newFormId } from './questions/render';
import { sendFile } from './sendFile';
import { SAYS_FROM_WHERE, sendHtml } from './sendHtml';

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
  readonly nonceOf: (
    request: Request,
    response: Response,
    framing?: { readonly framedBy: readonly string[] },
  ) => string;
  /** Websites that may show the chat in a frame, besides our own. */
  readonly embedOrigins: readonly string[];
}

/** @throws PageNotBuilt when `deps.folder` has no complete build. */
export const registerPages = (server: Server, deps: PageDeps): void => {
  const { links: built, reader, framed, files: onDisk } = readAssets(deps.folder);
  const { safety, publicNumbers, hospitalNumbers = [] } = deps;
  const advice = jsonFile('advice', { safety, publicNumbers, hospitalNumbers });
  const files = new Map([...onDisk, [advice.name, advice.file]]);
  const links = { ...built, reading: { script: reader, advice: `/assets/${advice.name}` } };
  // Only the nonce and the form's id differ from one response to the next, so each page is drawn once.
  const marker = 'nonce-of-this-response';
  const formMarker = 'form-of-this-response';
  const drawnOnce = (framed?: { readonly script: string; readonly origins: readonly string[] }) => {
    let drawn: string | null = null;
    return (nonce: string): string => {
      drawn ??= renderChatPage({ ...deps, assets: links, nonce: marker, formId: formMarker, framed });
      return drawn.replaceAll(marker, nonce).replace(formMarker, newFormId());
    };
  };
  const page = drawnOnce();
  const framedPage = drawnOnce({ script: framed, origins: deps.embedOrigins });

  const root = (_request: Request, response: Response, next: () => void): void => {
    response.writeHead(302, { Location: '/chat', 'Cache-Control': 'no-store' });
    response.end();
    next();
  };

  const chat = (request: Request, response: Response, next: () => void): void => {
    sendHtml(request, response, { html: page(deps.nonceOf(request, response)), headers: SAYS_FROM_WHERE });
    next();
  };

  /** The same page without a header of its own, in a frame that /embed.js makes. */
  const chatInFrame = (request: Request, response: Response, next: () => void): void => {
    const nonce = deps.nonceOf(request, response, { framedBy: deps.embedOrigins });
    sendHtml(request, response, { html: framedPage(nonce), headers: SAYS_FROM_WHERE });
    next();
  };

  let statement: string | null = null;
  const accessibility = (request: Request, response: Response, next: () => void): void => {
    // For the policy alone: nothing on the page runs.
    deps.nonceOf(request, response);
    statement ??= renderAccessibilityPage(deps.words, links);
    sendHtml(request, response, { html: statement });
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
    sendFile(request, response, { file, headers: { 'Cache-Control': 'public, max-age=31536000, immutable' } });
    next();
  };

  server.get('/', root);
  server.get('/chat', chat);
  server.head('/chat', chat);
  server.get(FRAMED_PATH, chatInFrame);
  server.head(FRAMED_PATH, chatInFrame);
  server.get('/accessibility', accessibility);
  server.head('/accessibility', accessibility);
  server.get('/assets/*', asset);
  server.head('/assets/*', asset);
};
