/**
 * The times of a case: the defaults of the safety rules, or the Trust's own from its profile. What would leave a person
 * in danger, or waiting without a word, is refused at the start.
 */
import { DUE, type DueSettings, type Tier } from './due';
import { TIMERS, type TierTimes, type TimerSettings } from './timers';

/** In minutes of the time in which PALS is open; what is left out is as it is by default. */
export interface GivenTierTimes {
  readonly due?: number | 'day' | undefined;
  readonly alert?: number | undefined;
  readonly wider?: number | undefined;
  readonly repeat?: number | undefined;
  readonly tell?: number | undefined;
}
/** In minutes, but for `returnCodeDays`. */
export interface GivenTimes {
  readonly tiers?: Readonly<Partial<Record<Tier, GivenTierTimes | undefined>>> | undefined;
  readonly accept?: number | undefined;
  readonly join?: number | undefined;
  readonly answer?: number | undefined;
  readonly absent?: number | undefined;
  readonly returnCodeDays?: number | undefined;
}
export interface CaseTimes {
  readonly due: DueSettings;
  readonly timers: TimerSettings;
  readonly returnCodeDays: number;
}

export class TimesProblem extends Error {
  override readonly name = 'TimesProblem';
  readonly code = 'TIMES_PROBLEM';
  constructor(readonly problems: readonly string[]) {
    super(`The times of the Trust profile (pals.times) are not safe:\n${problems.map((one) => `- ${one}`).join('\n')}`);
  }
}

const MINUTE = 60;
const RETURN_CODE_DAYS = 90;
const TIERS = ['T0', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7'] as const;
type Limits = Readonly<Record<'due' | keyof TierTimes, number>>;
/** The most that a Trust may set, in minutes. */
const URGENT: Limits = { due: 5, alert: 5, wider: 10, repeat: 15, tell: 10 };
const USUAL: Limits = { due: 480, alert: 480, wider: 960, repeat: 960, tell: 30 };
const MOST: Readonly<Record<Tier, Limits>> = {
  ...{ T0: URGENT, T1: URGENT, T2: URGENT, T3: URGENT },
  T4: { due: 120, alert: 120, wider: 240, repeat: 240, tell: 30 },
  ...{ T5: USUAL, T6: USUAL, T7: USUAL },
};
const MOST_OF_ALL = { accept: 15, join: 15, answer: 15, absent: 30 } as const;
const DAYS = { least: 7, most: 365 } as const;
const WAITS = ['accept', 'join', 'answer', 'absent'] as const;
const STEPS = ['alert', 'wider', 'repeat', 'tell'] as const;

/** @throws TimesProblem with a sentence for each time that is not safe. */
export function caseTimes(given: GivenTimes = {}): CaseTimes {
  const seconds = (minutes: number | undefined, usual: number): number =>
    minutes === undefined ? usual : minutes * MINUTE;
  const timesOf = (tier: Tier): TierTimes => {
    const usual = TIMERS.tiers[tier];
    const own = given.tiers?.[tier] ?? {};
    return {
      alert: seconds(own.alert, usual.alert),
      wider: seconds(own.wider, usual.wider),
      repeat: seconds(own.repeat, usual.repeat),
      tell: seconds(own.tell, usual.tell),
    };
  };
  const ofEach = <T>(make: (tier: Tier) => T): Record<Tier, T> => ({
    ...{ T0: make('T0'), T1: make('T1'), T2: make('T2'), T3: make('T3') },
    ...{ T4: make('T4'), T5: make('T5'), T6: make('T6'), T7: make('T7') },
  });
  const times: CaseTimes = {
    due: ofEach((tier) => given.tiers?.[tier]?.due ?? DUE[tier]),
    timers: {
      tiers: ofEach(timesOf),
      accept: seconds(given.accept, TIMERS.accept),
      join: seconds(given.join, TIMERS.join),
      answer: seconds(given.answer, TIMERS.answer),
      absent: seconds(given.absent, TIMERS.absent),
    },
    returnCodeDays: given.returnCodeDays ?? RETURN_CODE_DAYS,
  };
  const problems = problemsOf(times);
  if (problems.length > 0) throw new TimesProblem(problems);
  return times;
}

function problemsOf({ due, timers, returnCodeDays }: CaseTimes): readonly string[] {
  const problems: string[] = [];
  const check = (where: string, minutes: number, most: number): void => {
    if (minutes > most) problems.push(`${where} is ${minutes} minutes. Set ${most} or fewer.`);
  };
  for (const tier of TIERS) {
    const within = due[tier];
    if (within !== 'day') check(`${tier}.due`, within, MOST[tier].due);
    else if (tier < 'T5') problems.push(`${tier}.due is "day". Set ${MOST[tier].due} minutes or fewer.`);
    const times = timers.tiers[tier];
    for (const step of STEPS) check(`${tier}.${step}`, times[step] / MINUTE, MOST[tier][step]);
    if (times.wider < times.alert) problems.push(`${tier}.wider comes before ${tier}.alert. Set it as late or later.`);
  }
  for (const wait of WAITS) check(wait, timers[wait] / MINUTE, MOST_OF_ALL[wait]);
  if (returnCodeDays < DAYS.least || returnCodeDays > DAYS.most)
    problems.push(`returnCodeDays is ${returnCodeDays}. Set ${DAYS.least} to ${DAYS.most} days.`);
  return problems;
}
