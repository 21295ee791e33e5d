/** The desk's keys of one letter, and what each does. */
import type { CaseDetail } from '../../channels/desk/wire';
import type { CaseView } from './caseView';
import { askToClose, askToHandOver, askToSetAside } from './caseDialogs';
import type { Desk } from './desk';
import { LIST_IDS } from './lists';
import type { QueueView } from './queueView';
import type { Shortcut } from './shortcuts';

interface Parts {
  readonly desk: Desk;
  readonly queue: QueueView;
  readonly view: CaseView;
  readonly search: () => void;
  readonly help: () => void;
}

export const deskKeys = ({ desk, queue, view, search, help }: Parts): readonly Shortcut[] => {
  const key = (letter: string, id: string, press: () => void): Shortcut => ({ key: letter, id, press });
  /** Only where the case's button is there too. */
  const onCase = (may: (one: CaseDetail) => boolean, act: (one: CaseDetail) => void) => (): void => {
    const detail = desk.open?.detail ?? null;
    if (desk.place === 'cases' && detail !== null && may(detail)) act(detail);
  };
  const isMine = (one: CaseDetail): boolean => one.holder?.id === desk.me.me.id && !one.moves.includes('accept');
  return [
    key('j', 'next', () => {
      queue.step(1);
    }),
    key('k', 'previous', () => {
      queue.step(-1);
    }),
    key('u', 'unread', () => {
      queue.nextNews();
    }),
    key(
      'p',
      'pickUp',
      onCase(
        ({ moves }) => moves.includes('pickUp') || moves.includes('accept'),
        (one) => void desk.pickUp(one),
      ),
    ),
    key('r', 'reply', () => {
      view.composer.write('reply');
    }),
    key('n', 'note', () => {
      view.composer.write('note');
    }),
    key('c', 'canned', () => {
      view.composer.openCanned();
    }),
    key(
      's',
      'aside',
      onCase(isMine, (one) => {
        askToSetAside(desk, one);
      }),
    ),
    key(
      'h',
      'handOver',
      onCase(
        ({ moves }) => moves.includes('handOver'),
        (one) => {
          askToHandOver(desk, one);
        },
      ),
    ),
    key(
      'e',
      'end',
      onCase(
        ({ moves }) => moves.includes('close'),
        (one) => {
          askToClose(desk, one);
        },
      ),
    ),
    key('q', 'queue', () => {
      queue.focus();
    }),
    ...LIST_IDS.map((list, index) =>
      key(String(index + 1), list, () => {
        queue.choose(list);
      }),
    ),
    key('/', 'search', search),
    key('?', 'help', help),
  ];
};
