/** The app package, built by its command as an administrator does, and unzipped. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { z } from 'zod';
import { manifestProblems } from '../../scripts/teams/appPackage';

const APP = '55555555-5555-4555-8555-555555555555';
const manifestSchema = z.looseObject({
  manifestVersion: z.string(),
  id: z.string(),
  developer: z.looseObject({ name: z.string(), privacyUrl: z.string(), websiteUrl: z.string() }),
  name: z.object({ short: z.string(), full: z.string() }),
  bots: z.array(z.looseObject({ botId: z.string(), scopes: z.array(z.string()), supportsFiles: z.boolean() })),
});

function build(settings: Record<string, string>, ...options: readonly string[]) {
  const { PATH = '' } = process.env;
  const ended = spawnSync(process.execPath, ['scripts/run.mjs', 'teams-package', ...options], {
    env: { PATH, ...settings },
    encoding: 'utf8',
  });
  return { status: ended.status, said: ended.stdout + ended.stderr };
}
const files = () => unzipSync(readFileSync('dist/teams/pals.zip'));
const manifest = () => manifestSchema.parse(JSON.parse(Buffer.from(files()['manifest.json'] ?? []).toString('utf8')));

test('the zip has the manifest and two icons, and nothing else', () => {
  const { status, said } = build({ MicrosoftAppId: APP }, '--privacy', 'https://example.org/privacy');
  expect(said).toContain('dist/teams/pals.zip is ready');
  expect(status).toBe(0);
  expect(Object.keys(files()).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
});

test('the manifest is for this bot, personal and in teams, takes no files, and names the Trust', () => {
  build({ MicrosoftAppId: APP }, '--privacy', 'https://example.org/privacy');
  expect(manifest()).toMatchObject({
    manifestVersion: '1.19',
    id: APP,
    developer: { name: 'Example NHS Foundation Trust', privacyUrl: 'https://example.org/privacy' },
    bots: [{ botId: APP, scopes: ['personal', 'team'], supportsFiles: false }],
    permissions: [],
    validDomains: [],
  });
  expect(manifestProblems(manifest())).toEqual([]);
});

test('the schema is really asked: a name that is too long, a strange scope or no icon is named', () => {
  const good = manifest();
  const problems = (changes: object): string => manifestProblems({ ...good, ...changes }).join('\n');
  expect(problems({ name: { short: 'a'.repeat(31), full: 'b' } })).toContain('/name/short must NOT have more than 30');
  expect(problems({ bots: [{ botId: APP, scopes: ['everywhere'] }] })).toContain('/bots/0/scopes/0');
  expect(problems({ icons: undefined })).toContain("required property 'icons'");
});

test.each([
  ['color.png', 192],
  ['outline.png', 32],
])('%s is a PNG of %i pixels a side', (name, side) => {
  const png = Buffer.from(files()[name] ?? []);
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([side, side]);
  const data = png.indexOf('IDAT');
  const rows = inflateSync(png.subarray(data + 4, data + 4 + png.readUInt32BE(data - 4)));
  expect(rows).toHaveLength(side * (side * 4 + 1));
  // Without transparency in the one; white or nothing in the other.
  const pixels = Array.from({ length: side * side }, (_, at) => {
    const from = Math.floor(at / side) * (side * 4 + 1) + 1 + (at % side) * 4;
    return [...rows.subarray(from, from + 4)];
  });
  const isRight = ([red, green, blue, alpha]: readonly number[]): boolean =>
    side === 192 ? alpha === 255 : alpha === 0 || [red, green, blue].every((one) => one === 255);
  expect(pixels.every(isRight)).toBe(true);
  expect(new Set(pixels.map(String)).size).toBeGreaterThan(1);
});

test.each<[string, Record<string, string>, string[], string]>([
  ['no app id', {}, ['--privacy', 'https://example.org/privacy'], 'MicrosoftAppId is missing'],
  ['no privacy notice', { MicrosoftAppId: APP }, [], 'Give the address of your privacy notice'],
  [
    'an app id that is none',
    { MicrosoftAppId: 'pals' },
    ['--privacy', 'https://example.org/privacy'],
    '/id must match',
  ],
  [
    'a name that Teams would cut',
    { MicrosoftAppId: APP },
    ['--privacy', 'https://example.org/privacy', '--developer', 'a'.repeat(33)],
    '/developer/name must NOT have more than 32 characters',
  ],
])('%s: no package, and a sentence that says what to do', (_name, settings, options, sentence) => {
  const { status, said } = build(settings, ...options);
  expect(status).toBe(1);
  expect(said).toContain(sentence);
});
