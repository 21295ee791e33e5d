/**
 * Sends together what comes within a moment: the echo of a message and its answer, a turn of the event loop later, leave
 * in one frame. A moment is two turns of the event loop, so nobody waits for it.
 */
import type { LoggedActivity } from '../../storage/port';

/** More than this is not held back, so a backlog leaves page by page. */
const AT_MOST = 50;

type Send = (activities: readonly LoggedActivity[]) => void;

export class Gathering {
  #waiting = new Map<Send, LoggedActivity[]>();

  /** Of one receiver, in order; `send` is that receiver's own. */
  add(send: Send, activities: readonly LoggedActivity[]): void {
    const held = this.#waiting.get(send);
    if (held !== undefined) {
      held.push(...activities);
      if (held.length > AT_MOST) this.#give(send, held);
      return;
    }
    if (activities.length > AT_MOST) {
      send(activities);
      return;
    }
    if (this.#waiting.size === 0) {
      setImmediate(() => {
        setImmediate(() => {
          this.flush();
        });
      });
    }
    this.#waiting.set(send, [...activities]);
  }

  flush(): void {
    const waiting = this.#waiting;
    this.#waiting = new Map();
    waiting.forEach((activities, send) => {
      send(activities);
    });
  }

  #give(send: Send, activities: readonly LoggedActivity[]): void {
    this.#waiting.delete(send);
    send(activities);
  }
}
