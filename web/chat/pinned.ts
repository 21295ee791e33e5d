/** The safety text of T0 to T3: in view until the person carries on, and still in reach afterwards. */
import type { Screen } from '../../dialogs/engine/screen';
import type { Config } from './config';
import { el, part } from './element';
import { drawScreen } from './screenView';

const titleOf = (screen: Screen): string => {
  const card = screen.parts.find((found) => found.kind === 'signpost' && found.id === 'E-999');
  if (screen.title !== undefined) return screen.title.text;
  return card?.kind === 'signpost' ? (card.title?.text ?? '') : '';
};

/** What tells one advice from another. */
const keyOf = (screen: Screen): string => `${screen.node} ${titleOf(screen)}`;

/** Headings and ids belong to the conversation; here is a copy to read. */
const copyOf = (screen: Screen, config: Config): HTMLElement => {
  const { ask: _ask, ...said } = screen;
  const copy = drawScreen(said, 0, config);
  copy.classList.remove('app-said');
  copy.classList.add('app-copy');
  for (const focusable of copy.querySelectorAll('[tabindex]')) focusable.removeAttribute('tabindex');
  return copy;
};

export class Pinned {
  private readonly place = part('pinned');
  private shown = '';

  constructor(private readonly config: Config) {}

  show(screen: Screen): void {
    const key = keyOf(screen);
    if (this.shown === key) return;
    this.shown = key;
    this.place.className = 'app-pinned';
    this.place.replaceChildren(
      el(
        'div',
        { class: 'app-pinned__inner' },
        el(
          'details',
          { class: 'app-pinned__details' },
          el('summary', { class: 'app-pinned__summary' }, titleOf(screen)),
          el(
            'div',
            { class: 'app-pinned__text', tabindex: '0', role: 'region', 'aria-label': this.config.word('pinned.show') },
            copyOf(screen, this.config),
          ),
        ),
      ),
    );
    this.place.hidden = false;
  }

  /** The server's advice after the page's own; where it is the same, the person may have carried on since. */
  confirm(screen: Screen, own: Screen): void {
    if (!own.pinned || keyOf(own) !== keyOf(screen)) this.show(screen);
  }

  /** The person has carried on: a quiet line instead of the red one. */
  dismiss(): void {
    if (this.shown === '') return;
    this.shown = '';
    this.place.className = 'app-pinned app-pinned--quiet';
    const summary = this.place.querySelector('summary');
    if (summary !== null) summary.textContent = this.config.word('pinned.again');
    this.place.querySelector('details')?.removeAttribute('open');
  }

  remove(): void {
    this.shown = '';
    this.place.hidden = true;
    this.place.replaceChildren();
  }
}
