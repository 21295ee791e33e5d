import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { loadProfile, ProfileProblem } from '../../trust/loadProfile';
import { profileSchema } from '../../trust/profile';
import { publicNumbers } from '../../trust/publicNumbers';
import { PURPOSES } from '../../trust/purposes';
import { trustValues } from '../../trust/values';

const EXAMPLE = 'trust/example/profile.json';
const folder = mkdtempSync(join(tmpdir(), 'pals-profile-'));
type Json = Record<string, unknown>;
const section = (data: Json, name: string): Json => z.record(z.string(), z.unknown()).parse(data[name]);

/** The example with something changed, loaded as a Trust's own file would be. */
function problemsOf(change: (data: Json) => unknown): readonly string[] {
  const data = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(EXAMPLE, 'utf8')));
  const path = join(folder, 'profile.json');
  writeFileSync(path, JSON.stringify(change(data) ?? data));
  return problemsIn(path);
}
function problemsIn(path: string): readonly string[] {
  try {
    loadProfile(path);
  } catch (error) {
    if (error instanceof ProfileProblem) {
      expect(error.code).toBe('PROFILE_PROBLEM');
      for (const problem of error.problems) expect(error.message).toContain(problem);
      return error.problems;
    }
    throw error;
  }
  return [];
}
const without = (data: Json, ...names: string[]): Json =>
  Object.fromEntries(Object.entries(data).filter(([name]) => !names.includes(name)));

test('the example Trust can be used as it is', () => {
  expect(problemsIn(EXAMPLE)).toEqual([]);
});

test("a missing Martha's Rule number stops the start with a sentence that says which and why", () => {
  expect(problemsOf((data) => ({ ...data, marthasRule: without(section(data, 'marthasRule'), 'phone') }))).toEqual([
    "The Martha's Rule number is missing (marthasRule.phone): people in hospital who get worse are given it. Ask the critical care outreach team.",
  ]);
});

test('everything that is wrong is said at once, each in one sentence', () => {
  const problems = problemsOf((data) => ({
    ...without(data, 'crashNumber', 'safeguarding'),
    name: '',
    exitUrl: 'javascript:alert(1)',
    pals: { ...section(data, 'pals'), phone: 'ring us', email: 'nowhere' },
    colour: 'blue',
  }));
  expect(problems).toHaveLength(8);
  expect(problems.join('\n')).toContain("The council's safeguarding number is missing (safeguarding.phone)");
  expect(problems.join('\n')).toContain("The council's safeguarding number out of hours is missing");
  expect(problems.join('\n')).toContain('The cardiac arrest number inside the hospital is missing (crashNumber)');
  expect(problems.join('\n')).toContain(
    "PALS's phone number cannot be used (pals.phone): write digits and spaces only",
  );
  expect(problems.join('\n')).toContain('"colour" is not known');
});

test.each(Object.keys(PURPOSES))('without %s it does not start, and says so by name and reason', (path) => {
  const remove = (data: Json, [first = '', ...rest]: string[]): Json =>
    rest.length === 0 ? without(data, first) : { ...data, [first]: remove(section(data, first), rest) };
  const problems = problemsOf((data) => remove(data, path.split('.')));
  const purpose = PURPOSES[path];
  expect(problems).toEqual([
    `${purpose?.what ?? ''} is missing (${path}): ${purpose?.why ?? ''}. ${purpose?.ask ?? ''}`,
  ]);
});

test('an empty file names every required item that there is', () => {
  const problems = problemsOf(() => ({}));
  const named = Object.keys(PURPOSES).filter((path) => problems.some((problem) => problem.includes(`(${path})`)));
  expect(named).toEqual(Object.keys(PURPOSES));
  expect(problems).toHaveLength(Object.keys(PURPOSES).length);
});

