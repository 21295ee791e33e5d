/** What the page itself carries for its script: words, the screens already drawn, limits. */
import * as z from 'zod/mini';
import type { Screen } from '../../dialogs/engine/screen';
import { part } from './element';
import { parseScreen } from './wire';

const schema = z.object({
  words: z.record(z.string(), z.string()),
  firstScreens: z.array(z.unknown()),
  maxLength: z.number(),
  laterStyle: z.optional(z.string()),
  reading: z.nullable(z.object({ script: z.string(), advice: z.string() })),
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
  const read = schema.parse(JSON.parse(part('config').textContent));
  return {
    word: (key, n) => (read.words[key] ?? '').replace('{n}', () => String(n ?? '')),
    firstScreens: read.firstScreens.map(parseScreen).filter((screen) => screen !== null),
    maxLength: read.maxLength,
    laterStyle: read.laterStyle,
    reading: read.reading,
  };
};
