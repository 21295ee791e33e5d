/**
 * Takes the one file of Microsoft's Web Chat that `npm run test:clients` needs out of its npm package into .cache. The
 * package itself would install 500 MB. Run again, it does nothing.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const VERSION = '4.18.1';
const FILE = 'dist/webchat-minimal.js';

const cache = resolve(dirname(fileURLToPath(import.meta.url)), '../.cache');
const bundle = join(cache, `webchat-minimal-${VERSION}.js`);

if (!existsSync(bundle)) {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'webchat-'));
  const quiet = { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] };
  execFileSync('npm', ['pack', '--silent', `botframework-webchat@${VERSION}`], quiet);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  execFileSync('tar', ['-xzf', tarball, `package/${FILE}`], quiet);
  renameSync(join(folder, 'package', FILE), bundle);
  rmSync(folder, { recursive: true });
}
