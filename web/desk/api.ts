/** The calls of the desk's page, to its own origin. The server's clock is read from every answer. */
import type {
  Advisors,
  CallCode,
  Canned,
  CaseDetail,
  Cases,
  DeskHistory,
  DeskMove,
  DeskNotes,
  DeskOpening,
  Link,
  List,
  Me,
  Moved,
  Refusal,
  Report,
  SaidResult,
  TranscriptPage,
} from '../../channels/desk/wire';
import type { Action } from '../../dialogs/engine/screen';
import { ask, NoAnswer } from '../chat/ask';
import { setServerTime } from './clock';

const BASE = '/desk/api';

/** The server answered, and said no. Its message is for the advisor. */
export class DeskRefused extends Error {
  readonly code: string;
  constructor(
    readonly status: number,
    readonly refusal: Refusal | null,
  ) {
    super(refusal?.error.message ?? `The server answered ${status}. Try again.`);
    this.code = refusal?.error.code ?? 'unknown';
  }
}

/** Page and server are of one build: what is checked is that the answer is ours at all. */
const holding =
  <T extends object>(...keys: readonly (keyof T & string)[]) =>
  (value: unknown): value is T =>
    typeof value === 'object' && value !== null && keys.every((key) => key in value);

const isRefusal = holding<Refusal>('error');

async function send(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> {
  const answer = await ask(method, BASE + path, { 'x-pals-desk': '1' }, method === 'POST' ? (body ?? {}) : undefined);
  setServerTime(answer.headers.get('Date'));
  if (answer.status >= 400) throw new DeskRefused(answer.status, isRefusal(answer.body) ? answer.body : null);
  return answer.body;
}

const expect =
  <T extends object>(isOurs: (value: unknown) => value is T) =>
  async (answer: Promise<unknown>): Promise<T> => {
    const value = await answer;
    if (!isOurs(value)) throw new NoAnswer('unreadable');
    return value;
  };

const asMe = expect(holding<Me>('me', 'opening', 'feedKey'));
const asCases = expect(holding<Cases>('cases', 'next'));
const asDetail = expect(holding<CaseDetail>('reference', 'lines', 'moves'));
const asTranscript = expect(holding<TranscriptPage>('lines', 'after', 'more'));
const asHistory = expect(holding<DeskHistory>('history'));
const asNotes = expect(holding<DeskNotes>('notes', 'removed'));
const asMoved = expect(holding<Moved>('case'));
const asSaid = expect(holding<SaidResult>('case', 'lines', 'removed'));
const asAdvisors = expect(holding<Advisors>('advisors'));
const asCanned = expect(holding<Canned>('replies'));
const asCode = expect(holding<CallCode>('returnCode'));
const asLink = expect(holding<Link>('url'));
const asOpening = expect(holding<DeskOpening>('isOpen', 'off'));
const asReport = expect(holding<Report>('contacts', 'byTier'));

const at = (reference: string, rest = ''): string => `/cases/${encodeURIComponent(reference)}${rest}`;
const call = (reference: string): string => `/calls/${encodeURIComponent(reference)}`;
const period = (from: string, to: string): string => `from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`;

export const api = {
  enter: (body: { code: string; name: string; role: string }) => send('POST', '/enter', body),
  me: () => asMe(send('GET', '/me')),
  cases: (list: List, after: string | null = null) =>
    asCases(send('GET', `/cases?list=${list}${after === null ? '' : `&after=${encodeURIComponent(after)}`}`)),
  detail: (reference: string) => asDetail(send('GET', at(reference))),
  transcript: (reference: string, after: number) =>
    asTranscript(send('GET', at(reference, `/transcript?after=${after}`))),
  history: (reference: string) => asHistory(send('GET', at(reference, '/history'))),
  notes: (reference: string) => asNotes(send('GET', at(reference, '/notes'))),
  move: (reference: string, body: { move: DeskMove; version?: number; to?: string; reason?: string; seen?: number }) =>
    asMoved(send('POST', at(reference, '/moves'), body)),
  say: (reference: string, body: { text: string; clientId: string }) =>
    asSaid(send('POST', at(reference, '/messages'), body)),
  note: (reference: string, text: string) => asNotes(send('POST', at(reference, '/notes'), { text })),
  aside: (reference: string, until: string | null) => asMoved(send('POST', at(reference, '/aside'), { until })),
  read: (reference: string) => send('POST', at(reference, '/read')),
  typing: (reference: string) => send('POST', at(reference, '/typing')),
  advisors: () => asAdvisors(send('GET', '/advisors')),
  presence: (presence: 'available' | 'away') => send('POST', '/presence', { presence }),
  opening: (closedByHand: boolean) => send('POST', '/opening', { closedByHand }),
  search: (words: string) => asCases(send('POST', '/search', { words })),
  canned: () => asCanned(send('GET', '/canned')),
  call: (reference: string | null) => asMoved(send('POST', '/calls', reference === null ? {} : { reference })),
  /** A Direct Line activity set. */
  readCall: (reference: string, after: number) => send('GET', `${call(reference)}?after=${after}`),
  enterForCaller: (reference: string, entry: { text: string; action: Action | null; clientId: string }) =>
    send('POST', `${call(reference)}/entries`, entry),
  callCode: (reference: string) => asCode(send('POST', `${call(reference)}/code`)),
  link: () => asLink(send('POST', '/links')),
  turn: (isOff: boolean) => asOpening(send('POST', '/switch', { isOff })),
  endSessions: (id: string) => asAdvisors(send('POST', '/advisors/end-sessions', { id })),
  record: (reference: string) => send('POST', '/records/export', { reference }),
  erase: (reference: string) => send('POST', '/records/erase', { reference }),
  leave: () => send('POST', '/leave'),
  report: (from: string, to: string) => asReport(send('GET', `/report?${period(from, to)}`)),
  csvAddress: (from: string, to: string): string => `${BASE}/report.csv?${period(from, to)}`,
  streamAddress: (after: number): string => `${BASE}/stream?after=${after}`,
};
