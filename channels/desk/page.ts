/** GET /desk and /desk/enter: one page, whose script is the desk. It holds no case: those come once one is signed in. */
import type { Request, Response, Server } from 'restify';
import { languageOf } from '../../locales/languages';
import { flatten } from '../../locales/wordFiles';
import type { Words } from '../../locales/words';
import { readAssets, type PageAssets } from '../pages/assets';
import { MAX_MESSAGE_LENGTH } from '../pages/chatPage';
import { clientWords } from '../pages/clientWords';
import { inScript } from '../pages/inScript';
import { templates } from '../pages/templates';

export interface DeskPageParts {
  readonly words: Words;
  /** Whether the Trust's own sign-in is a way in. */
  readonly hasSignIn: boolean;
  /** The built pages: `dist/web`. */
  readonly folder: string;
  /** Nonce of the content security policy that goes out with this response. */
  readonly nonceOf: (request: Request, response: Response) => string;
}

/** Every word of the desk, by its key below `desk:`. */
export function deskWords(words: Words): Readonly<Record<string, string>> {
  const { desk = {} } = languageOf(words.language).files;
  return Object.fromEntries([...flatten({ desk }).keys()].map((id) => [id.replace(/^desk:/, ''), words.line(id).text]));
}

function render({ words, hasSignIn }: DeskPageParts, assets: PageAssets, nonce: string): string {
  const config = { hasSignIn, desk: deskWords(words), ui: clientWords(words), maxLength: MAX_MESSAGE_LENGTH };
  return templates().render('desk.njk', {
    language: words.language,
    assets,
    nonce,
    say: (key: string) => words.line(`desk:${key}`).text,
    organisation: words.line('ui:header.organisation').text,
    config: inScript(config),
  });
}

/** @throws PageNotBuilt when the folder has no complete build. */
export function registerDeskPage(server: Server, parts: DeskPageParts): void {
  const { folder, nonceOf } = parts;
  const { desk } = readAssets(folder);
  const page = (request: Request, response: Response, next: (ok?: false) => void): void => {
    const html = Buffer.from(render(parts, desk, nonceOf(request, response)));
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Length': String(html.length),
    });
    response.end(request.method === 'HEAD' ? undefined : html);
    next(false);
  };
  for (const path of ['/desk', '/desk/enter']) {
    server.get(path, page);
    server.head(path, page);
  }
}
