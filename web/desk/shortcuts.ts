/** Keys for someone who has the desk open all day; they can be switched off, and are dead while something is typed. */
import { dialogButton, openDialog } from '../chat/dialog';
import { el } from '../chat/element';
import { setSetting, setting } from './settings';
import { word } from './words';

export interface Shortcut {
  readonly key: string;
  /** Its words: `help.<id>`. */
  readonly id: string;
  readonly press: () => void;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input:not([type="checkbox"], [type="radio"]), textarea, select') !== null;

/** `leave`: where Escape goes from a box, so that the keys are heard again. */
export const listenForShortcuts = (shortcuts: readonly Shortcut[], leave: () => void): void => {
  document.addEventListener('keydown', (event) => {
    if (
      event.key === 'Escape' &&
      event.target instanceof HTMLElement &&
      isTyping(event.target) &&
      document.querySelector('dialog') === null
    ) {
      event.target.blur();
      leave();
      return;
    }
    if (!setting('shortcuts') || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isTyping(event.target) || document.querySelector('dialog') !== null) return;
    const found = shortcuts.find(({ key }) => key === event.key);
    if (found === undefined) return;
    event.preventDefault();
    found.press();
  });
};

export const openHelp = (shortcuts: readonly Shortcut[]): void => {
  const input = el('input', { type: 'checkbox', class: 'nhsuk-checkboxes__input', id: 'help-shortcuts' });
  input.checked = setting('shortcuts');
  input.addEventListener('change', () => {
    setSetting('shortcuts', input.checked);
  });
  const row = (key: string, what: string): HTMLElement =>
    el(
      'tr',
      { class: 'nhsuk-table__row' },
      el('th', { scope: 'row', class: 'nhsuk-table__header' }, el('kbd', { class: 'desk-key' }, key)),
      el('td', { class: 'nhsuk-table__cell' }, what),
    );
  const close = openDialog({
    title: word('help.title'),
    body: [
      el(
        'table',
        { class: 'nhsuk-table desk-keys' },
        el('caption', { class: 'nhsuk-u-visually-hidden' }, word('help.keys')),
        el(
          'thead',
          { class: 'nhsuk-u-visually-hidden' },
          el('tr', {}, el('th', { scope: 'col' }, word('help.key')), el('th', { scope: 'col' }, word('help.does'))),
        ),
        el(
          'tbody',
          {},
          ...shortcuts.map(({ key, id }) => row(key, word(`help.${id}`))),
          row('Ctrl + Enter', word('help.send')),
          row('Esc', word('help.escape')),
        ),
      ),
      el(
        'div',
        { class: 'nhsuk-checkboxes nhsuk-checkboxes--small' },
        el(
          'div',
          { class: 'nhsuk-checkboxes__item' },
          input,
          el('label', { class: 'nhsuk-label nhsuk-checkboxes__label', for: 'help-shortcuts' }, word('menu.shortcuts')),
        ),
      ),
    ],
    buttons: [
      dialogButton(word('dialog.close'), 'nhsuk-button--secondary', () => {
        close();
      }),
    ],
  });
};
