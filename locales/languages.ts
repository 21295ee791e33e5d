/** The languages that have a folder of words, and the Intl locale of their dates. */
import { en } from './en';
import { UnknownLanguage } from './errors';
import type { WordFiles } from './wordFiles';

const LANGUAGES: Readonly<Record<string, { readonly files: WordFiles; readonly dates: string }>> = {
  en: { files: en, dates: 'en-GB' },
};

export function languageOf(language: string): { readonly files: WordFiles; readonly dates: string } {
  const found = LANGUAGES[language];
  if (found === undefined) throw new UnknownLanguage(language);
  return found;
}
