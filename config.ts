/** The environment, read once. A setting that cannot be used is named, with how to mend it; its value is not repeated. */
import { networkInterfaces } from 'node:os';
import { z } from 'zod';

const flag = z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true');
const limit = (usual: number) =>
  z.coerce
    .number('must be a whole number, at least 1')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .default(usual);
const origin = z
  .string()
  .refine((value) => URL.canParse(value) && new URL(value).origin === value && /^https?:/.test(value), {
    error: 'must be web sites such as https://www.example.nhs.uk, without a path, with commas between them',
  });
const list = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean),
  );
const wholeNumber = (usual: number, most: number, unit: string) =>
  z.coerce
    .number(`must be a number of ${unit}`)
    .int(`must be a whole number of ${unit}`)
    .min(1, `must be at least 1`)
    .max(most, `must be at most ${most} ${unit}`)
    .default(usual);
const origins = list.pipe(z.array(origin));

const entraIds = list.pipe(
  z.array(
    z
      .guid('must be Entra object ids such as 00000000-0000-0000-0000-000000000000, with commas between them')
      .toLowerCase(),
  ),
);

export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host);
/** What goes there is nobody else's to read on the way. */
const secureAddress = z
  .string()
  .refine(
    (value) => {
      const url = URL.canParse(value) ? new URL(value) : null;
      return url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
    },
    { error: 'must be an address that begins with https://' },
  )
  .optional();
/** Where the Key Vault cannot be read, its reference is the value: an address is no secret. */
const secret = z.string().refine((value) => !value.startsWith('@Microsoft.KeyVault('), {
  error: 'is still a Key Vault reference: give the identity of the app the role "Key Vault Secrets User"',
});
const key = (sentence: string) => secret.min(32, sentence);
const returnCodeKey = key(
  'must be at least 32 characters, or several keys with commas between them; leave it out to have one made',
);

/** `name=value`, its value as an address writes it. */
function pairOf(pair: string): [string, string][] {
  const at = pair.indexOf('=');
  return at < 0 ? [] : [[pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())]];
}

