/** The one calendar of PALS: what the bot, the page, Teams and the alert timers call open. Pure; the clock is passed in. */
import { DateTime } from 'luxon';
import { z } from 'zod';
import bankHolidayData from './bankHolidays.json';

/** Local times as `HH:MM`; `to` may be `24:00`, and the next day goes on at `00:00`. */
export interface OpeningSpan {
  readonly from: string;
  readonly to: string;
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** As the Trust profile has it (`pals.hours` and `timeZone`). */
export interface Timetable {
  readonly timeZone: string;
  readonly weekly: Readonly<Record<(typeof WEEKDAYS)[number], readonly OpeningSpan[]>>;
  readonly bankHolidays: 'open' | 'closed';
  /** Single days that differ; they come before bank holidays and the week. */
  readonly closures: readonly { readonly date: string; readonly open: readonly OpeningSpan[] }[];
}

/** England's bank holidays; a day after `until` is not known to be one. */
export const bankHolidaysSchema = z.strictObject({
  until: z.iso.date(),
  days: z.array(z.strictObject({ date: z.iso.date(), name: z.string() })),
});
export type BankHolidays = z.infer<typeof bankHolidaysSchema>;

/** A local date (`2026-11-23`) and time (`09:00`), for the words to speak of. */
export interface LocalMoment {
  readonly date: string;
  readonly time: string;
}

export type OpeningStatus =
  /** `closes` is null when PALS never closes. */
  | { readonly open: true; readonly closes: LocalMoment | null }
  /** `opens` is null when no opening is known in the next three months. */
  | { readonly open: false; readonly opens: LocalMoment | null };

export interface OpeningHours {
  isOpen(now: Date): boolean;
  /** The first moment after `now` at which PALS opens, in the Trust's time zone; null when there is none in three months. */
  nextOpening(now: Date): DateTime | null;
  /** When PALS, open now, closes next; null when it is closed now, or does not close in three months. */
  closesAt(now: Date): DateTime | null;
  status(now: Date): OpeningStatus;
  /** Days until the bank holidays are no longer known, when they are 60 or fewer; else null. Update the data then. */
  bankHolidaysEndIn(now: Date): number | null;
}

interface Stretch {
  readonly from: DateTime;
  readonly to: DateTime;
}

const DAYS_AHEAD = 92;
const WARN_DAYS = 60;
/** Days whose openings are remembered. */
const DAYS_KEPT = 100;

export function openingHours(timetable: Timetable, data?: BankHolidays): OpeningHours {
  const known = data ?? bankHolidaysSchema.parse(bankHolidayData);
  const holidays = new Set(known.days.map(({ date }) => date));
  const closures = new Map(timetable.closures.map(({ date, open }) => [date, open]));
  const local = (now: Date): DateTime => DateTime.fromJSDate(now, { zone: timetable.timeZone });

  const spansOn = (day: DateTime): readonly OpeningSpan[] => {
    const date = day.toFormat('yyyy-MM-dd');
    const single = closures.get(date);
    if (single !== undefined) return single;
    if (timetable.bankHolidays === 'closed' && holidays.has(date)) return [];
    const weekday = WEEKDAYS[day.weekday - 1];
    return weekday === undefined ? [] : timetable.weekly[weekday];
  };

  /** Stretches of opening from the day before this one on, in order; those that touch, as over midnight, are one. */
  function* stretchesFrom(today: DateTime): Generator<Stretch, undefined> {
    let open: Stretch | null = null;
    // From yesterday, because its last hours may go on over midnight.
    for (let ahead = -1; ahead <= DAYS_AHEAD; ahead++) {
      const day = today.plus({ days: ahead });
      for (const span of spansOn(day)) {
        const from = atTime(day, span.from);
        const to = atTime(day, span.to);
        // Hours that the clocks leave out.
        if (to <= from) continue;
        if (open !== null && open.to >= from) open = { from: open.from, to };
        else {
          if (open !== null) yield open;
          open = { from, to };
        }
      }
    }
    if (open !== null) yield open;
    return undefined;
  }

  /** Worked out once a day, as far as it is asked for: at each tick the timers ask for every case that waits. */
  const days = new Map<number, { readonly known: Stretch[]; readonly rest: Generator<Stretch, undefined> }>();
  const stretchesOf = (today: DateTime) => {
    const key = today.toMillis();
    const kept = days.get(key);
    if (kept !== undefined) return kept;
    if (days.size >= DAYS_KEPT) days.clear();
    const made = { known: [], rest: stretchesFrom(today) };
    days.set(key, made);
    return made;
  };

  /** Those that end after `now`. */
  function* stretches(now: DateTime): Generator<Stretch> {
    const { known, rest } = stretchesOf(now.startOf('day'));
    for (let index = 0; ; index++) {
      const one = known[index] ?? rest.next().value;
      if (one === undefined) return;
      known[index] = one;
      if (one.to > now) yield one;
    }
  }

  const current = (now: DateTime): Stretch | null => {
    const first = stretches(now).next();
    return first.done !== true && first.value.from <= now ? first.value : null;
  };

  const nextOpening = (at: DateTime): DateTime | null => {
    for (const { from } of stretches(at)) if (from > at) return from;
    return null;
  };
  const closesAt = (at: DateTime): DateTime | null => {
    const to = current(at)?.to ?? null;
    return to !== null && to.diff(at, 'days').days >= DAYS_AHEAD - 1 ? null : to;
  };

  /** The status holds until it changes: every turn asks, and working it out takes a millisecond. */
  let held: { readonly from: number; readonly until: number; readonly status: OpeningStatus } | null = null;
  const status = (now: Date): OpeningStatus => {
    const from = now.getTime();
    if (held !== null && held.from <= from && from < held.until) return held.status;
    const at = local(now);
    const open = current(at) !== null;
    const change = open ? closesAt(at) : nextOpening(at);
    const until = change ?? at.plus({ days: 1 });
    held = {
      from,
      until: until.toMillis(),
      status: open ? { open, closes: endMoment(change) } : { open, opens: startMoment(change) },
    };
    return held.status;
  };

  return {
    isOpen: (now) => status(now).open,
    nextOpening: (now) => nextOpening(local(now)),
    closesAt: (now) => closesAt(local(now)),
    status,
    bankHolidaysEndIn: (now) => {
      const until = DateTime.fromISO(known.until, { zone: timetable.timeZone });
      const days = Math.floor(until.diff(local(now).startOf('day'), 'days').days);
      return days <= WARN_DAYS ? days : null;
    },
  };
}

function startMoment(at: DateTime | null): LocalMoment | null {
  return at === null ? null : { date: at.toFormat('yyyy-MM-dd'), time: at.toFormat('HH:mm') };
}

/** An end at midnight is told of the day that ends. */
function endMoment(at: DateTime | null): LocalMoment | null {
  if (at === null || at > at.startOf('day')) return startMoment(at);
  return { date: at.minus({ days: 1 }).toFormat('yyyy-MM-dd'), time: '24:00' };
}

/** A local time of a day; one that the clocks leave out is the moment at which they go forward. */
function atTime(day: DateTime, time: string): DateTime {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  if (hour === 24) return day.plus({ days: 1 }).startOf('day');
  const at = day.set({ hour, minute });
  return at.hour === hour && at.minute === minute ? at : at.startOf('hour');
}
