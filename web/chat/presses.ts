/** Every press of a button on the page, wherever and by whom it was drawn. */
import type { Action } from '../../dialogs/engine/screen';
import { parseAction } from './wire';

export interface Presses {
  act(action: Action, label: string, button: HTMLButtonElement): void;
  summary(): void;
  clear(): void;
  exit(): void;
  /** One of the bar was pressed. */
  bar(): void;
}

export const listenForPresses = (presses: Presses): void => {
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    // Without this script it posts a form.
    if (button?.dataset['action'] !== undefined) event.preventDefault();
    if (button === null || button.getAttribute('aria-disabled') === 'true') return;
    const { action, page, bar } = button.dataset;
    // The second click of a double tap is not a second wish, and may land on a button that has only just come.
    if (event.detail > 1 && (action ?? page) !== undefined) return;
    if (page === 'exitPage') presses.exit();
    else if (page === 'print' || bar === 'print') presses.summary();
    else if (bar === 'clear') presses.clear();
    else if (action !== undefined) {
      const read = parseAction(JSON.parse(action));
      if (read !== null) presses.act(read, button.textContent.trim(), button);
    }
    if (bar !== undefined) presses.bar();
  });
};
