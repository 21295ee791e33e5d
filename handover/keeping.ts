/**
 * How long things are kept: the defaults of the safety rules ("Keeping and deleting"), or the Trust's own from its profile.
 * A period that would take away what people were promised, or keep things for ever, is refused at the start.
 */

/** In days; what is left out is as it is by default. */
export interface GivenPeriods {
  readonly chatDays?: number | undefined;
  readonly caseDays?: number | undefined;
  readonly recordDays?: number | undefined;
  readonly ratingDays?: number | undefined;
}
export interface Periods {
  /** Of chats that became no case, since the last word. */
  readonly chatDays: number;
  /** Of a case's words, its chat and its notes, since it ended and the last word. */
  readonly caseDays: number;
  /** Of what is left of a case: tier, rules, ids and times. */
  readonly recordDays: number;
  /** Bound to nobody. */
  readonly ratingDays: number;
}

/** What went in one go, as counts. `cases`: what was left of them. */
export interface Removed {
  readonly chats: number;
  readonly cases: number;
  readonly ratings: number;
}

export class KeepingProblem extends Error {
  override readonly name = 'KeepingProblem';
  readonly code = 'KEEPING_PROBLEM';
  constructor(readonly problems: readonly string[]) {
    super(
      `The periods of the Trust profile (pals.keeping) cannot be used:\n${problems.map((one) => `- ${one}`).join('\n')}`,
    );
  }
}

const USUAL: Periods = { chatDays: 30, caseDays: 90, recordDays: 365, ratingDays: 730 };
const MOST: Periods = { chatDays: 365, caseDays: 365, recordDays: 3_650, ratingDays: 3_650 };
const PERIODS = ['chatDays', 'caseDays', 'recordDays', 'ratingDays'] as const;

/** `returnCodeDays`: so long a return code is promised to open its chat. @throws KeepingProblem */
export function keepingPeriods(given: GivenPeriods = {}, returnCodeDays: number): Periods {
  const caseDays = given.caseDays ?? Math.max(USUAL.caseDays, returnCodeDays);
  const periods: Periods = {
    chatDays: given.chatDays ?? USUAL.chatDays,
    caseDays,
    recordDays: given.recordDays ?? Math.max(USUAL.recordDays, caseDays),
    ratingDays: given.ratingDays ?? USUAL.ratingDays,
  };
  const problems = PERIODS.flatMap((period) =>
    periods[period] > MOST[period] ? [`${period} is ${periods[period]}. Set ${MOST[period]} or fewer.`] : [],
  );
  // Nobody's chat ends while they sleep over it.
  if (periods.chatDays < 2) problems.push('chatDays is 1. Set 2 or more: people come back the next day.');
  if (caseDays < returnCodeDays)
    problems.push(`caseDays is ${caseDays}. A return code opens its chat for ${returnCodeDays} days: set as many.`);
  if (periods.recordDays < caseDays)
    problems.push(`recordDays is ${periods.recordDays}, and a case is kept for ${caseDays}. Set as many or more.`);
  if (problems.length > 0) throw new KeepingProblem(problems);
  return periods;
}
