/** Starts the service. The one file that knows every part and joins them. */
import { dirname, join } from 'node:path';
import { networkInterfaces } from 'node:os';
import { randomBytes } from 'node:crypto';
import pino from 'pino';
import { createPatientBot } from './bots/patientBot';
import { createStaffBot } from './bots/staffBot';
import { Limits } from './channels/directLine/limits';
import { registerDirectLine } from './channels/directLine/routes';
import { Streams } from './channels/directLine/stream';
import { signingKey, Tokens } from './channels/directLine/tokens';
import { registerPages } from './channels/pages/routes';
import { registerTeams } from './channels/teams/routes';
import { teamsSettingsProblems } from './channels/teams/settings';
import { readConfig, type Config } from './config';
import type { Availability } from './handover/availability';
import { openingHours } from './handover/openingHours';
import { newReference } from './handover/reference';
import { loadRelease } from './locales/loadRelease';
import { createWords, type Words } from './locales/words';
import { createServer, nonceOf } from './server';
import { openSqliteStore } from './storage/sqlite/sqliteStore';
import { loadProfile } from './trust/loadProfile';
import type { Profile } from './trust/profile';
import { publicNumbers } from './trust/publicNumbers';
import { trustValues } from './trust/values';
import { sayNoAttachments } from './turns/attachmentLine';
import { errorCode } from './turns/errors';
import { Fanout } from './turns/fanout';
import { Intake } from './turns/intake';
import { Opening } from './turns/opening';
import { Runner } from './turns/runner';
import { mask, scan } from './understanding';

const LANGUAGE = 'en';
/** How long open requests may take to end at a stop. */
const DRAIN_MS = 3_000;

function availabilityOf(profile: Profile, words: Words): (now: Date) => Availability {
  const hours = openingHours({ timeZone: profile.timeZone, ...profile.pals.hours });
  return (now) => {
    const status = hours.status(now);
    if (!status.open) return { kind: 'closed', opens: status.opens && words.moment(status.opens) };
    // Never closing is open until the day ends.
    return { kind: 'byPhone', until: words.moment(status.closes ?? { date: '', time: '24:00' }).time };
  };
}

function addresses({ HOST, PUBLIC_URL }: Config, port: number): string[] {
  if (PUBLIC_URL !== undefined) return [PUBLIC_URL];
  if (HOST !== '0.0.0.0' && HOST !== '::') return [`http://${HOST === '127.0.0.1' ? 'localhost' : HOST}:${port}`];
  const seen = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  const ours = seen.filter(({ family, internal }) => family === 'IPv4' && !internal);
  return ['localhost', ...ours.map(({ address }) => address)].map((host) => `http://${host}:${port}`);
}

async function start(): Promise<void> {
  const config = readConfig(process.env, teamsSettingsProblems);
  const log = pino({ level: config.LOG_LEVEL, base: null });
  const now = (): Date => new Date();

  const profile = loadProfile(config.TRUST_PROFILE);
  const { pageText, id: trustId } = profile;
  const release = loadRelease({ language: LANGUAGE, folder: dirname(config.TRUST_PROFILE), trustId, pageText });
  const words = createWords({ language: LANGUAGE, trust: trustValues(profile), release });
  const say = (code: string): string => words.line(`errors:${code}`).text;

  const store = openSqliteStore(config.DATABASE_URL, now);
  const botParts = { words, now, newReference, availability: availabilityOf(profile, words) };
  const patientBot = createPatientBot(botParts);
  const staffBot = createStaffBot(botParts);

  const fanout = new Fanout(store);
  const runner = new Runner({
    store,
    fanout,
    log,
    botOf: (channel) => (channel === 'teams' ? staffBot : patientBot),
    onAttachment: sayNoAttachments(words.line('errors:attachment')),
  });
  const numbers = publicNumbers(profile);
  const common = { store, runner, fanout, scan, mask: (text: string) => mask(text, { publicNumbers: numbers }) };
  const intake = new Intake({ ...common, bot: patientBot });
  const opening = new Opening({ store, log, bot: patientBot });

  const made = (): string => randomBytes(32).toString('base64url');
  const secret = config.DIRECTLINE_SIGNING_KEY ?? (await store.setting('directLineSigningKey', made));
  const tokens = new Tokens(signingKey(secret), Date.now);
  const origins = {
    allowedOrigins: config.ALLOWED_ORIGINS,
    publicUrl: config.PUBLIC_URL,
    trustProxy: config.TRUST_PROXY,
  };
  const limits = new Limits({
    startsPerMinute: config.LIMIT_STARTS_PER_MINUTE,
    messagesPerMinute: config.LIMIT_MESSAGES_PER_MINUTE,
    messagesPerSourcePerMinute: config.LIMIT_MESSAGES_PER_SOURCE_PER_MINUTE,
  });

  const server = createServer({ origins, store, say, log });
  registerDirectLine(server, {
    store,
    intake,
    opening,
    fanout,
    tokens,
    limits,
    origins,
    say,
    log,
    bot: patientBot,
    locale: words.language,
  });
  const streams = new Streams({ store, fanout, tokens, log });
  streams.attach(server.server);
  const greeting = await patientBot.turn({
    conversationId: 'page',
    locale: words.language,
    state: null,
    message: null,
  });
  const firstScreens = greeting.replies.map(({ screen }) => screen);
  registerPages(server, { words, firstScreens, folder: join(__dirname, 'web'), nonceOf });
  registerTeams(server, {
    log,
    settings: config,
    locale: words.language,
    intake: new Intake({ ...common, bot: staffBot }),
    opening: new Opening({ store, log, bot: staffBot }),
  });

  const resumed = runner.resume();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.PORT, config.HOST, resolve);
  });
  const { port } = server.address();
  log.info({ port, resumed, milliseconds: Math.round(performance.now()) }, 'ready');
  for (const address of addresses(config, port))
    process.stdout.write(`\n  Chat      ${address}/chat\n  Health    ${address}/readyz\n`);
  process.stdout.write('\n');

  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    log.info('stopping');
    const hurry = setTimeout(() => {
      server.server.closeAllConnections();
    }, DRAIN_MS);
    server.close(() => {
      clearTimeout(hurry);
      void runner
        .stop()
        .then(() => store.close())
        .then(() => process.exit(0));
    });
    streams.close();
    server.server.closeIdleConnections();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

start().catch((error: unknown) => {
  const sentence = error instanceof Error && 'code' in error ? error.message : String(error);
  process.stderr.write(`${sentence}\n(${errorCode(error)})\n`);
  process.exit(1);
});
