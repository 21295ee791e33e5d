/** Builds everything that `npm start` runs: dist/index.js (the server), dist/doctor.js, and dist/web (the page). */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildWeb } from './build-web.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/**
 * Packages with native code, or that start files of their own. All others are read as one file, which starts the server
 * a quarter sooner; it stays readable, so a stack needs no source map.
 */
const APART = ['libsql', 'pino', 'dtrace-provider'];

/** Of this build; empty where there is no repository. */
const { stdout } = spawnSync('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: root, encoding: 'utf8' });
const commit = (stdout ?? '').trim();

/** What is left is in comments and patterns. A file of one byte a letter is read and scanned in half the time. */
const inAscii = (code) =>
  code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const buildProgram = async (entry, name) => {
  const outfile = join(root, 'dist', name);
  await build({
    entryPoints: [join(root, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: `node${engines.node.replace(/\D*(\d+).*/, '$1')}`,
    external: APART,
    define: commit === '' ? {} : { BUILD_COMMIT: JSON.stringify(commit) },
    logLevel: 'warning',
    // The page's styles and templates are read from that package's folder when the server starts.
    logOverride: { 'require-resolve-not-external': 'silent' },
  });
  writeFileSync(outfile, inAscii(readFileSync(outfile, 'utf8')));
};

await Promise.all([buildProgram('index.ts', 'index.js'), buildProgram('doctor/main.ts', 'doctor.js'), buildWeb()]);
