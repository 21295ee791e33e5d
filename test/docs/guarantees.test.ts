/** docs/guarantees.md names the tests that show each promise: each of them is there, and runs. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/guarantees.md'), 'utf8');
const cellsOf = (row: string): string[] =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map(cellsOf);
const named = rows.flatMap(([what = '', file = '', name = '']) =>
  /^`test\/.*`$/.test(file) ? [{ what, file: file.slice(1, -1), name }] : [],
);

/** Names of the tests of a file that run: not skipped, not within what is skipped, and none alone by `only`. */
function runningTests(file: string): string[] {
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

test('the page names tests, and has a row for each of the twelve promises', () => {
  expect(named.length).toBeGreaterThan(20);
  const promises = Array.from({ length: 12 }, (_, index) => `G${index + 1}`);
  expect(rows.map(([first]) => first).filter((first) => promises.includes(first ?? ''))).toEqual(
    expect.arrayContaining(promises),
  );
});

test('a promise that holds has a test', () => {
  const holding = rows.filter(([id = '', , today = '']) => /^G\d+$/.test(id) && today.startsWith('holds'));
  expect(holding.length).toBeGreaterThan(0);
  const shown = new Set(named.map(({ what }) => what));
  expect(holding.map(([id]) => id).filter((id) => !shown.has(id ?? ''))).toEqual([]);
});

test.each(named)('$what: "$name" is a test of $file, and runs', ({ file, name }) => {
  expect(existsSync(join(root, file))).toBe(true);
  expect(runningTests(file)).toContain(name);
});
