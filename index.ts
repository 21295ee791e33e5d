/** Starts the service. The one file that knows every part and joins them. */
import { dirname, join } from 'node:path';
import { randomBytes } from 'node:crypto';
import pino from 'pino';
import type { Server } from 'restify';
import { availabilityOf } from './bots/availability';
import { flowFacts } from './bots/flowFacts';
import { createPatientBot } from './bots/patientBot';
import { createStaffBot } from './bots/staffBot';
import { AlertCard } from './channels/alerts/alertCard';
import { Webhook, webhookKey } from './channels/alerts/webhook';
import { DeveloperLinks, isLoopbackHost } from './channels/desk/signIn/developerLink';
import { localTime } from './channels/desk/localTime';
import { registerDeskPage } from './channels/desk/page';
import { TrustSignIn } from './channels/desk/signIn/trustSignIn';
import { linkTo, registerDesk } from './channels/desk/routes';
import { Limits } from './channels/directLine/limits';
import { registerDirectLine } from './channels/directLine/routes';
import { Streams } from './channels/directLine/stream';
import { signingKey, Tokens } from './channels/directLine/tokens';
import { errorPages } from './channels/pages/errorPage';
import { registerQuestionPages } from './channels/pages/questions/routes';
import { registerEmbed } from './channels/pages/embedRoutes';
import { registerPages } from './channels/pages/routes';
import { createAdvisors } from './channels/teams/advisors/advisors';
import { TEAM_CHANNEL } from './channels/teams/advisors/address';
import { TEAMS_CARD, TEAMS_MESSAGE } from './channels/teams/advisors/payload';
import type { BotCloud } from './channels/teams/botCloud';
import { lazyAdapter } from './channels/teams/lazyAdapter';
import { registerTeams } from './channels/teams/routes';
import { staffWords } from './channels/teams/staffWords';
import { addressesOf, type Config } from './config';
import { configToStart } from './doctor/examine';
import { ALERT_TARGETS, isOver, targetsOf, type AlertTarget } from './handover/alert';
import { dueAt } from './handover/due';
import { keepingPeriods } from './handover/keeping';
import { openingHours } from './handover/openingHours';
import { newReference } from './handover/reference';
import { ReturnCodes } from './handover/returnCode';
import { caseTimes } from './handover/times';
import { loadRelease } from './locales/loadRelease';
import { createWords } from './locales/words';
import { createServer, nonceOf } from './server';
import type { Store } from './storage/port';
import { PLAIN_RULES } from './storage/rules';
import { openStore } from './storage/openStore';
import { version } from './package.json';
import { loadProfile } from './trust/loadProfile';
import { publicNumbers } from './trust/publicNumbers';
import { trustValues } from './trust/values';
import { Alarms } from './turns/alarms';
import { Alerting, WEBHOOK } from './turns/alerting';
import { sayNoAttachments } from './turns/attachmentLine';
import { CaseDesk } from './turns/caseDesk';
import { CaseTimers } from './turns/caseTimers';
import { DeskFeed } from './turns/deskFeed';
import { errorCode } from './turns/errors';
import { Fanout } from './turns/fanout';
import { Housekeeping } from './turns/housekeeping';
import { Instances } from './turns/instances';
import { Intake } from './turns/intake';
import { MainSwitch } from './turns/mainSwitch';
import { maskWords } from './turns/maskWords';
import { surelyMasked } from './turns/surelyMasked';
import { Opening } from './turns/opening';
import { Outbox } from './turns/outbox';
import { Runner } from './turns/runner';
import { Tallies } from './turns/tallies';
import { TestAlert } from './turns/testAlert';
import { transcriptOf } from './turns/transcript';
import type { Way } from './turns/way';
import { createMetrics } from './watch/metrics';
import { registerWatch } from './watch/routes';
import { startTelemetry } from './watch/telemetry';
import { mask } from './understanding';
import { scan } from './understanding/safety';

const LANGUAGE = 'en';
/** Written by the build. */
declare const BUILD_COMMIT: string | undefined;
const VERSION = `${version}${typeof BUILD_COMMIT === 'string' ? `+${BUILD_COMMIT}` : ''}`;
/** A message that is not answered by then was an instance's that has ended. */
const ABANDONED_MS = 5_000;
/** How long open requests may take to end at a stop. */
const DRAIN_MS = 3_000;
/** So often the timers of cases are looked at. */
const TICK_MS = 1_000;

