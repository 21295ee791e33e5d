/** The settings of `/api/messages`, by the names that Azure and Bot Framework use. */
export interface TeamsSettings {
  /** `production` asks for more than a developer's machine does. */
  readonly NODE_ENV?: string | undefined;
  /** `off`: there is no `/api/messages`. */
  readonly TEAMS?: string | undefined;
  /** `UserAssignedMSI` or `SingleTenant`. */
  readonly MicrosoftAppType?: string | undefined;
  /** Empty: no sign-in, and only this machine may call. */
  readonly MicrosoftAppId?: string | undefined;
  /** Only for SingleTenant. */
  readonly MicrosoftAppPassword?: string | undefined;
  readonly MicrosoftAppTenantId?: string | undefined;
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TYPES = ['UserAssignedMSI', 'SingleTenant'];

/** What is wrong, a sentence each that says how to mend it; `[]` when the service may start. Values are never repeated. */
export function teamsSettingsProblems(settings: TeamsSettings): string[] {
  if (settings.TEAMS === 'off') return [];
  const {
    MicrosoftAppId: id,
    MicrosoftAppType: type,
    MicrosoftAppTenantId: tenant,
    MicrosoftAppPassword: password,
  } = settings;
  if (!id) {
    return settings.NODE_ENV === 'production'
      ? [
          'MicrosoftAppId is missing: in production anyone could write to /api/messages. Give the id of the Azure Bot, or set TEAMS=off.',
        ]
      : [];
  }
  const problems: string[] = [];
  if (!GUID.test(id)) problems.push('MicrosoftAppId is not an id like 00000000-0000-0000-0000-000000000000.');
  if (!type || !TYPES.includes(type))
    problems.push(`MicrosoftAppType must be ${TYPES.join(' or ')}; multi-tenant bots cannot be created any more.`);
  if (!tenant || !GUID.test(tenant))
    problems.push('MicrosoftAppTenantId must be the id of your Entra tenant: only its people may write.');
  if (type === 'SingleTenant' && !password)
    problems.push("MicrosoftAppPassword is missing: SingleTenant needs the app registration's password.");
  if (type === 'UserAssignedMSI' && password)
    problems.push('MicrosoftAppPassword is set, but a managed identity has no password: take it out.');
  if (password?.startsWith('@Microsoft.KeyVault('))
    problems.push(
      'MicrosoftAppPassword is still a Key Vault reference: the app may not read that secret. Give its identity the role "Key Vault Secrets User".',
    );
  return problems;
}
