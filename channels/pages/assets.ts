/** The built files of the page, from `dist/web`. Read once: only what the manifest names is ever served. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { PageNotBuilt } from './errors';

/** Addresses of the files that the page links to. */
export interface PageAssets {
  readonly style: string;
  /** A style sheet for what the page shows only later. */
  readonly laterStyle?: string;
  /** A style sheet of the pages without a script, beside `style`. */
  readonly pagesStyle?: string;
  /** Fetched after the page: a script that reads what is written, and what to say when it finds something. */
  readonly reading?: { readonly script: string; readonly advice: string };
  readonly script: string;
  readonly icon: string;
}

export interface AssetFile {
  readonly type: string;
  readonly plain: Buffer;
  readonly brotli: Buffer;
  readonly gzip: Buffer;
}

export interface BuiltAssets {
  readonly links: PageAssets;
  /** Address of the script that reads what is written. */
  readonly reader: string;
  /** Address of the script that a framed page has besides: it talks with the page around it. */
  readonly framed: string;
  /** What /embed.js starts from: a function `embed.start`, without words. */
  readonly embed: string;
  /** Of the advisors' desk. */
  readonly desk: PageAssets;
  /** By file name, without a folder. */
  readonly files: ReadonlyMap<string, AssetFile>;
}

const manifestSchema = z.strictObject({
  'chat.css': z.string(),
  'chat.js': z.string(),
  'understanding.js': z.string(),
  'request.css': z.string(),
  'pages.css': z.string(),
  'desk.css': z.string(),
  'desk.js': z.string(),
  'framed.js': z.string(),
  'embed.js': z.string(),
  'icon.svg': z.string(),
});

const TYPES: Readonly<Record<string, string>> = {
  json: 'application/json; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Content that only the running service knows, packed when it is first asked for. */
export class MadeFile implements AssetFile {
  #brotli: Buffer | null = null;
  #gzip: Buffer | null = null;

  constructor(
    readonly type: string,
    readonly plain: Buffer,
  ) {}

  get brotli(): Buffer {
    return (this.#brotli ??= brotliCompressSync(this.plain));
  }

  get gzip(): Buffer {
    return (this.#gzip ??= gzipSync(this.plain));
  }
}

/** A file of words. */
export const jsonFile = (stem: string, content: unknown): { readonly name: string; readonly file: AssetFile } => {
  const plain = Buffer.from(JSON.stringify(content));
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 10);
  return { name: `${stem}-${hash}.json`, file: new MadeFile(TYPES['json'] ?? '', plain) };
};

/** @throws PageNotBuilt when the folder has no complete build. */
export const readAssets = (folder: string): BuiltAssets => {
  try {
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
    const files = new Map<string, AssetFile>();
    for (const name of Object.values(manifest))
      files.set(name, {
        type: TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
        plain: readFileSync(join(folder, name)),
        brotli: readFileSync(join(folder, `${name}.br`)),
        gzip: readFileSync(join(folder, `${name}.gz`)),
      });
    const linksOf = (page: 'chat' | 'desk'): PageAssets => ({
      style: `/assets/${manifest[`${page}.css`]}`,
      script: `/assets/${manifest[`${page}.js`]}`,
      icon: `/assets/${manifest['icon.svg']}`,
    });
    const links = {
      ...linksOf('chat'),
      laterStyle: `/assets/${manifest['request.css']}`,
      pagesStyle: `/assets/${manifest['pages.css']}`,
    };
    return {
      ...{ links, files },
      reader: `/assets/${manifest['understanding.js']}`,
      framed: `/assets/${manifest['framed.js']}`,
      embed: files.get(manifest['embed.js'])?.plain.toString() ?? '',
      desk: linksOf('desk'),
    };
  } catch (cause) {
    throw new PageNotBuilt(folder, cause);
  }
};
