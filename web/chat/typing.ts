/** A quiet sign that an answer is on its way, only where it takes long enough to wonder. */
import { part } from './element';

const AFTER_MS = 400;

export class Typing {
  private readonly sign = part('typing');
  private timer: ReturnType<typeof setTimeout> | undefined;

  expect(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.sign.hidden = false;
    }, AFTER_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.sign.hidden = true;
  }
}
