/** The templates are resolved as Azure would, and what a hospital's IT department relies on is looked at in the result. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { teamsSettingsProblems } from '../../channels/teams/settings';
import { readConfig, settingsSchema } from '../../config';
import { examine } from '../../doctor/examine';
import { productionTrust } from '../productionTrust';
import { IDENTITY_CLIENT, SUBSCRIPTION, resolve } from './resolve';
import { unusedIn } from './usage';
import { nestedSchema, parametersFileSchema, templateSchema } from './template';

const ROOT = join(__dirname, '../../deploymentTemplates');
const GROUP = 'rg-pals-assistant';
const SETS = [
  { folder: 'deployUseExistResourceGroup', app: 'BotApp-with-rg', bot: 'AzureBot-with-rg', group: GROUP },
  { folder: 'deployWithNewResourceGroup', app: 'BotApp-new-rg', bot: 'AzureBot-new-rg', group: null },
] as const;
type Set = (typeof SETS)[number];

const json = (folder: string, file: string): unknown => JSON.parse(readFileSync(join(ROOT, folder, file), 'utf8'));
const templateOf = (folder: string, name: string) => templateSchema.parse(json(folder, `template-${name}.json`));
const givenOf = (folder: string, name: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parametersFileSchema.parse(json(folder, `parameters-for-template-${name}.json`)).parameters).map(
      // A secret is never written there.
      ([key, given]) => [key, 'value' in given ? given.value : `from the vault: ${given.reference.secretName}`],
    ),
  );
const resolved = (set: Set, name: 'app' | 'bot', changes: Record<string, string> = {}) =>
  resolve(templateOf(set.folder, set[name]), { ...givenOf(set.folder, set[name]), ...changes }, set.group);

const siteSchema = z.object({
  kind: z.string(),
  location: z.string(),
  identity: z.object({ type: z.string(), userAssignedIdentities: z.record(z.string(), z.object({})) }),
  dependsOn: z.array(z.string()),
  properties: z.object({
    serverFarmId: z.string(),
    httpsOnly: z.boolean(),
    clientAffinityEnabled: z.boolean(),
    keyVaultReferenceIdentity: z.string(),
    siteConfig: z.object({
      linuxFxVersion: z.string(),
      appCommandLine: z.string(),
      numberOfWorkers: z.number(),
      alwaysOn: z.boolean(),
      webSocketsEnabled: z.boolean(),
      minTlsVersion: z.string(),
      scmMinTlsVersion: z.string(),
      ftpsState: z.string(),
      remoteDebuggingEnabled: z.boolean(),
      healthCheckPath: z.string(),
      appSettings: z.array(z.object({ name: z.string(), value: z.string() })),
    }),
  }),
});

/** Every resource of a set, those inside its nested deployment too. */
const resourcesOf = (set: Set, name: 'app' | 'bot', changes?: Record<string, string>) =>
  resolved(set, name, changes).resources.flatMap((resource) => [
    resource,
    ...z.array(z.record(z.string(), z.json())).parse(resource.resources ?? []),
  ]);
const ofType = (set: Set, name: 'app' | 'bot', type: string, changes?: Record<string, string>) =>
  resourcesOf(set, name, changes).filter((resource) => resource.type === type);
const siteOf = (set: Set, changes?: Record<string, string>) =>
  siteSchema.parse(ofType(set, 'app', 'Microsoft.Web/sites', changes)[0]);
const settingsOf = (set: Set, changes?: Record<string, string>) =>
  Object.fromEntries(siteOf(set, changes).properties.siteConfig.appSettings.map(({ name, value }) => [name, value]));

const VAULT = 'https://example.vault.azure.net/secrets/';
const SINGLE_TENANT = {
  appType: 'SingleTenant',
  appId: '55555555-5555-5555-5555-555555555555',
  appPasswordSecretUri: `${VAULT}MicrosoftAppPassword`,
};

