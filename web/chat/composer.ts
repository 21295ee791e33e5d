/** The box to write in. It keeps what is written until the server has it. */
import type { Config } from './config';
import { part, PageIncomplete } from './element';

/** From here on the person is told how much is left. */
const NEARLY_FULL = 500;

export class Composer {
  private readonly form = part('composer');
  private readonly problem = part('message-problem');
  private readonly label = document.querySelector('label[for=message]');
  private readonly usualLabel = this.label?.textContent ?? '';
  private readonly box: HTMLTextAreaElement;
  private isForPals = false;

  constructor(
    private readonly config: Config,
    send: (text: string) => void,
  ) {
    const box = part('message');
    if (!(box instanceof HTMLTextAreaElement)) throw new PageIncomplete('message');
    this.box = box;
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.refuse()) return;
      const text = box.value;
      this.set('');
      send(text);
    });
    // On a keyboard Enter sends and Shift and Enter begins a new line; never while a word is being composed.
    box.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      if (this.form instanceof HTMLFormElement) this.form.requestSubmit();
    });
    box.addEventListener('input', () => {
      this.grow();
      this.count();
    });
  }

  /** What was written comes back; what has been written since is kept after it. */
  giveBack(text: string): void {
    this.set(this.box.value.trim() === '' ? text : `${text}\n${this.box.value}`);
  }

  set(text: string): void {
    this.box.value = text;
    this.grow();
    this.tell('');
  }

  /** Whether what is written goes to an advisor. */
  forPals(isForPals: boolean): void {
    if (this.isForPals === isForPals) return;
    this.isForPals = isForPals;
    if (this.label !== null)
      this.label.textContent = isForPals ? this.config.word('handover.composer') : this.usualLabel;
  }

  private empty(): string {
    return this.isForPals ? this.config.word('handover.composerEmpty') : this.config.word('composer.empty');
  }

  private refuse(): boolean {
    const { value } = this.box;
    if (value.trim() === '') this.tell(this.empty());
    else if (value.length > this.config.maxLength) this.tell(this.tooLong());
    else return false;
    this.box.focus();
    return true;
  }

  private tooLong(): string {
    const over = this.box.value.length - this.config.maxLength;
    return `${this.config.word('composer.tooLong')} ${this.config.word('composer.over', over)}`;
  }

  private count(): void {
    const left = this.config.maxLength - this.box.value.length;
    if (left < 0) this.tell(this.tooLong());
    else if (left < NEARLY_FULL) this.tell(this.config.word('composer.left', left), false);
    else this.tell('');
  }

  private tell(text: string, wrong = true): void {
    if (this.problem.textContent !== text) this.problem.textContent = text;
    this.problem.hidden = text === '';
    this.problem.classList.toggle('app-composer__left', !wrong);
    this.box.classList.toggle('nhsuk-textarea--error', wrong && text !== '');
    this.box.setAttribute('aria-invalid', String(wrong && text !== ''));
  }

  private grow(): void {
    this.box.style.height = 'auto';
    if (this.box.scrollHeight > this.box.clientHeight) this.box.style.height = `${this.box.scrollHeight + 4}px`;
  }
}
