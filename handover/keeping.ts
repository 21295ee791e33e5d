/**
 * How long things are kept: the defaults, or the Trust's own from its profile. Information governance decides; a period
 * that would take away what people were promised, or keep it for ever, is refused at the start.
 */

/** In days; what is left out is as it is by default. */
export interface GivenPeriods {
  readonly chatDays?: number | undefined;
  readonly caseDays?: number | undefined;
  readonly ratingDays?: number | undefined;
}
export interface Periods {
  /** Since the last word in a chat. One that PALS is busy with is kept. */
  readonly chatDays: number;
  /** Since the case was closed. */
  readonly caseDays: number;
  /** Bound to nobody. */
  readonly ratingDays: number;
}

/** What went in one go, as counts. */
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

const USUAL: Periods = { chatDays: 90, caseDays: 365, ratingDays: 730 };
const MOST: Periods = { chatDays: 365, caseDays: 3_650, ratingDays: 3_650 };
const PERIODS = ['chatDays', 'caseDays', 'ratingDays'] as const;

/** `returnCodeDays`: so long a return code is promised to open its chat. @throws KeepingProblem */
export function keepingPeriods(given: GivenPeriods = {}, returnCodeDays: number): Periods {
  const of = (period: keyof Periods): number => given[period] ?? USUAL[period];
  const periods: Periods = {
    chatDays: given.chatDays ?? Math.max(USUAL.chatDays, returnCodeDays),
    caseDays: of('caseDays'),
    ratingDays: of('ratingDays'),
  };
  const problems = PERIODS.flatMap((period) =>
    periods[period] > MOST[period] ? [`${period} is ${periods[period]}. Set ${MOST[period]} or fewer.`] : [],
  );
  if (periods.chatDays < returnCodeDays)
    problems.push(
      `chatDays is ${periods.chatDays}. A return code opens its chat for ${returnCodeDays} days: set as many.`,
    );
  if (periods.caseDays < periods.chatDays)
    problems.push(`caseDays is ${periods.caseDays}, and a chat is kept for ${periods.chatDays}. Set as many or more.`);
  if (problems.length > 0) throw new KeepingProblem(problems);
  return periods;
}
