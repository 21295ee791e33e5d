import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { en } from '../../locales/en';
import { loadRelease, ReleaseProblem } from '../../locales/loadRelease';
import { checkRelease, hashOf, releaseSchema, type Release } from '../../locales/release';
import { flatten, type WordTree } from '../../locales/wordFiles';

const release = releaseSchema.parse(JSON.parse(readFileSync('trust/example/release.en.json', 'utf8')));
const check = (changes: Partial<Parameters<typeof checkRelease>[0]> = {}) =>
  checkRelease({ language: 'en', files: en, release, trustId: 'example', pageText: 'exact', ...changes });
const withEntry = (id: string, entry?: Release['entries'][string]): Release => ({
  ...release,
  entries: Object.fromEntries([
    ...Object.entries(release.entries).filter(([key]) => key !== id),
    ...(entry === undefined ? [] : [[id, entry] as const]),
  ]),
});

test('the words of the example Trust are released as they are (else: npm run words:release -- --trust example)', () => {
  expect(check()).toEqual([]);
  expect(Object.keys(release.entries).sort()).toEqual([...flatten(en).keys()].sort());
});

const swapped = (tree: WordTree, from: string, to: string): WordTree =>
  Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key,
      typeof value === 'string' ? value.replaceAll(from, to) : swapped(value, from, to),
    ]),
  );

test('one changed word makes the start refuse, and says which text it is', () => {
  const files = { ...en, hours: { ...en.hours, closed: 'shut' } };
  expect(check({ files })).toEqual([
    'The text "hours:closed" has changed since it was released: release it again before it is said.',
  ]);
});

test('a changed number in signposting is seen too, in its words and in what it dials', () => {
  const swap = (from: string, to: string) =>
    check({ files: { ...en, signposting: swapped(en.signposting ?? {}, from, to) } });
  expect(swap('116 123', '116 124')).toHaveLength(1);
  expect(swap('tel:116123', 'tel:116124')).toEqual([expect.stringContaining('E-CRISIS.contacts.samaritans.href')]);
});

test('a new text that nobody released is refused', () => {
  expect(check({ release: withEntry('hours:closed') })).toEqual([
    'The text "hours:closed" is in no release: release it before it is said.',
  ]);
});

test('a text that is only checked, and not released, is refused', () => {
  const entry = { hash: hashOf('closed'), state: 'checked' as const };
  expect(check({ release: withEntry('hours:closed', entry) })).toEqual([
    'The text "hours:closed" is "checked": only released texts are said.',
  ]);
});

test("the example Trust's release is good for it alone", () => {
  expect(check({ trustId: 'another-trust' })).toEqual([
    'The release of the en words is that of the Trust "example", not of "another-trust": each Trust releases its own words.',
  ]);
  expect(check({ language: 'pl' })).toHaveLength(1);
});

test('plain texts of the page are drafts, so a Trust that asks for them cannot start', () => {
  const problems = check({ pageText: 'plain' });
  expect(problems).toHaveLength(20);
  expect(problems[0]).toBe(
    'The plain text "page:S02.plain" is asked for (pageText) but is "draft": release it, or use the page\'s exact text.',
  );
});

test('nobody is named as the approver of words that nobody approved', () => {
  expect(release.approver).toBe('none: fictional Trust');
});

describe('at the start', () => {
  const load = (folder: string, trustId = 'example') =>
    loadRelease({ language: 'en', folder, trustId, pageText: 'exact' });
  const problemsOf = (start: () => unknown) => {
    try {
      start();
    } catch (error) {
      if (error instanceof ReleaseProblem) return { code: error.code, problems: error.problems };
      throw error;
    }
    return null;
  };

  test('the example Trust has its release beside its profile', () => {
    expect(load('trust/example')).toEqual(release);
  });

  test('another Trust cannot start with it', () => {
    expect(problemsOf(() => load('trust/example', 'another-trust'))?.problems).toHaveLength(1);
  });

  test('a release that is missing or broken is said kindly', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pals-release-'));
    const said = {
      code: 'RELEASE_PROBLEM',
      problems: ['The release is missing or cannot be read: make one, or put it back.'],
    };
    expect(problemsOf(() => load(folder))).toEqual(said);
    cpSync('trust/example/release.en.json', join(folder, 'release.en.json'));
    expect(problemsOf(() => load(folder))).toBeNull();
    writeFileSync(join(folder, 'release.en.json'), '{ "trust": "example" }');
    expect(problemsOf(() => load(folder))).toEqual(said);
  });
});

test('the script releases words for no real Trust', () => {
  const run = spawnSync(process.execPath, ['scripts/run.mjs', 'release-words', '--trust', 'st-elsewhere'], {
    encoding: 'utf8',
  });
  expect(run.status).toBe(1);
  expect(run.stderr).toContain('only for the fictional Trust "example"');
});
