/**
 * The person's side of a request for PALS: what PALS gets, who is in the chat, and what comes from an advisor. The
 * questions go on beside it.
 */
import type { Action, Screen } from '../../dialogs/engine/screen';
import type { Config } from './config';
import type { Outgoing } from './directLine';
import { el, part } from './element';
import { HandoverLine } from './handoverLine';
import { HandoverPanel } from './handoverPanel';
import { HandoverUnread } from './handoverUnread';
import { parseAction, parseStatus, type WireActivity } from './wire';

/** A sign of writing that is not followed by words, or by another sign. */
const WRITING_MS = 6_000;
/** One sign of writing tells as much as many. */
const TYPING_MS = 3_000;

export interface HandoverParts {
  /** Sends a change of the request, which is not drawn in the conversation. Returns its client id. */
  readonly change: (text: string, action: Action) => string;
  /** The person is writing. */
  readonly typing: () => void;
  /** Whether what is written now goes to an advisor. */
  readonly forPals: (isForPals: boolean) => void;
}

export class Handover {
  private readonly panel: HandoverPanel;
  private readonly line: HandoverLine;
  private readonly unread: HandoverUnread;
  private readonly writing = part('advisor-typing');
  /** Changes of the request: client ids by the ids of their activities. */
  private readonly edits = new Map<string, string>();
  /** Client ids of changes made here whose answer has not come. */
  private readonly waiting = new Set<string>();
  private readonly places = new Map<string, Element>();
  private writingTimer: ReturnType<typeof setTimeout> | undefined;
  private toldAt = 0;
  private current: Screen['handover'];

  constructor(
    private readonly config: Config,
    private readonly parts: HandoverParts,
  ) {
    this.panel = new HandoverPanel(config, (text, action) => {
      this.waiting.add(parts.change(text, action));
    });
    this.line = new HandoverLine(config);
    this.unread = new HandoverUnread(config);
    part('message').addEventListener('input', () => {
      if (this.current === undefined || Date.now() - this.toldAt < TYPING_MS) return;
      this.toldAt = Date.now();
      this.parts.typing();
    });
  }

  get state(): 'none' | 'asked' | 'live' {
    return this.current === undefined ? 'none' : this.current.live ? 'live' : 'asked';
  }

  /** The person's own message: true when it changed the request, which the panel shows and the conversation does not. */
  heard(activity: WireActivity): boolean {
    if (!isEdit(parseAction(activity.value))) return false;
    this.edits.set(activity.id, activity.channelData?.clientActivityID ?? '');
    return true;
  }

  /** A change that will not be tried again by itself. */
  refused({ clientId, action }: Outgoing): void {
    this.waiting.delete(clientId);
    if (isEdit(action)) this.panel.tell(this.config.word('handover.notSaved'));
  }

  /**
   * What happened at the desk: its place in the conversation, where what the assistant says of it belongs. Null when
   * it is something else.
   */
  status(activity: WireActivity): Element | null {
    const status = parseStatus(activity);
    if (status === null) return null;
    if (status.what === 'joined') this.line.name = status.advisor;
    const place = el('span', { hidden: '' });
    this.places.set(activity.id, place);
    return place;
  }

  /** Before what the answer to this belongs; null: at the end. */
  placeOf({ replyToId }: WireActivity): Element | null {
    return this.places.get(replyToId ?? '') ?? null;
  }

  /** Brings the panel up to date. True when the screen only says that a change was saved: then the panel has said it. */
  took(screen: Screen, { replyToId }: WireActivity, replayed: boolean): boolean {
    this.current = screen.handover;
    const edit = this.edits.get(replyToId ?? '');
    if (edit !== undefined) this.waiting.delete(edit);
    // What was changed since is newer than what this screen knows.
    if (this.waiting.size === 0 || screen.handover === undefined) this.panel.show(screen.handover);
    this.line.show(screen.handover?.live === true);
    this.arrange(screen.handover?.live === true);
    if (screen.handover?.live !== true) this.stopWriting();
    if (edit === undefined || screen.kind !== 'notice') return false;
    this.panel.saved(screen, replayed);
    return true;
  }

  /** A quiet way to the panel; and leaving the advisor is no answer to a question, but as quiet a way on. */
  dress(now: HTMLElement): void {
    if (this.current === undefined) return;
    const check = el('button', { type: 'button', class: 'app-link' }, this.config.word('handover.check'));
    check.addEventListener('click', () => {
      this.panel.goTo();
    });
    const leave = now.querySelector('.app-choice[data-action*="handover"]');
    leave?.classList.replace('app-choice', 'app-link');
    const offers =
      now.querySelector('.app-offers') ??
      el('ul', { class: 'app-offers', 'aria-label': this.config.word('answers.offers') });
    if (leave !== null) {
      const group = leave.parentElement;
      offers.append(el('li', {}, leave));
      if (group?.childElementCount === 0) group.remove();
    }
    offers.prepend(el('li', {}, check));
    if (!offers.isConnected) now.querySelector('.app-answers')?.after(offers);
    if (!offers.isConnected) now.prepend(offers);
  }

  /** What an advisor wrote. */
  said(activity: WireActivity, replayed: boolean): HTMLElement {
    const name = activity.channelData?.palsAdvisor?.name ?? '';
    this.line.name = name;
    this.stopWriting();
    if (!replayed) this.unread.come();
    return el(
      'div',
      { class: 'app-said app-said--advisor' },
      el('span', { class: 'app-said__who' }, this.config.word('handover.from', name)),
      el('p', { dir: 'auto' }, activity.text ?? ''),
    );
  }

  isWriting(name: string): void {
    if (this.current === undefined) return;
    this.writing.textContent = this.config.word('handover.writing', name);
    this.writing.hidden = false;
    clearTimeout(this.writingTimer);
    this.writingTimer = setTimeout(() => {
      this.stopWriting();
    }, WRITING_MS);
  }

  reset(): void {
    this.current = undefined;
    this.edits.clear();
    this.waiting.clear();
    this.places.clear();
    this.panel.show(undefined);
    this.line.show(false);
    this.arrange(false);
    this.stopWriting();
  }

  /** With an advisor the box is what one goes on with: it comes right below the conversation. */
  private arrange(isLive: boolean): void {
    this.parts.forPals(isLive);
    const [now, composer] = [part('now'), part('composer')];
    const isAbove = (now.compareDocumentPosition(composer) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    if (isLive && isAbove) composer.after(now);
    if (!isLive && !isAbove) part('return').before(now);
  }

  private stopWriting(): void {
    clearTimeout(this.writingTimer);
    this.writing.hidden = true;
  }
}

const isEdit = (action: Action | null): boolean =>
  action !== null && 'handover' in action && action.handover !== 'leave';
