/** The figures of a period. Pure: everything that it counts is handed in. */
import type { Rating } from '../../bots/turn';
import type { Case, HistoryLine } from '../../handover/case';
import type { Report } from './wire';

/** A chat in which the person said something. */
export interface ContactFacts {
  readonly channel: string;
  /** The answer that was given last; null when none was. */
  readonly outcome: string | null;
  /** The question that was left open without asking for a person; null where the chat came to an end. */
  readonly stoppedAt: string | null;
}

export interface CaseFigures {
  readonly case: Case;
  /** Without what the person took out. */
  readonly reasons: readonly string[];
  readonly history: readonly Pick<HistoryLine, 'what' | 'at'>[];
}

/** The words of each figure. */
export interface ReportLabels {
  readonly channel: (id: string) => string;
  readonly tier: (id: string) => string;
  readonly reason: (id: string) => string;
  readonly outcome: (id: string) => string;
  readonly closeReason: (id: string) => string;
  readonly question: (id: string) => string;
  readonly rating: (value: number) => string;
}

type Counted = Report['byTier'];
type Times = Report['toPickUp'];
const STILL_OPEN = 'stillOpen';
const MINUTE = 60_000;

export function count(ids: readonly string[], label: (id: string) => string, order: 'byId' | 'bySize'): Counted {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts]
    .map(([id, found]) => ({ id, label: label(id), count: found }))
    .sort((a, b) => (order === 'bySize' ? b.count - a.count : 0) || (a.id < b.id ? -1 : 1));
}

/** The nearest rank: a time that somebody did wait. In minutes, with one decimal. */
export function times(milliseconds: readonly number[]): Times {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const rank = (share: number): number | null => {
    const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
    return found === undefined ? null : Math.round((found / MINUTE) * 10) / 10;
  };
  return { count: sorted.length, median: rank(0.5), ninetieth: rank(0.9) };
}

/** A reason without its rule or outcome's details: one person's rule is nobody's statistics. */
const reasonKind = (reason: string): string => (reason.startsWith('scan:') ? 'scan' : reason);

export function makeReport(
  period: { readonly from: string; readonly to: string },
  facts: {
    readonly contacts: readonly ContactFacts[];
    readonly cases: readonly CaseFigures[];
    readonly ratings: readonly Rating[];
  },
  labels: ReportLabels,
): Report {
  const { contacts, cases, ratings } = facts;
  const since =
    (whats: readonly string[], which: 'first' | 'last') =>
    (one: CaseFigures): number[] => {
      const lines = one.history.filter((line) => whats.includes(line.what));
      const line = which === 'first' ? lines[0] : lines.at(-1);
      return line === undefined ? [] : [Math.max(0, Date.parse(line.at) - Date.parse(one.case.raisedAt))];
    };
  const isPresent = (id: string | null): id is string => id !== null;
  // A caller's is the advisor's from the start: it was never picked up.
  const fromChats = cases.filter(({ case: { channel } }) => channel !== 'phone');
  const closed = cases.filter(({ case: { state } }) => state === 'closed');
  return {
    ...period,
    contacts: contacts.length,
    byChannel: count(
      contacts.map(({ channel }) => channel),
      labels.channel,
      'bySize',
    ),
    cases: cases.length,
    byTier: count(
      cases.map((one) => one.case.tier),
      labels.tier,
      'byId',
    ),
    byReason: count(
      cases.flatMap((one) => [...new Set(one.reasons.map(reasonKind))]),
      labels.reason,
      'bySize',
    ),
    byOutcome: count(contacts.map(({ outcome }) => outcome).filter(isPresent), labels.outcome, 'bySize'),
    byCloseReason: count(
      cases.map((one) => (one.case.state === 'closed' ? (one.case.closeReason ?? STILL_OPEN) : STILL_OPEN)),
      labels.closeReason,
      'bySize',
    ),
    stoppedAt: count(contacts.map(({ stoppedAt }) => stoppedAt).filter(isPresent), labels.question, 'bySize'),
    toPickUp: times(fromChats.flatMap(since(['pickUp', 'call'], 'first'))),
    toClose: times(closed.flatMap(since(['close'], 'last'))),
    ratings: count(
      ratings.map(({ rating }) => String(rating)),
      (id) => labels.rating(Number(id)),
      'byId',
    ),
  };
}
