/**
 * The report as CSV for a spreadsheet. A count under five could be somebody who is known, so it is not shown; and where
 * one alone is hidden, the total would give it away, so the next smallest is hidden too.
 */
import type { Words } from '../../locales/words';
import type { Report } from './wire';

const FEW = 5;
type Cell = string | number;

/** RFC 4180. What a spreadsheet would take for a formula gets an apostrophe before it. */
export function csvCell(value: Cell): string {
  const text = String(value);
  const harmless = typeof value === 'string' && /^[=+\-@\t\r\n|%]/.test(text.trimStart()) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) || /^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The counts of which none may be shown. */
export function hidden(counts: readonly number[]): ReadonlySet<number> {
  const few = new Set(counts.flatMap((count, index) => (count < FEW ? [index] : [])));
  if (few.size !== 1) return few;
  const [next] = counts
    .map((count, index) => ({ count, index }))
    .filter(({ index }) => !few.has(index))
    .sort((a, b) => a.count - b.count);
  return next === undefined ? few : few.add(next.index);
}

export function reportCsv(report: Report, words: Words): string {
  const say = (id: string): string => words.line(`deskCase:report.${id}`).text;
  const few = say('few');
  const shown = (count: number): Cell => (count < FEW ? few : count);
  const lists = ['byChannel', 'byTier', 'byReason', 'byOutcome', 'byCloseReason', 'stoppedAt', 'ratings'] as const;
  const rows: Cell[][] = [
    [say('part'), say('item'), say('count')],
    [say('from'), report.from, ''],
    [say('to'), report.to, ''],
    [say('contacts'), '', shown(report.contacts)],
    [say('cases'), '', shown(report.cases)],
    ...lists.flatMap((list) => {
      const secret = hidden(report[list].map(({ count }) => count));
      return report[list].map(({ label, count }, index): Cell[] => [
        say(list),
        label,
        // Hidden beside a smaller one: it is not few, and is still not told.
        secret.has(index) ? (count < FEW ? few : say('notShown')) : count,
      ]);
    }),
    ...(['toPickUp', 'toClose'] as const).flatMap((part): Cell[][] => {
      const { count, median, ninetieth } = report[part];
      const measured = (value: number | null): Cell => (count < FEW ? few : (value ?? ''));
      return [
        [say(part), say('cases'), shown(count)],
        [say(part), say('median'), measured(median)],
        [say(part), say('ninetieth'), measured(ninetieth)],
      ];
    }),
  ];
  // The mark by which Excel knows UTF-8.
  return `\ufeff${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}
