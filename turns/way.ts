/** A way on which the service tells of itself: whereto, and what the outbox keeps for it. */
import type { Notice } from '../handover/alarm';
import type { NewOutgoing } from '../storage/port';

export interface Way {
  readonly transport: string;
  readonly target: string;
  /** Plain JSON. */
  readonly payload: (notice: Notice) => unknown;
}

/** `id`: the same for the same telling, on whatever way. */
export const noticeOn = ({ transport, target, payload }: Way, id: string, notice: Notice): NewOutgoing => ({
  ...{ id: `${id}-${target}`, transport, target },
  payload: payload(notice),
});
