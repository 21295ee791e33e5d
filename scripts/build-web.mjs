/** Builds the patient's page and the advisors' desk into dist/web: script, style, icon and templates, with the content's hash in each name. */
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';
import { compile } from 'sass';
import { withDark } from './dark-colours.mjs';
import { leanRules } from './lean-rules.mjs';
import { withLogicalSides } from './logical-sides.mjs';
import { onlyUsed } from './used-styles.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const BROWSERS = ['chrome90', 'firefox98', 'safari15.4'];

/** A folder of web/. */
const script = async (page, more = {}) => {
  const made = await build({
    entryPoints: [join(root, 'web', page, 'main.ts')],
    tsconfig: join(root, 'web/tsconfig.json'),
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: BROWSERS,
    legalComments: 'none',
    plugins: [leanRules],
    ...more,
  });
  return made.outputFiles[0].text;
};

/**
 * The advisors' desk has no dark look yet: how urgent a case is stands in colours there; and it speaks English only. `embed`
 * has its own, since custom properties would come in from the page around it, whose left and right are the website's choice.
 */
const AS_WRITTEN = ['desk', 'embed'];

/** Where our classes are written. */
const SHOWN_BY = ['web', 'channels'].map((folder) => join(root, folder));

const style = async (sheet) => {
  const { css } = compile(join(root, 'web/styles', `${sheet}.scss`), {
    loadPaths: [join(root, 'node_modules')],
    quietDeps: true,
    style: 'compressed',
  });
  const sided = AS_WRITTEN.includes(sheet) ? css : withLogicalSides(css);
  const { code } = await transform(sided, { loader: 'css', minify: true, target: BROWSERS });
  const used = onlyUsed(code, SHOWN_BY, join(root, 'node_modules/nhsuk-frontend/dist'));
  return AS_WRITTEN.includes(sheet) ? used : withDark(used, join(root, 'web/styles/dark.json'));
};

/** For a page of another website: it is a classic script, has its style inside, and gets its words from the server. */
const embed = async () => {
  const define = { PALS_STYLE: JSON.stringify(await style('embed')) };
  return { 'embed.js': await script('embed', { format: 'iife', globalName: 'embed', define }) };
};

/** Makes dist/web anew and returns its manifest. */
export const buildWeb = async ({ into = join(root, 'dist/web') } = {}) => {
  const icon = await readFile(join(root, 'web/icon.svg'), 'utf8');
  const made = await Promise.all([
    ...['chat', 'understanding', 'desk', 'framed'].map(async (page) => ({ [`${page}.js`]: await script(page) })),
    embed(),
    // `request`: a part of the chat that is loaded when it is needed.
    ...['chat', 'request', 'pages', 'desk'].map(async (sheet) => ({ [`${sheet}.css`]: await style(sheet) })),
  ]);
  // Made beside its place and moved there at once: a server that starts meanwhile finds a whole build.
  const draft = `${into}.${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  const manifest = {};
  for (const [name, text] of Object.entries(Object.assign({ 'icon.svg': icon }, ...made))) {
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 10);
    const hashed = name.replace('.', `-${hash}.`);
    manifest[name] = hashed;
    await writeFile(join(draft, hashed), text);
    const packed = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    await writeFile(join(draft, `${hashed}.br`), packed);
    await writeFile(join(draft, `${hashed}.gz`), gzipSync(text, { level: 9 }));
  }
  for (const channel of ['pages', 'desk'])
    await cp(join(root, 'channels', channel, 'templates'), join(draft, 'templates'), { recursive: true });
  await writeFile(join(draft, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await rm(into, { recursive: true, force: true });
  await rename(draft, into);
  return manifest;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWeb();
