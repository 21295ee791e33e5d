/** Pages of docs/ whose tables name the tests that show what they say: | what | `test/…` | name of the test |. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export const root = join(__dirname, '../..');

const cellsOf = (row: string): string[] =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** The cells of every row of every table of a page. */
export const rowsOf = (page: string): string[][] =>
  readFileSync(join(root, page), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map(cellsOf);

export const namedIn = (rows: readonly string[][]): { what: string; file: string; name: string }[] =>
  rows.flatMap(([what = '', file = '', name = '']) =>
    /^`test\/.*`$/.test(file) ? [{ what, file: file.slice(1, -1), name }] : [],
  );

/** Names of the tests of a file that run: not skipped, not within what is skipped, and none alone by `only`. */
export function runningTests(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const called = node.expression.getText(source);
      if (/^(x(it|test|describe)\b|(it|test|describe)\.(skip|todo|failing|only)\b|f(it|describe)\b)/.test(called))
        return;
      const [first] = node.arguments;
      if (/^(it|test)\b/.test(called) && first !== undefined && ts.isStringLiteralLike(first)) names.push(first.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}
