/** The time by the server's clock: an advisor's own may be wrong. */
import { word } from './words';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let ahead = 0;

/** From the `Date` of an answer, which has whole seconds. */
export const setServerTime = (header: string | null): void => {
  const at = header === null ? Number.NaN : Date.parse(header);
  if (!Number.isNaN(at) && Math.abs(at - Date.now() - ahead) > 1500) ahead = at - Date.now();
};

export const serverNow = (): number => Date.now() + ahead;

const clock = new Intl.DateTimeFormat('en-GB', { hour: 'numeric', minute: '2-digit', hour12: true });
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });

const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });

const hourOf = (date: Date): string => clock.format(date).replace(/\s/g, '').replace(':00', '').toLowerCase();
const isToday = (date: Date): boolean => day.format(date) === day.format(new Date(serverNow()));

/** `10:02am`; of another day with the day. */
export const timeOf = (at: string): string => {
  const date = new Date(at);
  const time = hourOf(date);
  return isToday(date) ? time : word('time.onDay', { time, day: day.format(date) });
};

/** `0 min`, `4 min`, `2 hr 5 min`, `3 days`. */
export const lengthOf = (milliseconds: number): string => {
  const ms = Math.max(0, milliseconds);
  if (ms < HOUR) return word('time.minutes', { n: Math.floor(ms / MINUTE) });
  if (ms < DAY) return word('time.hours', { n: Math.floor(ms / HOUR), minutes: Math.floor((ms % HOUR) / MINUTE) });
  return word(ms < 2 * DAY ? 'time.oneDay' : 'time.days', { n: Math.floor(ms / DAY) });
};

export const sinceThen = (at: string): string => lengthOf(serverNow() - Date.parse(at));

/** What is left until then; `late` once it is over. */
export const untilThen = (at: string): { readonly text: string; readonly late: boolean; readonly soon: boolean } => {
  const left = Date.parse(at) - serverNow();
  if (left < 0) return { text: word('time.late', { length: lengthOf(-left) }), late: true, soon: true };
  const text =
    left < 2 * HOUR
      ? word('time.dueIn', { length: lengthOf(left) })
      : left < 5 * DAY && !isToday(new Date(at))
        ? word('time.dueOn', { day: weekday.format(new Date(at)), time: hourOf(new Date(at)) })
        : word('time.dueAt', { time: timeOf(at) });
  return { text, late: false, soon: left < 5 * MINUTE };
};
