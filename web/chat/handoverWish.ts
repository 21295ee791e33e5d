/** "What I want to happen", in the person's own words. It is saved when they leave the box or press the button. */
import type { HandoverPanel as Request } from '../../dialogs/engine/screen';
import type { Config } from './config';
import { dialogButton } from './dialog';
import { el } from './element';
import type { Change, PanelPart } from './handoverPanel';

/** As the server keeps it. */
const MAX = 500;
/** From here on the person is told how much is left. */
const NEARLY_FULL = 100;

export class HandoverWish implements PanelPart {
  private readonly box = el('textarea', {
    class: 'nhsuk-textarea',
    id: 'handover-wish',
    rows: '3',
    dir: 'auto',
    autocomplete: 'off',
    'aria-describedby': 'handover-wish-hint handover-wish-problem',
  });
  private readonly problem = el('p', {
    class: 'nhsuk-error-message',
    id: 'handover-wish-problem',
    role: 'alert',
    hidden: '',
  });
  /** What the server has, or has been sent. */
  private known = '';
  readonly element: HTMLElement;

  constructor(
    private readonly config: Config,
    private readonly change: Change,
  ) {
    this.element = el(
      'div',
      { class: 'nhsuk-form-group' },
      el('label', { class: 'nhsuk-label nhsuk-label--s', for: 'handover-wish' }, config.word('handover.wish')),
      el('div', { class: 'nhsuk-hint', id: 'handover-wish-hint' }, config.word('page.personal')),
      this.problem,
      this.box,
      dialogButton(config.word('handover.wishSave'), 'nhsuk-button--secondary app-handover__save', () => {
        this.save();
      }),
    );
    this.box.addEventListener('change', () => {
      this.save();
    });
    this.box.addEventListener('input', () => {
      const left = MAX - this.box.value.length;
      if (left < 0) this.tell(config.word('handover.wishTooLong'), true);
      else this.tell(left < NEARLY_FULL ? config.word('composer.left', left) : '', false);
    });
  }

  /** As it was masked and kept, unless more has been written since. */
  show({ wish }: Request): void {
    if (this.box.value.trim() === this.known.trim()) this.box.value = wish;
    this.known = wish;
  }

  private save(): void {
    const { value } = this.box;
    if (value.trim() === this.known.trim()) return;
    if (value.length > MAX) {
      this.tell(this.config.word('handover.wishTooLong'), true);
      return;
    }
    this.known = value;
    this.tell('', false);
    this.change(value, { handover: 'wish' });
  }

  private tell(text: string, wrong: boolean): void {
    if (this.problem.textContent !== text) this.problem.textContent = text;
    this.problem.hidden = text === '';
    this.problem.classList.toggle('app-composer__left', !wrong);
    this.box.classList.toggle('nhsuk-textarea--error', wrong);
    this.box.setAttribute('aria-invalid', String(wrong));
  }
}