describe.each(SETS)('$folder', (set) => {
  const both = ['app', 'bot'] as const;

  test.each(both)(
    '%s: each parameter is used, and each is given in the parameters file, no more and no fewer',
    (name) => {
      expect(unusedIn(templateOf(set.folder, set[name]))).toEqual([]);
      expect(Object.keys(givenOf(set.folder, set[name])).sort()).toEqual(
        Object.keys(templateOf(set.folder, set[name]).parameters).sort(),
      );
    },
  );

  test.each(both)('%s: what is left unsaid has a default, apart from names and the Trust', (name) => {
    const { parameters } = templateOf(set.folder, set[name]);
    const needed = Object.keys(parameters).filter((key) => parameters[key]?.defaultValue === undefined);
    const groupName = set.group === null ? ['groupName'] : [];
    expect(needed).toEqual([
      ...groupName,
      ...(name === 'app' ? ['appServiceName', 'trustProfile'] : ['azureBotId', 'displayName', 'botEndpoint', 'appId']),
    ]);
  });

  test.each(both)('%s: the resolved result is the one that was looked at last', (name) => {
    expect(resolved(set, name)).toMatchSnapshot();
  });

  test('everything that holds data is in UK South', () => {
    const places = resourcesOf(set, 'app').flatMap((resource) =>
      resource.location === undefined ? [] : [resource.location],
    );
    expect(new Set(places)).toEqual(new Set(['uksouth']));
    expect(templateOf(set.folder, set.app).parameters.location?.defaultValue).toBe('uksouth');
  });

  test('an App Service on Linux with Node 24, always on, one instance, that starts what the build makes', () => {
    const site = siteOf(set);
    expect(site.kind).toBe('app,linux');
    expect(site.properties.siteConfig).toMatchObject({
      linuxFxVersion: 'NODE|24-lts',
      appCommandLine: 'node --max-semi-space-size=32 dist/index.js',
      alwaysOn: true,
      numberOfWorkers: 1,
      healthCheckPath: '/readyz',
    });
    const [plan] = ofType(set, 'app', 'Microsoft.Web/serverfarms');
    expect(plan).toMatchObject({ kind: 'linux', sku: { name: 'P0v3', capacity: 1 }, properties: { reserved: true } });
  });

  test('HTTPS only, TLS 1.2 or later, no FTP, no passwords for publishing, no remote debugging', () => {
    const { properties } = siteOf(set);
    expect(properties.httpsOnly).toBe(true);
    expect(properties.siteConfig).toMatchObject({
      minTlsVersion: '1.2',
      scmMinTlsVersion: '1.2',
      ftpsState: 'Disabled',
      remoteDebuggingEnabled: false,
    });
    const policies = ofType(set, 'app', 'Microsoft.Web/sites/basicPublishingCredentialsPolicies');
    expect(policies.map(({ name, properties: policy }) => [name, policy])).toEqual([
      ['pals-assistant-example/ftp', { allow: false }],
      ['pals-assistant-example/scm', { allow: false }],
    ]);
  });

  test('web sockets on, affinity off', () => {
    expect(siteOf(set).properties.siteConfig.webSocketsEnabled).toBe(true);
    expect(siteOf(set).properties.clientAffinityEnabled).toBe(false);
  });

  test('by default the bot is the managed identity that the template makes, and there is no password anywhere', () => {
    const site = siteOf(set);
    const id = `/subscriptions/${SUBSCRIPTION}/resourceGroups/${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/pals-assistant-identity`;
    expect(site.identity).toEqual({ type: 'UserAssigned', userAssignedIdentities: { [id]: {} } });
    expect(site.properties.keyVaultReferenceIdentity).toBe(id);
    expect(settingsOf(set)).toMatchObject({ MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppId: IDENTITY_CLIENT });
    expect(settingsOf(set)).not.toHaveProperty('MicrosoftAppPassword');
  });

  test('with SingleTenant the password is a reference to Key Vault', () => {
    expect(settingsOf(set, SINGLE_TENANT)).toMatchObject({
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppId: SINGLE_TENANT.appId,
      MicrosoftAppPassword: `@Microsoft.KeyVault(SecretUri=${SINGLE_TENANT.appPasswordSecretUri})`,
    });
  });

  test('a signing key, when given, is a reference to Key Vault too', () => {
    expect(settingsOf(set)).not.toHaveProperty('DIRECTLINE_SIGNING_KEY');
    expect(settingsOf(set, { signingKeySecretUri: `${VAULT}DirectLineSigningKey` })).toMatchObject({
      DIRECTLINE_SIGNING_KEY: `@Microsoft.KeyVault(SecretUri=${VAULT}DirectLineSigningKey)`,
    });
  });

  test('so is a key of return codes', () => {
    expect(settingsOf(set)).not.toHaveProperty('RETURN_CODE_KEY');
    expect(settingsOf(set, { returnCodeKeySecretUri: `${VAULT}ReturnCodeKey` })).toMatchObject({
      RETURN_CODE_KEY: `@Microsoft.KeyVault(SecretUri=${VAULT}ReturnCodeKey)`,
    });
  });

  test.each(both)('%s: a multi-tenant bot is refused', (name) => {
    expect(() => resolved(set, name, { appType: 'MultiTenant' })).toThrow('"appType" cannot be "MultiTenant"');
  });

  test('addresses and the secret of alerts come from the Key Vault, or not at all', () => {
    expect(Object.keys(settingsOf(set)).filter((name) => name.startsWith('ALERT'))).toEqual([]);
    const given = { alertWebhookSecretUri: `${VAULT}again`, alertWiderWebhookSecretUri: `${VAULT}wider` };
    expect(settingsOf(set, { ...given, alertSigningSecretUri: `${VAULT}key` })).toMatchObject({
      ALERT_WEBHOOK_URL: `@Microsoft.KeyVault(SecretUri=${VAULT}again)`,
      ALERT_WIDER_WEBHOOK_URL: `@Microsoft.KeyVault(SecretUri=${VAULT}wider)`,
      ALERT_WEBHOOK_SECRET: `@Microsoft.KeyVault(SecretUri=${VAULT}key)`,
    });
  });

  test('an existing plan is used when it is given, and then none is made', () => {
    const existing = '/subscriptions/s/resourceGroups/shared/providers/Microsoft.Web/serverfarms/shared-plan';
    const changes = { existingAppServicePlanId: existing };
    expect(siteOf(set, changes).properties.serverFarmId).toBe(existing);
    expect(ofType(set, 'app', 'Microsoft.Web/serverfarms', changes)).toEqual([]);
  });

  test('the Azure Bot has the Teams channel, without calling, and no keys of its own', () => {
    const [bot] = ofType(set, 'bot', 'Microsoft.BotService/botServices');
    expect(bot).toMatchObject({
      kind: 'azurebot',
      properties: { msaAppType: 'UserAssignedMSI', disableLocalAuth: true, isStreamingSupported: false },
    });
    const [channel] = ofType(set, 'bot', 'Microsoft.BotService/botServices/channels');
    expect(channel).toMatchObject({
      name: 'pals-assistant-example/MsTeamsChannel',
      properties: { channelName: 'MsTeamsChannel', properties: { isEnabled: true, enableCalling: false } },
    });
  });

  test('the identity is given to the Azure Bot only where it is the bot', () => {
    const [managed] = ofType(set, 'bot', 'Microsoft.BotService/botServices');
    const [single] = ofType(set, 'bot', 'Microsoft.BotService/botServices', SINGLE_TENANT_BOT);
    expect(JSON.stringify(managed)).toContain('userAssignedIdentities/pals-assistant-identity');
    expect(single).toMatchObject({ properties: { msaAppType: 'SingleTenant', msaAppMSIResourceId: null } });
  });

  test('the outputs of the first deployment are what the second one asks for, and none is a secret', () => {
    expect(resolved(set, 'app', SINGLE_TENANT).outputs.appId).toBe(SINGLE_TENANT.appId);
    const { outputs } = resolved(set, 'app');
    expect(Object.keys(outputs)).toEqual(['botEndpoint', 'appId', 'identityResourceId', 'identityPrincipalId']);
    expect(outputs.botEndpoint).toBe('https://pals-assistant-example.azurewebsites.net/api/messages');
    const asked = templateOf(set.folder, set.bot).parameters;
    for (const name of ['botEndpoint', 'appId', 'identityResourceId']) expect(asked).toHaveProperty(name);
    for (const file of [set.app, set.bot])
      expect(JSON.stringify(templateOf(set.folder, file).outputs)).not.toMatch(/password|secret|listKeys|key/i);
  });

  test('the readme names every file of the folder and every parameter', () => {
    const readme = readFileSync(join(ROOT, set.folder, 'readme.md'), 'utf8');
    for (const file of readdirSync(join(ROOT, set.folder))) if (file !== 'readme.md') expect(readme).toContain(file);
    for (const file of [set.app, set.bot])
      for (const parameter of Object.keys(templateOf(set.folder, file).parameters))
        expect(readme).toContain(`\`${parameter}\``);
  });
});

