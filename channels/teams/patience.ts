/** How long somebody waits for a first answer. Says so once when it takes longer. */
export class Patience {
  /** Resolves when it is over and that was said; never where it was `kept`. */
  readonly over: Promise<'over'>;
  readonly #timer: NodeJS.Timeout;

  constructor(milliseconds: number, sayWaiting: () => Promise<void>) {
    let end = (_over: 'over'): void => undefined;
    this.over = new Promise((resolve) => (end = resolve));
    this.#timer = setTimeout(() => {
      void sayWaiting().finally(() => {
        end('over');
      });
    }, milliseconds);
  }

  /** The answer is there. */
  kept(): void {
    clearTimeout(this.#timer);
  }
}
