/** What would help: needs to tick, and the language for an interpreter. Each tick is saved. */
import type { HandoverPanel as Request } from '../../dialogs/engine/screen';
import type { Config } from './config';
import { el } from './element';
import type { Change, PanelPart } from './handoverPanel';

/** Its tick asks for a language. */
const INTERPRETER = 'interpreter';

export class HandoverNeeds implements PanelPart {
  private readonly boxes = el('div', { class: 'nhsuk-checkboxes' });
  private readonly language = el('select', { class: 'nhsuk-select', id: 'handover-language' });
  private readonly languageGroup: HTMLElement;
  readonly element: HTMLElement;

  constructor(
    config: Config,
    private readonly change: Change,
  ) {
    this.languageGroup = el(
      'div',
      { class: 'nhsuk-form-group app-handover__language' },
      el('label', { class: 'nhsuk-label', for: 'handover-language' }, config.word('handover.language')),
      this.language,
    );
    this.language.append(el('option', { value: '' }, config.word('handover.noLanguage')));
    this.element = el(
      'div',
      { class: 'nhsuk-form-group' },
      el(
        'fieldset',
        { class: 'nhsuk-fieldset' },
        el('legend', { class: 'nhsuk-fieldset__legend nhsuk-fieldset__legend--s' }, config.word('handover.needs')),
        this.boxes,
      ),
    );
    this.element.addEventListener('change', () => {
      this.save();
    });
  }

  show({ needs, languages }: Request): void {
    if (this.boxes.childElementCount === 0) this.draw(needs, languages);
    for (const { id, chosen } of needs) {
      const box = this.box(id);
      if (box !== null) box.checked = chosen;
    }
    this.language.value = languages.find(({ chosen }) => chosen)?.id ?? '';
    this.languageGroup.hidden = this.box(INTERPRETER)?.checked !== true;
  }

  private draw(needs: Request['needs'], languages: Request['languages']): void {
    this.language.append(...languages.map(({ id, label }) => el('option', { value: id }, label)));
    for (const { id, label } of needs) {
      this.boxes.append(
        el(
          'div',
          { class: 'nhsuk-checkboxes__item' },
          el('input', { class: 'nhsuk-checkboxes__input', type: 'checkbox', id: `handover-need-${id}`, value: id }),
          el('label', { class: 'nhsuk-label nhsuk-checkboxes__label', for: `handover-need-${id}` }, label),
        ),
      );
      if (id === INTERPRETER) this.boxes.append(this.languageGroup);
    }
  }

  private save(): void {
    const asked = this.box(INTERPRETER)?.checked === true;
    this.languageGroup.hidden = !asked;
    const needs = [...this.boxes.querySelectorAll('input')].filter(({ checked }) => checked).map(({ value }) => value);
    this.change('', {
      handover: 'needs',
      needs,
      language: asked && this.language.value !== '' ? this.language.value : null,
    });
  }

  private box(id: string): HTMLInputElement | null {
    return this.boxes.querySelector<HTMLInputElement>(`#handover-need-${id}`);
  }
}
