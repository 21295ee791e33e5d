/** Builds everything that `npm start` runs: dist/index.js (the server) and dist/web (the page). */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildWeb } from './build-web.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const buildServer = () =>
  build({
    entryPoints: [join(root, 'index.ts')],
    outfile: join(root, 'dist/index.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: `node${engines.node.replace(/\D*(\d+).*/, '$1')}`,
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  });

await Promise.all([buildServer(), buildWeb()]);
