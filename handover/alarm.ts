/**
 * What goes wrong with the service itself and somebody has to see to; `docs/operations.md` says what to do for each.
 * Nothing in it names a case or a person.
 */
import { z } from 'zod';

export const ALARMS = [
  /** A case of tier T0 or T1 was due five minutes ago, and nobody has it. */
  'urgentWaits',
  /** What was to leave the system has not, or may have. */
  'outboxStuck',
  /** Personal information was found in what had been masked. */
  'maskingFailed',
  /** PALS is open, and nobody at the desk could pick a case up for five minutes. */
  'deskEmpty',
  /** People were told three times in ten minutes that something went wrong. */
  'turnsFail',
  /** The store cannot write. */
  'storeFails',
  /** The daily test alert has not arrived. */
  'testAlertLate',
] as const;
export type Alarm = (typeof ALARMS)[number];

/** What leaves the system about itself: the daily test, or an alarm. */
export const noticeSchema = z.object({
  event: z.enum(['test', 'alarm']),
  /** Null for the test. */
  alarm: z.enum(ALARMS).nullable(),
  /** ISO 8601, UTC. */
  at: z.string(),
});
export type Notice = z.infer<typeof noticeSchema>;
