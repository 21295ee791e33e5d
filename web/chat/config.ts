/** What the page itself carries for its script: words, the screens already drawn, limits. */
import type { Screen } from '../../dialogs/engine/screen';
import { part, PageIncomplete } from './element';
import * as is from './guard';
import { parseScreen } from './wire';

const schema = is.object({
  words: is.record(is.string),
  firstScreens: is.array(is.anything),
  maxLength: is.number,
  laterStyle: is.optional(is.string),
  reading: is.nullable(is.object({ script: is.string, advice: is.string })),
});

export interface Config {
  /** A word by its key below `ui:`, with `{n}` filled in. */
  word(key: string, n?: number | string): string;
  readonly firstScreens: readonly Screen[];
  readonly maxLength: number;
  /** Addresses of the script that reads what is written, and of what to say when it finds something. */
  readonly reading: { readonly script: string; readonly advice: string } | null;
  /** Address of the style sheet for what the page shows only later. */
  readonly laterStyle?: string | undefined;
}

export const readConfig = (): Config => {
  const read: unknown = JSON.parse(part('config').textContent);
  if (!schema(read)) throw new PageIncomplete('config');
  return {
    word: (key, n) => (read.words[key] ?? '').replace('{n}', () => String(n ?? '')),
    firstScreens: read.firstScreens.map(parseScreen).filter((screen) => screen !== null),
    maxLength: read.maxLength,
    laterStyle: read.laterStyle,
    reading: read.reading,
  };
};
