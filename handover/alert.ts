/**
 * An alert that leaves the desk: that somebody waits and nobody has come. It holds ids, times and kinds of reasons;
 * never a word of the person's, and nothing that names them.
 */
import { z } from 'zod';
import { tierSchema, type Case } from './case';
import { isHeld } from './caseStates';
import { reasonsOf } from './requestLines';

export const REASON_KINDS = ['asked', 'unhappy', 'phone', 'scan', 'outcome', 'question'] as const;
/** `again`: to those who work at the desk; `wider`: to the team lead too. */
export const ALERT_TARGETS = ['again', 'wider'] as const;
export type AlertTarget = (typeof ALERT_TARGETS)[number];
/** `repeat`: after the wider one, until somebody picks it up. */
export type AlertReach = AlertTarget | 'repeat';

export const alertSchema = z.object({
  /** `notAnswered`: an advisor has it, and the person has had no answer. */
  event: z.enum(['notPickedUp', 'notAnswered']),
  reach: z.enum([...ALERT_TARGETS, 'repeat']),
  reference: z.string(),
  tier: tierSchema,
  reasons: z.array(z.enum(REASON_KINDS)),
  /** ISO 8601, UTC. */
  waitingSince: z.string(),
  dueAt: z.string(),
  at: z.string(),
});
export type Alert = z.infer<typeof alertSchema>;

/** What the person took out of their request is not told here either. */
export function alertOf(one: Case, event: Alert['event'], reach: AlertReach, at: Date): Alert {
  const { reference, tier, waitingSince, dueAt } = one;
  const kinds = reasonsOf(one).map((id) => id.split(':')[0]);
  const reasons = REASON_KINDS.filter((kind) => kinds.includes(kind));
  return { event, reach, reference, tier, reasons, waitingSince, dueAt, at: at.toISOString() };
}

/** To whom, of those that are set up: with no wider address the wider alert goes to the first one. */
export function targetsOf(reach: AlertReach, setUp: readonly AlertTarget[]): readonly AlertTarget[] {
  if (reach === 'repeat') return setUp;
  const own = setUp.filter((target) => target === reach);
  return own.length > 0 || reach === 'again' ? own : setUp;
}

/** What it was to tell is over: somebody has come, or has answered. */
export function isOver({ event }: Pick<Alert, 'event'>, one: Case | null): boolean {
  if (one === null) return true;
  const isQueued = one.state === 'waiting' || one.state === 'notAnsweredInTime';
  return event === 'notPickedUp' ? !isQueued : !isHeld(one.state) || (one.state === 'withAdvisor' && !one.unread);
}
