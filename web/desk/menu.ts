/** What is not needed every minute: sound, notifications, report, a link for a colleague, help, signing out. */
import { may } from '../../handover/roles';
import type { Desk, Place } from './desk';
import { dialogButton, openDialog } from '../chat/dialog';
import { el } from '../chat/element';
import { api } from './api';
import { announce, button } from './controls';
import { forgetDrafts } from './drafts';
import { setSetting, setting, type Setting } from './settings';
import { beep } from './sound';
import { word } from './words';

export class Menu {
  readonly element: HTMLElement;
  readonly #button: HTMLButtonElement;
  readonly #list = el('ul', { class: 'desk-menu__list', id: 'menu-list' });

  constructor(
    private readonly desk: Desk,
    private readonly help: () => void,
  ) {
    this.#button = button(
      'secondary',
      word('menu.open'),
      () => {
        this.#show(this.#list.hidden !== false);
      },
      { 'aria-expanded': 'false', 'aria-controls': 'menu-list' },
    );
    this.#list.hidden = true;
    this.element = el('div', { class: 'desk-menu' }, this.#button, this.#list);
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || this.#list.hidden) return;
      event.stopPropagation();
      this.#show(false);
      this.#button.focus();
    });
    document.addEventListener('click', ({ target }) => {
      if (target instanceof Node && !this.element.contains(target)) this.#show(false);
    });
  }

  #show(isOpen: boolean): void {
    this.#list.hidden = !isOpen;
    this.#button.setAttribute('aria-expanded', String(isOpen));
    if (isOpen) this.#draw();
  }

  #draw(): void {
    const { desk } = this;
    const choose = (label: string, action: () => void): HTMLElement =>
      el(
        'li',
        {},
        button('quiet', label, () => {
          this.#show(false);
          action();
        }),
      );
    const toggle = (name: Setting, change: (on: boolean) => void): HTMLElement => {
      const input = el('input', { type: 'checkbox', class: 'desk-menu__check', id: `set-${name}` });
      input.checked = setting(name);
      input.addEventListener('change', () => {
        setSetting(name, input.checked);
        change(input.checked);
      });
      return el(
        'li',
        { class: 'desk-menu__setting' },
        input,
        el('label', { for: `set-${name}` }, word(`menu.${name}`)),
      );
    };
    this.#list.replaceChildren(
      toggle('sound', (on) => {
        if (on) beep('queued');
      }),
      toggle('notifications', (on) => {
        if (on) void this.#askForNotifications();
      }),
      toggle('shortcuts', () => undefined),
      ...this.#places().map(([place, label]) =>
        choose(word(label), () => {
          desk.place = place;
          desk.changed();
        }),
      ),
      ...(desk.mayWrite ? [choose(word('menu.link'), () => void this.#makeLink())] : []),
      choose(word('menu.help'), this.help),
      choose(word('menu.leave'), () => void this.#leave()),
    );
  }

  /** Where one can go from here. */
  #places(): (readonly [Place, string])[] {
    const { role } = this.desk.me.me;
    const all = [
      ...(may(role, 'readCases') ? [['cases', 'menu.cases'] as const] : []),
      ['report', 'menu.report'] as const,
      ...(may(role, 'turnOff') ? [['running', 'admin.title'] as const] : []),
    ];
    return all.filter(([place]) => place !== this.desk.place);
  }

  async #askForNotifications(): Promise<void> {
    const answer = 'Notification' in window ? await Notification.requestPermission() : 'denied';
    if (answer === 'granted') return;
    setSetting('notifications', false);
    announce(word('menu.notificationsBlocked'), true);
    this.#draw();
  }

  async #makeLink(): Promise<void> {
    await this.desk.attempt(async () => {
      const { url, minutes } = await api.link();
      const place = el('input', { type: 'text', class: 'nhsuk-input', id: 'link', readonly: '', value: url });
      place.addEventListener('focus', () => {
        place.select();
      });
      const close = openDialog({
        title: word('link.title'),
        body: [el('label', { class: 'nhsuk-label', for: 'link' }, word('link.what', { minutes })), place],
        buttons: [
          dialogButton(word('link.copy'), '', () => {
            place.select();
            void navigator.clipboard.writeText(url).then(
              () => {
                announce(word('link.copied'));
              },
              () => undefined,
            );
          }),
          dialogButton(word('dialog.close'), 'nhsuk-button--secondary', () => {
            close();
          }),
        ],
      });
    });
  }

  /** Cases that I have go back to the queue: that is said first. */
  async #leave(): Promise<void> {
    const mine = this.desk.inbox.list('mine', 0).length;
    const go = async (): Promise<void> => {
      if (!(await this.desk.attempt(() => api.leave()))) return;
      this.desk.stop();
      forgetDrafts();
      location.replace('/desk');
    };
    if (mine === 0) {
      await go();
      return;
    }
    const close = openDialog({
      title: word('leave.title'),
      body: [el('p', {}, word('leave.what', { n: mine }))],
      buttons: [
        dialogButton(word('menu.leave'), 'nhsuk-button--warning', () => {
          close();
          void go();
        }),
        dialogButton(word('dialog.cancel'), 'nhsuk-button--secondary', () => {
          close();
        }),
      ],
    });
  }
}
