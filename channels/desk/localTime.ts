/** A moment as the people at the desk say it, in the Trust's own time. */
import { DateTime } from 'luxon';
import type { Words } from '../../locales/words';

export interface LocalTime {
  /** `{ time: '9:05am', day: 'Monday 23 November' }` */
  moment(iso: string): { readonly time: string; readonly day: string };
  /** The first moment of a local date and of the day after the last: from inclusive, to exclusive, ISO 8601 UTC. */
  period(from: string, to: string): { readonly from: string; readonly to: string };
  /** The local date of a moment: `2026-11-23`. */
  date(at: Date): string;
  /** `08:55`. */
  time(at: Date): string;
}

export function localTime(timeZone: string, words: Words): LocalTime {
  const startOf = (date: string): DateTime => DateTime.fromISO(date, { zone: timeZone }).startOf('day');
  const utc = (at: DateTime): string => at.toJSDate().toISOString();
  return {
    moment: (iso) => {
      const at = DateTime.fromISO(iso, { zone: timeZone });
      return words.moment({ date: at.toFormat('yyyy-MM-dd'), time: at.toFormat('HH:mm') });
    },
    period: (from, to) => ({ from: utc(startOf(from)), to: utc(startOf(to).plus({ days: 1 })) }),
    date: (at) => DateTime.fromJSDate(at, { zone: timeZone }).toFormat('yyyy-MM-dd'),
    time: (at) => DateTime.fromJSDate(at, { zone: timeZone }).toFormat('HH:mm'),
  };
}
