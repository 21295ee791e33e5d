/** Where an advisor writes: to the person, or a private note. The two look different and go to different endpoints. */
import { api } from './api';
import { CannedPicker } from './canned';
import { announce, button } from './controls';
import type { Desk } from './desk';
import type { DraftKind } from './drafts';
import { el } from '../chat/element';
import { whyNoReply } from './whyNoReply';
import { word } from './words';
import { WritingBox } from './writingBox';

const KINDS: readonly DraftKind[] = ['reply', 'note'];
/** At most so often is the person told that somebody writes. */
const TELL_MS = 3_000;

export class Composer {
  readonly element: HTMLElement;
  readonly #tabs: readonly HTMLButtonElement[];
  readonly #label = el('label', { class: 'desk-composer__label', for: 'composer-text' });
  readonly #box: WritingBox;
  readonly #removed = el('p', { class: 'desk-composer__removed' });
  readonly #send: HTMLButtonElement;
  readonly #canned: CannedPicker;
  readonly #hint = el('span', { class: 'desk-hint' });
  readonly #why = el('p', { class: 'desk-composer__why', tabindex: '-1' });
  readonly #panel: HTMLElement;
  #kind: DraftKind = 'reply';
  #reference: string | null = null;
  #told = 0;

  constructor(private readonly desk: Desk) {
    this.#box = new WritingBox({
      written: () => {
        if (this.desk.removed !== null) {
          this.desk.removed = null;
          this.desk.changed();
        }
        this.#tellTyping();
      },
      send: () => {
        this.#submit();
      },
    });
    this.#tabs = KINDS.map((kind) => this.#tab(kind));
    this.#send = button('primary', '', () => {
      this.#submit();
    });
    this.#canned = new CannedPicker((text) => {
      this.#box.insert(text);
    });
    this.#panel = el(
      'div',
      { class: 'desk-composer__panel', id: 'composer-panel', role: 'tabpanel' },
      this.#why,
      this.#label,
      this.#box.element,
      this.#box.problem,
      this.#removed,
      el('div', { class: 'desk-composer__buttons' }, this.#send, this.#canned.button, this.#hint),
      this.#canned.panel,
    );
    this.element = el(
      'div',
      { class: 'desk-composer' },
      el('div', { role: 'tablist', class: 'desk-composer__tabs', 'aria-label': word('composer.label') }, ...this.#tabs),
      this.#panel,
    );
  }

  /** Goes to the box, to write this. */
  write(kind: DraftKind): void {
    this.prepare(kind);
    if (this.#box.element.hidden) this.#why.focus();
    else this.#box.element.focus();
  }

  /** Without going there. */
  prepare(kind: DraftKind): void {
    this.#kind = kind;
    this.#box.open(this.#reference, kind);
    this.draw();
  }

  openCanned(): void {
    if (this.#kind === 'note') this.prepare('reply');
    if (!this.#box.element.hidden) this.#canned.open();
  }

  draw(): void {
    const { open } = this.desk;
    if (open?.reference !== this.#reference) {
      if (this.#reference !== null) this.desk.removed = null;
      this.#reference = open?.reference ?? null;
      this.#kind = 'reply';
      this.#canned.close();
      this.#box.open(this.#reference, 'reply');
    }
    const detail = open?.detail ?? null;
    const isReply = this.#kind === 'reply';
    const may = detail !== null && this.desk.mayWrite && (isReply ? detail.maySay && detail.chatStands : true);
    const why = may || detail === null ? '' : whyNoReply(this.desk);
    this.#why.hidden = why === '';
    for (const part of [this.#box.element, this.#label, this.#send, this.#hint]) part.hidden = !may;
    this.#canned.button.hidden = !may || !isReply;
    if (this.#canned.button.hidden) this.#canned.close();
    this.element.classList.toggle('desk-composer--note', !isReply);
    this.#tabs.forEach((tab, index) => {
      const isChosen = KINDS[index] === this.#kind;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
    });
    this.#panel.setAttribute('aria-labelledby', `composer-${this.#kind}`);
    const joins = isReply && (detail?.state === 'pickedUp' || detail?.state === 'onPhone');
    const texts: readonly [HTMLElement, string][] = [
      [this.#why, why],
      [this.#removed, this.desk.removed ?? ''],
      [this.#label, word(isReply ? (joins ? 'composer.replyJoins' : 'composer.replyLabel') : 'composer.noteLabel')],
      [this.#send, word(isReply ? 'composer.send' : 'composer.save')],
      [this.#hint, word(isReply ? 'composer.hint' : 'composer.hintNote')],
    ];
    for (const [place, text] of texts) if (place.textContent !== text) place.textContent = text;
  }

  #tab(kind: DraftKind): HTMLButtonElement {
    const tab = el(
      'button',
      {
        type: 'button',
        role: 'tab',
        class: `desk-composer__tab desk-composer__tab--${kind}`,
        id: `composer-${kind}`,
        'aria-controls': 'composer-panel',
      },
      word(`composer.${kind}`),
    );
    tab.addEventListener('click', () => {
      this.write(kind);
    });
    tab.addEventListener('keydown', ({ key }) => {
      if (key !== 'ArrowLeft' && key !== 'ArrowRight') return;
      this.prepare(kind === 'reply' ? 'note' : 'reply');
      this.#tabs[KINDS.indexOf(this.#kind)]?.focus();
    });
    return tab;
  }

  #submit(): void {
    const isReply = this.#kind === 'reply';
    const text = this.#box.take(word(isReply ? 'composer.emptyReply' : 'composer.emptyNote'));
    this.#box.element.focus();
    if (text === null || this.#reference === null) return;
    if (isReply) {
      this.#told = 0;
      void this.desk.say(text);
    } else void this.#note(this.#reference, text);
  }

  async #note(reference: string, text: string): Promise<void> {
    const done = await this.desk.attempt(async () => {
      const { notes, removed } = await api.note(reference, text);
      const { open } = this.desk;
      if (open?.reference === reference) open.notes = notes;
      this.desk.tellRemoved(removed, 'composer.removedNote');
    });
    if (!done) this.#box.giveBack(reference, 'note', text);
    else if (this.desk.removed === null) announce(word('composer.noteSaved'));
  }

  #tellTyping(): void {
    const isDue = Date.now() - this.#told >= TELL_MS;
    if (this.#kind !== 'reply' || this.#reference === null || this.#box.text === '' || !isDue) return;
    this.#told = Date.now();
    void api.typing(this.#reference).catch(() => undefined);
  }
}
