/** The manifest of the Teams app, after Microsoft's schema 1.19. Its words are in `locales/`. */
import type { Words } from '../../locales/words';

export const MANIFEST_VERSION = '1.19';

export interface ManifestSettings {
  /** The app's own version, such as `0.1.0`. */
  readonly version: string;
  /** Id of the Azure Bot; it is the app's id too. */
  readonly appId: string;
  /** At most 32 characters. */
  readonly developer: string;
  readonly websiteUrl: string;
  readonly privacyUrl: string;
  readonly termsUrl: string;
}

const FULL = ['what', 'private', 'urgent'];
/** Not `help`: alone it may be a cry for help, and is answered as one. */
const COMMANDS = ['helpNow', 'talkToPals', 'startAgain', 'goBack', 'language'];

export function manifestOf(settings: ManifestSettings, words: Pick<Words, 'line'>): Readonly<Record<string, unknown>> {
  const of = (id: string): string => words.line(`teamsApp:${id}`).text;
  const { version, appId, developer, websiteUrl, privacyUrl, termsUrl } = settings;
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${MANIFEST_VERSION}/MicrosoftTeams.schema.json`,
    manifestVersion: MANIFEST_VERSION,
    version,
    id: appId,
    developer: { name: developer, websiteUrl, privacyUrl, termsOfUseUrl: termsUrl },
    name: { short: of('name.short'), full: of('name.full') },
    description: { short: of('description.short'), full: FULL.map((one) => of(`description.${one}`)).join('\n') },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#005EB8',
    defaultInstallScope: 'personal',
    bots: [
      {
        botId: appId,
        scopes: ['personal', 'team'],
        supportsFiles: false,
        isNotificationOnly: false,
        commandLists: [
          {
            scopes: ['personal'],
            commands: COMMANDS.map((one) => ({
              title: of(`commands.${one}.title`),
              description: of(`commands.${one}.description`),
            })),
          },
        ],
      },
    ],
    // Nothing of the person, and no other website inside Teams.
    permissions: [],
    validDomains: [],
  };
}