export interface Surroundings {
  readonly log: pino.Logger;
  readonly now: () => Date;
  /** The built page: `dist/web`. */
  readonly webFolder: string;
  /** Another cloud than Microsoft's for `/api/messages`: tests have one of their own. */
  readonly botCloud?: BotCloud;
}

export interface Service {
  readonly server: Server;
  readonly store: Store;
  /** Whether anybody beyond the desk hears that nobody picks a case up. */
  readonly alertsBeyond: boolean;
  /** A one-time link into the desk, for this machine only; null in production. Call it once the port is known. */
  deskLink(port: number): string | null;
  /** Answers what was left unanswered, and opens for calls. Returns the port. */
  listen(): Promise<number>;
  /** Ends what is being done, tells clients to come back, and closes the store. */
  stop(): Promise<void>;
}

/** @throws a coded error, whose message says what to mend, when profile, words or database cannot be used. */
export async function createService(config: Config, { log, now, webFolder, botCloud }: Surroundings): Promise<Service> {
  const profile = loadProfile(config.TRUST_PROFILE);
  const { pageText, id: trustId } = profile;
  const release = loadRelease({ language: LANGUAGE, folder: dirname(config.TRUST_PROFILE), trustId, pageText });
  const words = createWords({ language: LANGUAGE, trust: trustValues(profile), release });
  const locale = words.language;
  // The lexicon is compiled and the model read at the first scan: not while somebody waits.
  scan('');
  const say = (code: string): string => words.line(`errors:${code}`).text;

  const hours = openingHours({ timeZone: profile.timeZone, ...profile.pals.hours });
  const days = hours.bankHolidaysEndIn(now());
  if (days !== null) log.warn({ days }, 'bank holidays are known for few more days: update handover/bankHolidays.json');
  const times = caseTimes(profile.pals.times);
  const store = await openStore(config.DATABASE_URL, now, log, {
    ...PLAIN_RULES,
    dueAt: (tier, at) => dueAt(tier, at, hours, times.due),
    returnCodeDays: times.returnCodeDays,
    sessionIdleMinutes: config.SESSION_IDLE_MINUTES,
    sessionHours: config.SESSION_HOURS,
    pushBy: (channel) => (channel === 'teams' && config.TEAMS === 'on' ? TEAMS_MESSAGE : null),
  });
  const mainSwitch = new MainSwitch({ store, isKeptOff: config.SERVICE === 'off', log });
  await mainSwitch.look();
  const feed = new DeskFeed(store, log);
  const fanout = new Fanout(store, () => {
    feed.look();
  });
  const instances = new Instances({ store, fanout, feed, mainSwitch, now, log });
  const botParts = {
    words,
    now,
    newReference,
    transcript: transcriptOf(store),
    availability: availabilityOf(
      hours,
      words,
      (place) => desk.staffing(place),
      () => store.closedByHand(),
    ),
  };
  const patientBot = createPatientBot(botParts);
  const staffBot = createStaffBot(botParts);
  const tallies = new Tallies(() => now().getTime());
  const runner = new Runner({
    store,
    tallies,
    fanout,
    log,
    botOf: (channel) => (channel === 'teams' ? staffBot : patientBot),
    onAttachment: sayNoAttachments(words.line('errors:attachment')),
  });
  const newKey = (): string => randomBytes(32).toString('base64url');
  const codes = new ReturnCodes(config.RETURN_CODE_KEY ?? [await store.setting('returnCodeKey', newKey)]);
  const masking = { publicNumbers: publicNumbers(profile), hospitalNumbers: profile.hospitalNumbers ?? [] };
  const addresses = {
    ...(config.ALERT_WEBHOOK_URL !== undefined && { again: config.ALERT_WEBHOOK_URL }),
    ...(config.ALERT_WIDER_WEBHOOK_URL !== undefined && { wider: config.ALERT_WIDER_WEBHOOK_URL }),
  };
  const setUp = ALERT_TARGETS.filter((target) => target in addresses);
  const hasChannel = config.TEAMS === 'on' && config.TEAMS_CHANNEL !== undefined;
  const alertsBeyond = setUp.length > 0 || hasChannel;
  if (!alertsBeyond) log.warn('nobody beyond the desk is alerted: set ALERT_WEBHOOK_URL');
  const alerting = new Alerting(setUp, now);
  const desk = new CaseDesk({ store, fanout, runner, feed, codes, alerting, mask: maskWords(masking), now });
  const timers = new CaseTimers({ store, desk, hours, now, log, settings: times.timers });
  const housekeeping = new Housekeeping(store, keepingPeriods(profile.pals.keeping, times.returnCodeDays), now, log);
  const address = config.PUBLIC_URL === undefined ? null : new URL(config.PUBLIC_URL).origin;
  const local = localTime(profile.timeZone, words);
  const byWebhook = (target: AlertTarget): Way => ({ transport: WEBHOOK, target, payload: (notice) => notice });
  const inChannel: readonly Way[] = hasChannel
    ? [{ transport: TEAMS_MESSAGE, target: TEAM_CHANNEL, payload: (notice) => ({ kind: 'notice', ...notice }) }]
    : [];
  const ways = [...targetsOf('wider', setUp).map(byWebhook), ...inChannel];
  const testAlert = new TestAlert({
    ...{ store, now, log },
    ways: [...setUp.map(byWebhook), ...inChannel],
    at: config.TEST_ALERT_AT === 'off' ? null : config.TEST_ALERT_AT,
    local: (at) => ({ date: local.date(at), time: local.time(at) }),
  });
  const alarms = new Alarms({ store, desk, hours, tallies, isTestLate: () => testAlert.isLate(), ways, now, log });
  const deskLinkTo = (reference: string): string | null =>
    address === null || config.DESK === 'off' ? null : `${address}/desk#${reference}`;
  const card = new AlertCard({ words, time: (at) => ({ ...local.moment(at) }), link: deskLinkTo });
  const webhook = new Webhook({
    ...{ addresses, card, now },
    key: config.ALERT_WEBHOOK_SECRET === undefined ? null : webhookKey(config.ALERT_WEBHOOK_SECRET),
    isOver: async (alert) => isOver(alert, await store.case(alert.reference)),
  });
  const adapter = lazyAdapter(config, botCloud);
  const advisors = createAdvisors({
    ...{ store, desk, words, hours, adapter, mainSwitch, now, log },
    flows: flowFacts(),
    time: local,
    advisorIds: config.TEAMS_ADVISORS,
    channel: config.TEAMS_CHANNEL ?? null,
    showPressed: Boolean(config.MicrosoftAppId),
    link: deskLinkTo,
    onQueued: () => void outbox.tick(),
  });
  const outbox = new Outbox({
    ...{ store, now, log },
    transports: {
      [WEBHOOK]: webhook,
      ...(config.TEAMS === 'on' && { [TEAMS_MESSAGE]: advisors.transport, [TEAMS_CARD]: advisors.transport }),
    },
    onSettled: () => {
      feed.wake();
      // What waited for this one is due.
      void outbox.tick();
    },
  });
  const followsDesk = config.TEAMS === 'on' && (config.TEAMS_ADVISORS.length > 0 || config.TEAMS_CHANNEL !== undefined);
  if (followsDesk) {
    const followed = feed.subscribe(await store.lastFeedKey(), {
      send: () => void advisors.follow(),
      typing: ({ reference, advisorId }) => {
        if (advisorId === null) void advisors.typing(reference);
      },
    });
    // Where it cannot be read now, the ticks follow it.
    followed.caughtUp.catch(() => undefined);
  }
  /** What an instance that has ended left behind; messages by whoever is quickest. Never rejects. */
  const takeOver = async (leads: boolean): Promise<void> => {
    try {
      await runner.resume(new Date(now().getTime() - ABANDONED_MS));
      if (leads) await outbox.resume();
    } catch (error) {
      log.warn({ code: errorCode(error) }, 'what is left could not be looked for, the next tick tries again');
    }
  };
  const tick = async (): Promise<void> => {
    await mainSwitch.look();
    await instances.tick();
    await desk.tellWatching();
    // Where the store cannot tell, each goes on: what comes now is refused by it, and that is an alarm.
    const leads = await store.lead().catch(() => true);
    await takeOver(leads);
    if (leads) await timers.tick();
    if (leads && followsDesk) await advisors.follow();
    if (leads) await testAlert.tick();
    if (leads) await alarms.tick();
    await outbox.tick();
    if (leads) await housekeeping.tick();
  };
  let ticking: NodeJS.Timeout | undefined;
  const { isOff } = mainSwitch;
  const common = {
    store,
    runner,
    fanout,
    scan,
    mask: surelyMasked(
      (text) => mask(text, masking),
      () => {
        tallies.maskingFailed();
      },
    ),
    isOff,
  };

  const secret = config.DIRECTLINE_SIGNING_KEY ?? (await store.setting('directLineSigningKey', newKey));
  const tokens = new Tokens(signingKey(secret), () => now().getTime());
  const origins = {
    allowedOrigins: config.ALLOWED_ORIGINS,
    publicUrl: config.PUBLIC_URL,
    trustProxy: config.TRUST_PROXY ?? false,
  };
  const limits = new Limits({
    startsPerMinute: config.LIMIT_STARTS_PER_MINUTE,
    messagesPerMinute: config.LIMIT_MESSAGES_PER_MINUTE,
    messagesPerSourcePerMinute: config.LIMIT_MESSAGES_PER_SOURCE_PER_MINUTE,
    messagesInAllPerMinute: config.LIMIT_MESSAGES_IN_ALL_PER_MINUTE,
    wrongCodesPerHour: config.LIMIT_WRONG_CODES_PER_HOUR,
  });

  const errorPage = errorPages({ words, folder: webFolder, nonceOf, embedOrigins: config.EMBED_ORIGINS });
  const server = createServer({ origins, store, say, isOff, log, errorPage });
  registerDirectLine(server, {
    ...{ store, fanout, tokens, codes, limits, origins, say, log, locale, isOff },
    bot: patientBot,
    intake: new Intake({ ...common, bot: patientBot }),
    opening: new Opening({ store, log, bot: patientBot }),
    onTyping: (conversationId) => {
      void desk.personTyping(conversationId);
    },
    comeBack: (typed) => desk.comeBack(typed),
  });
  const streams = new Streams({ store, fanout, tokens, codes, isOff, log });
  mainSwitch.onTurned(() => {
    if (isOff()) streams.shut();
  });
  streams.attach(server.server);
  const trustSignIn = trustSignInOf(config);
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: headers } = config;
  const metrics =
    config.METRICS_TOKEN === undefined && endpoint === undefined
      ? null
      : createMetrics({
          ...{ store, desk, tallies, isOff, now, version: VERSION },
          ringing: () => alarms.ringing(),
          isOpen: () => hours.isOpen(now()),
          streams: () => streams.count,
        });
  registerWatch(server, { version: VERSION, metrics: metrics && { ...metrics, token: config.METRICS_TOKEN ?? null } });
  const telemetry =
    metrics === null || endpoint === undefined
      ? null
      : await startTelemetry({ registry: metrics.registry, endpoint, headers, version: VERSION, now });
  const links =
    config.NODE_ENV === 'production' || config.DESK === 'off' ? null : new DeveloperLinks(() => now().getTime());
  const hasDesk = config.DESK === 'on';
  const deskRoutes = !hasDesk
    ? null
    : registerDesk(server, {
        ...{ store, desk, codes, words, hours, origins, locale, now, log, links, mainSwitch },
        intake: new Intake({ ...common, bot: patientBot }),
        trustSignIn,
        recheckMinutes: config.SESSION_RECHECK_MINUTES,
        alertsBeyond,
        opening: new Opening({ store, log, bot: patientBot }),
        flows: flowFacts(),
        timeZone: profile.timeZone,
      });
  if (hasDesk) registerDeskPage(server, { hasSignIn: trustSignIn !== null, words, folder: webFolder, nonceOf });
  const greeting = await patientBot.turn({
    conversationId: 'page',
    locale,
    state: null,
    message: null,
    openCase: null,
  });
  const firstScreens = greeting.replies.map(({ screen }) => screen);
  registerPages(server, {
    words,
    firstScreens,
    safety: patientBot.safetyScreens(),
    ...masking,
    folder: webFolder,
    nonceOf,
    embedOrigins: config.EMBED_ORIGINS,
  });
  registerEmbed(server, {
    ...{ words, origins, nonceOf },
    folder: webFolder,
    embedOrigins: config.EMBED_ORIGINS,
    hasPreview: (config.EMBED_PREVIEW ?? String(config.NODE_ENV !== 'production')) === 'true',
  });
  registerQuestionPages(server, {
    ...{ store, fanout, tokens, codes, limits, origins, words, log, locale, now, firstScreens, nonceOf },
    folder: webFolder,
    leaflet: () => patientBot.leaflet(),
    bot: patientBot,
    intake: new Intake({ ...common, bot: patientBot }),
    opening: new Opening({ store, log, bot: patientBot }),
    comeBack: (typed) => desk.comeBack(typed),
  });
  registerTeams(server, {
    log,
    locale,
    ...{ store, now },
    staffWords: staffWords(words),
    hasPersonal: (text) => mask(text, masking).removed.length > 0,
    settings: config,
    cloud: botCloud,
    ...{ adapter, advisors },
    intake: new Intake({ ...common, bot: staffBot }),
    opening: new Opening({ store, log, bot: staffBot }),
  });

  return {
    server,
    store,
    alertsBeyond,
    deskLink(port) {
      const origin = config.PUBLIC_URL === undefined ? `http://localhost:${port}` : new URL(config.PUBLIC_URL).origin;
      return links === null || !isLoopbackHost(new URL(origin).host) ? null : linkTo(origin, links);
    },
    async listen() {
      // Beside others: what they are answering just now is theirs.
      const resumed = await runner.resume(store.isShared ? new Date(now().getTime() - ABANDONED_MS) : null);
      if (resumed > 0) log.info({ resumed }, 'answering what was left unanswered');
      // Whether PALS is closed is known before anybody asks: who asks then is told so once, in the answer.
      await outbox.resume();
      await tick();
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(config.PORT, config.HOST, resolve);
      });
      let isTicking = false;
      ticking = setInterval(() => {
        if (isTicking) return;
        isTicking = true;
        void tick().finally(() => {
          isTicking = false;
        });
      }, TICK_MS);
      return server.address().port;
    },
    async stop() {
      const closed = new Promise<void>((resolve) => {
        server.close(resolve);
      });
      streams.close();
      deskRoutes?.close();
      server.server.closeIdleConnections();
      const hurry = setTimeout(() => {
        streams.terminate();
        server.server.closeAllConnections();
      }, DRAIN_MS);
      await closed;
      clearTimeout(hurry);
      clearInterval(ticking);
      await timers.tick();
      await outbox.stop();
      await runner.stop();
      await telemetry?.stop();
      // Its lease ends by itself.
      await store.leave().catch(() => undefined);
      await store.close();
    },
  };
}

