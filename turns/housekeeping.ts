/** What nobody needs any more goes, once an hour: what was kept for long enough, and what the desk's machinery left behind. */
import type { Periods } from '../handover/keeping';
import type { Store } from '../storage/port';
import { errorCode } from './errors';
import type { RunnerLog } from './runner';

/** A desk's page that is further behind reads everything anew. */
export const KEPT_FEED_LINES = 10_000;
const EVERY_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
const OUTGOING_DAYS = 30;
/** In one write and one tick, so that nobody in a chat waits for it. */
const AT_A_TIME = 50;

export interface HousekeepingLog extends RunnerLog {
  info(facts: Readonly<Record<string, number>>, what: string): void;
}

export class Housekeeping {
  #next = 0;

  constructor(
    private readonly store: Pick<Store, 'prune' | 'removeOld'>,
    private readonly periods: Periods,
    private readonly now: () => Date,
    private readonly log: HousekeepingLog,
  ) {}

  /** Never rejects. */
  async tick(): Promise<void> {
    const now = this.now().getTime();
    if (now < this.#next) return;
    this.#next = now + EVERY_MS;
    const ago = (days: number): string => new Date(now - days * DAY_MS).toISOString();
    try {
      await this.store.prune(KEPT_FEED_LINES, ago(OUTGOING_DAYS));
      // More is left: the next tick goes on.
      if (await this.#removeOld(ago)) this.#next = now;
    } catch (error) {
      this.log.warn({ code: errorCode(error) }, 'old rows could not be removed, the next hour tries again');
    }
  }

  /** Whether more may be left. */
  async #removeOld(ago: (days: number) => string): Promise<boolean> {
    const { chatDays, caseDays, recordDays, ratingDays } = this.periods;
    const before = { chats: ago(chatDays), cases: ago(caseDays), records: ago(recordDays), ratings: ago(ratingDays) };
    const { chats, cases, ratings } = await this.store.removeOld(before, AT_A_TIME);
    if (chats + cases + ratings > 0) this.log.info({ chats, cases, ratings }, 'removed, because its time was over');
    return chats === AT_A_TIME || cases === AT_A_TIME;
  }
}
