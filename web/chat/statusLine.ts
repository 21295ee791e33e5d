/** One calm line above the box: connection, waiting, what became of a message. */
import { el, part } from './element';

export class StatusLine {
  private readonly place = part('status');
  private key = '';

  /** `button` is something that helps. */
  say(key: string, text: string, button?: { readonly label: string; readonly press: () => void }): void {
    if (this.key === key) return;
    this.key = key;
    const help = button === undefined ? null : el('button', { type: 'button', class: 'app-link' }, button.label);
    if (help !== null && button !== undefined) help.addEventListener('click', button.press);
    this.place.replaceChildren(el('p', {}, text), ...(help === null ? [] : [help]));
  }

  /** Only if it still says `key`; without `key`, whatever it says. */
  clear(key?: string): void {
    if (key !== undefined && key !== this.key) return;
    this.key = '';
    this.place.replaceChildren();
  }

  is(key: string): boolean {
    return this.key === key;
  }
}
