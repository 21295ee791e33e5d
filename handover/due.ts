/** When a case should be picked up, counted in the time in which PALS is open. */
import type { CaseFacts } from './case';
import type { OpeningHours } from './openingHours';

export type Tier = CaseFacts['tier'];
/** Minutes in which a case of this tier is picked up; `day`: before PALS closes. */
export type DueSettings = Readonly<Record<Tier, number | 'day'>>;

/** The defaults of the safety rules; a Trust may set its own. */
export const DUE: DueSettings = { T0: 1, T1: 1, T2: 1, T3: 1, T4: 30, T5: 60, T6: 'day', T7: 'day' };

const MINUTE = 60_000;
/** A day of work where PALS never closes, or no opening is known. */
const DAY = 8 * 60 * MINUTE;
/** More openings than any wait goes over. */
const OPENINGS = 200;

export type Calendar = Pick<OpeningHours, 'isOpen' | 'nextOpening' | 'closesAt'>;

/** The first moment from this one on at which PALS is open; the moment itself when no opening is known. */
export const openFrom = (at: Date, hours: Calendar): Date =>
  hours.isOpen(at) ? at : (hours.nextOpening(at)?.toJSDate() ?? at);

/** The moment at which PALS has been open for so many milliseconds. */
export function afterOpenTime(at: Date, milliseconds: number, hours: Calendar): Date {
  let from = openFrom(at, hours);
  let left = milliseconds;
  for (let opening = 0; opening < OPENINGS; opening++) {
    const closes = hours.closesAt(from);
    const open = closes === null ? Infinity : closes.toMillis() - from.getTime();
    if (left <= open || closes === null) break;
    const next = hours.nextOpening(closes.toJSDate());
    if (next === null) break;
    left -= open;
    from = next.toJSDate();
  }
  return new Date(from.getTime() + left);
}

export function dueAt(tier: Tier, at: Date, hours: Calendar, settings: DueSettings = DUE): Date {
  const within = settings[tier];
  if (within !== 'day') return afterOpenTime(at, within * MINUTE, hours);
  const from = openFrom(at, hours);
  return hours.closesAt(from)?.toJSDate() ?? new Date(from.getTime() + DAY);
}
