/** The patient's page: the first question is in the HTML itself, before any script. */
import type { Environment } from 'nunjucks';
import type { Screen } from '../../dialogs/engine/screen';
import type { Words } from '../../locales/words';
import type { PageAssets } from './assets';
import { clientWords } from './clientWords';
import { createTemplates } from './templates';

/** In characters, as the intake counts them. */
export const MAX_MESSAGE_LENGTH = 10_000;

export interface ChatPageOptions {
  readonly words: Words;
  /** What the conversation opens with: greeting and first question. */
  readonly firstScreens: readonly Screen[];
  readonly assets: PageAssets;
  /** Of this response's content security policy. */
  readonly nonce: string;
}

const RIGHT_TO_LEFT = ['ar', 'ur'];

/** JSON that cannot end the script element around it, whatever it holds. */
const inScript = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

let templates: Environment | null = null;

/** A whole HTML document. */
export const renderChatPage = ({ words, firstScreens, assets, nonce }: ChatPageOptions): string => {
  templates ??= createTemplates();
  return templates.render('chat.njk', {
    language: words.language,
    direction: RIGHT_TO_LEFT.includes(words.language) ? 'rtl' : 'ltr',
    assets,
    nonce,
    screens: firstScreens,
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
