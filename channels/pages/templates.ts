/** The nunjucks templates of the pages, with nhsuk-frontend's own macros beside them. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Environment, FileSystemLoader } from 'nunjucks';
import type { Screen } from '../../dialogs/engine/screen';

/** Beside this file from the source; built, `scripts/build-web.mjs` copies them to `dist/web/templates`. */
const FOLDERS = [
  join(__dirname, 'templates'),
  join(__dirname, '..', 'desk', 'templates'),
  join(__dirname, 'web', 'templates'),
].filter((folder) => existsSync(folder));

/** Its red card then stands where the title would. `web/chat/screenView.ts` has the same rule. */
const hasEmergencyCard = ({ tier, pinned, parts }: Screen): boolean =>
  tier === 'T0' &&
  pinned &&
  parts.some(
    (part) => part.kind === 'signpost' && part.id === 'E-999' && part.title !== undefined && part.items.length > 0,
  );

const createTemplates = (): Environment => {
  const nhsuk = join(dirname(require.resolve('nhsuk-frontend/package.json')), 'dist');
  const environment = new Environment(new FileSystemLoader([...FOLDERS, nhsuk]), {
    autoescape: true,
    throwOnUndefined: false,
    trimBlocks: true,
    lstripBlocks: true,
  });
  return environment.addGlobal('hasEmergencyCard', hasEmergencyCard);
};

let made: Environment | null = null;

/** One for all pages: each template, nhsuk-frontend's among them, is compiled once. */
export const templates = (): Environment => (made ??= createTemplates());