/** Every setting of the service. An empty one counts as not given. */
export const settingsSchema = z.object({
  NODE_ENV: z
    .enum(['production', 'development', 'test'], 'must be production, or left out on a developer’s machine')
    .optional(),
  PORT: z.coerce
    .number('must be a port number')
    .int('must be a port number')
    .min(0, 'must be a port number')
    .max(65535, 'must be a port number')
    .default(3978),
  /** Only this machine, until asked for more. */
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .regex(
      /^(sqlite:(?!\/\/[^/]).+|postgres(ql)?:\/\/[^/]+\/[^/?]+(\?.*)?)$/,
      'must be sqlite: and a file, such as sqlite:data/pals.db, or a database such as postgres://name:word@host/pals',
    )
    .default('sqlite:data/pals.db')
    .transform((url) => url.replace(/^sqlite:(\/\/(?=\/))?/, '')),
  TRUST_PROFILE: z.string().default('trust/example/profile.json'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://chat.example.nhs.uk' })
    .optional(),
  ALLOWED_ORIGINS: origins,
  /** They may show the chat in a frame, and nothing else: it still talks to its own server only. */
  EMBED_ORIGINS: origins,
  EMBED_PREVIEW: z.enum(['true', 'false'], 'must be true or false').optional(),
  /** Left out: no proxy is trusted. In production it is asked for. */
  TRUST_PROXY: flag.optional(),
  DIRECTLINE_SIGNING_KEY: key('must be at least 32 characters; leave it out to have one made and kept').optional(),
  RETURN_CODE_KEY: z
    .string()
    .transform((list) => list.split(',').map((one) => one.trim()))
    .pipe(z.tuple([returnCodeKey], returnCodeKey))
    .optional(),
  LIMIT_STARTS_PER_MINUTE: limit(120),
  LIMIT_MESSAGES_PER_MINUTE: limit(60),
  LIMIT_MESSAGES_PER_SOURCE_PER_MINUTE: limit(1_200),
  LIMIT_MESSAGES_IN_ALL_PER_MINUTE: limit(30_000),
  LIMIT_WRONG_CODES_PER_HOUR: limit(10),
  ALERT_WEBHOOK_URL: secureAddress,
  ALERT_WIDER_WEBHOOK_URL: secureAddress,
  ALERT_WEBHOOK_SECRET: z
    .string()
    .regex(/^(whsec_)?[A-Za-z0-9+/]{32,}={0,2}$/, 'must be 24 random bytes or more as base64, with or without whsec_')
    .optional(),
  /** `off`: nothing is taken, and everybody is told how to reach PALS. The desk can do the same, without a restart. */
  SERVICE: z.enum(['on', 'off'], 'must be on or off').default('on'),
  DESK: z.enum(['on', 'off'], 'must be on or off').default('on'),
  /** Of the Trust's OpenID Connect provider; without it the desk is entered by one-time links, on this machine only. */
  OIDC_ISSUER: secureAddress,
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: secret.optional(),
  SESSION_IDLE_MINUTES: wholeNumber(240, 720, 'minutes'),
  SESSION_HOURS: wholeNumber(12, 24, 'hours'),
  SESSION_RECHECK_MINUTES: wholeNumber(15, 120, 'minutes'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://collector.example.nhs.uk:4318' })
    .optional(),
  /** As OpenTelemetry writes it. */
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .regex(
      /^[^=,\s]+=[^,]+(,[^=,\s]+=[^,]+)*$/,
      'must be names and values, such as api-key=…, with commas between them',
    )
    .default('')
    .or(z.literal(''))
    .transform((list) => Object.fromEntries(list.split(',').flatMap((pair) => pairOf(pair)))),
  METRICS_TOKEN: key('must be at least 32 characters; leave it out to have no metrics').optional(),
  /** Local time. */
  TEST_ALERT_AT: z
    .string()
    .regex(/^(off|([01]\d|2[0-3]):[0-5]\d)$/, 'must be a time such as 08:55, or off')
    .default('08:55'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
    .default('info'),
  TEAMS: z.enum(['on', 'off'], 'must be on or off').default('on'),
  /** Who may pick cases up in Teams; nobody, unless named. */
  TEAMS_ADVISORS: entraIds,
  TEAMS_CHANNEL: z
    .string()
    .regex(/^19:[^;\s]+@thread\.(tacv2|skype)$/, 'must be the id of a channel, such as 19:0000@thread.tacv2')
    .optional(),
  MicrosoftAppType: z.string().optional(),
  MicrosoftAppId: z.string().optional(),
  MicrosoftAppPassword: z.string().optional(),
  MicrosoftAppTenantId: z.string().optional(),
});
export type Config = z.infer<typeof settingsSchema>;

export class ConfigProblem extends Error {
  override readonly name = 'ConfigProblem';
  readonly code = 'config.problem';
  constructor(readonly problems: readonly string[]) {
    super(`The settings cannot be used:\n${problems.map((problem) => `- ${problem}`).join('\n')}\nSee .env.example.`);
  }
}

/** @throws ConfigProblem with everything that is wrong, at once. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const parsed = settingsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new ConfigProblem(parsed.error.issues.map(({ path, message }) => `${String(path[0])} ${message}.`));
}

/** Where the service can be opened, for the person who started it. */
export function addressesOf({ HOST, PUBLIC_URL }: Config, port: number): string[] {
  if (PUBLIC_URL !== undefined) return [PUBLIC_URL.replace(/\/$/, '')];
  const everywhere = HOST === '0.0.0.0' || HOST === '::';
  if (!everywhere) return [`http://${HOST === '127.0.0.1' ? 'localhost' : HOST}:${port}`];
  const seen = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  const ours = seen.filter(({ family, internal }) => family === 'IPv4' && !internal);
  return ['localhost', ...ours.map(({ address }) => address)].map((host) => `http://${host}:${port}`);
}
