/** What a Trust's IT, security and information governance read is true: files are there, tables are whole, commands are ours. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ALARMS } from '../../handover/alarm';
import { configurationPage } from '../../scripts/configuration';
import { refused, shipped } from '../../scripts/licences';
import { PLAIN_RULES } from '../../storage/rules';
import { closeDatabase, openDatabase } from '../../storage/sqlite/openDatabase';
import { openSqliteStore } from '../../storage/openStore';

const read = (path: string): string => readFileSync(path, 'utf8');
/** Tables are laid out by Prettier. */
const plain = (text: string): string =>
  text
    .replace(/[ -]*\|[ -]*/g, '|')
    .replace(/[ \t]+/g, ' ')
    .trim();

const pages = [
  'README.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
  ...readdirSync('docs/how-to').map((name) => join('docs/how-to', name)),
  'deploymentTemplates/deployUseExistResourceGroup/readme.md',
  'deploymentTemplates/deployWithNewResourceGroup/readme.md',
];

test.each(pages)('%s leads only to what is there', (page) => {
  const text = read(page).replace(/```[^]*?```/g, '');
  const links = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(([, path]) =>
    join(dirname(page), path ?? ''),
  );
  const named = [
    ...text.matchAll(/`((?:test|docs|scripts|channels|turns|handover|storage|watch|doctor|\.github)\/[\w./-]+\.\w+)`/g),
  ].map(([, path]) => path ?? '');
  expect([...links, ...named].filter((path) => !existsSync(path))).toEqual([]);
});

test('the configuration is that of the schema: npm run -s configuration > docs/configuration.md', () => {
  expect(plain(read('docs/configuration.md'))).toBe(plain(configurationPage()));
});

test('every table of the database is told of, and none that there is not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pals-tables-'));
  const path = join(folder, 'pals.db');
  await openSqliteStore(path, () => new Date(), PLAIN_RULES).close();
  const { db } = openDatabase(path);
  const made = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  const names = made.map((row) => z.object({ name: z.string() }).parse(row).name);
  closeDatabase(db);
  rmSync(folder, { recursive: true });
  // Those of the search's index are its own.
  const ours = names.filter((name) => !name.startsWith('sqlite_') && !name.startsWith('word_index_'));
  const [, stored = ''] = read('docs/architecture.md').split('## What is stored');
  const told = [...stored.matchAll(/^\| ((?:`\w+`(?:, )?)+)\s*\|/gm)].flatMap(
    ([, cell = '']) => cell.match(/\w+/g) ?? [],
  );
  expect(told.sort()).toEqual(ours.sort());
});

test('each alarm has a row that says what to do', () => {
  const rows = read('docs/operations.md').matchAll(/^\| `(\w+)`\s*\|[^|]+\|[^|]{20,}\|$/gm);
  expect([...rows].map(([, alarm]) => alarm).sort()).toEqual([...ALARMS].sort());
});

test('each control of the threat model names what shows it', () => {
  const [, threats = ''] = read('docs/threat-model.md').split('## Threats');
  const rows = threats.split('\n').filter((line) => line.startsWith('| ') && !/^\| (who|-)/.test(line));
  expect(rows.length).toBeGreaterThanOrEqual(18);
  expect(rows.filter((row) => !/`[^`]+`\s*\|$/.test(row))).toEqual([]);
});

test('each reader is one click from the README', () => {
  const readme = read('README.md');
  for (const page of ['deploy', 'operations', 'configuration', 'privacy', 'threat-model', 'guarantees', 'architecture'])
    expect(readme).toContain(`docs/${page}.md`);
});

test('CI runs the two commands of the README on each Node that it names', () => {
  const workflow = read('.github/workflows/ci.yml');
  expect(workflow).toMatch(/node: \[20, 22, 24\]/);
  expect(workflow).toMatch(/- run: npm ci\n\s+- run: npm test\n/);
  expect(read('README.md')).toContain('npm ci && npm test');
  expect(read('README.md')).toContain('Node 20, 22 or 24');
});

test('what is shipped is under licences that ask only to be named', () => {
  expect(shipped().length).toBeGreaterThan(200);
  expect(refused(shipped())).toEqual([]);
  expect(refused([{ name: 'x', version: '1', licence: 'GPL-3.0' }])).toHaveLength(1);
  expect(refused([{ name: 'x', version: '1', licence: '(MIT AND GPL-3.0)' }])).toHaveLength(1);
});
