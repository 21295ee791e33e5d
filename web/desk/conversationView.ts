/** What was said and done in a case, live. The newest stays in view for whoever reads the end; others are told of it. */
import { el } from '../chat/element';
import { announce, button } from './controls';
import type { Desk } from './desk';
import { KeyedList } from './keyed';
import type { OpenCase } from './openCase';
import { plain } from './plain';
import { Slot } from './slot';
import { drawTyping, timeline } from './timelineView';
import { word } from './words';

/** So near to the end the newest stays in view. */
const NEAR = 120;

export class ConversationView {
  readonly element: HTMLElement;
  readonly #lines = el('ol', { class: 'desk-timeline' });
  readonly #entries = new KeyedList(this.#lines);
  readonly #typing = new Slot(el('div', { class: 'desk-case__typing' }));
  readonly #scroll: HTMLElement;
  readonly #below: HTMLButtonElement;
  /** The case that has been shown from its beginning, or from its end. */
  #placed: OpenCase | null = null;
  #lastSeq = 0;
  #height = 0;
  #wasAtEnd = false;

  /** `above`: what stands before the conversation and moves with it. */
  constructor(
    private readonly desk: Desk,
    above: HTMLElement,
  ) {
    this.#scroll = el(
      'div',
      { class: 'desk-case__scroll', tabindex: '0', role: 'region', 'aria-label': word('case.conversation') },
      above,
      el('h3', { class: 'nhsuk-heading-s desk-case__heading' }, word('case.conversation')),
      this.#lines,
      this.#typing.place,
    );
    this.#below = button(
      'secondary',
      word('case.below'),
      () => {
        this.#toEnd();
        this.focus();
      },
      { hidden: '' },
    );
    this.#below.classList.add('desk-case__below');
    this.#scroll.addEventListener('scroll', () => {
      // A scroll that comes of a smaller window says nothing of where somebody wants to be.
      if (this.#scroll.clientHeight !== this.#height) return;
      this.#wasAtEnd = this.#isAtEnd();
      if (this.#wasAtEnd) this.#below.hidden = true;
    });
    // The box to write in grows, and takes the room away from below.
    new ResizeObserver(() => {
      this.#height = this.#scroll.clientHeight;
      if (this.#wasAtEnd) this.#toEnd();
    }).observe(this.#scroll);
    this.element = el('div', { class: 'desk-case__middle' }, this.#scroll, this.#below);
  }

  focus(): void {
    this.#scroll.focus({ preventScroll: true });
  }

  draw(open: OpenCase): void {
    const { desk } = this;
    const { detail } = open;
    if (detail === null) {
      this.#entries.show([]);
      this.#below.hidden = true;
      return;
    }
    const isFirst = this.#placed !== open;
    const isMyChat = detail.state === 'withAdvisor' && detail.holder?.id === desk.me.me.id;
    // What fits has an end too, but nobody has gone there: the summary stays in view while the rest is read in.
    const wasAtEnd = !isFirst && this.#isAtEnd() && (isMyChat || this.#scroll.scrollTop > 0);
    this.#entries.show(
      timeline(open, desk.me.me.name, {
        again: (one) => void desk.say(one.text, one.clientId),
        drop: (one) => {
          open.unsent = open.unsent.filter((other) => other !== one);
          desk.changed();
        },
      }),
    );
    this.#typing.show(JSON.stringify([open.typing, (open.typing?.until ?? 0) > Date.now()]), () => drawTyping(open));
    const newest = open.lines.at(-1);
    const isNew = newest !== undefined && newest.seq > this.#lastSeq;
    if (isFirst) {
      this.#placed = open;
      this.#below.hidden = true;
      // Who has read the summary already goes on where the talk is; everybody else begins with the summary.
      if (isMyChat) this.#toEnd();
      else {
        this.#scroll.scrollTop = 0;
        this.#wasAtEnd = false;
      }
    } else {
      if (isNew && newest.from === 'person') {
        announce(word('case.personSaid', { text: plain(newest.text).slice(0, 300) }));
        if (!wasAtEnd) this.#below.hidden = false;
      }
      if (wasAtEnd || open.unsent.length > 0) this.#toEnd();
    }
    this.#lastSeq = newest?.seq ?? 0;
  }

  #isAtEnd(): boolean {
    return this.#scroll.scrollHeight - this.#scroll.scrollTop - this.#scroll.clientHeight < NEAR;
  }

  #toEnd(): void {
    this.#scroll.scrollTop = this.#scroll.scrollHeight;
    this.#wasAtEnd = true;
    this.#below.hidden = true;
  }
}
