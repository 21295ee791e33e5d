/** The middle: one case, from its summary to the box to write in. */
import { el, part } from '../chat/element';
import { drawActions } from './actionsView';
import type { CallView } from './callView';
import { drawHead } from './caseHead';
import { sinceThen, untilThen } from './clock';
import { Composer } from './composer';
import { ConversationView } from './conversationView';
import type { Desk } from './desk';
import { plain } from './plain';
import { Slot } from './slot';
import { drawSummary } from './summaryView';
import { word } from './words';

export class CaseView {
  readonly composer: Composer;
  readonly #place = part('case');
  readonly #head = new Slot(el('header', { class: 'desk-case__head' }));
  readonly #actions = new Slot(
    el('div', { class: 'desk-case__actions', role: 'group', 'aria-label': word('action.title') }),
  );
  readonly #problem = new Slot(el('div', { class: 'desk-case__problem', role: 'alert' }));
  readonly #summary = new Slot(el('div', { class: 'desk-case__summary' }));
  readonly #conversation: ConversationView;
  #reference: string | null = null;
  #wasCalling = false;

  constructor(
    private readonly desk: Desk,
    private readonly call: CallView,
  ) {
    this.#conversation = new ConversationView(desk, this.#summary.place);
    this.composer = new Composer(desk);
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
      this.#place.replaceChildren(
        this.#head.place,
        this.#problem.place,
        this.#actions.place,
        this.#conversation.element,
        this.call.element,
        this.composer.element,
      );
    }
    const { detail } = open;
    const myId = desk.me.me.id;
    const problem = desk.problem ?? open.problem;
    this.#problem.show(problem ?? '', () => (problem === null ? [] : [el('p', {}, plain(problem))]));
    const sign =
      detail === null
        ? open.reference
        : JSON.stringify([detail, untilThen(detail.dueAt).text, sinceThen(detail.waitingSince), myId]);
    this.#head.show(sign, () =>
      drawHead(open.reference, detail, myId, () => {
        desk.show(null);
      }),
    );
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
    this.#conversation.draw(open);
    this.composer.draw();
    // Nobody reads replies on the phone.
    if (this.call.isOn && !this.#wasCalling) this.composer.prepare('note');
    // Whoever had the focus in the questions goes on in the conversation.
    const { activeElement } = document;
    const isLost = activeElement === document.body || this.call.element.contains(activeElement);
    if (this.#wasCalling && !this.call.isOn && isLost) this.focus();
    this.#wasCalling = this.call.isOn;
  }

  /** The conversation: arrows scroll it, and keys of one letter work there. */
  focus(): void {
    this.#conversation.focus();
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

  #nothing(): HTMLElement {
    return el(
      'div',
      { class: 'desk-nothing' },
      el('h2', { class: 'nhsuk-heading-m', tabindex: '-1' }, word('case.none')),
      el('p', {}, word('case.noneWhat')),
    );
  }
}