describe('the database', () => {
  const FOLDER = 'deployPostgreSQL';
  const template = templateOf(FOLDER, 'PostgreSQL');
  const database = (changes: Record<string, string> = {}) =>
    resolve(template, { ...givenOf(FOLDER, 'PostgreSQL'), ...changes }, GROUP);
  const of = (type: string) => database().resources.find((resource) => resource.type === type);

  test('each parameter is used and given; only names and the password have no default', () => {
    expect(unusedIn(template)).toEqual([]);
    expect(Object.keys(givenOf(FOLDER, 'PostgreSQL')).sort()).toEqual(Object.keys(template.parameters).sort());
    const needed = Object.entries(template.parameters).filter(([, { defaultValue }]) => defaultValue === undefined);
    expect(needed.map(([name]) => name)).toEqual(['serverName', 'administratorPassword']);
    expect(template.parameters['administratorPassword']?.type).toBe('securestring');
    expect(givenOf(FOLDER, 'PostgreSQL')['administratorPassword']).toBe('from the vault: DatabasePassword');
  });

  test('the resolved result is the one that was looked at last', () => {
    expect(database()).toMatchSnapshot();
  });

  test('nobody reaches it from outside its network, it is backed up for two weeks, and is in UK South', () => {
    expect(of('Microsoft.DBforPostgreSQL/flexibleServers')).toMatchObject({
      location: 'uksouth',
      sku: { name: 'Standard_B2s', tier: 'Burstable' },
      properties: {
        version: '16',
        network: { publicNetworkAccess: 'Disabled' },
        backup: { backupRetentionDays: 14 },
        highAvailability: { mode: 'Disabled' },
      },
    });
  });

  test('its outputs are what the app asks for, and none is a secret', () => {
    const { outputs } = database();
    expect(Object.keys(outputs)).toEqual(['host', 'appSubnetId']);
    expect(outputs.host).toBe('pals-assistant-example-db.postgres.database.azure.com');
    expect(JSON.stringify(template.outputs)).not.toMatch(/password|secret|key/i);
  });

  test('the readme names every file of the folder and every parameter', () => {
    const readme = readFileSync(join(ROOT, FOLDER, 'readme.md'), 'utf8');
    for (const file of readdirSync(join(ROOT, FOLDER))) if (file !== 'readme.md') expect(readme).toContain(file);
    for (const parameter of Object.keys(template.parameters)) expect(readme).toContain(`\`${parameter}\``);
  });

  test.each(SETS)(
    '$folder: with its address two instances run, in its network, one release beside the other',
    (set) => {
      const changes = {
        databaseUrlSecretUri: `${VAULT}DatabaseUrl`,
        appSubnetId: z.string().parse(database().outputs.appSubnetId),
      };
      expect(settingsOf(set, changes)['DATABASE_URL']).toBe(`@Microsoft.KeyVault(SecretUri=${VAULT}DatabaseUrl)`);
      expect(settingsOf(set, changes)).not.toHaveProperty('WEBSITE_DISABLE_OVERLAPPED_RECYCLING');
      expect(siteOf(set, changes).properties.siteConfig.numberOfWorkers).toBe(2);
      const [plan] = ofType(set, 'app', 'Microsoft.Web/serverfarms', changes);
      expect(plan).toMatchObject({ sku: { capacity: 2 } });
      const [site] = ofType(set, 'app', 'Microsoft.Web/sites', changes);
      expect(site).toMatchObject({ properties: { virtualNetworkSubnetId: changes.appSubnetId } });
    },
  );
});

