/** What the person said or chose, and whether it has gone out. */
import type { Config } from './config';
import { el } from './element';

export class Bubble {
  readonly element: HTMLElement;
  private readonly text: HTMLElement;
  private state: HTMLElement | null = null;

  constructor(
    text: string,
    private readonly config: Config,
    /** The advisor who entered it for the person, by phone. */
    enteredBy?: string,
  ) {
    this.text = el('p', { dir: 'auto' }, text);
    this.element = el(
      'div',
      { class: 'app-said app-said--person' },
      enteredBy === undefined
        ? el('span', { class: 'nhsuk-u-visually-hidden' }, config.word('log.you'))
        : el('span', { class: 'app-said__who' }, config.word('handover.entered', enteredBy)),
      this.text,
    );
  }

  /** As the server keeps it: without what it removed. */
  say(text: string): void {
    if (this.text.textContent !== text) this.text.textContent = text;
  }

  notSent(again: () => void): void {
    if (this.state !== null) return;
    const button = el('button', { type: 'button', class: 'app-link' }, this.config.word('status.tryAgain'));
    button.addEventListener('click', again);
    this.state = el(
      'div',
      { class: 'app-said__state' },
      el('span', {}, this.config.word('status.notSent')),
      ' ',
      button,
    );
    this.element.append(this.state);
  }

  sent(): void {
    this.state?.remove();
    this.state = null;
  }
}
