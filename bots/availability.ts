import type { Availability } from '../handover/availability';
import type { OpeningHours } from '../handover/openingHours';
import type { Words } from '../locales/words';

/** Whether PALS can be phoned at a moment, in the words that a person is told. */
export function availabilityOf(hours: OpeningHours, words: Words): (now: Date) => Availability {
  return (now) => {
    const status = hours.status(now);
    if (!status.open) return { kind: 'closed', opens: status.opens && words.moment(status.opens) };
    // Never closing is open until the day ends.
    return { kind: 'byPhone', until: words.clock(status.closes?.time ?? '24:00') };
  };
}
