/** Why nothing can be written to the person now, in a sentence for the advisor. */
import { timeOf } from './clock';
import type { Desk } from './desk';
import { plain } from './plain';
import { word } from './words';

export const whyNoReply = (desk: Desk): string => {
  const detail = desk.open?.detail ?? null;
  const myId = desk.me.me.id;
  if (!desk.mayWrite) return word('composer.auditor');
  if (detail === null) return '';
  if (!detail.chatStands) return word('composer.cleared');
  if (detail.state === 'closed') return word('composer.closed');
  if (detail.handedTo !== null)
    return detail.handedTo.id === myId
      ? word('composer.takeFirst')
      : word('composer.handedTo', { name: plain(detail.handedTo.name) });
  if (detail.holder !== null && detail.holder.id !== myId)
    return word('composer.theirs', {
      name: plain(detail.holder.name),
      time: timeOf(detail.heldSince ?? detail.waitingSince),
    });
  return word('composer.pickUpFirst');
};
