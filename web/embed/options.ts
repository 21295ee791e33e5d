/** What the script element asks for: `data-language`, `data-position` ("left", "right"), `data-launcher="none"`. */
import type { EmbedData, EmbedLanguage } from '../../channels/pages/embedData';

export interface Options extends EmbedLanguage {
  /** Where the chat is. */
  readonly origin: string;
  readonly left: boolean;
  readonly launcher: boolean;
  /** Attributes whose value is none of ours; the usual is done instead. */
  readonly wrong: readonly string[];
}

const short = (language: string | undefined): string => language?.toLowerCase().split('-')[0] ?? '';

/** Null when it is not known where the script came from. */
export const readOptions = (data: EmbedData): Options | null => {
  const script = document.currentScript ?? document.querySelector('script[src*="/embed.js"]');
  if (!(script instanceof HTMLScriptElement) || script.src === '') return null;
  const { language, position, launcher } = script.dataset;
  const of = (asked: string | undefined): EmbedLanguage | undefined =>
    data.find((one) => short(one.language) === short(asked));
  const rightToLeft = getComputedStyle(document.documentElement).direction === 'rtl';
  return {
    ...(of(language) ?? of(document.documentElement.lang) ?? data[0]),
    origin: new URL(script.src).origin,
    left: position === 'left' || (position !== 'right' && rightToLeft),
    launcher: launcher !== 'none',
    wrong: [
      ...(language === undefined || of(language) ? [] : ['data-language']),
      ...(position === undefined || ['left', 'right'].includes(position) ? [] : ['data-position']),
      ...(launcher === undefined || launcher === 'none' ? [] : ['data-launcher']),
    ],
  };
};
