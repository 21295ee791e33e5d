/** GET /embed.js, which puts the chat on a page of another website, and /preview, which shows that. */
import type { Request, Response, Server } from 'restify';
import type { Words } from '../../locales/words';
import { ownOrigin, type OriginSettings } from '../http/origins';
import { readAssets } from './assets';
import { directionOf } from './direction';
import { embedScript } from './embedScript';
import { sendFile } from './sendFile';
import { sendHtml } from './sendHtml';
import { templates } from './templates';

export interface EmbedDeps {
  readonly words: Words;
  /** The folder with `manifest.json`, as `scripts/build-web.mjs` made it: `dist/web`. */
  readonly folder: string;
  readonly origins: OriginSettings;
  /** Websites that may show the chat. */
  readonly embedOrigins: readonly string[];
  readonly hasPreview: boolean;
  readonly nonceOf: (request: Request, response: Response, framing: { readonly hasFrames: boolean }) => string;
}

/** Asked again after five minutes: a word that was changed is then on every page. */
const SCRIPT_HEADERS = {
  'Cache-Control': 'public, max-age=300',
  // It holds nothing of anybody, and is for pages of other websites.
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** @throws PageNotBuilt when `deps.folder` has no complete build. */
export const registerEmbed = (server: Server, deps: EmbedDeps): void => {
  const { words, embedOrigins } = deps;
  const { embed, links } = readAssets(deps.folder);
  const { etag, file } = embedScript(embed, words);

  const script = (request: Request, response: Response, next: () => void): void => {
    const headers = { ...SCRIPT_HEADERS, ETag: etag };
    if (request.header('if-none-match', '').includes(etag)) {
      response.writeHead(304, { ...headers, Vary: 'Accept-Encoding' });
      response.end();
    } else sendFile(request, response, { file, headers });
    next();
  };

  const say = (key: string): string => words.line(key).text;
  /** The two lines of docs/how-to/put-it-on-your-website.md, with this service's own address, words and number. */
  const snippet = (origin: string): string => {
    const phone = `<a href="${say('embed:failed.phone.href')}">${say('embed:preview.snippet.number')}</a>`;
    const link = `<a href="${origin}/chat" data-pals-open>${say('embed:preview.snippet.link')}</a>`;
    const text = `<p>\n  ${link} ${say('embed:preview.snippet.or')}\n  ${phone}\n</p>`;
    return `${text}\n<script src="${origin}/embed.js" defer></script>`;
  };
  const preview = (request: Request, response: Response, next: () => void): void => {
    deps.nonceOf(request, response, { hasFrames: true });
    const html = templates().render('preview.njk', {
      ...{ say, embedOrigins, assets: links },
      language: words.language,
      direction: directionOf(words.language),
      snippet: snippet(ownOrigin(request, deps.origins)),
    });
    sendHtml(request, response, { html });
    next();
  };

  server.get('/embed.js', script);
  server.head('/embed.js', script);
  if (!deps.hasPreview) return;
  server.get('/preview', preview);
  server.head('/preview', preview);
};
