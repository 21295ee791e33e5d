/** The conversation on the page: what is read aloud, where the eye and the focus go. */
import { part } from './element';
import { measureTop } from './watchTop';

export class Log {
  private readonly place = part('log');
  private readonly opening: readonly Node[] = [...this.place.childNodes].map((node) => node.cloneNode(true));

  /** The person's own message: seen at once, not read back to them. */
  own(bubble: Element): void {
    this.place.setAttribute('aria-live', 'off');
    this.place.append(bubble);
    bubble.scrollIntoView({ block: 'nearest' });
  }

  insert(element: Element, before: Element | null): void {
    this.place.insertBefore(element, before);
  }

  /**
   * Adds what the bot says. `aloud` where the focus does not move to it: then the log reads it out. What the focus moves
   * to is read because of that, so it is not said twice.
   */
  speak(said: Element, before: Element | null, { aloud, urgent }: { aloud: boolean; urgent: boolean }): void {
    this.place.setAttribute('aria-live', aloud ? (urgent ? 'assertive' : 'polite') : 'off');
    this.place.insertBefore(said, before);
  }

  /**
   * Changes what has been said; only what is new in it is read out. Never less urgently than what was said: a screen
   * reader may ask how urgent that is a moment after it came.
   */
  amend(urgent: boolean, change: () => void): void {
    const wasUrgent = this.place.getAttribute('aria-live') === 'assertive';
    this.place.setAttribute('aria-live', urgent || wasUrgent ? 'assertive' : 'polite');
    change();
  }

  /** Brings the person's message and the START of its answer into view; after a button the focus goes along. */
  showFrom(own: Element, said: Element, withFocus: boolean): void {
    measureTop();
    own.scrollIntoView({ block: 'start', behavior: calmly() });
    if (!withFocus) return;
    const first = said.querySelector<HTMLElement>('h2, h3, p, li');
    if (first === null) return;
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
  }

  showLatest(): void {
    measureTop();
    this.latest()?.scrollIntoView({ block: 'start' });
  }

  /** Reading goes on at what was said last. */
  focusLatest(): void {
    const latest = this.latest();
    if (latest === null) return;
    latest.tabIndex = -1;
    latest.focus({ preventScroll: true });
  }

  /** Whether what stands last is in view: then what comes next may come into view too. */
  get atEnd(): boolean {
    const box = this.last?.getBoundingClientRect();
    return box !== undefined && box.bottom > 0 && box.top < innerHeight;
  }

  /** Brings what came by itself into view, without a leap further than it needs. */
  follow(said: Element): void {
    measureTop();
    said.scrollIntoView({ block: 'nearest', behavior: calmly() });
  }

  /** What stands last: an advisor's words stay below the line that says they have come, though they may be here first. */
  get last(): Element | null {
    return this.place.querySelector(':scope > .app-said:last-of-type');
  }

  private latest(): HTMLElement | null {
    const said = this.place.querySelectorAll<HTMLElement>('.app-said--bot, .app-said--advisor');
    return said.item(said.length - 1);
  }

  focusHeading(): void {
    const heading = document.querySelector('h1');
    if (heading === null) return;
    heading.tabIndex = -1;
    heading.focus();
  }

  reset(): void {
    this.place.setAttribute('aria-live', 'off');
    this.place.replaceChildren(...this.opening.map((node) => node.cloneNode(true)));
  }
}

const calmly = (): ScrollBehavior => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth');
