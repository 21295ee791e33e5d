/**
 * What time does to a case, as pure rules. They are worked out from the case's row whenever the clock ticks, so that a
 * restart forgets nothing and nothing is done twice.
 */
import type { AlertReach } from './alert';
import type { Case } from './case';
import type { Closing } from './closing';
import { afterOpenTime, openFrom, type Calendar, type Tier } from './due';

/** Seconds from when the person began to wait, in the time in which PALS is open. */
export interface TierTimes {
  /** The desk is alerted again. */
  readonly alert: number;
  /** It is alerted more widely: the team lead too. */
  readonly wider: number;
  /** After that, each time when so much has gone by since the last alert. */
  readonly repeat: number;
  /** The person is told that nobody has picked it up, and what to do instead. */
  readonly tell: number;
}
export interface TimerSettings {
  readonly tiers: Readonly<Record<Tier, TierTimes>>;
  /** A colleague who has not taken over by then: it goes back to the queue. */
  readonly accept: number;
  /** An advisor who picked up and has not joined the chat by then: the desk is alerted and the person is told. */
  readonly join: number;
  /** An advisor in the chat who has not looked at what the person wrote by then: likewise. */
  readonly answer: number;
  /** An advisor who holds cases and whose desk has been closed for so long has gone. */
  readonly absent: number;
}

const MINUTE = 60;
const URGENT: TierTimes = { alert: MINUTE, wider: 2 * MINUTE, repeat: 5 * MINUTE, tell: 2 * MINUTE };
/** Whoever waits is told after this at the latest. */
const TELL = 10 * MINUTE;
const SAME_DAY: TierTimes = { alert: 120 * MINUTE, wider: 240 * MINUTE, repeat: 240 * MINUTE, tell: TELL };
export const TIMERS: TimerSettings = {
  tiers: {
    ...{ T0: URGENT, T1: URGENT, T2: URGENT, T3: URGENT },
    T4: { alert: 30 * MINUTE, wider: 60 * MINUTE, repeat: 60 * MINUTE, tell: TELL },
    T5: { alert: 60 * MINUTE, wider: 120 * MINUTE, repeat: 120 * MINUTE, tell: TELL },
    T6: SAME_DAY,
    T7: SAME_DAY,
  },
  accept: 5 * MINUTE,
  join: 5 * MINUTE,
  answer: 5 * MINUTE,
  absent: 10 * MINUTE,
};

export type TimerAct = AlertReach | 'timeOut' | 'release' | 'endAside';

/** What is due for this case now, in order. Empty for most cases most of the time. */
export function dueActs(one: Case, now: Date, hours: Calendar, settings: TimerSettings = TIMERS): readonly TimerAct[] {
  // Open time is never longer than the time on the clock, which is cheaper to look at.
  const hasPassed = (since: string, seconds: number): boolean =>
    now.getTime() - new Date(since).getTime() >= seconds * 1000 &&
    afterOpenTime(new Date(since), seconds * 1000, hours) <= now;
  const asideIsOver = one.asideUntil !== null && new Date(one.asideUntil) <= now;
  const acts: TimerAct[] = asideIsOver ? ['endAside'] : [];
  if (one.state === 'transferred') {
    // Also when PALS is closed: the person stands between two advisors.
    const since = new Date(one.stateSince).getTime();
    return now.getTime() - since >= settings.accept * 1000 ? [...acts, 'release'] : acts;
  }
  if (one.state !== 'waiting' && one.state !== 'notAnsweredInTime') return acts;
  const times = settings.tiers[one.tier];
  // What is urgent is not set aside from its alerts while nobody has it.
  const isQuiet = one.asideUntil !== null && !asideIsOver && one.tier > 'T3';
  if (!isQuiet && openFrom(now, hours) <= now) {
    if (one.alerts < 1 && hasPassed(one.waitingSince, times.alert)) acts.push('again');
    if (one.alerts < 2 && hasPassed(one.waitingSince, times.wider)) acts.push('wider');
    // After a standstill once, not as often as it was missed.
    if (one.alerts >= 2 && hasPassed(one.alertedAt ?? one.waitingSince, times.repeat)) acts.push('repeat');
  }
  // Whoever phones or leaves it to be read does not wait.
  if (one.state === 'waiting' && one.person.how === 'wait' && isTold(one, now, hours, times.tell)) acts.push('timeOut');
  return acts;
}

/** By the clock for whoever began to wait while PALS was open, also over its closing; else from its next opening. */
function isTold(one: Case, now: Date, hours: Calendar, seconds: number): boolean {
  const from = openFrom(new Date(one.waitingSince), hours);
  return now.getTime() - from.getTime() >= seconds * 1000;
}

/** Waits in the chat for somebody to pick it up, since before this closing. */
export const waitsOver = (one: Case, { since }: Closing): boolean =>
  (one.state === 'waiting' || one.state === 'notAnsweredInTime') &&
  one.person.how === 'wait' &&
  one.waitingSince < since;

/**
 * Since when the person has had nothing from the advisor who has the case, once that is too long; else null.
 * `unanswered`: when they wrote what the advisor has neither replied to nor looked at. Also after closing: they were
 * not let go.
 */
export function noAnswerSince(
  one: Case,
  unanswered: string | null,
  now: Date,
  settings: TimerSettings = TIMERS,
): string | null {
  const isLive = one.state === 'withAdvisor';
  // Whoever is phoned, or leaves it to be read, does not look at the chat.
  if (!isLive && (one.state !== 'pickedUp' || one.person.how !== 'wait' || one.channel === 'phone')) return null;
  if (isLive && (!one.unread || unanswered === null)) return null;
  const since = isLive && unanswered !== null && unanswered > one.stateSince ? unanswered : one.stateSince;
  const seconds = isLive ? settings.answer : settings.join;
  return now.getTime() - new Date(since).getTime() >= seconds * 1000 ? since : null;
}
