/** The patient's page: the first question is in the HTML itself, before any script. */
import type { Screen } from '../../dialogs/engine/screen';
import type { Words } from '../../locales/words';
import type { PageAssets } from './assets';
import { clientWords } from './clientWords';
import { directionOf } from './direction';
import { inScript } from './inScript';
import { templates } from './templates';

/** In characters, as the intake counts them. */
export const MAX_MESSAGE_LENGTH = 10_000;

export interface ChatPageOptions {
  readonly words: Words;
  /** What the conversation opens with: greeting and first question. */
  readonly firstScreens: readonly Screen[];
  readonly assets: PageAssets;
  /** Of this response's content security policy. */
  readonly nonce: string;
  /** Of this response's form, for a browser without its script. */
  readonly formId?: string;
  /** In a frame on a page of another website: its script for that, and the websites that may show it. */
  readonly framed?: { readonly script: string; readonly origins: readonly string[] } | undefined;
}

/** A whole HTML document. */
export const renderChatPage = ({
  words,
  firstScreens,
  assets,
  nonce,
  formId = '',
  framed,
}: ChatPageOptions): string => {
  return templates().render('chat.njk', {
    language: words.language,
    direction: directionOf(words.language),
    assets,
    nonce,
    formId,
    framed,
    notKept: words.line('embed:notKept').text,
    screens: firstScreens,
    accessibility: words.line('accessibility:link').text,
    heading: words.unit('S01').text,
    personal: words.unit('S24').text,
    ui: (key: string) => words.line(`ui:${key}`).text,
    config: inScript({
      words: clientWords(words),
      firstScreens,
      maxLength: MAX_MESSAGE_LENGTH,
      laterStyle: assets.laterStyle ?? '',
      reading: assets.reading ?? null,
    }),
  });
};