test('the app settings are settings of the service, and the service takes them', () => {
  const ofPlatform = [
    'SCM_DO_BUILD_DURING_DEPLOYMENT',
    'WEBSITE_RUN_FROM_PACKAGE',
    'WEBSITE_DISABLE_OVERLAPPED_RECYCLING',
  ];
  const key = { signingKeySecretUri: `${VAULT}key`, returnCodeKeySecretUri: `${VAULT}codes` };
  for (const changes of [key, { ...key, ...SINGLE_TENANT }]) {
    const settings = settingsOf(SETS[0], changes);
    expect(
      Object.keys(settings).filter((name) => !ofPlatform.includes(name) && !(name in settingsSchema.shape)),
    ).toEqual([]);
    expect(() => readConfig(settings)).toThrow('DIRECTLINE_SIGNING_KEY is still a Key Vault reference');
    const keys = { DIRECTLINE_SIGNING_KEY: 'k'.repeat(43), RETURN_CODE_KEY: 'c'.repeat(43) };
    expect(readConfig({ ...settings, ...keys })).toMatchObject({
      NODE_ENV: 'production',
      HOST: '0.0.0.0',
      TRUST_PROXY: true,
      TEAMS: 'on',
    });
    const read = {
      ...settings,
      MicrosoftAppPassword: changes === key ? '' : 'as Key Vault gives it',
      MicrosoftAppTenantId: SINGLE_TENANT.appId,
    };
    expect(teamsSettingsProblems(read)).toEqual([]);
  }
});

