/** What nobody needs any more goes, once an hour: old lines of the desk's feed, and alerts that left long ago. */
import type { Store } from '../storage/port';
import { errorCode } from './errors';
import type { RunnerLog } from './runner';

/** A desk's page that is further behind reads everything anew. */
export const KEPT_FEED_LINES = 10_000;
const EVERY_MS = 60 * 60_000;
const OUTGOING_MS = 30 * 24 * 60 * 60_000;

export class Housekeeping {
  #next = 0;

  constructor(
    private readonly store: Pick<Store, 'prune'>,
    private readonly now: () => Date,
    private readonly log: RunnerLog,
  ) {}

  /** Never rejects. */
  async tick(): Promise<void> {
    const now = this.now().getTime();
    if (now < this.#next) return;
    this.#next = now + EVERY_MS;
    await this.store.prune(KEPT_FEED_LINES, new Date(now - OUTGOING_MS).toISOString()).catch((error: unknown) => {
      this.log.warn({ code: errorCode(error) }, 'old rows could not be removed, the next hour tries again');
    });
  }
}
