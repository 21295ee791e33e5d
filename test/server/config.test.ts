import { addressesOf, ConfigProblem, readConfig } from '../../config';

const problemsOf = (settings: Record<string, string>): readonly string[] => {
  try {
    readConfig(settings);
  } catch (error) {
    if (error instanceof ConfigProblem) return error.problems;
  }
  return [];
};

it('needs no setting at all', () => {
  expect(readConfig({})).toMatchObject({ PORT: 3978, HOST: '127.0.0.1', DATABASE_URL: 'data/pals.db' });
  expect(readConfig({ PORT: ' ', ALLOWED_ORIGINS: '' })).toMatchObject({ PORT: 3978, ALLOWED_ORIGINS: [] });
});

it('names every setting that cannot be used, at once, and says how to mend it', () => {
  const problems = problemsOf({
    PORT: 'http',
    DATABASE_URL: 'mysql://x:canary@y/z',
    ALLOWED_ORIGINS: 'https://www.example.org/chat',
    EMBED_ORIGINS: 'www.example.org',
    EMBED_PREVIEW: 'on',
    TRUST_PROXY: 'yes',
    DIRECTLINE_SIGNING_KEY: 'canary',
    LIMIT_MESSAGES_PER_MINUTE: '0',
    LOG_LEVEL: 'loud',
    PUBLIC_URL: 'ftp://x',
  });
  for (const name of [
    'PORT',
    'DATABASE_URL',
    'ALLOWED_ORIGINS',
    'EMBED_ORIGINS',
    'EMBED_PREVIEW',
    'TRUST_PROXY',
    'DIRECTLINE_SIGNING_KEY',
    'LIMIT_MESSAGES_PER_MINUTE',
    'LOG_LEVEL',
    'PUBLIC_URL',
  ]) {
    expect(problems.filter((problem) => problem.startsWith(`${name} must be`))).toHaveLength(1);
  }
  // A value may be a secret.
  expect(problems.join()).not.toMatch(/canary/);
});

it('takes a database file by a relative or an absolute path', () => {
  const pathOf = (url: string) => readConfig({ DATABASE_URL: url }).DATABASE_URL;
  expect(['sqlite:a/b.db', 'sqlite:/var/a.db', 'sqlite:///var/a.db'].map(pathOf)).toEqual([
    'a/b.db',
    '/var/a.db',
    '/var/a.db',
  ]);
});

it('tells the addresses to open', () => {
  expect(addressesOf(readConfig({}), 3978)).toEqual(['http://localhost:3978']);
  expect(addressesOf(readConfig({ PUBLIC_URL: 'https://chat.example.org/' }), 1)).toEqual(['https://chat.example.org']);
  expect(addressesOf(readConfig({ HOST: '0.0.0.0' }), 1)[0]).toBe('http://localhost:1');
});

test('several keys of return codes are told by commas, and each has to be strong', () => {
  const [one, other] = ['a'.repeat(32), 'b'.repeat(40)];
  expect(readConfig({}).RETURN_CODE_KEY).toBeUndefined();
  expect(readConfig({ RETURN_CODE_KEY: one }).RETURN_CODE_KEY).toEqual([one]);
  expect(readConfig({ RETURN_CODE_KEY: `${other}, ${one}` }).RETURN_CODE_KEY).toEqual([other, one]);
  for (const weak of ['short', `${one},short`, `${one},`])
    expect(problemsOf({ RETURN_CODE_KEY: weak }).join()).toMatch(/^RETURN_CODE_KEY must be at least 32 characters/);
});
