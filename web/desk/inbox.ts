/** The cases as the page knows them, and the lists that are made of them. The newest version of a case counts. */
import type { CaseSummary, List } from '../../channels/desk/wire';
import { serverNow } from './clock';

const QUEUED: readonly CaseSummary['state'][] = ['raised', 'waiting', 'notAnsweredInTime'];

/** Nobody has it, and the person waits for somebody. */
export const isQueued = (one: CaseSummary): boolean => QUEUED.includes(one.state);
export const isClosed = (one: CaseSummary): boolean => one.state === 'closed';
/** Not before then, unless the person writes. */
export const isAside = (one: CaseSummary, now: number): boolean =>
  one.asideUntil !== null && Date.parse(one.asideUntil) > now;
/** From the second alert on everybody is alerted, whatever they look at. */
const WIDER = 2;
export const isWide = (one: CaseSummary): boolean => one.alerts >= WIDER || one.outside === 'failed';
/** Must not be overlooked until somebody has it; only what is urgent is heard also while it is set aside. */
export const isAlarm = (one: CaseSummary): boolean =>
  isQueued(one) && (one.urgent || (isWide(one) && !isAside(one, serverNow())));

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byUrgency = (a: CaseSummary, b: CaseSummary): number =>
  text(a.tier, b.tier) || text(a.waitingSince, b.waitingSince) || text(a.reference, b.reference);
const byNewest = (a: CaseSummary, b: CaseSummary): number =>
  text(b.raisedAt, a.raisedAt) || text(a.reference, b.reference);

export class Inbox {
  readonly #cases = new Map<string, CaseSummary>();

  constructor(private readonly myId: () => string) {}

  /** False when it tells nothing new. */
  put(one: CaseSummary): boolean {
    const known = this.#cases.get(one.reference);
    if (known !== undefined && (known.version > one.version || JSON.stringify(known) === JSON.stringify(one)))
      return false;
    this.#cases.set(one.reference, one);
    return true;
  }

  get(reference: string): CaseSummary | null {
    return this.#cases.get(reference) ?? null;
  }

  empty(): void {
    this.#cases.clear();
  }

  isMine = (one: CaseSummary): boolean =>
    !isClosed(one) && (one.holder?.id === this.myId() || one.handedTo?.id === this.myId());

  /** For me: handed to me and not taken yet, or with news from the person. */
  wantsMe = (one: CaseSummary): boolean => this.isMine(one) && (one.unread || one.handedTo?.id === this.myId());

  list(list: List, now: number): readonly CaseSummary[] {
    const all = [...this.#cases.values()];
    switch (list) {
      case 'waiting':
        return all.filter(isQueued).sort(byUrgency);
      case 'mine': {
        const rank = (one: CaseSummary): number => (this.wantsMe(one) ? 0 : isAside(one, now) ? 2 : 1);
        return all.filter(this.isMine).sort((a, b) => rank(a) - rank(b) || byUrgency(a, b));
      }
      case 'all':
        return all.filter((one) => !isClosed(one)).sort(byUrgency);
      case 'closed':
        return all.filter(isClosed).sort(byNewest);
    }
  }

  alarms(): readonly CaseSummary[] {
    return [...this.#cases.values()].filter(isAlarm).sort(byUrgency);
  }

  newsForMe(): number {
    return [...this.#cases.values()].filter(this.wantsMe).length;
  }
}
