/**
 * What makes a service unsafe to run for patients, one check each. All are asked in production; those that are `always`
 * also elsewhere. A sentence says what is wrong and how to mend it, and never repeats a value: it may be a secret.
 */
import { isAbsolute, resolve } from 'node:path';
import { tmpdir } from 'node:os';
import { isLoopback, type Config } from '../config';
import { isPostgres } from '../storage/isPostgres';
import type { Profile } from '../trust/profile';
import { inventedIn, isWeak } from './secrets';

/** Whether the database is a file, and one of which this is so. */
const isFile = ({ DATABASE_URL }: Config, is: (path: string) => boolean): boolean =>
  !isPostgres(DATABASE_URL) && is(DATABASE_URL);
const passwordIn = (url: string): string => decodeURIComponent(new URL(url).password);
const isOpenLine = (url: string): boolean => {
  if (!isPostgres(url)) return false;
  const { hostname, searchParams } = new URL(url);
  return !isLoopback(hostname) && searchParams.get('sslmode') !== 'verify-full';
};

export interface Facts {
  readonly config: Config;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly nodeOptions: readonly string[];
  readonly profile: Profile;
  /** Who released the words, as the release says. */
  readonly approver: string;
  /** The service's own folder: what is in it goes with the next release. */
  readonly folder: string;
}

export interface Check {
  readonly id: string;
  /** `refuse`: the service does not start. `tell`: it starts, and says so. */
  readonly level: 'refuse' | 'tell';
  readonly always?: boolean;
  readonly isWrong: (facts: Facts) => boolean;
  readonly sentence: string;
}

const isPublic = (url: string | undefined): boolean => url !== undefined && !isLoopback(new URL(url).hostname);
const isHttps = (url: string): boolean => url.startsWith('https://');
const within = (path: string, folder: string): boolean => resolve(path).startsWith(`${resolve(folder)}/`);
const keysOf = ({ config }: Facts): readonly string[] => [
  ...(config.DIRECTLINE_SIGNING_KEY === undefined ? [] : [config.DIRECTLINE_SIGNING_KEY]),
  ...(config.RETURN_CODE_KEY ?? []),
];
const secretsOf = (facts: Facts): readonly string[] =>
  [
    ...keysOf(facts),
    facts.config.OIDC_CLIENT_SECRET,
    facts.config.MicrosoftAppPassword,
    facts.config.METRICS_TOKEN,
  ].filter((one) => one !== undefined);
const hasSignIn = ({ config }: Facts): boolean => config.OIDC_ISSUER !== undefined;
const OIDC = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
/** A return code has 40 bits; at this pace one cannot be guessed while it is good. */
const MOST_WRONG_CODES = 60;

