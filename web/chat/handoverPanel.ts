/** "Your request to PALS": exactly what the advisor gets, and what the person can change of it. It stands below the chat. */
import type { Action, HandoverPanel as Request, Screen } from '../../dialogs/engine/screen';
import type { Config } from './config';
import { el, part } from './element';
import { HandoverCode } from './handoverCode';
import { HandoverLines } from './handoverLines';
import { HandoverNeeds } from './handoverNeeds';
import { HandoverWays } from './handoverWays';
import { HandoverWish } from './handoverWish';

/** One thing in the panel that follows the request. */
export interface PanelPart {
  readonly element: HTMLElement;
  show(request: Request): void;
}

export type Change = (text: string, action: Action) => void;

export class HandoverPanel {
  private readonly place = part('handover');
  private readonly heading: HTMLElement;
  private readonly status = el('p', { class: 'app-handover__status', role: 'status' });
  private reference = '';
  private parts: readonly PanelPart[] = [];
  private ways: HandoverWays | null = null;
  /** Its style sheet is there, or cannot be had. */
  private isDressed = false;
  private link: HTMLLinkElement | null = null;

  constructor(
    private readonly config: Config,
    private readonly change: Change,
  ) {
    this.heading = el(
      'h2',
      { class: 'nhsuk-heading-m', id: 'handover-title', tabindex: '-1' },
      config.word('handover.title'),
    );
  }

  /** What is being typed or has the focus stays, unless it is another request. */
  show(request: Request | undefined): void {
    this.place.hidden = request === undefined || !this.isDressed;
    if (request === undefined) {
      this.reference = '';
      this.place.replaceChildren();
      return;
    }
    if (!this.isDressed) this.dress();
    if (request.reference !== this.reference) this.draw(request.reference);
    for (const one of this.parts) one.show(request);
  }

  /**
   * The answer to a change: said here, and not in the conversation. It stays until something else is said, so that the
   * page does not move under a finger.
   */
  saved({ parts }: Screen, replayed: boolean): void {
    const lines = parts.flatMap((one) => (one.kind === 'line' ? [one.line] : []));
    const way = lines.find(({ id }) => id.startsWith('handover:how.'));
    if (way !== undefined) this.ways?.explain(way.text);
    const others = lines.filter((line) => line !== way);
    if (!replayed) this.tell(others.map(({ text }) => text).join(' '));
  }

  tell(text: string): void {
    // Said again also when it is the same.
    this.status.replaceChildren(el('span', {}, text));
  }

  goTo(): void {
    this.heading.scrollIntoView({ block: 'start' });
    this.heading.focus({ preventScroll: true });
  }

  /** The first question does not wait for these styles, and the panel is not seen without them. */
  private dress(): void {
    if (this.link !== null) return;
    this.link = el('link', { rel: 'stylesheet', href: this.config.laterStyle ?? '' });
    this.link.onload = this.link.onerror = () => {
      this.isDressed = true;
      this.place.hidden = this.reference === '';
    };
    document.head.append(this.link);
  }

  private draw(reference: string): void {
    this.reference = reference;
    const { change } = this;
    this.ways = new HandoverWays(this.config, change);
    this.parts = [
      new HandoverCode(this.config, (text) => {
        this.tell(text);
      }),
      new HandoverLines(this.config, change),
      new HandoverWish(this.config, change),
      new HandoverNeeds(this.config, change),
      this.ways,
    ];
    this.tell('');
    this.place.replaceChildren(this.heading, ...this.parts.map(({ element }) => element), this.status);
  }
}
