import type { Availability, Place } from '../handover/availability';
import type { OpeningHours } from '../handover/openingHours';
import type { Words } from '../locales/words';

/** Who is at the desk now; null when nobody there can pick up a case. */
export type Staffing = (place?: Place) => Promise<{ readonly free: boolean; readonly ahead: number } | null>;

/** Whether PALS can be reached at a moment, and how, in the words that a person is told. */
export function availabilityOf(
  hours: OpeningHours,
  words: Words,
  staffing: Staffing = () => Promise.resolve(null),
  /** The switch at the desk. Nobody knows when it is taken back: the next opening by the hours is told. */
  closedByHand: () => Promise<boolean> = () => Promise.resolve(false),
): (now: Date, place?: Place) => Promise<Availability> {
  return async (now, place) => {
    const status = hours.status(now);
    if (!status.open) return { kind: 'closed', opens: status.opens && words.moment(status.opens) };
    if (await closedByHand()) {
      const closes = hours.closesAt(now);
      const next = closes === null ? null : hours.status(closes.toJSDate());
      return {
        kind: 'closed',
        opens: next === null || next.open || next.opens === null ? null : words.moment(next.opens),
      };
    }
    const staffed = await staffing(place);
    if (staffed !== null) return { kind: 'desk', ...staffed };
    // Never closing is open until the day ends.
    return { kind: 'byPhone', until: words.clock(status.closes?.time ?? '24:00') };
  };
}
