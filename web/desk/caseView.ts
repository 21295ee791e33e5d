/** The middle: one case, from its summary to the box to write in. */
import type { CaseDetail } from '../../channels/desk/wire';
import { el, part } from '../chat/element';
import { drawActions } from './actionsView';
import type { CallView } from './callView';
import { sinceThen, timeOf, untilThen } from './clock';
import { Composer } from './composer';
import { announce, button, name } from './controls';
import type { Desk } from './desk';
import { isClosed, isQueued } from './inbox';
import { KeyedList } from './keyed';
import { plain } from './plain';
import { tierTag } from './queueRow';
import { Slot } from './slot';
import { drawSummary } from './summaryView';
import { drawTyping, timeline } from './timelineView';
import { word } from './words';

/** So near to the end the newest stays in view. */
const NEAR = 120;

export class CaseView {
  readonly composer: Composer;
  readonly #place = part('case');
  readonly #head = new Slot(el('header', { class: 'desk-case__head' }));
  readonly #actions = new Slot(
    el('div', { class: 'desk-case__actions', role: 'group', 'aria-label': word('action.title') }),
  );
  readonly #problem = new Slot(el('div', { class: 'desk-case__problem', role: 'alert' }));
  readonly #summary = new Slot(el('div', { class: 'desk-case__summary' }));
  readonly #lines = el('ol', { class: 'desk-timeline' });
  readonly #entries = new KeyedList(this.#lines);
  readonly #typing = new Slot(el('div', { class: 'desk-case__typing' }));
  readonly #scroll: HTMLElement;
  readonly #below: HTMLButtonElement;
  #reference: string | null = null;
  #isPlaced = false;
  #lastSeq = 0;
  #wasCalling = false;

  constructor(
    private readonly desk: Desk,
    private readonly call: CallView,
  ) {
    this.composer = new Composer(desk);
    this.#scroll = el(
      'div',
      { class: 'desk-case__scroll', tabindex: '0', role: 'region', 'aria-label': word('case.conversation') },
      this.#summary.place,
      el('h3', { class: 'nhsuk-heading-s desk-case__heading' }, word('case.conversation')),
      this.#lines,
      this.#typing.place,
    );
    this.#below = button(
      'secondary',
      word('case.below'),
      () => {
        this.#toEnd();
      },
      { hidden: '' },
    );
    this.#below.classList.add('desk-case__below');
    this.#scroll.addEventListener('scroll', () => {
      if (this.#isAtEnd()) this.#below.hidden = true;
    });
    desk.onChange(() => {
      this.draw();
    });
  }

  draw(): void {
    const { desk } = this;
    const { open } = desk;
    const isShown = desk.place === 'cases';
    this.#place.hidden = !isShown;
    document.body.classList.toggle('desk--case', isShown && open !== null);
    if (open === null) {
      if (this.#reference !== null || this.#place.childElementCount === 0) this.#place.replaceChildren(this.#nothing());
      this.#reference = null;
      return;
    }
    if (open.reference !== this.#reference) {
      this.#reference = open.reference;
      this.#isPlaced = false;
      this.#lastSeq = 0;
      this.#below.hidden = true;
      this.#place.replaceChildren(
        this.#head.place,
        this.#problem.place,
        this.#actions.place,
        el('div', { class: 'desk-case__middle' }, this.#scroll, this.#below),
        this.call.element,
        this.composer.element,
      );
    }
    const { detail } = open;
    const problem = desk.problem ?? open.problem;
    this.#problem.show(problem ?? '', () => (problem === null ? [] : [el('p', {}, plain(problem))]));
    const sign =
      detail === null
        ? open.reference
        : JSON.stringify([detail, untilThen(detail.dueAt).text, sinceThen(detail.waitingSince), desk.me.me.id]);
    this.#head.show(sign, () => this.#drawHead(detail));
    this.#actions.show(
      detail === null
        ? ''
        : JSON.stringify([
            detail.moves,
            detail.reference,
            detail.version,
            detail.chatStands,
            detail.asideUntil,
            desk.me.me.id,
          ]),
      () => (detail === null ? [] : drawActions(desk, detail, (reference) => void this.call.start(reference))),
    );
    this.#actions.place.hidden = this.#actions.place.childElementCount === 0;
    this.#summary.show(sign, () => (detail === null ? [] : this.#keepOpen(drawSummary(detail))));
    this.#drawLines();
    this.composer.draw();
    // Nobody reads replies on the phone.
    if (this.call.isOn && !this.#wasCalling) this.composer.prepare('note');
    this.#wasCalling = this.call.isOn;
  }

  focusHead(): void {
    this.#head.place.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  }

  /** A part that was unfolded stays so when it is drawn anew. */
  #keepOpen(nodes: readonly (Node | null)[]): readonly (Node | null)[] {
    const unfolded = [...this.#summary.place.querySelectorAll<HTMLDetailsElement>('details[open] > summary')].map(
      ({ textContent }) => textContent,
    );
    for (const node of nodes)
      if (node instanceof HTMLElement)
        for (const details of node.querySelectorAll('details'))
          details.open = unfolded.includes(details.querySelector('summary')?.textContent ?? '');
    return nodes;
  }

  #drawLines(): void {
    const { desk } = this;
    const { open } = desk;
    if (open?.detail == null) {
      this.#entries.show([]);
      return;
    }
    const wasAtEnd = this.#isAtEnd();
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
    if (!this.#isPlaced) {
      this.#isPlaced = true;
      // Who has read the summary already goes on where the talk is.
      if (open.detail.state === 'withAdvisor' && open.detail.holder?.id === desk.me.me.id) this.#toEnd();
      else this.#scroll.scrollTop = 0;
    } else if (isNew && newest.from === 'person') {
      announce(word('case.personSaid', { text: plain(newest.text).slice(0, 300) }));
      if (!wasAtEnd) this.#below.hidden = false;
    }
    if (isNew) this.#lastSeq = newest.seq;
    if (wasAtEnd || open.unsent.length > 0) this.#toEnd();
  }

  #drawHead(detail: CaseDetail | null): readonly (Node | null)[] {
    const { desk } = this;
    const back = button(
      'quiet',
      word('case.back'),
      () => {
        desk.show(null);
      },
      { 'data-key': 'back' },
    );
    back.classList.add('desk-case__back');
    if (detail === null)
      return [
        back,
        el('h2', { class: 'desk-case__title', tabindex: '-1' }, this.#reference ?? ''),
        el('p', {}, word('loading')),
      ];
    const due = untilThen(detail.dueAt);
    return [
      back,
      el('h2', { class: 'desk-case__title', tabindex: '-1', translate: 'no' }, detail.reference),
      tierTag(detail),
      el('span', { class: 'desk-case__state' }, ...this.#whose(detail)),
      detail.channel === 'phone' ? el('span', { class: 'desk-row__channel' }, word('row.phone')) : null,
      isQueued(detail)
        ? el(
            'span',
            { class: `desk-due${due.late ? ' desk-due--late' : due.soon ? ' desk-due--soon' : ''}` },
            word('row.waits', { length: sinceThen(detail.waitingSince) }),
            ', ',
            due.text,
          )
        : null,
    ];
  }

  #whose(one: CaseDetail): readonly (Node | string)[] {
    const me = this.desk.me.me.id;
    if (one.handedTo !== null)
      return one.handedTo.id === me
        ? [el('strong', {}, word('row.handedToYou'))]
        : [word('row.handedTo'), ' ', name(one.handedTo.name)];
    if (one.holder === null || isClosed(one)) return [one.stateLabel];
    const since = one.heldSince === null ? '' : ` ${word('case.since', { time: timeOf(one.heldSince) })}`;
    return one.holder.id === me
      ? [word('case.yours'), since, ', ', one.stateLabel.toLowerCase()]
      : [name(one.holder.name), since, ', ', one.stateLabel.toLowerCase()];
  }

  #nothing(): HTMLElement {
    return el(
      'div',
      { class: 'desk-nothing' },
      el('h2', { class: 'nhsuk-heading-m', tabindex: '-1' }, word('case.none')),
      el('p', {}, word('case.noneWhat')),
    );
  }

  #isAtEnd(): boolean {
    return this.#scroll.scrollHeight - this.#scroll.scrollTop - this.#scroll.clientHeight < NEAR;
  }

  #toEnd(): void {
    this.#scroll.scrollTop = this.#scroll.scrollHeight;
    this.#below.hidden = true;
  }
}
