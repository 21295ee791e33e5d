/** The top of a case: which, how urgent, who has it, and how long it waits. */
import type { CaseDetail } from '../../channels/desk/wire';
import { el } from '../chat/element';
import { sinceThen, timeOf, untilThen } from './clock';
import { button, name } from './controls';
import { isClosed, isQueued } from './inbox';
import { tierTag } from './queueRow';
import { word } from './words';

const title = (reference: string): HTMLElement =>
  el('h2', { class: 'desk-case__title', tabindex: '-1', translate: 'no' }, reference);

const whose = (one: CaseDetail, myId: string): readonly (Node | string)[] => {
  if (one.handedTo !== null)
    return one.handedTo.id === myId
      ? [el('strong', {}, word('row.handedToYou'))]
      : [word('row.handedTo'), ' ', name(one.handedTo.name)];
  if (one.holder === null || isClosed(one)) return [one.stateLabel];
  const since = one.heldSince === null ? '' : ` ${word('case.since', { time: timeOf(one.heldSince) })}`;
  return [
    one.holder.id === myId ? word('case.yours') : name(one.holder.name),
    since,
    ', ',
    one.stateLabel.toLowerCase(),
  ];
};

const waits = (one: CaseDetail): HTMLElement => {
  const { text, late, soon } = untilThen(one.dueAt);
  return el(
    'span',
    { class: `desk-due${late ? ' desk-due--late' : soon ? ' desk-due--soon' : ''}` },
    word('row.waits', { length: sinceThen(one.waitingSince) }),
    ', ',
    text,
  );
};

/** `back`: to the list, where there is no room for both. */
export const drawHead = (
  reference: string,
  detail: CaseDetail | null,
  myId: string,
  back: () => void,
): readonly (Node | null)[] => {
  const goBack = button('quiet', word('case.back'), back, { 'data-key': 'back' });
  goBack.classList.add('desk-case__back');
  if (detail === null) return [goBack, title(reference), el('p', {}, word('loading'))];
  return [
    goBack,
    title(detail.reference),
    tierTag(detail),
    el('span', { class: 'desk-case__state' }, ...whose(detail, myId)),
    detail.channel === 'phone' ? el('span', { class: 'desk-row__channel' }, word('row.phone')) : null,
    isQueued(detail) ? waits(detail) : null,
  ];
};
