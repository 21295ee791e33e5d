/**
 * England's bank holidays of a year by rule: the Banking and Financial Dealings Act 1971 and the days proclaimed each
 * year as a matter of course. A day proclaimed once (a coronation) is not in it: add it to `bankHolidays.json`.
 */
import { DateTime } from 'luxon';

export interface BankHoliday {
  /** `2026-12-25` */
  readonly date: string;
  readonly name: string;
}

const MONDAY = 1;
const SATURDAY = 6;

export function bankHolidaysOf(year: number): readonly BankHoliday[] {
  const day = (month: number, date: number): DateTime => DateTime.utc(year, month, date);
  const easter = easterSunday(year);
  const christmas = day(12, 25);
  const boxingDay = day(12, 26);
  // Each of the two that falls on a weekend moves past the weekend and past the other.
  const christmasHeld = christmas.weekday >= SATURDAY ? day(12, 27) : christmas;
  const boxingDayHeld = boxingDay.weekday >= SATURDAY ? day(12, 28) : boxingDay;
  const days: readonly (readonly [string, DateTime])[] = [
    ["New Year's Day", pastWeekend(day(1, 1))],
    ['Good Friday', easter.minus({ days: 2 })],
    ['Easter Monday', easter.plus({ days: 1 })],
    ['Early May bank holiday', firstMonday(day(5, 1))],
    ['Spring bank holiday', lastMonday(day(5, 31))],
    ['Summer bank holiday', lastMonday(day(8, 31))],
    ['Christmas Day', christmasHeld],
    ['Boxing Day', boxingDayHeld],
  ];
  return days
    .map(([name, at]) => ({ date: at.toFormat('yyyy-MM-dd'), name }))
    .sort((one, other) => one.date.localeCompare(other.date));
}

const firstMonday = (from: DateTime): DateTime => from.plus({ days: (MONDAY - from.weekday + 7) % 7 });
const lastMonday = (from: DateTime): DateTime => from.minus({ days: from.weekday - MONDAY });
const pastWeekend = (at: DateTime): DateTime => (at.weekday >= SATURDAY ? at.plus({ days: 8 - at.weekday }) : at);

/** The Gregorian computus (Meeus, Jones and Butcher). */
function easterSunday(year: number): DateTime {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return DateTime.utc(year, Math.floor(f / 31), (f % 31) + 1);
}
