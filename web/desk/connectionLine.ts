/** Says it when the line is lost and what is on the screen may be old, and when no alarm can be heard. */
import type { Desk } from './desk';
import { el, part } from '../chat/element';
import { timeOf, serverNow } from './clock';
import { Slot } from './slot';
import { isSilenced, readySound } from './sound';
import { word } from './words';

export class ConnectionLine {
  readonly #slot = new Slot(part('connection'));
  #since: string | null = null;

  constructor(desk: Desk) {
    readySound(desk.changed);
    desk.onChange(() => {
      if (desk.isLive) this.#since = null;
      else this.#since ??= new Date(serverNow()).toISOString();
      document.body.classList.toggle('desk--lost', this.#since !== null);
      // A problem that belongs to no case on the screen is told here.
      const problem = desk.open === null || desk.place !== 'cases' ? desk.problem : null;
      const text =
        this.#since !== null
          ? word('connection.lost', { time: timeOf(this.#since) })
          : (problem ?? (isSilenced() ? word('connection.silenced') : ''));
      this.#slot.show(text, () => (text === '' ? [] : [el('p', {}, text)]));
    });
  }
}
