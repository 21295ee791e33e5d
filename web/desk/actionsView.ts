/** What can be done with the case now. The server says what may be done; here is only how it is called. */
import type { CaseDetail, DeskMove } from '../../channels/desk/wire';
import { el } from '../chat/element';
import { api } from './api';
import { askToClose, askToHandOver, askToSetAside } from './caseDialogs';
import { serverNow } from './clock';
import { button } from './controls';
import type { Desk } from './desk';
import { isAside } from './inbox';
import { word } from './words';

/** In the order in which they are shown; the first that may be made is the main one. */
const MAIN: readonly DeskMove[] = ['accept', 'pickUp', 'join'];
const OTHERS: readonly DeskMove[] = ['handOver', 'handBack', 'release', 'takeOver', 'close'];
const ASKS: Partial<Record<DeskMove, (desk: Desk, one: CaseDetail) => void>> = {
  handOver: askToHandOver,
  close: askToClose,
};

export const drawActions = (
  desk: Desk,
  one: CaseDetail,
  startCall: (reference: string) => void,
): readonly (Node | null)[] => {
  // Nobody is hung up on by a slip: the call is ended first, and a new caller has their code by then.
  if (one.call !== null) return [];
  const make = (move: DeskMove) => (): void => {
    const ask = ASKS[move];
    if (ask !== undefined) ask(desk, one);
    else
      void desk.attempt(async () => {
        const seen = move === 'handBack' ? { seen: desk.open?.seen ?? 0 } : {};
        desk.moved((await api.move(one.reference, { move, ...seen })).case);
      });
  };
  const actions = (moves: readonly DeskMove[], look: 'primary' | 'secondary') =>
    moves
      .filter((move) => one.moves.includes(move))
      .map((move) => button(look, word(`action.${move}`), make(move), { 'data-key': move }));
  const isMine = desk.inbox.isMine(one) && one.holder?.id === desk.me.me.id;
  const aside = (): HTMLElement =>
    isAside(one, serverNow())
      ? button(
          'secondary',
          word('action.asideEnd'),
          () => {
            void desk.attempt(async () => {
              desk.moved((await api.aside(one.reference, null)).case);
            });
          },
          { 'data-key': 'aside' },
        )
      : button(
          'secondary',
          word('action.aside'),
          () => {
            askToSetAside(desk, one);
          },
          { 'data-key': 'aside' },
        );
  const main = actions(MAIN, 'primary');
  const others = actions(OTHERS, 'secondary');
  const calls =
    isMine && one.chatStands
      ? [
          button(
            'secondary',
            word('action.call'),
            () => {
              startCall(one.reference);
            },
            { 'data-key': 'call' },
          ),
        ]
      : [];
  if (main.length + others.length + calls.length === 0) return [];
  return [
    el('h3', { class: 'nhsuk-u-visually-hidden', tabindex: '-1' }, word('action.title')),
    ...main,
    ...(isMine ? [aside()] : []),
    ...calls,
    ...others,
  ];
};
