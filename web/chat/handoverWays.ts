/** How to go on: wait in the chat, phone with the reference, or leave it for PALS to read. */
import type { HandoverPanel as Request } from '../../dialogs/engine/screen';
import type { Config } from './config';
import { el } from './element';
import type { Change, PanelPart } from './handoverPanel';
import { parseAction } from './wire';

export class HandoverWays implements PanelPart {
  private readonly radios = el('div', { class: 'nhsuk-radios' });
  /** What the chosen way means; it stays. */
  private readonly meaning = el('p', { class: 'app-handover__meaning', role: 'status' });
  readonly element: HTMLElement;

  constructor(config: Config, change: Change) {
    this.element = el(
      'div',
      { class: 'nhsuk-form-group' },
      el(
        'fieldset',
        { class: 'nhsuk-fieldset' },
        el('legend', { class: 'nhsuk-fieldset__legend nhsuk-fieldset__legend--s' }, config.word('handover.how')),
        this.radios,
      ),
      this.meaning,
    );
    this.radios.addEventListener('change', ({ target }) => {
      const action = target instanceof HTMLInputElement ? parseAction({ handover: 'how', how: target.value }) : null;
      if (action !== null) change('', action);
    });
  }

  show({ how }: Request): void {
    if (this.radios.childElementCount === 0) this.radios.append(...how.map((way) => radio(way)));
    for (const { id, chosen } of how) {
      const button = this.radios.querySelector<HTMLInputElement>(`#handover-how-${id}`);
      if (button !== null) button.checked = chosen;
    }
  }

  explain(text: string): void {
    if (this.meaning.textContent !== text) this.meaning.textContent = text;
  }
}

const radio = ({ id, label }: Request['how'][number]): HTMLElement =>
  el(
    'div',
    { class: 'nhsuk-radios__item' },
    el('input', {
      class: 'nhsuk-radios__input',
      type: 'radio',
      name: 'handover-how',
      id: `handover-how-${id}`,
      value: id,
    }),
    el('label', { class: 'nhsuk-label nhsuk-radios__label', for: `handover-how-${id}` }, label),
  );
