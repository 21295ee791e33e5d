/**
 * For people: what is said at an address where there is nothing, when something went wrong, or while the assistant is
 * turned off. Programs get JSON.
 */
import type { Request, Response } from 'restify';
import type { Words } from '../../locales/words';
import { readAssets, type PageAssets } from './assets';
import { directionOf } from './direction';
import { FRAMED_PATH } from './embedScript';
import { templates } from './templates';

export type ErrorPage = 'notFound' | 'methodNotAllowed' | 'failed' | 'off';

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
    help: error === 'off' ? helpIn(words) : [],
    ui: (key: string) => words.line(`ui:${key}`).text,
    say,
  });
}

/** Who can help while the assistant cannot: the most urgent first. */
const HELP = [
  { id: 'E-999', items: ['life', 'chest', 'breathing', 'waking', 'injured'], lines: [], contacts: [] },
  { id: 'E-MARTHA', items: [], lines: ['ward', 'ask', 'scope'], contacts: ['marthasRule'] },
  { id: 'E-CRISIS', items: [], lines: ['anyone'], contacts: ['nhs111', 'samaritans', 'shout', 'childline'] },
  { id: 'E-111', items: [], lines: ['how', 'under5'], contacts: ['call', 'relay', 'online'] },
] as const;

const helpIn = (words: Words) =>
  HELP.map(({ id, items, lines, contacts }) => {
    const say = (key: string): string => words.line(`signposting:${id}.${key}`).text;
    return {
      title: say('title'),
      items: items.map((key) => say(`items.${key}`)),
      lines: lines.map((key) => say(`lines.${key}`)),
      contacts: contacts.map((key) => ({ label: say(`contacts.${key}.label`), href: say(`contacts.${key}.href`) })),
    };
  });

/** Addresses that programs call. */
const FOR_PROGRAMS = /^\/(v3|api|desk\/api)\//;

export interface ErrorPageParts {
  readonly words: Words;
  /** `dist/web`. */
  readonly folder: string;
  readonly nonceOf: (
    request: Request,
    response: Response,
    framing?: { readonly framedBy: readonly string[] },
  ) => string;
  /** Websites that may show the chat in a frame, and then this too. */
  readonly embedOrigins: readonly string[];
}

/** The page for whoever asks as a browser does; null for all others. */
export function errorPages({ words, folder, nonceOf, embedOrigins }: ErrorPageParts) {
  const drawn = new Map<ErrorPage, string>();
  return (request: Request, response: Response, error: ErrorPage): string | null => {
    if (!/\btext\/html\b/.test(request.header('accept', '')) || FOR_PROGRAMS.test(request.url ?? '')) return null;
    // For the policy alone: nothing on the page runs.
    const isFramed = error === 'off' && request.url?.startsWith(FRAMED_PATH) === true;
    nonceOf(request, response, isFramed ? { framedBy: embedOrigins } : undefined);
    const html = drawn.get(error) ?? renderErrorPage(words, readAssets(folder).links, error);
    drawn.set(error, html);
    return html;
  };
}
