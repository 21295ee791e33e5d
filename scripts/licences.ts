/**
 * `npm run licences` lists every package that is shipped with its licence, and fails where one is not among those that
 * ask for nothing but to be named. Read from the lock file and the installed packages.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      dev: z.boolean().optional(),
      license: z.string().optional(),
      optional: z.boolean().optional(),
    }),
  ),
});
const manifestSchema = z.object({
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
  licenses: z.array(z.object({ type: z.string() })).optional(),
});
const ALLOWED = [
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'CC-BY-4.0',
  'Unlicense',
  'Python-2.0',
  'WTFPL',
  'Artistic-2.0',
];

/** `(MIT OR Apache-2.0)`: one of them is enough; `MIT AND ISC`: each must be. */
const isAllowed = (licence: string): boolean =>
  licence
    .replace(/[()]/g, '')
    .split(/ OR /i)
    .some((one) => one.split(/ AND /i).every((part) => ALLOWED.includes(part.trim())));

/** Packages that name theirs elsewhere, looked at by hand. */
const LOOKED_AT: Readonly<Record<string, string>> = { 'escape-regexp-component@1.0.2': 'MIT' };

function licenceIn(folder: string): string | undefined {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return undefined;
  const { license, licenses } = manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ');
}

export interface Shipped {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

export function shipped(): readonly Shipped[] {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
  return Object.entries(packages)
    .filter(([path, { dev, optional }]) => path !== '' && dev !== true && (optional !== true || existsSync(path)))
    .map(([path, { version = '', license }]) => {
      const name = path.replace(/^.*node_modules\//, '');
      const licence = license ?? licenceIn(path) ?? LOOKED_AT[`${name}@${version}`] ?? 'none named';
      return { name, version, licence };
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version));
}

export const refused = (all: readonly Shipped[]): readonly Shipped[] =>
  all.filter(({ licence }) => !isAllowed(licence));

function main(): number {
  const all = shipped();
  for (const { name, version, licence } of all) console.log(`${name}@${version}\t${licence}`);
  const wrong = refused(all);
  for (const { name, version, licence } of wrong) console.error(`Look at this licence: ${name}@${version}: ${licence}`);
  return wrong.length > 0 ? 1 : 0;
}

if (require.main === module) process.exitCode = main();
