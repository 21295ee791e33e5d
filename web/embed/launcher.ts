/** The button in the corner. */
import { el } from '../chat/element';
import { icon } from './icon';
import type { Options } from './options';
import type { Place } from './put';

const BUBBLE = 'M3 3h18v14h-9l-5 4.500V17H3V3Zm4 4.500v2h10v-2H7Zm0 3.700v2h7v-2H7Z';

export class Launcher {
  readonly button: HTMLButtonElement;
  private readonly mark: HTMLElement;
  /** Read out: a change inside of a button is not. */
  private readonly news = el('div', { class: 'news', role: 'status' });

  constructor(
    private readonly options: Options,
    { host, inside }: Place,
    open: () => void,
  ) {
    const { texts, left } = options;
    this.mark = el('span', { class: 'unread', hidden: '' }, texts.unread);
    const look = `launcher${left ? ' left' : ''}`;
    this.button = el('button', { type: 'button', class: look, 'aria-haspopup': 'dialog' }, icon(BUBBLE));
    this.button.append(texts.launcher, this.mark);
    this.button.addEventListener('click', open);
    this.show(true);
    inside.append(this.button, this.news);
    document.addEventListener('focusin', ({ target }) => {
      if (target instanceof Element) requestAnimationFrame(() => this.keepClearOf(target === host ? null : target));
    });
  }

  show(shown: boolean): void {
    this.button.hidden = !shown || !this.options.launcher;
    if (!shown) this.unread(false);
  }

  /** True when that is news. */
  unread(isUnread: boolean): boolean {
    if (this.mark.hidden !== isUnread) return false;
    this.mark.hidden = !isUnread;
    this.news.textContent = isUnread ? this.options.texts.unread : '';
    return isUnread;
  }

  /** What has the focus is never wholly behind the button. */
  private keepClearOf(focused: Element | null): void {
    const ours = this.button.getBoundingClientRect();
    const other = focused?.getBoundingClientRect();
    const isOver =
      other !== undefined &&
      other.left < ours.right &&
      other.right > ours.left &&
      other.top < ours.bottom &&
      other.bottom > ours.top;
    this.button.classList.toggle('aside', isOver);
  }
}
