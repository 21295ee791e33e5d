/** docs/benchmarks.md holds the tables of all benches, each written by its own run. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const DOCUMENT = 'docs/benchmarks.md';
const mark = (bench: string): string => `<!-- ${bench} -->`;

/** Puts a bench's part in the place of its last one, or at the end; other parts stay. */
export function writePart(bench: string, markdown: string): void {
  const text = existsSync(DOCUMENT) ? readFileSync(DOCUMENT, 'utf8') : '';
  const parts = text.split(/^(?=<!-- \w+ -->$)/m).map((part) => part.trim());
  const at = parts.findIndex((part) => part.startsWith(mark(bench)));
  const own = `${mark(bench)}\n\n${markdown.trim()}`;
  if (at === -1) parts.push(own);
  else parts[at] = own;
  writeFileSync(DOCUMENT, `${parts.filter((part) => part !== '').join('\n\n')}\n`);
}
