/** The top of the page: search, who I am and whether I am there, whether PALS is open, calls, and the menu. */
import { may } from '../../handover/roles';
import type { Desk } from './desk';
import { dialogButton, openDialog } from '../chat/dialog';
import { el, part } from '../chat/element';
import { api } from './api';
import type { CallView } from './callView';
import { announce, button, group } from './controls';
import { Menu } from './menu';
import { plain } from './plain';
import { Slot } from './slot';
import { word } from './words';

export class Bar {
  readonly #search = el('input', {
    type: 'search',
    class: 'nhsuk-input desk-search__box',
    id: 'search',
    autocomplete: 'off',
    maxlength: '200',
  });
  readonly #presence = el(
    'select',
    { class: 'nhsuk-select desk-presence', id: 'presence' },
    ...(['available', 'away'] as const).map((id) => el('option', { value: id }, word(`presence.${id}`))),
  );
  readonly #opening: Slot;
  readonly #menu: Menu;

  constructor(
    private readonly desk: Desk,
    private readonly call: CallView,
    help: () => void,
  ) {
    const form = el(
      'form',
      { class: 'desk-search', role: 'search' },
      el('label', { class: 'nhsuk-u-visually-hidden', for: 'search' }, word('search.label')),
      this.#search,
      el('button', { type: 'submit', class: 'desk-search__go' }, word('search.do')),
    );
    this.#search.placeholder = word('search.label');
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#find();
    });
    this.#presence.addEventListener('change', () => {
      const chosen = this.#presence.value === 'away' ? 'away' : 'available';
      void desk.attempt(async () => {
        await api.presence(chosen);
        desk.me = { ...desk.me, me: { ...desk.me.me, presence: chosen } };
      });
    });
    this.#opening = new Slot(el('div', { class: 'desk-opening' }));
    this.#menu = new Menu(desk, help);
    part('bar').append(
      desk.readsCases ? form : '',
      this.#opening.place,
      el(
        'div',
        { class: 'desk-me' },
        el('label', { for: 'presence', class: 'desk-me__name' }, el('bdi', {}, plain(desk.me.me.name))),
        desk.mayWrite ? this.#presence : el('span', {}, word(`role.${desk.me.me.role}`)),
      ),
      ...(desk.mayWrite
        ? [
            button('secondary', word('call.open'), () => {
              this.#askForCall();
            }),
          ]
        : []),
      this.#menu.element,
    );
    desk.onChange(() => {
      this.draw();
    });
  }

  focusSearch(): void {
    this.#search.focus();
    this.#search.select();
  }

  endSearch(): void {
    this.#search.value = '';
    this.#search.focus();
  }

  draw(): void {
    const { desk } = this;
    const { opening, me } = desk.me;
    if (me.presence !== 'signedOut' && this.#presence.value !== me.presence) this.#presence.value = me.presence;
    const nobody =
      opening.isOpen && !desk.advisors.some(({ presence, role }) => presence === 'available' && may(role, 'workCases'));
    this.#opening.show(JSON.stringify([opening, nobody]), () => [
      el(
        'span',
        { class: `desk-opening__state${opening.isOpen && !nobody ? '' : ' desk-opening__state--closed'}` },
        nobody ? word('opening.nobody') : opening.text,
      ),
      desk.mayWrite
        ? button(
            'quiet',
            word(opening.closedByHand ? 'opening.byHours' : 'opening.closeNow'),
            () => {
              this.#askToSwitch(!opening.closedByHand);
            },
            { 'data-key': 'switch' },
          )
        : null,
    ]);
  }

  #askToSwitch(closed: boolean): void {
    const close = openDialog({
      title: word(closed ? 'opening.closeTitle' : 'opening.openTitle'),
      body: [el('p', {}, word(closed ? 'opening.closeWhat' : 'opening.openWhat'))],
      buttons: [
        dialogButton(
          word(closed ? 'opening.closeNow' : 'opening.byHours'),
          closed ? 'nhsuk-button--warning' : '',
          () => {
            close();
            void this.desk.attempt(() => api.opening(closed));
          },
        ),
        dialogButton(word('dialog.cancel'), 'nhsuk-button--secondary', () => {
          close();
        }),
      ],
    });
  }

  #askForCall(): void {
    const reference = el('input', {
      type: 'text',
      class: 'nhsuk-input desk-reference',
      id: 'call-reference',
      autocomplete: 'off',
      autocapitalize: 'characters',
      spellcheck: 'false',
    });
    const { element, value } = group(
      word('call.which'),
      'call',
      [
        { id: 'new', label: word('call.new') },
        { id: 'known', label: word('call.known') },
      ],
      'new',
    );
    reference.addEventListener('input', () => {
      element.querySelector<HTMLInputElement>('input[value="known"]')?.click();
    });
    const close = openDialog({
      title: word('call.open'),
      body: [element, el('label', { class: 'nhsuk-label', for: 'call-reference' }, word('call.reference')), reference],
      buttons: [
        dialogButton(word('call.start'), '', () => {
          close();
          void this.call.start(value() === 'known' ? reference.value.trim() : null);
        }),
        dialogButton(word('dialog.cancel'), 'nhsuk-button--secondary', () => {
          close();
        }),
      ],
    });
  }

  async #find(): Promise<void> {
    const words = this.#search.value.trim();
    if (words === '' && this.desk.found !== null) {
      this.desk.found = null;
      this.desk.changed();
      return;
    }
    if (words.length < 2) {
      announce(word('search.short'), true);
      return;
    }
    const { desk } = this;
    await desk.attempt(async () => {
      const { cases } = await api.search(words);
      for (const one of cases) desk.inbox.put(one);
      desk.place = 'cases';
      desk.found = { words: plain(words), references: cases.map(({ reference }) => reference) };
      announce(cases.length === 0 ? word('search.none') : word('search.found', { n: cases.length, words }));
      const [only, more] = cases;
      if (only !== undefined && more === undefined) desk.show(only.reference);
    });
  }
}
