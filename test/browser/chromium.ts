/**
 * A real browser for tests, also on a machine that has none: CHROME_PATH, then a Chromium or Chrome of the system,
 * then the one inside the npm package @sparticuz/chromium (Linux x64), unpacked once into node_modules/.cache.
 */
import { chromium, type Browser } from 'playwright-core';
import { execFile, execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
import { z } from 'zod';

interface Found {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MODULES = resolve(__dirname, '../../node_modules');
const PACKAGE = join(MODULES, '@sparticuz/chromium');

/** The environment as it is, without what is not set; playwright takes strings only. */
const ownEnvironment = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));

const onPath = (name: string): string | null => {
  for (const folder of (process.env['PATH'] ?? '').split(':'))
    if (folder !== '' && existsSync(join(folder, name))) return join(folder, name);
  return null;
};

const inflateFile = (from: string, into: string): Promise<void> =>
  pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(into));

/** By way of a file: tar stops at the archive's end mark, and would close a pipe that still has padding to come. */
const inflateTar = async (from: string, into: string): Promise<void> => {
  await mkdir(into, { recursive: true });
  const archive = join(into, basename(from, '.br'));
  await inflateFile(from, archive);
  await promisify(execFile)('tar', ['-x', '-f', archive, '-C', into]);
  await rm(archive);
};

/** Font folders of the package and of the system: the package's alone hold Latin letters only. */
const fontsConf = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <cachedir>${join(folder, 'font-cache')}</cachedir>
  <alias><family>Arial</family><prefer><family>Liberation Sans</family><family>Open Sans</family></prefer></alias>
</fontconfig>
`;

/** Unpacked beside its final place and renamed at the end, so that two workers at once cannot see half a browser. */
const unpack = async (folder: string): Promise<void> => {
  await mkdir(join(MODULES, '.cache'), { recursive: true });
  const draft = await mkdtemp(join(MODULES, '.cache', 'chromium-draft-'));
  const bin = join(PACKAGE, 'bin');
  await Promise.all([
    inflateFile(join(bin, 'chromium.br'), join(draft, 'chromium')),
    inflateTar(join(bin, 'al2023.tar.br'), join(draft, 'al2023')),
    inflateTar(join(bin, 'fonts.tar.br'), join(draft, 'fonts')),
    inflateTar(join(bin, 'swiftshader.tar.br'), draft),
  ]);
  await chmod(join(draft, 'chromium'), 0o700);
  await writeFile(join(draft, 'fonts.conf'), fontsConf(folder));
  // A cleaned cache can leave the folder there without the browser.
  if (!existsSync(join(folder, 'chromium'))) await rm(folder, { recursive: true, force: true });
  try {
    await rename(draft, folder);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(join(folder, 'chromium'))) throw cause;
  }
};

/** The package lends NSS, NSPR and expat too: a slim machine has none, and the package unpacks them on Lambda only. */
const fromNpm = async (): Promise<Found> => {
  const manifest: unknown = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
  const { version } = z.object({ version: z.string() }).parse(manifest);
  const folder = join(MODULES, '.cache', `chromium-${version}`);
  if (!existsSync(join(folder, 'chromium'))) await unpack(folder);
  return {
    path: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH'] ?? ''].filter(Boolean).join(':'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  };
};

const answers = (path: string): boolean => {
  try {
    execFileSync(path, ['--version'], { stdio: 'ignore', timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
};

/** The browser that will be started; a system one that does not even tell its version (a snap stub) is passed over. */
export const findChromium = async (): Promise<Found> => {
  const named = process.env['CHROME_PATH'];
  if (named !== undefined && named !== '') return { path: named, env: {} };
  for (const name of SYSTEM_NAMES) {
    const path = onPath(name);
    if (path !== null && answers(path)) return { path, env: {} };
  }
  return fromNpm();
};

/** Starts the browser without a window. `args` are Chromium's own; the package's `args` switch web security off. */
export const launchChromium = async (args: readonly string[] = []): Promise<Browser> => {
  const found = await findChromium();
  const asRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: found.path,
    headless: true,
    args: [
      // Root has no sandbox; without shared memory (containers) pages crash.
      ...(asRoot ? ['--no-sandbox'] : []),
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--no-first-run',
      // A page that opens takes the process of one before it: starting another was a quarter of the time.
      '--renderer-process-limit=1',
      ...args,
    ],
    env: { ...ownEnvironment(), ...found.env },
  });
};
