/** Finds one string: by id, with the voice as i18next's context, and placeholders filled in. */
import i18next from 'i18next';
import { MissingValue, MissingWord } from './errors';
import type { Voice, WordFiles } from './wordFiles';

export type Values = Readonly<Record<string, string>>;
export type Lookup = (id: string, voice?: Voice, values?: Values) => string;

/**
 * One i18next instance for one language. Patients' words and the Trust's names never become markup or templates: values
 * are put in as they are, once, and not read for placeholders again. A missing id or value throws.
 */
export function createLookup(options: {
  language: string;
  files: WordFiles;
  strings: ReadonlyMap<string, string>;
  always: Readonly<Record<string, string | null>>;
}): Lookup {
  const { language, files, strings, always } = options;
  const instance = i18next.createInstance();
  void instance.init({
    lng: language,
    fallbackLng: false,
    ns: Object.keys(files),
    defaultNS: false,
    resources: { [language]: files },
    initAsync: false,
    returnNull: false,
    interpolation: {
      escapeValue: false,
      defaultVariables: Object.fromEntries(Object.entries(always).filter(([, value]) => value !== null)),
    },
    missingInterpolationHandler: (_text: string, match: RegExpExecArray) => {
      throw new MissingValue('', match[1]?.trim() ?? '');
    },
  });
  return (id, voice, values) => {
    // The patient's is the plain key.
    const context = voice === undefined || voice === 'patient' ? undefined : voice;
    if (!strings.has(id) && (context === undefined || !strings.has(`${id}_${context}`)))
      throw new MissingWord(id, language);
    try {
      return instance.t(id, { ...values, ...(context === undefined ? {} : { context }) });
    } catch (error) {
      if (error instanceof MissingValue) throw new MissingValue(id, error.placeholder);
      throw error;
    }
  };
}
