/** The left side: lists of cases. One row at a time is in the tab order; arrows go through them. */
import { LIST_IDS } from './lists';
import type { Desk } from './desk';
import { el, part } from '../chat/element';
import { button } from './controls';
import { KeyedList } from './keyed';
import { drawRow, rowSign } from './queueRow';
import { Slot } from './slot';
import { serverNow } from './clock';
import { word } from './words';

export class QueueView {
  readonly #tabs = new Slot(part('tabs'));
  readonly #list = part('queue');
  readonly #rows = new KeyedList(this.#list, true);
  readonly #empty = part('queue-empty');
  readonly #more = new Slot(part('queue-more'));
  /** The row that the tab key comes to, and where it stands. */
  #at: string | null = null;
  #index = 0;
  /** Where the case on the screen stands, or stood until it went to another list. */
  #openIndex = -1;

  /** `searchEnds`: the search box is emptied, and has the focus. */
  constructor(
    private readonly desk: Desk,
    private readonly searchEnds: () => void,
  ) {
    this.#list.addEventListener('click', ({ target }) => {
      const reference =
        target instanceof Element ? target.closest<HTMLElement>('[data-reference]')?.dataset['reference'] : undefined;
      if (reference !== undefined) this.desk.show(reference);
    });
    this.#list.addEventListener('keydown', (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      this.#moveFocus(step);
    });
    this.#list.addEventListener('focusin', ({ target }) => {
      if (target instanceof HTMLElement) this.#at = target.dataset['reference'] ?? this.#at;
      this.#rove();
    });
    part('tabs').addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      const next = LIST_IDS[(LIST_IDS.indexOf(this.desk.tab) + step + LIST_IDS.length) % LIST_IDS.length];
      if (next === undefined) return;
      this.choose(next);
      queueMicrotask(() => part('tabs').querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
    });
    desk.onChange(() => {
      this.draw();
    });
  }

  choose(tab: (typeof LIST_IDS)[number]): void {
    this.desk.tab = tab;
    this.desk.found = null;
    this.desk.changed();
  }

  /** Opens the next or the previous case of the list. */
  step(by: 1 | -1): void {
    const { list, open } = this.desk;
    const at = list.findIndex(({ reference }) => reference === open?.reference);
    // Of a case that was picked up or closed just now, the next has come to its place.
    const to = at === -1 ? (by === 1 ? Math.max(0, this.#openIndex) : this.#openIndex - 1) : at + by;
    const next = list[Math.min(list.length - 1, Math.max(0, to))];
    if (next === undefined) return;
    this.desk.show(next.reference);
    const row = this.#rows.element(next.reference);
    row?.scrollIntoView({ block: 'nearest' });
    if (this.#list.contains(document.activeElement))
      row?.querySelector<HTMLElement>('[data-reference]')?.focus({ preventScroll: true });
    else this.#at = next.reference;
  }

  /** Opens the next case that wants me. */
  nextNews(): void {
    const { inbox, open } = this.desk;
    const next = [...inbox.alarms(), ...inbox.list('mine', serverNow()).filter(inbox.wantsMe)].find(
      ({ reference }) => reference !== open?.reference,
    );
    if (next !== undefined) this.desk.show(next.reference);
  }

  focus(): void {
    this.#list.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }

  draw(): void {
    const { desk } = this;
    const counts = LIST_IDS.map((id) => (id === 'closed' ? null : desk.inbox.list(id, serverNow()).length));
    this.#tabs.show(JSON.stringify([counts, desk.tab, desk.found?.words]), () => [
      el(
        'div',
        { role: 'tablist', class: 'desk-tabs', 'aria-label': word('queue.lists') },
        ...LIST_IDS.map((id, index) => {
          const isChosen = desk.found === null && desk.tab === id;
          const tab = el(
            'button',
            {
              type: 'button',
              role: 'tab',
              class: 'desk-tab',
              id: `tab-${id}`,
              'data-key': id,
              'aria-selected': String(isChosen),
              'aria-controls': 'queue-panel',
              tabindex: isChosen || (desk.found !== null && index === 0) ? '0' : '-1',
            },
            word(`queue.${id}`),
            counts[index] === null ? null : el('span', { class: 'desk-tab__count' }, ` ${counts[index] ?? ''}`),
          );
          tab.addEventListener('click', () => {
            this.choose(id);
          });
          return tab;
        }),
      ),
      desk.found === null
        ? null
        : el(
            'div',
            { class: 'desk-found' },
            el(
              'p',
              { dir: 'auto' },
              word('search.found', { n: desk.found.references.length, words: desk.found.words }),
            ),
            button('quiet', word('search.clear'), () => {
              desk.found = null;
              desk.changed();
              this.searchEnds();
            }),
          ),
    ]);
    const { list } = desk;
    const myId = desk.me.me.id;
    const hadFocus = this.#list.contains(document.activeElement);
    this.#rows.show(
      list.map((one) => {
        const isOpen = one.reference === desk.open?.reference;
        return { key: one.reference, sign: rowSign(one, myId, isOpen), draw: () => drawRow(one, myId, isOpen) };
      }),
    );
    this.#empty.hidden = list.length > 0 || !desk.isLoaded;
    const text = word(desk.found === null ? `queue.${desk.tab}Empty` : 'search.none');
    if (this.#empty.textContent !== text) this.#empty.textContent = text;
    this.#more.show(JSON.stringify([desk.hasMore, desk.me.alertsBeyond]), () => [
      desk.hasMore
        ? button(
            'secondary',
            word('queue.more'),
            () => {
              void desk.readMore();
            },
            { 'data-key': 'more' },
          )
        : null,
      desk.me.alertsBeyond ? null : el('p', { class: 'desk-hint' }, word('queue.nobodyBeyond')),
    ]);
    this.#rove();
    // The row that had the focus has gone to another list: the one that came to its place has it.
    if (hadFocus && !this.#list.contains(document.activeElement)) this.focus();
    const openAt = list.findIndex(({ reference }) => reference === desk.open?.reference);
    if (openAt !== -1) this.#openIndex = openAt;
  }

  #buttons(): HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>('[data-reference]')];
  }

  #rove(): void {
    const all = this.#buttons();
    const indexOf = (reference: string | null | undefined): number =>
      all.findIndex((one) => one.dataset['reference'] === reference);
    const places = [indexOf(this.#at), indexOf(this.desk.open?.reference), Math.min(this.#index, all.length - 1)];
    this.#index = Math.max(0, places.find((place) => place >= 0) ?? 0);
    this.#at = all[this.#index]?.dataset['reference'] ?? null;
    for (const one of all) one.tabIndex = one.dataset['reference'] === this.#at ? 0 : -1;
  }

  #moveFocus(by: number): void {
    const all = this.#buttons();
    const at = all.findIndex((one) => one.dataset['reference'] === this.#at);
    all[Math.min(all.length - 1, Math.max(0, at + by))]?.focus();
  }
}
