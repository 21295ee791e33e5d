/** Asks before the chat is deleted, since it cannot be undone. */
import type { Config } from './config';
import { dialogButton, openDialog } from './dialog';
import { el } from './element';

export const askToClear = (config: Config, clear: () => Promise<void>): void => {
  const close = openDialog({
    title: config.word('clear.title'),
    body: [el('p', {}, config.word('clear.what'))],
    buttons: [
      dialogButton(config.word('clear.yes'), 'nhsuk-button--warning', () => {
        close();
        void clear();
      }),
      dialogButton(config.word('dialog.cancel'), 'nhsuk-button--secondary', () => {
        close();
      }),
    ],
  });
};