export const CHECKS: readonly Check[] = [
  {
    id: 'public-without-production',
    level: 'refuse',
    always: true,
    isWrong: ({ config }) => config.NODE_ENV !== 'production' && isPublic(config.PUBLIC_URL),
    sentence:
      'PUBLIC_URL is an address that others can reach, but NODE_ENV is not production: the developer’s way into the desk would be open. Set NODE_ENV=production.',
  },
  {
    id: 'sign-in-incomplete',
    level: 'refuse',
    always: true,
    isWrong: ({ config }) => new Set(OIDC.map((name) => config[name] === undefined)).size > 1,
    sentence: 'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together: give all three, or none.',
  },
  {
    id: 'no-public-address',
    level: 'refuse',
    isWrong: ({ config }) => config.PUBLIC_URL === undefined,
    sentence: 'PUBLIC_URL is missing: links, cookies and the sign-in need the address that people use.',
  },
  {
    id: 'public-address-not-https',
    level: 'refuse',
    isWrong: ({ config }) => config.PUBLIC_URL !== undefined && !isHttps(config.PUBLIC_URL),
    sentence: 'PUBLIC_URL must begin with https://: what patients write must not travel in the open.',
  },
  {
    id: 'public-address-local',
    level: 'refuse',
    isWrong: ({ config }) => config.PUBLIC_URL !== undefined && !isPublic(config.PUBLIC_URL),
    sentence: 'PUBLIC_URL names this machine only: give the address that people use.',
  },
  {
    id: 'public-address-with-path',
    level: 'refuse',
    isWrong: ({ config }) => config.PUBLIC_URL !== undefined && new URL(config.PUBLIC_URL).pathname !== '/',
    sentence: 'PUBLIC_URL has a path: the service stands at the root of its own address.',
  },
  {
    id: 'proxy-not-said',
    level: 'refuse',
    isWrong: ({ config }) => config.TRUST_PROXY === undefined,
    sentence:
      'TRUST_PROXY is not said: true behind a proxy of yours, such as App Service; false when people connect directly. Wrong, all people are one source to the limits, or anybody can invent theirs.',
  },
  {
    id: 'desk-without-sign-in',
    level: 'refuse',
    isWrong: (facts) => facts.config.DESK === 'on' && !hasSignIn(facts),
    sentence:
      'Nobody can sign in to the desk: set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, or DESK=off where PALS works in Teams only.',
  },
  {
    id: 'sign-in-not-https',
    level: 'refuse',
    isWrong: ({ config }) => config.OIDC_ISSUER !== undefined && !isHttps(config.OIDC_ISSUER),
    sentence: 'OIDC_ISSUER must begin with https://.',
  },
  {
    id: 'weak-secret',
    level: 'refuse',
    isWrong: (facts) => secretsOf(facts).some(isWeak),
    sentence:
      'A secret is a placeholder or can be guessed (DIRECTLINE_SIGNING_KEY, RETURN_CODE_KEY, OIDC_CLIENT_SECRET or MicrosoftAppPassword). Make one with: openssl rand -base64 48',
  },
  {
    id: 'one-secret-twice',
    level: 'refuse',
    isWrong: (facts) => new Set(secretsOf(facts)).size < secretsOf(facts).length,
    sentence: 'Two settings have the same secret: who learns one would have the other. Make one for each.',
  },
  {
    id: 'web-site-not-https',
    level: 'refuse',
    isWrong: ({ config }) => [...config.ALLOWED_ORIGINS, ...config.EMBED_ORIGINS].some((origin) => !isHttps(origin)),
    sentence:
      'ALLOWED_ORIGINS and EMBED_ORIGINS must begin with https://: a page without it can be changed on its way.',
  },
  {
    id: 'alerts-not-https',
    level: 'refuse',
    isWrong: ({ config }) =>
      [config.ALERT_WEBHOOK_URL, config.ALERT_WIDER_WEBHOOK_URL].some((url) => url !== undefined && !isHttps(url)),
    sentence: 'ALERT_WEBHOOK_URL and ALERT_WIDER_WEBHOOK_URL must begin with https://.',
  },
  {
    id: 'telemetry-not-https',
    level: 'refuse',
    isWrong: ({ config }) => {
      const address = config.OTEL_EXPORTER_OTLP_ENDPOINT;
      return address !== undefined && !isHttps(address) && !isLoopback(new URL(address).hostname);
    },
    sentence: 'OTEL_EXPORTER_OTLP_ENDPOINT must begin with https://, unless the collector is on this machine.',
  },
  {
    id: 'database-with-the-code',
    level: 'refuse',
    isWrong: ({ config, folder }) => isFile(config, (path) => !isAbsolute(path) || within(path, folder)),
    sentence:
      'DATABASE_URL must be a file outside the folder of the service, with its whole path: the next release would take every chat away.',
  },
  {
    id: 'database-in-temporary-folder',
    level: 'refuse',
    isWrong: ({ config }) => isFile(config, (path) => within(path, tmpdir()) || within(path, '/dev/shm')),
    sentence: 'DATABASE_URL is in a folder that a restart empties: use a disk that is kept.',
  },
  {
    id: 'database-line-open',
    level: 'refuse',
    isWrong: ({ config }) => isOpenLine(config.DATABASE_URL),
    sentence:
      'DATABASE_URL reaches PostgreSQL over a line that anybody on the way can read: end it with ?sslmode=verify-full.',
  },
  {
    id: 'database-password-weak',
    level: 'refuse',
    isWrong: ({ config }) => isPostgres(config.DATABASE_URL) && isWeak(passwordIn(config.DATABASE_URL)),
    sentence: 'The password in DATABASE_URL is short, of few signs, or only an example: make one at random.',
  },
  {
    id: 'log-silent',
    level: 'refuse',
    isWrong: ({ config }) => config.LOG_LEVEL === 'silent',
    sentence: 'LOG_LEVEL is silent: nobody would learn that something fails. Use info, warn or error.',
  },
  {
    id: 'tls-not-checked',
    level: 'refuse',
    isWrong: ({ environment }) => environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0',
    sentence: 'NODE_TLS_REJECT_UNAUTHORIZED=0 believes every certificate: take it out.',
  },
  {
    id: 'debugger-open',
    level: 'refuse',
    isWrong: ({ nodeOptions }) => nodeOptions.some((option) => /^--inspect/.test(option)),
    sentence: 'A debugger is open (--inspect): whoever reaches it reads every chat. Take it out.',
  },
  {
    id: 'return-codes-can-be-guessed',
    level: 'refuse',
    isWrong: ({ config }) => config.LIMIT_WRONG_CODES_PER_HOUR > MOST_WRONG_CODES,
    sentence: `LIMIT_WRONG_CODES_PER_HOUR is more than ${MOST_WRONG_CODES}: return codes could be guessed.`,
  },
  {
    id: 'words-not-approved',
    level: 'refuse',
    isWrong: ({ approver }) => /^(none\b|$)/i.test(approver.trim()),
    sentence: 'Nobody has approved the words: the release beside the Trust profile must name who did.',
  },
  {
    id: 'numbers-invented',
    level: 'refuse',
    isWrong: ({ profile }) => inventedIn(profile).length > 0,
    sentence:
      'The Trust profile has phone numbers or addresses that are made up for examples: people in need would reach nobody.',
  },
  {
    id: 'nobody-is-alerted',
    level: 'tell',
    isWrong: ({ config }) =>
      config.ALERT_WEBHOOK_URL === undefined && (config.TEAMS === 'off' || config.TEAMS_CHANNEL === undefined),
    sentence: 'Nobody beyond the desk hears that a case waits: set ALERT_WEBHOOK_URL or TEAMS_CHANNEL.',
  },
  {
    id: 'alerts-not-signed',
    level: 'tell',
    isWrong: ({ config }) => config.ALERT_WEBHOOK_URL !== undefined && config.ALERT_WEBHOOK_SECRET === undefined,
    sentence: 'Alerts are not signed: set ALERT_WEBHOOK_SECRET where the receiver can check it.',
  },
  {
    id: 'keys-in-the-database',
    level: 'tell',
    isWrong: ({ config }) => config.DIRECTLINE_SIGNING_KEY === undefined || config.RETURN_CODE_KEY === undefined,
    sentence:
      'DIRECTLINE_SIGNING_KEY or RETURN_CODE_KEY is not set: the service made one and keeps it in its database, with the backups.',
  },
];
