/** While the chat fills the screen: the page behind does not scroll, and Back closes the chat instead of leaving the page. */

const MARK = 'palsChat';
const root = document.documentElement.style;

const isMarked = (state: unknown): boolean => typeof state === 'object' && state !== null && MARK in state;

export class FullScreen {
  /** How the page scrolled; null while the chat does not fill the screen. */
  private before: readonly [string, string] | null = null;
  /** We have gone back ourselves, which the browser tells later. */
  private isGoingBack = false;

  /** `show`: Back or Forward has come to a place where the chat was open, or was not. */
  constructor(private readonly show: (open: boolean) => void) {
    addEventListener('popstate', ({ state }) => {
      const wasUs = this.isGoingBack;
      this.isGoingBack = false;
      const isFull = this.before !== null;
      // Opened again before our own going back was told: the new entry is the one that has gone.
      if (wasUs && isFull) this.mark();
      // A link within the page is told too; beside the chat it is none of its business.
      else if (!wasUs && (isFull || isMarked(state))) this.show(isMarked(state));
    });
  }

  /** The page came with the chat open: it was loaded again, or come back to. */
  get wasOpen(): boolean {
    return isMarked(history.state);
  }

  enter(): void {
    if (this.before !== null) return;
    this.before = [root.getPropertyValue('overflow'), root.getPropertyPriority('overflow')];
    root.setProperty('overflow', 'hidden', 'important');
    this.mark();
  }

  leave(): void {
    if (this.before === null) return;
    root.setProperty('overflow', ...this.before);
    this.before = null;
    if (!this.wasOpen) return;
    this.isGoingBack = true;
    history.back();
  }

  /** An entry for the open chat, with what the page keeps in its own. */
  private mark(): void {
    const state: unknown = history.state;
    if (isMarked(state)) return;
    history.pushState({ ...(typeof state === 'object' ? state : {}), [MARK]: true }, '');
  }
}
