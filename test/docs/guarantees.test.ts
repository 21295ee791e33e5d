/** docs/guarantees.md names the tests that show each promise: each of them is there, and runs. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { namedIn, root, rowsOf, runningTests } from './namedTests';

const rows = rowsOf('docs/guarantees.md');
const named = namedIn(rows);

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
