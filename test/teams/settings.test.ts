import { teamsSettingsProblems } from '../../channels/teams/settings';

const ID = '55555555-5555-4555-8555-555555555555';
const managed = {
  NODE_ENV: 'production',
  MicrosoftAppType: 'UserAssignedMSI',
  MicrosoftAppId: ID,
  MicrosoftAppTenantId: ID,
};
const single = { ...managed, MicrosoftAppType: 'SingleTenant', MicrosoftAppPassword: 'a password' };

test.each([
  ["a developer's machine with no settings", {}],
  ['production with a managed identity', managed],
  ['production with an app registration', single],
  ['production without Teams', { NODE_ENV: 'production', TEAMS: 'off' }],
])('%s may start', (_name, settings) => {
  expect(teamsSettingsProblems(settings)).toEqual([]);
});

test.each([
  ['production without an app id', { NODE_ENV: 'production' }, 'MicrosoftAppId is missing'],
  ['production with an empty app id', { ...managed, MicrosoftAppId: '' }, 'MicrosoftAppId is missing'],
  ['an app id that is none', { ...managed, MicrosoftAppId: 'my-bot' }, 'MicrosoftAppId is not an id'],
  ['a multi-tenant bot', { ...managed, MicrosoftAppType: 'MultiTenant' }, 'MicrosoftAppType must be'],
  ['no type', { ...managed, MicrosoftAppType: undefined }, 'MicrosoftAppType must be'],
  ['no tenant', { ...managed, MicrosoftAppTenantId: '' }, 'MicrosoftAppTenantId must be'],
  [
    'an app registration without its password',
    { ...single, MicrosoftAppPassword: '' },
    'MicrosoftAppPassword is missing',
  ],
  [
    'a managed identity with a password',
    { ...managed, MicrosoftAppPassword: 'x' },
    'a managed identity has no password',
  ],
  [
    'a Key Vault reference that nobody resolved',
    { ...single, MicrosoftAppPassword: '@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/p)' },
    'still a Key Vault reference',
  ],
])('%s may not start, and a sentence says why', (_name, settings, sentence) => {
  const problems = teamsSettingsProblems(settings);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(sentence);
});

test('no sentence repeats a secret', () => {
  const problems = teamsSettingsProblems({ ...managed, MicrosoftAppPassword: 'hunter2', MicrosoftAppTenantId: 'x' });
  expect(problems).toHaveLength(2);
  expect(problems.join(' ')).not.toContain('hunter2');
});
