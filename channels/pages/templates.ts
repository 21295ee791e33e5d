/** The nunjucks templates of the pages, with nhsuk-frontend's own macros beside them. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Environment, FileSystemLoader } from 'nunjucks';

/** Beside this file from the source; built, `scripts/build-web.mjs` copies them to `dist/web/templates`. */
const FOLDERS = [join(__dirname, 'templates'), join(__dirname, 'web', 'templates')].filter((folder) =>
  existsSync(folder),
);

export const createTemplates = (): Environment => {
  const nhsuk = join(dirname(require.resolve('nhsuk-frontend/package.json')), 'dist');
  return new Environment(new FileSystemLoader([...FOLDERS, nhsuk]), {
    autoescape: true,
    throwOnUndefined: false,
    trimBlocks: true,
    lstripBlocks: true,
  });
};
