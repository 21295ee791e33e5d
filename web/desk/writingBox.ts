/** The box to write in: it grows with what is written, counts what is left, and keeps a draft for each case. */
import { el } from '../chat/element';
import { draft, keepDraft, type DraftKind } from './drafts';
import { word } from './words';

const MOST = 4_000;
const NEARLY = 300;
/** In pixels. */
const TALLEST = 260;

export class WritingBox {
  readonly element = el('textarea', {
    class: 'nhsuk-textarea desk-composer__box',
    id: 'composer-text',
    rows: '3',
    dir: 'auto',
    'aria-describedby': 'composer-problem',
    'data-key': 'text',
  });
  readonly problem = el('p', { class: 'nhsuk-error-message', id: 'composer-problem', role: 'alert' });
  #draft: { readonly reference: string; readonly kind: DraftKind } | null = null;

  constructor({ written, send }: { readonly written: () => void; readonly send: () => void }) {
    this.element.addEventListener('input', () => {
      this.#keep();
      this.#count();
      this.#grow();
      written();
    });
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
      event.preventDefault();
      send();
    });
  }

  get text(): string {
    return this.element.value;
  }

  /** What was written for this; null for no case. */
  open(reference: string | null, kind: DraftKind): void {
    this.#keep();
    this.#draft = reference === null ? null : { reference, kind };
    this.#restore();
  }

  /** Takes out what is good to go; else says what is wrong, and gives null. */
  take(whenEmpty: string): string | null {
    const { value } = this.element;
    const wrong =
      value.trim() === ''
        ? whenEmpty
        : value.length > MOST
          ? word('composer.tooLong', { n: value.length - MOST })
          : null;
    this.#tell(wrong ?? '');
    if (wrong !== null) return null;
    this.element.value = '';
    this.#keep();
    this.#grow();
    return value;
  }

  /** What could not be kept comes back to where it was written. */
  giveBack(reference: string, kind: DraftKind, text: string): void {
    const since = draft(reference, kind);
    keepDraft(reference, kind, since === '' ? text : `${text}\n${since}`);
    if (this.#draft?.reference === reference && this.#draft.kind === kind) this.#restore();
  }

  insert(text: string): void {
    const { selectionStart, selectionEnd, value } = this.element;
    const space = selectionStart > 0 && !/\s$/.test(value.slice(0, selectionStart)) ? ' ' : '';
    this.element.setRangeText(space + text, selectionStart, selectionEnd, 'end');
    this.#keep();
    this.#count();
    this.#grow();
    this.element.focus();
  }

  #restore(): void {
    this.element.value = this.#draft === null ? '' : draft(this.#draft.reference, this.#draft.kind);
    this.#tell('');
    this.#grow();
  }

  #keep(): void {
    if (this.#draft !== null) keepDraft(this.#draft.reference, this.#draft.kind, this.element.value);
  }

  #count(): void {
    const left = MOST - this.element.value.length;
    this.#tell(
      left < 0 ? word('composer.tooLong', { n: -left }) : left < NEARLY ? word('composer.left', { n: left }) : '',
    );
  }

  #tell(text: string): void {
    if (this.problem.textContent !== text) this.problem.textContent = text;
    this.problem.hidden = text === '';
  }

  #grow(): void {
    const { element } = this;
    element.style.height = 'auto';
    if (element.scrollHeight > element.clientHeight)
      element.style.height = `${Math.min(TALLEST, element.scrollHeight + 4)}px`;
  }
}