test('what is optional may be left out, and its numbers are then nowhere', () => {
  const data = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(EXAMPLE, 'utf8')));
  const bare = profileSchema.parse({
    ...without(data, 'crisisLine', 'clinicListUrl'),
    bereavement: without(section(data, 'bereavement'), 'medicalExaminerPhone', 'support'),
  });
  expect(trustValues(bare).texts).toMatchObject({
    crisisLinePhone: null,
    crisisLinePhoneHref: null,
    clinicListUrl: null,
  });
  expect(publicNumbers(bare)).not.toContain('0808 157 0800');
});

describe('opening hours', () => {
  const withMonday = (monday: unknown) => (data: Json) => {
    const pals = section(data, 'pals');
    const hours = section(pals, 'hours');
    return { ...data, pals: { ...pals, hours: { ...hours, weekly: { ...section(hours, 'weekly'), monday } } } };
  };
  test.each([
    ['that end before they begin', [{ from: '17:00', to: '09:00' }], 'let "from" be before "to"'],
    [
      'that overlap',
      [
        { from: '09:00', to: '13:00' },
        { from: '12:00', to: '17:00' },
      ],
      'let no time overlap',
    ],
    ['that are no times', [{ from: '09:00', to: '5pm' }], 'write a time as 09:00'],
  ])('%s are refused', (_, monday, said) => {
    const problems = problemsOf(withMonday(monday));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain("PALS's weekly opening hours cannot be used (pals.hours.weekly.monday");
    expect(problems[0]).toContain(said);
  });
  test('may be several in a day, and go to midnight', () => {
    expect(
      problemsOf(
        withMonday([
          { from: '09:00', to: '12:00' },
          { from: '20:00', to: '24:00' },
        ]),
      ),
    ).toEqual([]);
  });
});

test('a file that is not there, or is not JSON, is said kindly', () => {
  expect(problemsIn(join(folder, 'none.json'))).toEqual([
    'The file cannot be read: check TRUST_PROFILE, or copy trust/example/profile.json.',
  ]);
  const path = join(folder, 'broken.json');
  writeFileSync(path, '{ "id": ');
  expect(problemsIn(path)).toEqual(['The file is not JSON: look for a missing comma, bracket or quotation mark.']);
});

describe('the example Trust is nobody', () => {
  const profile = loadProfile(EXAMPLE);
  test('its numbers are from the ranges kept for drama', () => {
    const drama = /^(020 7946 0\d{3}|01632 960\d{3}|0808 157 0\d{3}|2222)$/;
    expect(publicNumbers(profile).filter((number) => !drama.test(number))).toEqual([]);
  });
  test('its addresses are at example.org and example.com', () => {
    const text = readFileSync(EXAMPLE, 'utf8');
    const hosts = [...text.matchAll(/(?:https:\/\/|@)([a-z.-]+)/g)].map((match) => match[1] ?? '');
    expect(hosts.length).toBeGreaterThan(10);
    expect(hosts.filter((host) => !/(^|\.)example\.(org|com)$/.test(host))).toEqual([]);
  });
});

test('every phone number of the profile counts as public, also those that only some Trusts give', () => {
  const example = loadProfile(EXAMPLE);
  const profile = { ...example, pals: { ...example.pals, cover: { name: 'the site team', phone: '020 7946 0999' } } };
  const inFile = [...JSON.stringify(profile).matchAll(/(?:phone|Phone|crashNumber)":"([\d ]+)"/g)].map(
    (match) => match[1],
  );
  expect(inFile).toHaveLength(16);
  expect(publicNumbers(profile).sort()).toEqual([...new Set(inFile)].sort());
});

test.each(['AA99', '99999', 'A 999999', 'ward 99', '9', '99 9', 'aa999999', ''])(
  'a format of hospital numbers that could be a ward, a date or a length of time is refused: "%s"',
  (format) => {
    expect(problemsOf((data) => ({ ...data, hospitalNumbers: [format] }))).not.toEqual([]);
  },
);

test.each(['AA999999', '999/999A', '999-99-99A', '999 999 9'])('a format of hospital numbers: "%s"', (format) => {
  expect(problemsOf((data) => ({ ...data, hospitalNumbers: [format] }))).toEqual([]);
});
