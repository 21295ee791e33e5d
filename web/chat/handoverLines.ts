/** What PALS gets, line by line; each can be taken out and put back. */
import type { HandoverPanel as Request } from '../../dialogs/engine/screen';
import type { Config } from './config';
import { el } from './element';
import type { Change, PanelPart } from './handoverPanel';

type Line = Request['lines'][number];

export class HandoverLines implements PanelPart {
  private readonly list = el('dl', { class: 'nhsuk-summary-list app-handover__lines' });
  private lines: readonly Line[] = [];
  readonly element: HTMLElement;

  constructor(
    private readonly config: Config,
    private readonly change: Change,
  ) {
    this.element = el(
      'div',
      {},
      el('h3', { class: 'nhsuk-heading-s' }, config.word('handover.gets')),
      el('p', {}, config.word('handover.getsWhat')),
      this.list,
    );
  }

  show({ lines }: Request): void {
    if (JSON.stringify(lines) === JSON.stringify(this.lines)) return;
    this.lines = lines;
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['line'] : undefined;
    this.list.replaceChildren(...lines.map((line) => this.row(line)));
    if (focused === undefined) return;
    for (const button of this.list.querySelectorAll('button')) if (button.dataset['line'] === focused) button.focus();
  }

  private row(line: Line): HTMLElement {
    const { config } = this;
    const label = line.out ? config.word('handover.putBack') : config.word('handover.takeOut');
    const action =
      line.fixed === null
        ? this.button(line, label)
        : el('span', {}, line.fixed === 'stays' ? config.word('handover.stays') : config.word('handover.goesWith'));
    const value = line.out
      ? [el('span', { class: 'app-handover__out' }, config.word('handover.out')), el('del', {}, line.value)]
      : [line.value];
    return el(
      'div',
      { class: 'nhsuk-summary-list__row' },
      el('dt', { class: 'nhsuk-summary-list__key' }, line.label),
      el('dd', { class: 'nhsuk-summary-list__value' }, ...value),
      el('dd', { class: 'nhsuk-summary-list__actions' }, action),
    );
  }

  private button(line: Line, label: string): HTMLElement {
    const button = el(
      'button',
      { type: 'button', class: 'app-link', 'data-line': line.id },
      label,
      el('span', { class: 'nhsuk-u-visually-hidden' }, `: ${line.label}`),
    );
    button.addEventListener('click', () => {
      this.change('', { handover: 'takeOut', line: line.id, out: !line.out });
      this.show({ ...NOTHING, lines: this.lines.map((one) => (one.id === line.id ? { ...one, out: !one.out } : one)) });
    });
    return button;
  }
}

/** Only lines are looked at here. */
const NOTHING: Request = {
  reference: '',
  returnCode: '',
  live: false,
  lines: [],
  wish: '',
  needs: [],
  languages: [],
  how: [],
};