test.each(SETS)('$folder: what it sets passes the doctor once the vault has given the secrets', (set) => {
  const { settings, folder } = productionTrust();
  const made = settingsOf(set, {
    ...{ oidcClientId: settings['OIDC_CLIENT_ID'] ?? '', oidcClientSecretUri: `${VAULT}oidc` },
    ...{ signingKeySecretUri: `${VAULT}key`, returnCodeKeySecretUri: `${VAULT}codes` },
    ...{ alertWebhookSecretUri: `${VAULT}alerts`, alertSigningSecretUri: `${VAULT}signing` },
    ...{ metricsTokenSecretUri: `${VAULT}metrics`, publicUrl: '', tenantId: SINGLE_TENANT.appId },
    ...{ databaseUrlSecretUri: `${VAULT}DatabaseUrl` },
  });
  const secrets = {
    ...settings,
    METRICS_TOKEN: 'Vh7kQ2mXw9Rz4LpTn1YsB6cGfJ8dAeUo',
    DATABASE_URL: 'postgres://pals:7c1f0e9b3a5d8426@db.postgres.database.azure.com/pals?sslmode=verify-full',
  };
  const environment = Object.fromEntries(
    Object.entries(made).map(([name, value]) => [
      name,
      value.startsWith('@Microsoft.KeyVault(')
        ? (Object.entries(secrets).find(([key]) => key === name)?.[1] ?? '')
        : value,
    ]),
  );
  expect(environment).toMatchObject({
    PUBLIC_URL: 'https://pals-assistant-example.azurewebsites.net',
    OIDC_ISSUER: `https://login.microsoftonline.com/${SINGLE_TENANT.appId}/v2.0`,
  });
  const whole = {
    ...environment,
    TRUST_PROFILE: settings['TRUST_PROFILE'],
    ALLOWED_ORIGINS: 'https://www.examplehospital.nhs.uk',
    MicrosoftAppId: SINGLE_TENANT.appId,
  };
  const { findings } = examine({ environment: whole, nodeOptions: [], folder: '/home/site/wwwroot' });
  expect(findings).toEqual([]);
  expect(settingsOf(set)['DESK']).toBe('off');
  rmSync(folder, { recursive: true });
});

const SINGLE_TENANT_BOT = { appType: 'SingleTenant', appId: SINGLE_TENANT.appId, identityResourceId: '' };

test('both folders deploy the same thing: what is nested in one is the template of the other', () => {
  for (const name of ['app', 'bot'] as const) {
    const [exists, fresh] = SETS;
    const nested = templateOf(fresh.folder, fresh[name]).resources.find(
      ({ type }) => type === 'Microsoft.Resources/deployments',
    );
    expect(nestedSchema.parse(nested?.properties).template).toEqual(templateOf(exists.folder, exists[name]));
  }
});
