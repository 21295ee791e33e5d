/** What of a case's change an advisor is told of, also one who looks elsewhere. */
import type { CaseSummary } from '../../channels/desk/wire';
import { isAlarm, type Inbox } from './inbox';

export interface News {
  /** A case that must not be overlooked, again at each alert; one that joins the queue; one that wants me. */
  readonly kind: 'alarm' | 'queued' | 'mine';
  readonly case: CaseSummary;
}

/** Null: nothing that anybody needs to hear. */
export const newsIn = (
  before: CaseSummary | null,
  one: CaseSummary,
  { wantsMe }: Pick<Inbox, 'wantsMe'>,
): News['kind'] | null => {
  const wasWaiting =
    before !== null && before.holder === null && before.handedTo === null && before.state === one.state;
  const isWorse =
    before !== null &&
    (before.alerts < one.alerts || before.tier > one.tier || (before.outside !== 'failed' && one.outside === 'failed'));
  if (isAlarm(one) && (!wasWaiting || isWorse)) return 'alarm';
  if (wantsMe(one) && !(before !== null && wantsMe(before))) return 'mine';
  return one.state === 'waiting' && before?.state !== 'waiting' ? 'queued' : null;
};
