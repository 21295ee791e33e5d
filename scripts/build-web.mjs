/** Builds the patient's page and the advisors' desk into dist/web: script, style, icon and templates, with the content's hash in each name. */
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { build, transform } from 'esbuild';
import { compile } from 'sass';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const BROWSERS = ['chrome90', 'firefox98', 'safari15.4'];

/** What only people who check the rules read: it stays out of a page. */
const FOR_READERS = ['examples', 'counterExamples', 'author', 'approver', 'date'];
const isWords = (value) => Array.isArray(value) && value.every((one) => typeof one === 'string' && !one.includes('|'));
/** Words in order: of each, how many letters it shares with the one before, and the rest. */
const sharing = (words) =>
  words
    .map((word, index) => {
      const before = words[index - 1] ?? '';
      let same = 0;
      while (same < 35 && same < word.length && word[same] === before[same]) same += 1;
      return same.toString(36) + word.slice(same);
    })
    .join('|');

/** Lists of words as one string each, which packs better; the one long list of single words shares beginnings too. */
const leanData = (data) =>
  isWords(data) && data.length > 500
    ? `let before = '';
      export default ${JSON.stringify(sharing([...data].sort()))}.split('|').map((word) =>
        (before = before.slice(0, parseInt(word[0], 36)) + word.slice(1)));`
    : `const list = (words) => words.split('|');
      export default ${JSON.stringify(data, (key, value) => {
        if (FOR_READERS.includes(key)) return undefined;
        return isWords(value) && value.length > 0 ? { list: value.join('|') } : value;
      }).replace(/\{"list":("(?:[^"\\]|\\.)*")\}/g, 'list($1)')};`;

const leanRules = {
  name: 'lean-rules',
  setup: (builder) => {
    builder.onLoad({ filter: /understanding[/\\]\w+[/\\]\w+\.json$/ }, async ({ path }) => ({
      contents: leanData(JSON.parse(await readFile(path, 'utf8'))),
      loader: 'js',
    }));
  },
};

/** `chat`, `understanding` or `desk`: a folder of web/. */
const script = async (page) => {
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
  });
  return made.outputFiles[0].text;
};

const style = async (sheet) => {
  const { css } = compile(join(root, 'web/styles', `${sheet}.scss`), {
    loadPaths: [join(root, 'node_modules')],
    quietDeps: true,
    style: 'compressed',
  });
  return (await transform(css, { loader: 'css', minify: true, target: BROWSERS })).code;
};

/** Makes dist/web anew and returns its manifest. */
export const buildWeb = async ({ into = join(root, 'dist/web') } = {}) => {
  const icon = await readFile(join(root, 'web/icon.svg'), 'utf8');
  const made = await Promise.all([
    ...['chat', 'understanding', 'desk'].map(async (page) => ({ [`${page}.js`]: await script(page) })),
    // `request`: a part of the chat that is loaded when it is needed.
    ...['chat', 'request', 'desk'].map(async (sheet) => ({ [`${sheet}.css`]: await style(sheet) })),
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
  }
  for (const channel of ['pages', 'desk'])
    await cp(join(root, 'channels', channel, 'templates'), join(draft, 'templates'), { recursive: true });
  await writeFile(join(draft, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await rm(into, { recursive: true, force: true });
  await rename(draft, into);
  return manifest;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWeb();
