/** What the page carries for its script: the desk's words, and those of the patient's page for the caller's questions. */
import * as z from 'zod/mini';
import type { Config } from '../chat/config';
import { part } from '../chat/element';

const words = z.record(z.string(), z.string());
const schema = z.object({ desk: words, ui: words, maxLength: z.number() });

let read: z.infer<typeof schema> | null = null;
const config = (): z.infer<typeof schema> => (read ??= schema.parse(JSON.parse(part('config').textContent)));

/** A word by its key below `desk:`, with `{name}` filled in. */
export const word = (key: string, values: Readonly<Record<string, string | number>> = {}): string =>
  (config().desk[key] ?? key).replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));

/** For the parts of the patient's page that draw the caller's questions. */
export const chatConfig = (): Config => ({
  word: (key, n) => (config().ui[key] ?? '').replace('{n}', String(n ?? '')),
  firstScreens: [],
  maxLength: config().maxLength,
  reading: null,
});
