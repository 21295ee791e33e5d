/** The app package that a Teams administrator uploads: a zip of the manifest and two icons. */
import { readFileSync } from 'node:fs';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { strToU8, zipSync } from 'fflate';
import { colourIcon, outlineIcon } from './icons';
import { MANIFEST_VERSION } from './manifest';

/** Microsoft's own, as its package carries it. */
const schemaPath = (): string =>
  require.resolve(`@microsoft/app-manifest/build/json-schemas/teams/v${MANIFEST_VERSION}/MicrosoftTeams.schema.json`);

/** What the schema does not accept, a line each; `[]` when it is all right. */
export function manifestProblems(manifest: unknown): string[] {
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats(ajv);
  const schema: unknown = JSON.parse(readFileSync(schemaPath(), 'utf8'));
  if (typeof schema !== 'object' || schema === null) return ['The schema cannot be read.'];
  if (ajv.validate(schema, manifest)) return [];
  return (ajv.errors ?? []).map(({ instancePath, message = 'is not right' }) => `${instancePath || '/'} ${message}`);
}

/** The same bytes for the same manifest. */
export const appPackage = (manifest: unknown): Uint8Array =>
  zipSync(
    {
      'manifest.json': strToU8(`${JSON.stringify(manifest, null, 2)}\n`),
      'color.png': colourIcon(),
      'outline.png': outlineIcon(),
    },
    // A zip's clock begins in 1980, in local time.
    { level: 9, mtime: new Date(1980, 0, 2) },
  );
