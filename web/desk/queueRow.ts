/** One case in the list: how urgent, why, since when, who has it. */
import type { CaseSummary } from '../../channels/desk/wire';
import { el } from '../chat/element';
import { serverNow, sinceThen, timeOf, untilThen } from './clock';
import { hidden, name } from './controls';
import { isAside, isClosed, isQueued } from './inbox';
import { plain } from './plain';
import { word } from './words';

export const tierTag = ({ tier, tierLabel }: Pick<CaseSummary, 'tier' | 'tierLabel'>): HTMLElement =>
  el(
    'strong',
    { class: `desk-tier desk-tier--${tier}` },
    el('span', { class: 'desk-tier__code' }, tier),
    ` ${tierLabel}`,
  );

/** Since when, and until when; what of it is late. */
const times = (one: CaseSummary): HTMLElement => {
  if (isClosed(one)) return el('span', { class: 'desk-row__time' }, timeOf(one.raisedAt));
  if (isAside(one, serverNow()))
    return el('span', { class: 'desk-row__time' }, word('row.asideUntil', { time: timeOf(one.asideUntil ?? '') }));
  const since = el(
    'span',
    {},
    word(isQueued(one) ? 'row.waits' : 'row.since', { length: sinceThen(one.waitingSince) }),
  );
  if (!isQueued(one)) return el('span', { class: 'desk-row__time' }, since);
  const { text, late, soon } = untilThen(one.dueAt);
  return el(
    'span',
    { class: 'desk-row__time' },
    since,
    ', ',
    el('span', { class: `desk-due${late ? ' desk-due--late' : soon ? ' desk-due--soon' : ''}` }, text),
  );
};

const who = (one: CaseSummary, myId: string): HTMLElement | null => {
  if (one.handedTo !== null)
    return el(
      'span',
      { class: 'desk-row__who' },
      ...(one.handedTo.id === myId
        ? [el('strong', {}, word('row.handedToYou'))]
        : [word('row.handedTo'), ' ', name(one.handedTo.name)]),
    );
  if (one.holder === null) return isQueued(one) ? null : el('span', { class: 'desk-row__who' }, one.stateLabel);
  return el(
    'span',
    { class: 'desk-row__who' },
    ...(one.holder.id === myId ? [word('row.you')] : [name(one.holder.name)]),
  );
};

export const rowSign = (one: CaseSummary, myId: string, isOpen: boolean): string =>
  JSON.stringify([one, myId, isOpen, times(one).textContent]);

export const drawRow = (one: CaseSummary, myId: string, isOpen: boolean): HTMLElement => {
  // In the queue everything is new.
  const isNew = one.unread && one.holder !== null;
  const look = `desk-row${isOpen ? ' desk-row--open' : ''}${one.urgent && isQueued(one) ? ' desk-row--alarm' : ''}${isNew ? ' desk-row--unread' : ''}`;
  return el(
    'li',
    { class: 'desk-queue__item' },
    el(
      'button',
      {
        type: 'button',
        class: look,
        'data-reference': one.reference,
        tabindex: '-1',
        ...(isOpen && { 'aria-current': 'true' }),
      },
      el(
        'span',
        { class: 'desk-row__line' },
        tierTag(one),
        isNew ? el('span', { class: 'desk-row__new' }, word('row.unread')) : null,
        who(one, myId),
      ),
      el('span', { class: 'desk-row__why' }, one.why === null ? word('row.noReason') : plain(one.why)),
      el(
        'span',
        { class: 'desk-row__line desk-row__line--small' },
        hidden(word('row.reference')),
        el('span', { class: 'desk-row__reference', translate: 'no' }, one.reference),
        one.channel === 'phone' ? el('span', { class: 'desk-row__channel' }, word('row.phone')) : null,
        times(one),
      ),
    ),
  );
};
