/** The page's own reader, the file that is served, finds in the phrases what the rules find where they stand. */
import { transformSync } from 'esbuild';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';
import { mask } from '../../understanding/mask';
import { scan } from '../../understanding/scan';

const ROOT = resolve(__dirname, '../..');
const BUILT = join(ROOT, 'dist/web');
const PHRASES = join(ROOT, 'understanding/en/phrases');
/** One in so many, for time. */
const ONE_IN = 7;

const script = readdirSync(BUILT).find((name) => /^understanding-\w+\.js$/.test(name)) ?? '';
const { code } = transformSync(readFileSync(join(BUILT, script), 'utf8'), { format: 'cjs' });
const sandbox = { module: { exports: {} } };
runInNewContext(code, sandbox);
const about = { labels: [], publicNumbers: [] };
const look = z
  .object({ look: z.custom<(text: string, about: object) => unknown>((one) => typeof one === 'function') })
  .parse({ ...sandbox.module.exports }).look;

const phrases = readdirSync(PHRASES)
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) => readFileSync(join(PHRASES, name), 'utf8').trim().split('\n'))
  .filter((_, index) => index % ONE_IN === 0)
  .map((line) => z.object({ text: z.string() }).parse(JSON.parse(line)).text);

test('the page finds and masks in a phrase what the server’s rules do', () => {
  expect(phrases.length).toBeGreaterThan(3_000);
  // A page has no names of rules, but as many of them.
  const plainly = (found: unknown): string =>
    JSON.stringify(found, (key, value: unknown) => (key === 'rules' && Array.isArray(value) ? value.length : value));
  const differing = phrases.filter((text) => {
    const expected = { ...mask(text, { publicNumbers: [] }), verdict: scan(text) };
    return plainly(look(text, about)) !== plainly(expected);
  });
  expect(differing).toEqual([]);
  expect(phrases.filter((text) => scan(text).tier !== null).length).toBeGreaterThan(1_000);
});
