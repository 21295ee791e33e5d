/** At the top for as long as an advisor is in the chat: who it is, and the way out. */
import type { Config } from './config';
import { el, part } from './element';

export class HandoverLine {
  private readonly place = part('talking');
  private readonly text = el('p', { class: 'app-talking__who', role: 'status' });
  private known: string | null = null;

  constructor(private readonly config: Config) {
    this.place.append(
      el(
        'div',
        { class: 'app-talking__inner' },
        this.text,
        el(
          'button',
          { type: 'button', class: 'app-talking__leave', 'data-action': JSON.stringify({ handover: 'leave' }) },
          config.word('handover.leave'),
          el('span', { class: 'nhsuk-u-visually-hidden' }, ` ${config.word('handover.leaveRest')}`),
        ),
      ),
    );
  }

  /** As the person sees it; null until it is known. */
  set name(name: string | null) {
    this.known = name;
    this.draw();
  }

  show(isLive: boolean): void {
    if (!isLive && !this.place.hidden) this.known = null;
    this.place.hidden = !isLive;
    this.draw();
  }

  private draw(): void {
    const { config, known, place, text } = this;
    const says = place.hidden
      ? ''
      : known === null || known === ''
        ? config.word('handover.talkingPals')
        : config.word('handover.talking', known);
    if (text.textContent !== says) text.textContent = says;
  }
}
