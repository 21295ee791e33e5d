/** On a phone the rest of the bar opens above it. */
import { part } from './element';

export class MoreList {
  private readonly button = part('more');
  private readonly list = part('more-list');

  constructor() {
    this.button.addEventListener('click', () => {
      this.set(this.button.getAttribute('aria-expanded') !== 'true');
    });
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || this.button.getAttribute('aria-expanded') !== 'true') return;
      this.set(false);
      this.button.focus();
    });
  }

  close(): void {
    this.set(false);
  }

  private set(open: boolean): void {
    this.button.setAttribute('aria-expanded', String(open));
    this.list.classList.toggle('app-bar__list--open', open);
  }
}
