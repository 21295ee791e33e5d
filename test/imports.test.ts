/** Imports run one way: a part may know only the parts named for it here (see docs/architecture.md). */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

const root = resolve(__dirname, '..');

/** The longest prefix counts. What is named may be imported; a part may always import itself and `locales/**.json`. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'index.ts': ['*'],
  'config.ts': [],
  doctor: ['config', 'channels/teams/settings', 'trust', 'locales', 'storage/isPostgres'],
  'server.ts': ['channels', 'turns/errors', 'storage/port'],
  channels: [
    'turns',
    'handover',
    'storage/port',
    'bots/turn',
    'dialogs/engine/screen',
    'locales',
    'understanding/types',
  ],
  turns: ['bots', 'understanding', 'handover', 'storage/port', 'dialogs/engine/screen'],
  bots: ['dialogs', 'handover', 'understanding', 'locales'],
  dialogs: ['handover', 'locales', 'understanding'],
  'dialogs/engine': ['dialogs/engine'],
  'dialogs/flows': ['dialogs/engine/flow'],
  understanding: [],
  handover: [],
  locales: [],
  watch: ['turns', 'storage/port', 'handover'],
  trust: [],
  storage: ['storage', 'bots/turn', 'dialogs/engine', 'handover', 'understanding/types'],
  // What both databases do knows neither of them.
  'storage/sql': [
    'storage/port',
    'storage/errors',
    'storage/rules',
    'bots/turn',
    'dialogs/engine',
    'handover',
    'understanding/types',
  ],
  'storage/sqlite': ['storage/errors', 'storage/sql'],
  'storage/postgres': ['storage/errors', 'storage/port', 'storage/sql'],
  web: [
    'web',
    'handover/roles',
    'understanding',
    'dialogs/engine/screen',
    'channels/desk/wire',
    'channels/pages/embedData',
  ],
};
const KNOW_BOTBUILDER = ['channels/teams', 'turns', 'bots', 'dialogs'];
const SKIPPED = new Set(['node_modules', 'dist', 'test', 'scripts', 'docs', 'data', 'coverage']);

const sourceFiles = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return entry.name.endsWith('.ts') ? [relative(root, path)] : [];
  });

const within = (path: string, part: string): boolean =>
  path === part || path === `${part}.ts` || path.startsWith(`${part}/`);
const partOf = (path: string): string | undefined =>
  Object.keys(MAY_IMPORT)
    .filter((part) => within(path, part))
    .sort((a, b) => b.length - a.length)[0];

const importsOf = (path: string): string[] =>
  ts.preProcessFile(readFileSync(join(root, path), 'utf8')).importedFiles.map(({ fileName }) => fileName);

const files = sourceFiles(root);

test('every source file belongs to a part', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(files.filter((path) => partOf(path) === undefined)).toEqual([]);
});

test('no part imports what it may not know', () => {
  const wrong = files.flatMap((path) => {
    const part = partOf(path) ?? '';
    const allowed = MAY_IMPORT[part] ?? [];
    return importsOf(path)
      .filter((name) => name.startsWith('.'))
      .map((name) => relative(root, resolve(root, dirname(path), name)))
      .filter(
        (target) => !allowed.includes('*') && !within(target, part) && !allowed.some((other) => within(target, other)),
      )
      .map((target) => `${path} imports ${target}`);
  });
  expect(wrong).toEqual([]);
});

test('only the parts that speak Bot Framework import it', () => {
  const wrong = files.filter(
    (path) =>
      importsOf(path).some((name) => /^(botbuilder|botframework)/.test(name)) &&
      !KNOW_BOTBUILDER.some((part) => within(path, part)),
  );
  expect(wrong).toEqual([]);
});

test('what the browser runs needs no Node: web and understanding import no node module', () => {
  const wrong = files.filter(
    (path) =>
      (within(path, 'web') || within(path, 'understanding')) &&
      importsOf(path).some((name) => name.startsWith('node:')),
  );
  expect(wrong).toEqual([]);
});
