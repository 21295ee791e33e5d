/** "I have a return code": a quiet link at the first screen, and a small form that opens the chat again. */
import type { Config } from './config';
import { directLine, Refused } from './directLine';
import { dialogButton } from './dialog';
import { el, part } from './element';
import type { Session } from './session';

/** What a code has when everything else is left out: SO and sixteen, or the sixteen alone. */
const LEAST = 16;
const MOST = 18;

export class HandoverReturn {
  private readonly place = part('return');
  private readonly link = part('return-open');
  private readonly box = el('input', {
    class: 'nhsuk-input',
    id: 'return-code',
    type: 'text',
    autocomplete: 'off',
    autocapitalize: 'characters',
    spellcheck: 'false',
    translate: 'no',
    'aria-describedby': 'return-hint return-problem',
  });
  private readonly problem = el('p', { class: 'nhsuk-error-message', id: 'return-problem', role: 'alert', hidden: '' });
  private readonly form: HTMLFormElement;
  private isLooking = false;

  constructor(
    private readonly config: Config,
    private readonly found: (session: Session) => Promise<void>,
  ) {
    this.form = el(
      'form',
      { class: 'app-return__form', novalidate: '', 'aria-labelledby': 'return-title' },
      el('h2', { class: 'nhsuk-heading-m', id: 'return-title' }, config.word('return.title')),
      el('label', { class: 'nhsuk-label nhsuk-label--s', for: 'return-code' }, config.word('return.code')),
      el('div', { class: 'nhsuk-hint', id: 'return-hint' }, config.word('return.hint')),
      this.problem,
      this.box,
      el(
        'div',
        { class: 'app-handover__buttons' },
        el('button', { type: 'submit', class: 'nhsuk-button' }, config.word('return.send')),
        dialogButton(config.word('return.close'), 'nhsuk-button--secondary', () => {
          this.close();
          this.link.focus();
        }),
      ),
    );
    this.link.addEventListener('click', () => {
      this.link.hidden = true;
      this.place.append(this.form);
      this.box.focus();
    });
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.look();
    });
  }

  /** Only where no chat has begun: with one begun, the code would take it away. */
  show(isShown: boolean): void {
    if (!isShown) this.close();
    this.place.hidden = !isShown;
  }

  private close(): void {
    this.form.remove();
    this.form.reset();
    this.tell('');
    this.link.hidden = false;
  }

  private async look(): Promise<void> {
    if (this.isLooking) return;
    const code = this.box.value;
    const { length } = code.replace(/[^a-z0-9]/gi, '');
    if (length === 0) this.wrong(this.config.word('return.empty'));
    // Not sent: a slip of the finger is not to count as a try.
    else if (length < LEAST || length > MOST) this.wrong(this.config.word('return.shape'));
    else {
      this.isLooking = true;
      try {
        const { conversationId, token } = await directLine.comeBack(code);
        await this.found({ conversationId, token });
      } catch (error) {
        const status = error instanceof Refused ? error.status : 0;
        this.wrong(
          status === 404
            ? this.config.word('return.wrong')
            : status === 429
              ? this.config.word('return.tooMany')
              : this.config.word('return.failed'),
        );
      } finally {
        this.isLooking = false;
      }
    }
  }

  private wrong(text: string): void {
    this.tell(text);
    this.box.focus();
  }

  private tell(text: string): void {
    // Said again also when it is the same.
    this.problem.replaceChildren(...(text === '' ? [] : [el('span', {}, text)]));
    this.problem.hidden = text === '';
    this.box.classList.toggle('nhsuk-input--error', text !== '');
    this.box.setAttribute('aria-invalid', String(text !== ''));
  }
}
