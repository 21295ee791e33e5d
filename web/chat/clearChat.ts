/** Asks before the chat is deleted, since it cannot be undone. */
import type { Config } from './config';
import { dialogButton, openDialog } from './dialog';
import { el } from './element';

/** `request`: how it stands with PALS, since clearing ends that too. */
export const askToClear = (config: Config, request: 'none' | 'asked' | 'live', clear: () => Promise<void>): void => {
  const also = { none: null, asked: config.word('clear.whatAsked'), live: config.word('clear.whatLive') }[request];
  const yes = request === 'live' ? config.word('clear.leaveAndClear') : config.word('clear.yes');
  const close = openDialog({
    title: config.word('clear.title'),
    body: [el('p', {}, config.word('clear.what')), also === null ? null : el('p', {}, also)],
    buttons: [
      dialogButton(yes, 'nhsuk-button--warning', () => {
        close();
        void clear();
      }),
      dialogButton(config.word('dialog.cancel'), 'nhsuk-button--secondary', () => {
        close();
      }),
    ],
  });
};