function trustSignInOf({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret }: Config) {
  const isWhole = issuer !== undefined && clientId !== undefined && clientSecret !== undefined;
  return isWhole ? new TrustSignIn({ issuer, clientId, clientSecret }) : null;
}

async function main(): Promise<void> {
  const folder = join(__dirname, '..');
  const { config, told } = configToStart({ environment: process.env, nodeOptions: process.execArgv, folder });
  const log = pino({ level: config.LOG_LEVEL, base: null });
  told.forEach(({ id, sentence }) => {
    log.warn({ id }, sentence);
  });
  const service = await createService(config, { log, now: () => new Date(), webFolder: join(__dirname, 'web') });
  const port = await service.listen();
  log.info({ port, milliseconds: Math.round(performance.now()) }, 'ready');
  const lines = addressesOf(config, port).map((address) => `  Chat    ${address}/chat\n  Health  ${address}/readyz\n`);
  const deskLink = service.deskLink(port);
  if (deskLink !== null) lines.push(`  Desk    ${deskLink}  (once, on this machine, for 15 minutes)\n`);
  if (!service.alertsBeyond)
    lines.push('  Nobody beyond the desk is alerted when a case waits: set ALERT_WEBHOOK_URL.\n');
  process.stdout.write(`\n${lines.join('\n')}\n`);

  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    log.info('stopping');
    void service.stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

if (require.main === module) {
  main().catch((error: unknown) => {
    // A coded error is written for the person who starts the service; any other shows where it came from.
    const told =
      error instanceof Error && 'code' in error ? error.message : String(error instanceof Error ? error.stack : error);
    process.stderr.write(`${told}\n`);
    process.exit(1);
  });
}
