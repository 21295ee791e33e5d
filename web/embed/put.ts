/** The one element that the page gets. All else is in its shadow, where the page's style does not reach. */
import { el } from '../chat/element';
import type { Options } from './options';

declare const PALS_STYLE: string;

export interface Place {
  readonly host: HTMLElement;
  readonly shadow: ShadowRoot;
  /** Inside of the shadow: everything that is seen. */
  readonly inside: HTMLElement;
}

/** False where the page's policy allows no style; only browsers before 2023 need to ask it. */
const dress = (shadow: ShadowRoot): boolean => {
  if (Reflect.has(shadow, 'adoptedStyleSheets')) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(PALS_STYLE);
    shadow.adoptedStyleSheets = [sheet];
    return true;
  }
  const style = el('style', {}, PALS_STYLE);
  shadow.prepend(style);
  return style.sheet !== null;
};

/** `make` gets the place; null, with the page as it was, where it cannot be dressed. */
export const put = <T>({ language, direction }: Options, make: (place: Place) => T): T | null => {
  const host = el('div');
  const shadow = host.attachShadow({ mode: 'open' });
  const inside = el('div', { lang: language, dir: direction });
  shadow.append(inside);
  // Beside the body: no transform of it moves what is fixed, and a website that changes its body keeps the chat.
  document.documentElement.append(host);
  if (dress(shadow)) return make({ host, shadow, inside });
  host.remove();
  return null;
};
