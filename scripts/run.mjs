/** Runs a TypeScript file of this folder: `node scripts/run.mjs flows --json`. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const [name, ...rest] = process.argv.slice(2);
const outfile = join(root, 'dist/scripts', `${name}.js`);
mkdirSync(dirname(outfile), { recursive: true });
await build({
  entryPoints: [join(root, 'scripts', `${name}.ts`)],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
});
// The young heap as `npm start` has it: what is measured is measured so.
const { status } = spawnSync(process.execPath, ['--max-semi-space-size=32', '--enable-source-maps', outfile, ...rest], {
  stdio: 'inherit',
  cwd: root,
});
process.exit(status ?? 1);
