/** For people: what is said at an address where there is nothing, or when something went wrong. Programs get JSON. */
import type { Request, Response } from 'restify';
import type { Words } from '../../locales/words';
import { readAssets, type PageAssets } from './assets';
import { directionOf } from './direction';
import { templates } from './templates';

export type ErrorPage = 'notFound' | 'methodNotAllowed' | 'failed';

/** A whole HTML document. */
function renderErrorPage(words: Words, assets: PageAssets, error: ErrorPage): string {
  const say = (key: string): string => words.line(`errors:${key}`).text;
  const contacts = ['phone', 'email'].map((way) => ({
    label: words.line(`accessibility:contact.${way}.label`).text,
    href: words.line(`accessibility:contact.${way}.href`).text,
  }));
  return templates().render('error.njk', {
    language: words.language,
    direction: directionOf(words.language),
    assets,
    title: say(`errorPage.${error}.title`),
    what: say(`errorPage.${error}.what`),
    contacts,
    ui: (key: string) => words.line(`ui:${key}`).text,
    say,
  });
}

/** Addresses that programs call. */
const FOR_PROGRAMS = /^\/(v3|api|desk\/api)\//;

export interface ErrorPageParts {
  readonly words: Words;
  /** `dist/web`. */
  readonly folder: string;
  readonly nonceOf: (request: Request, response: Response) => string;
}

/** The page for whoever asks as a browser does; null for all others. */
export function errorPages({ words, folder, nonceOf }: ErrorPageParts) {
  const drawn = new Map<ErrorPage, string>();
  return (request: Request, response: Response, error: ErrorPage): string | null => {
    if (!/\btext\/html\b/.test(request.header('accept', '')) || FOR_PROGRAMS.test(request.url ?? '')) return null;
    // For the policy alone: nothing on the page runs.
    nonceOf(request, response);
    const html = drawn.get(error) ?? renderErrorPage(words, readAssets(folder).links, error);
    drawn.set(error, html);
    return html;
  };
}
