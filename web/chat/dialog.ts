/** A native dialog of the page itself. It is made when it is opened and gone when it is closed. */
import type { Config } from './config';
import { el } from './element';

export interface DialogOptions {
  readonly title: string;
  readonly look?: 'full';
  readonly body: readonly (HTMLElement | null)[];
  readonly buttons: readonly HTMLElement[];
  /** What has the focus at first; the title, where nothing is asked. */
  readonly focus?: HTMLElement | null;
}

export const dialogButton = (label: string, look: string, press: () => void): HTMLButtonElement => {
  const button = el('button', { type: 'button', class: `nhsuk-button ${look}` }, label);
  button.addEventListener('click', press);
  return button;
};

/** Opens it and returns what closes it; focus goes back to where it was. */
export const openDialog = ({ title, look, body, buttons, focus }: DialogOptions): (() => void) => {
  const before = document.activeElement;
  const heading = el('h2', { class: 'nhsuk-heading-l', id: 'dialog-title', tabindex: '-1' }, title);
  const dialog = el(
    'dialog',
    { class: `app-dialog${look === 'full' ? ' app-dialog--full' : ''}`, 'aria-labelledby': 'dialog-title' },
    el(
      'div',
      { class: look === 'full' ? 'app-ask-card' : 'app-dialog__body' },
      heading,
      ...body,
      el('div', { class: 'app-dialog__buttons' }, ...buttons),
    ),
  );
  document.body.append(dialog);
  dialog.addEventListener('close', () => {
    dialog.remove();
    delete document.documentElement.dataset['dialog'];
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  });
  document.documentElement.dataset['dialog'] = 'open';
  dialog.showModal();
  (focus ?? heading).focus();
  return () => {
    dialog.close();
  };
};

export const printButton = (config: Config): HTMLButtonElement =>
  dialogButton(config.word('dialog.print'), '', () => {
    print();
  });
