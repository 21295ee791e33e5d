/** Reference and return code, to read out, copy, show and print. */
import type { HandoverPanel as Request } from '../../dialogs/engine/screen';
import type { Config } from './config';
import { dialogButton, openDialog, printButton } from './dialog';
import { el } from './element';
import type { PanelPart } from './handoverPanel';

export class HandoverCode implements PanelPart {
  private readonly reference = el('strong', { translate: 'no' });
  private readonly code = el('strong', { translate: 'no' });
  readonly element: HTMLElement;

  constructor(
    private readonly config: Config,
    private readonly tell: (text: string) => void,
  ) {
    this.element = el(
      'div',
      { class: 'app-handover__codes' },
      this.line('handover.reference', this.reference),
      this.line('handover.code', this.code),
      el('p', {}, config.word('handover.codeHow')),
      el(
        'div',
        { class: 'app-handover__buttons' },
        dialogButton(config.word('handover.copy'), 'nhsuk-button--secondary', () => void this.copy()),
        dialogButton(config.word('handover.large'), 'nhsuk-button--secondary', () => {
          this.large();
        }),
      ),
    );
  }

  show({ reference, returnCode }: Request): void {
    this.reference.textContent = reference;
    if (this.code.textContent !== returnCode) this.code.replaceChildren(...pieces(returnCode));
  }

  private line(label: 'handover.reference' | 'handover.code', value: HTMLElement): HTMLElement {
    const says = label === 'handover.code' ? this.config.word('handover.code') : this.config.word('handover.reference');
    return el('p', { class: 'app-reference' }, el('span', {}, says), ' ', value);
  }

  private async copy(): Promise<void> {
    try {
      // Missing where the address has no https.
      await navigator.clipboard.writeText(this.code.textContent);
      this.tell(this.config.word('handover.copied'));
    } catch {
      getSelection()?.selectAllChildren(this.code);
      this.tell(this.config.word('handover.notCopied'));
    }
  }

  private large(): void {
    const { config } = this;
    const close = openDialog({
      title: config.word('handover.title'),
      look: 'full',
      body: [
        el('p', {}, `${config.word('header.service')}, ${config.word('header.organisation')}`),
        this.line('handover.reference', el('strong', { translate: 'no' }, this.reference.textContent)),
        this.line('handover.code', el('strong', { translate: 'no' }, ...pieces(this.code.textContent))),
        el('p', {}, config.word('handover.codeHow')),
        el('p', {}, config.word('handover.codeSecret')),
      ],
      buttons: [
        printButton(config),
        dialogButton(config.word('dialog.close'), 'nhsuk-button--secondary', () => {
          close();
        }),
      ],
    });
  }
}

/** A line may end after a dash, and nowhere else. */
const pieces = (code: string): readonly Node[] =>
  code.split(/(?<=-)/).flatMap((piece) => [el('span', {}, piece), el('wbr')]);
