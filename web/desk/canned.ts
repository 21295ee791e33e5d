/** Replies to choose from: found by any of their words, put into the box, and changed there before they go out. */
import type { Canned } from '../../channels/desk/wire';
import { api } from './api';
import { el } from '../chat/element';
import { button } from './controls';
import { word } from './words';

type Reply = Canned['replies'][number];
let all: readonly Reply[] | null = null;

export class CannedPicker {
  readonly button: HTMLButtonElement;
  readonly panel: HTMLElement;
  readonly #search = el('input', {
    type: 'search',
    class: 'nhsuk-input desk-canned__search',
    id: 'canned-search',
    autocomplete: 'off',
  });
  readonly #list = el('ul', { class: 'desk-canned__list' });
  readonly #none = el('p', { class: 'desk-quietly', role: 'status' });

  constructor(private readonly chosen: (text: string) => void) {
    this.button = button(
      'secondary',
      word('canned.open'),
      () => {
        if (this.panel.hidden) this.open();
        else this.close();
      },
      { 'aria-expanded': 'false', 'aria-controls': 'canned' },
    );
    this.panel = el(
      'div',
      { class: 'desk-canned', id: 'canned' },
      el('label', { class: 'desk-canned__label', for: 'canned-search' }, word('canned.search')),
      this.#search,
      this.#none,
      this.#list,
    );
    this.panel.hidden = true;
    this.#search.addEventListener('input', () => {
      this.#draw();
    });
    this.panel.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        event.stopPropagation();
        this.close();
        this.button.focus();
      } else if (event.key === 'Enter' && event.target === this.#search) {
        event.preventDefault();
        this.#list.querySelector('button')?.click();
      } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        this.#step(event.key === 'ArrowDown' ? 1 : -1);
      }
    });
  }

  open(): void {
    this.panel.hidden = false;
    this.button.setAttribute('aria-expanded', 'true');
    this.#search.value = '';
    this.#draw();
    this.#search.focus();
    if (all === null)
      void api.canned().then(
        ({ replies }) => {
          all = replies;
          this.#draw();
        },
        () => {
          this.#none.textContent = word('problem.noAnswer');
        },
      );
  }

  close(): void {
    this.panel.hidden = true;
    this.button.setAttribute('aria-expanded', 'false');
  }

  #step(by: 1 | -1): void {
    const stops = [this.#search, ...this.#list.querySelectorAll('button')];
    const at = stops.findIndex((one) => one === document.activeElement);
    stops[Math.min(stops.length - 1, Math.max(0, at + by))]?.focus();
  }

  #draw(): void {
    const sought = this.#search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = (all ?? []).filter(({ title, text }) =>
      sought.every((one) => `${title} ${text}`.toLowerCase().includes(one)),
    );
    this.#none.textContent = all === null ? word('loading') : found.length === 0 ? word('canned.none') : '';
    this.#list.replaceChildren(
      ...found.map(({ title, text }) => {
        const choose = el(
          'button',
          { type: 'button', class: 'desk-canned__reply' },
          el('strong', {}, title),
          ' ',
          el('span', {}, text),
        );
        choose.addEventListener('click', () => {
          this.close();
          this.chosen(text);
        });
        return el('li', {}, choose);
      }),
    );
  }
}
