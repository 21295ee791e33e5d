/** Since when nobody at PALS reads what waits, so that whoever waits is told once of each closing. Pure. */
import { z } from 'zod';
import type { Calendar } from './due';

export const closingSchema = z.object({
  /** ISO 8601, UTC. Whoever began to wait from then on was told when they asked. */
  since: z.string(),
  /** `shut`: by the hours or by hand. `nobody`: in opening hours, with every advisor signed out. */
  kind: z.enum(['shut', 'nobody']),
});
export type Closing = z.infer<typeof closingSchema>;

/** What is known now of who reads. */
export interface Desk {
  readonly closedByHand: boolean;
  /** When the last advisor signed out, ISO 8601; null while one is signed in. */
  readonly emptySince: string | null;
}

/** The closing that stands now, from the one that stood before; null while somebody reads. */
export function closingNow(before: Closing | null, now: Date, hours: Calendar, desk: Desk): Closing | null {
  const isShut = desk.closedByHand || !hours.isOpen(now);
  const at = now.toISOString();
  if (!isShut && desk.emptySince === null) return null;
  if (!isShut) {
    // PALS opened and nobody has come yet: nothing closed that was not closed already.
    if (before !== null) return { ...before, kind: 'nobody' };
    return { since: desk.emptySince !== null && desk.emptySince < at ? desk.emptySince : at, kind: 'nobody' };
  }
  // From a desk without anybody to a closed PALS, or past an opening that was told and did not come: news again.
  const wasToOpen = before && hours.nextOpening(new Date(before.since));
  const isNews = before?.kind !== 'shut' || (wasToOpen !== null && wasToOpen.toJSDate() <= now);
  return isNews ? { since: at, kind: 'shut' } : before;
}
