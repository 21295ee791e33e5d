/**
 * The desk's endpoint, `/desk/api`: who signs in, the queue, the cases, calls, reports and one live stream. Every route
 * checks the session and the role; a patient's token opens nothing here, and the desk's cookie nothing there.
 */
import type { IncomingMessage } from 'node:http';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Server } from 'restify';
import type { OpeningHours } from '../../handover/openingHours';
import type { ReturnCodes } from '../../handover/returnCode';
import type { Words } from '../../locales/words';
import type { Store } from '../../storage/port';
import type { CaseDesk } from '../../turns/caseDesk';
import type { MainSwitch } from '../../turns/mainSwitch';
import type { Intake } from '../../turns/intake';
import type { Opening } from '../../turns/opening';
import { ownOrigin, type OriginSettings } from '../http/origins';
import { ok } from '../http/answer';
import { Answering } from './answer';
import { Calls } from './calls';
import { CANNED } from './canned';
import { CaseWords } from './caseWords';
import { query } from './context';
import { DeveloperLinks } from './signIn/developerLink';
import type { FlowFacts } from './flowFacts';
import { localTime } from './localTime';
import { reportCsv } from './reportCsv';
import { Reports } from './reports';
import { registerCalls } from './routesOfCalls';
import { registerCases } from './routesOfCases';
import { registerPeople } from './routesOfPeople';
import { registerRunning } from './routesOfRunning';
import { registerSignIn } from './signIn/routes';
import { Sessions } from './signIn/sessions';
import type { SignIn } from './signIn/signIn';
import type { TrustSignIn } from './signIn/trustSignIn';
import { DeskStreams } from './stream';
import { Views } from './views';

export interface DeskParts {
  readonly store: Store;
  readonly desk: CaseDesk;
  /** Of patients' chats: a caller gets the same questions. */
  readonly opening: Opening;
  readonly intake: Intake;
  readonly codes: ReturnCodes;
  readonly words: Words;
  readonly hours: OpeningHours;
  readonly flows: FlowFacts;
  readonly origins: OriginSettings;
  readonly timeZone: string;
  readonly locale: string;
  readonly now: () => Date;
  readonly log: Record<'info' | 'warn' | 'error', (facts: Readonly<Record<string, string>>, what: string) => void>;
  /** Whether anybody beyond the desk hears that nobody picks a case up. */
  readonly alertsBeyond: boolean;
  /** Null in production: there the Trust's own sign-in is the only way in. */
  readonly links: DeveloperLinks | null;
  readonly mainSwitch: MainSwitch;
  /** Null where the Trust has not given one. */
  readonly trustSignIn: TrustSignIn | null;
  readonly recheckMinutes: number;
}

/** What the groups of routes share. */
export interface DeskRouteParts extends Pick<
  DeskParts,
  'store' | 'desk' | 'words' | 'now' | 'links' | 'origins' | 'alertsBeyond'
> {
  readonly answering: Answering;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  readonly enters: RateLimiterMemory;
  /** Ends a session, with the pages that are open. */
  readonly endSession: (hash: string) => Promise<void>;
  readonly views: Views;
  readonly caseWords: CaseWords;
  readonly cannedIds: readonly string[];
  /** A new one-time link, as the sender of this request reaches us. */
  readonly newLink: (request: IncomingMessage) => string | null;
}

const API = '/desk/api';
const ENTERS_PER_MINUTE = 30;
/** Nobody signs in where there are no links and no other sign-in yet. */
const NOBODY: SignIn = new DeveloperLinks(() => 0);

/** Where a one-time link leads. */
export const linkTo = (origin: string, links: DeveloperLinks): string => `${origin}/desk/enter#${links.make()}`;

/** Returns how to end the streams before a stop. */
export function registerDesk(server: Server, parts: DeskParts): { close(): void } {
  const { store, desk, words, flows, now, log, origins, links, hours, opening, intake, codes, locale, alertsBeyond } =
    parts;
  const { mainSwitch } = parts;
  const time = localTime(parts.timeZone, words);
  const caseWords = new CaseWords(words, flows);
  const views = new Views({ store, desk, words, caseWords, time, hours, mainSwitch, now });
  const endSession = async (hash: string): Promise<void> => {
    await desk.endSession(hash);
    streams.endSession(hash);
  };
  const { trustSignIn: signIn, recheckMinutes } = parts;
  const sessions = new Sessions({ store, origins, signIn, recheckMinutes, end: endSession, now, log });
  const refusal = views.refusal.bind(views);
  const answering = new Answering({ sessions, origins, refusal, log });
  const streams = new DeskStreams({ store, desk, sessions, words, caseWords, views, now, log });
  const calls = new Calls({ store, desk, opening, intake, codes, views, now, locale });
  const reports = new Reports({ store, words, caseWords, flows, time, now });
  const shared: DeskRouteParts = {
    ...{ store, desk, words, now, links, origins, alertsBeyond, answering, sessions, views, caseWords, endSession },
    enters: new RateLimiterMemory({ points: ENTERS_PER_MINUTE, duration: 60 }),
    signIn: links ?? NOBODY,
    cannedIds: CANNED,
    newLink: (request) => (links === null ? null : linkTo(ownOrigin(request, origins), links)),
  };
  registerPeople(server, shared);
  if (signIn !== null) registerSignIn(server, { ...shared, signIn, log });
  registerCases(server, shared);
  registerRunning(server, { ...shared, mainSwitch, log });
  registerCalls(server, { answering, store, calls });

  const periodOf = (url: URLSearchParams) => ({ from: url.get('from'), to: url.get('to') });
  server.get(
    `${API}/report`,
    answering.reads(async (request) => ok(await reports.of(periodOf(query(request)))), 'readReport'),
  );
  server.get(
    `${API}/report.csv`,
    answering.reads(async (request) => {
      const report = await reports.of(periodOf(query(request)));
      const headers = {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="pals-${report.from}-${report.to}.csv"`,
      };
      return { status: 200, json: reportCsv(report, words), headers };
    }, 'readReport'),
  );

  server.get(
    `${API}/stream`,
    answering.reads((request, session, response) => streams.open(request, response, session), 'enter'),
  );
  return streams;
}
