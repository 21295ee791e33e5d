/** Times, days and opening hours in words, in the NHS's style: 9am, 5:30pm, Monday 23 November. */
import type { Lookup } from './lookup';
import { WEEKDAYS, type Span, type TrustValues } from './trustValues';

/** A local date (`2026-11-23`) and time (`09:00`), as `handover/openingHours` gives them. */
export interface Moment {
  readonly date: string;
  readonly time: string;
}

/** `09:00` as `9am`, `17:30` as `5:30pm`, `12:00` as midday, `24:00` as midnight. */
export function clockInWords(time: string, lookup: Lookup): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  if (minute === 0 && hour % 24 === 0) return lookup('hours:midnight');
  if (minute === 0 && hour === 12) return lookup('hours:midday');
  const half = hour % 24 < 12 ? 'hours:am' : 'hours:pm';
  const clock = minute === 0 ? String(hour % 12 || 12) : `${hour % 12 || 12}:${String(minute).padStart(2, '0')}`;
  return lookup(half, undefined, { clock });
}

/** Makes `2026-11-23` into `Monday 23 November`, for a language's `en-GB`. Made once: a formatter is slow to make. */
export function dayFormat(dates: string): (date: string) => string {
  const format = new Intl.DateTimeFormat(dates, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
  // Without the comma that some versions of the locale data put after the weekday.
  return (date) => format.format(new Date(`${date}T00:00:00Z`)).replace(',', '');
}

/** One row for each run of days with the same hours; closed days are left out. */
export function hoursInWords(
  hours: TrustValues['hours'],
  dates: string,
  lookup: Lookup,
): readonly { readonly days: string; readonly times: string }[] {
  const weekday = new Intl.DateTimeFormat(dates, { weekday: 'long', timeZone: 'UTC' });
  // 1 January 2024 was a Monday.
  const names = WEEKDAYS.map((_, index) => weekday.format(Date.UTC(2024, 0, 1 + index)));
  const rows: { first: number; last: number; times: string }[] = [];
  WEEKDAYS.forEach((day, index) => {
    const spans = hours.weekly[day];
    if (spans.length === 0) return;
    const times = spansInWords(spans, lookup);
    const before = rows.at(-1);
    if (before !== undefined && before.last === index - 1 && before.times === times) before.last = index;
    else rows.push({ first: index, last: index, times });
  });
  const table = rows.map(({ first, last, times }) => ({
    days:
      first === last
        ? (names[first] ?? '')
        : lookup(last === first + 1 ? 'hours:twoDays' : 'hours:days', undefined, {
            first: names[first] ?? '',
            last: names[last] ?? '',
          }),
    times,
  }));
  return hours.bankHolidays === 'closed'
    ? [...table, { days: lookup('hours:bankHolidays'), times: lookup('hours:closed') }]
    : table;
}

function spansInWords(spans: readonly Span[], lookup: Lookup): string {
  return spans
    .map(({ from, to }) =>
      lookup('hours:span', undefined, { from: clockInWords(from, lookup), to: clockInWords(to, lookup) }),
    )
    .reduce((first, second) => lookup('hours:twoSpans', undefined, { first, second }));
}
