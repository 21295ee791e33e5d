/**
 * /embed.js: a button on a page of another website, and the chat in a frame. It sets no cookie and stores nothing, loads
 * from the chat's own address only, and touches nothing of the page but its scrolling while the chat fills the screen.
 */
import type { EmbedData } from '../../channels/pages/embedData';
import { readOptions } from './options';
import { ChatPanel } from './panel';
import { put } from './put';

interface Pals {
  open(): void;
  close(): void;
}
declare global {
  interface Window {
    PALS?: Pals;
  }
}

const ONCE = Symbol.for('pals.chat');

/** Called at the end of the served script, with the Trust's words. */
export const start = (data: EmbedData): void => {
  const options = readOptions(data);
  // Where the browser has no dialog (before 2022) the plain link stays as it is.
  if (options === null || Reflect.has(window, ONCE) || !Reflect.has(window, 'HTMLDialogElement')) return;
  Reflect.set(window, ONCE, true);
  const begin = (): void => {
    const panel = put(options, (place) => new ChatPanel(options, place));
    if (panel === null) return;
    const api: Pals = { open: () => panel.open(null), close: () => panel.close() };
    // Not a page's own; an element with the id "PALS" is none.
    if (Reflect.getOwnPropertyDescriptor(window, 'PALS') === undefined) window.PALS = api;
    document.addEventListener('click', (event) => {
      const { target, button, ctrlKey, metaKey, shiftKey, altKey } = event;
      const opener = target instanceof Element ? target.closest<HTMLElement>('[data-pals-open]') : null;
      // A link that is opened in a new tab stays one.
      if (opener === null || button !== 0 || ctrlKey || metaKey || shiftKey || altKey || event.defaultPrevented) return;
      event.preventDefault();
      panel.open(opener);
    });
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin);
  else begin();
};
