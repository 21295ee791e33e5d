/**
 * `npm run package` writes `build/pals-assistant.zip`: what is deployed, and nothing else. Unpacked anywhere it runs with
 * `npm start`, without an install: the built service, the few packages that are not in it, and the Trusts' profiles.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { zipSync, type Zippable } from 'fflate';
import { z } from 'zod';
import packageJson from '../package.json';

const PATH = 'build/pals-assistant.zip';
/** `scripts/build.mjs` leaves these out of the built file; the pages' styles are read from the last. */
const APART = ['libsql', 'pino', 'dtrace-provider', 'nhsuk-frontend'];
/** The same bytes for the same contents. */
const MADE = new Date('1980-01-01T00:00:00');

const manifestSchema = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});

/** As Node finds it from a folder; null for an optional one that this machine has no use for. */
function folderOf(name: string, from: string): string | null {
  for (let at = from; ; at = dirname(at)) {
    const found = join(at, 'node_modules', name);
    if (existsSync(join(found, 'package.json'))) return found;
    if (at === '.' || at === '/') return null;
  }
}

/** These packages, and all that they need. */
function closure(names: readonly string[]): string[] {
  const found = new Set<string>();
  const add = (name: string, from: string, isOptional: boolean): void => {
    const folder = folderOf(name, from);
    if (folder === null) {
      if (isOptional) return;
      throw new Error(`The package ${name} is not installed: run npm ci.`);
    }
    if (found.has(folder)) return;
    found.add(folder);
    const { dependencies, optionalDependencies } = manifestSchema.parse(
      JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
    );
    Object.keys(dependencies).forEach((one) => {
      add(one, folder, one in optionalDependencies);
    });
    Object.keys(optionalDependencies).forEach((one) => {
      add(one, folder, true);
    });
  };
  names.forEach((name) => {
    add(name, '.', name === 'dtrace-provider');
  });
  return [...found];
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesIn(path);
    return entry.isFile() ? [path] : [];
  });

/** Programs of this project that are not the service. */
const isService = (path: string): boolean => !/^dist\/(scripts|teams|clients)\//.test(path) && !path.endsWith('.map');
const isRun = (path: string): boolean => !/\.(map|md|ts|scss)$|\/(test|tests|docs|examples?)\//.test(path);

function main(): number {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.error('The zip holds a binary for Linux x64, as App Service has it: make it on such a machine, or in CI.');
    return 1;
  }
  if (!existsSync('dist/index.js')) {
    console.error('Build first: npm run build');
    return 1;
  }
  const { name, version, engines, license } = packageJson;
  const scripts = { start: 'node --max-semi-space-size=32 dist/index.js', doctor: 'node dist/doctor.js' };
  const manifest = { name, version, private: true, license, engines, main: 'dist/index.js', scripts };
  const paths = [
    ...filesIn('dist').filter(isService),
    ...filesIn('trust').filter((path) => path.endsWith('.json')),
    ...closure(APART).flatMap((folder) => filesIn(folder).filter(isRun)),
    '.env.example',
    'LICENSE',
  ].filter((path) => existsSync(path));
  const contents: Zippable = {
    'package.json': [Buffer.from(JSON.stringify(manifest, null, 2)), { mtime: MADE }],
    ...Object.fromEntries(paths.map((path) => [path, [readFileSync(path), { mtime: MADE }]])),
  };
  const zip = zipSync(contents, { level: 9 });
  mkdirSync(dirname(PATH), { recursive: true });
  writeFileSync(PATH, zip);
  console.log(`${PATH}: ${paths.length + 1} files, ${(statSync(PATH).size / 1e6).toFixed(1)} MB`);
  return 0;
}

process.exitCode = main();
