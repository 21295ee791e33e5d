/** Where an advisor writes: to the person, or a private note. The two look different and go to different endpoints. */
import type { Desk } from './desk';
import { api } from './api';
import { el } from '../chat/element';
import { CannedPicker } from './canned';
import { announce, button } from './controls';
import { timeOf } from './clock';
import { draft, keepDraft, type DraftKind } from './drafts';
import { plain } from './plain';
import { word } from './words';

const KINDS: readonly DraftKind[] = ['reply', 'note'];
const MOST = 4_000;
const NEARLY = 300;
/** At most so often is the person told that somebody writes. */
const TELL_MS = 3_000;

export class Composer {
  readonly element: HTMLElement;
  readonly #tabs: readonly HTMLButtonElement[];
  readonly #label = el('label', { class: 'desk-composer__label', for: 'composer-text' });
  readonly #box = el('textarea', {
    class: 'nhsuk-textarea desk-composer__box',
    id: 'composer-text',
    rows: '3',
    dir: 'auto',
    'aria-describedby': 'composer-problem',
    'data-key': 'text',
  });
  readonly #problem = el('p', { class: 'nhsuk-error-message', id: 'composer-problem', role: 'alert' });
  readonly #send: HTMLButtonElement;
  readonly #canned: CannedPicker;
  readonly #why = el('p', { class: 'desk-composer__why', tabindex: '-1' });
  readonly #panel: HTMLElement;
  #kind: DraftKind = 'reply';
  #reference: string | null = null;
  #told = 0;

  constructor(private readonly desk: Desk) {
    this.#tabs = KINDS.map((kind) => {
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
        if (key === 'ArrowLeft' || key === 'ArrowRight') {
          this.#choose(kind === 'reply' ? 'note' : 'reply');
          this.#tabs[KINDS.indexOf(this.#kind)]?.focus();
        }
      });
      return tab;
    });
    this.#send = button('primary', '', () => {
      this.#submit();
    });
    this.#canned = new CannedPicker((text) => {
      this.#insert(text);
    });
    this.#panel = el(
      'div',
      { class: 'desk-composer__panel', id: 'composer-panel', role: 'tabpanel' },
      this.#why,
      this.#label,
      this.#box,
      this.#problem,
      el(
        'div',
        { class: 'desk-composer__buttons' },
        this.#send,
        this.#canned.button,
        el('span', { class: 'desk-hint' }, word('composer.hint')),
      ),
      this.#canned.panel,
    );
    this.element = el(
      'div',
      { class: 'desk-composer' },
      el('div', { role: 'tablist', class: 'desk-composer__tabs', 'aria-label': word('composer.label') }, ...this.#tabs),
      this.#panel,
    );
    this.#box.addEventListener('input', () => {
      this.#keep();
      this.#tellTyping();
      this.#count();
      this.#grow();
    });
    this.#box.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
      event.preventDefault();
      this.#submit();
    });
  }

  /** Goes to the box, to write this. */
  write(kind: DraftKind): void {
    this.#choose(kind);
    if (this.#box.hidden) this.#why.focus();
    else this.#box.focus();
  }

  /** Without going there. */
  prepare(kind: DraftKind): void {
    this.#choose(kind);
  }

  openCanned(): void {
    if (this.#kind === 'note') this.#choose('reply');
    if (!this.#box.hidden) this.#canned.open();
  }

  draw(): void {
    const { open } = this.desk;
    if (open?.reference !== this.#reference) {
      this.#reference = open?.reference ?? null;
      this.#kind = 'reply';
      this.#canned.close();
      this.#restore();
    }
    const detail = open?.detail ?? null;
    const isReply = this.#kind === 'reply';
    const may = detail !== null && this.desk.mayWrite && (isReply ? detail.maySay && detail.chatStands : true);
    const why = may || detail === null ? '' : this.#whyNot();
    if (this.#why.textContent !== why) this.#why.textContent = why;
    this.#why.hidden = why === '';
    for (const part of [this.#box, this.#label, this.#send]) part.hidden = !may;
    this.#canned.button.hidden = !may || !isReply;
    if (this.#canned.button.hidden) this.#canned.close();
    const hint = this.element.querySelector<HTMLElement>('.desk-hint');
    if (hint !== null) hint.hidden = !may;
    this.element.classList.toggle('desk-composer--note', !isReply);
    this.#tabs.forEach((tab, index) => {
      const isChosen = KINDS[index] === this.#kind;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
    });
    this.#panel.setAttribute('aria-labelledby', `composer-${this.#kind}`);
    const joins = isReply && detail?.state === 'pickedUp';
    const texts: readonly [HTMLElement, string][] = [
      [this.#label, word(isReply ? (joins ? 'composer.replyJoins' : 'composer.replyLabel') : 'composer.noteLabel')],
      [this.#send, word(isReply ? 'composer.send' : 'composer.save')],
    ];
    for (const [place, text] of texts) if (place.textContent !== text) place.textContent = text;
  }

  #whyNot(): string {
    const { desk } = this;
    const detail = desk.open?.detail ?? null;
    if (!desk.mayWrite) return word('composer.auditor');
    if (detail === null) return '';
    if (!detail.chatStands) return word('composer.cleared');
    if (detail.state === 'closed') return word('composer.closed');
    if (detail.handedTo !== null)
      return detail.handedTo.id === desk.me.me.id
        ? word('composer.takeFirst')
        : word('composer.handedTo', { name: plain(detail.handedTo.name) });
    if (detail.holder !== null && detail.holder.id !== desk.me.me.id)
      return word('composer.theirs', {
        name: plain(detail.holder.name),
        time: timeOf(detail.heldSince ?? detail.waitingSince),
      });
    return word('composer.pickUpFirst');
  }

  #choose(kind: DraftKind): void {
    this.#keep();
    this.#kind = kind;
    this.#restore();
    this.draw();
  }

  #restore(): void {
    this.#box.value = this.#reference === null ? '' : draft(this.#reference, this.#kind);
    this.#tell('');
    this.#grow();
  }

  #keep(): void {
    if (this.#reference !== null) keepDraft(this.#reference, this.#kind, this.#box.value);
  }

  #insert(text: string): void {
    const { selectionStart, selectionEnd, value } = this.#box;
    const space = selectionStart > 0 && !/\s$/.test(value.slice(0, selectionStart)) ? ' ' : '';
    this.#box.setRangeText(space + text, selectionStart, selectionEnd, 'end');
    this.#keep();
    this.#count();
    this.#grow();
    this.#box.focus();
  }

  #submit(): void {
    const text = this.#box.value;
    const reference = this.#reference;
    if (reference === null) return;
    if (text.trim() === '') this.#tell(word(this.#kind === 'reply' ? 'composer.emptyReply' : 'composer.emptyNote'));
    else if (text.length > MOST) this.#tell(word('composer.tooLong', { n: text.length - MOST }));
    else {
      if (this.#kind === 'reply') {
        this.#told = 0;
        void this.desk.say(text);
      } else void this.#note(reference, text);
      this.#box.value = '';
      this.#keep();
      this.#tell('');
      this.#grow();
    }
    this.#box.focus();
  }

  async #note(reference: string, text: string): Promise<void> {
    const done = await this.desk.attempt(async () => {
      const { notes } = await api.note(reference, text);
      const { open } = this.desk;
      if (open?.reference === reference) open.notes = notes;
    });
    if (done) {
      announce(word('composer.noteSaved'));
      return;
    }
    // It comes back to where it was written.
    const since = draft(reference, 'note');
    keepDraft(reference, 'note', since === '' ? text : `${text}\n${since}`);
    if (this.#reference === reference && this.#kind === 'note') this.#restore();
  }

  #tellTyping(): void {
    if (
      this.#kind !== 'reply' ||
      this.#reference === null ||
      this.#box.value === '' ||
      Date.now() - this.#told < TELL_MS
    )
      return;
    this.#told = Date.now();
    void api.typing(this.#reference).catch(() => undefined);
  }

  #count(): void {
    const left = MOST - this.#box.value.length;
    this.#tell(
      left < 0 ? word('composer.tooLong', { n: -left }) : left < NEARLY ? word('composer.left', { n: left }) : '',
    );
  }

  #tell(text: string): void {
    if (this.#problem.textContent !== text) this.#problem.textContent = text;
    this.#problem.hidden = text === '';
  }

  #grow(): void {
    this.#box.style.height = 'auto';
    if (this.#box.scrollHeight > this.#box.clientHeight)
      this.#box.style.height = `${Math.min(260, this.#box.scrollHeight + 4)}px`;
  }
}
