/** What the page carries for its script: the desk's words, and those of the patient's page for the caller's questions. */
import type { Config } from '../chat/config';
import { PageIncomplete, part } from '../chat/element';
import * as is from '../chat/guard';

const words = is.record(is.string);
const schema = is.object({ desk: words, ui: words, maxLength: is.number, hasSignIn: is.boolean });

type Carried = is.Guarded<typeof schema>;

const carried = (): Carried => {
  const found: unknown = JSON.parse(part('config').textContent);
  if (!schema(found)) throw new PageIncomplete('config');
  return found;
};

let read: Carried | null = null;
const config = (): Carried => (read ??= carried());

/** A word by its key below `desk:`, with `{name}` filled in. */
export const word = (key: string, values: Readonly<Record<string, string | number>> = {}): string =>
  (config().desk[key] ?? key).replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));

/** Whether the Trust's own sign-in is a way in. */
export const hasSignIn = (): boolean => config().hasSignIn;

/** For the parts of the patient's page that draw the caller's questions. */
export const chatConfig = (): Config => ({
  word: (key, n) => (config().ui[key] ?? '').replace('{n}', String(n ?? '')),
  firstScreens: [],
  maxLength: config().maxLength,
  reading: null,
});
