/** docs/safety/hazards.md: each hazard has its causes, its controls and tests; each test is there, and runs. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { namedIn, root, rowsOf, runningTests } from './namedTests';

/** Issue 4 names the first twelve. */
const LEAST = 12;
const rows = rowsOf('docs/safety/hazards.md');
const hazards = rows.filter((row) => /^H\d+$/.test(row[0] ?? '') && row.length === 6);
const named = namedIn(rows);

test('the log has at least the hazards that were asked for, each once and in order', () => {
  expect(hazards.length).toBeGreaterThanOrEqual(LEAST);
  expect(hazards.map(([id]) => id)).toEqual(hazards.map((_, index) => `H${index + 1}`));
});

test.each(hazards.map((row) => ({ id: row[0] ?? '', row })))(
  '$id has a name, causes, controls, a test, and its risk to be filled by the clinical safety officer',
  ({ id, row }) => {
    expect(row.filter((cell) => cell === '')).toEqual([]);
    expect(named.filter(({ what }) => what === id).length).toBeGreaterThan(0);
  },
);

test('no test is named for a hazard that there is not', () => {
  const ids = new Set(hazards.map(([id]) => id));
  expect(named.filter(({ what }) => !ids.has(what))).toEqual([]);
});

test.each(named)('$what: "$name" is a test of $file, and runs', ({ file, name }) => {
  expect(existsSync(join(root, file))).toBe(true);
  expect(runningTests(file)).toContain(name);
});
