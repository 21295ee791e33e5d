/** What the person has said and the server does not have yet: sent in order, one at a time, until it is stored. */
import { isGone, Refused, type Outgoing } from './directLine';
import { backOff, pause } from './patience';
import { writeUnsent } from './unsent';

export interface OutboxParts {
  post(message: Outgoing): Promise<void>;
  stored(message: Outgoing): void;
  /** It is kept and will be tried again by itself. */
  delayed(message: Outgoing, why: 'noConnection' | 'tooFast', refusal: Refused | null): void;
  /** It will not be tried again by itself. */
  refused(message: Outgoing, refusal: Refused): void;
  gone(): void;
}

const LONGEST_WAIT_S = 60;

/** Trying again would not help, or the person is to decide. */
const isFinal = (error: unknown): error is Refused =>
  error instanceof Refused && error.status !== 429 && (error.status < 500 || error.screens.length > 0);

export class Outbox {
  private queue: Outgoing[] = [];
  private running = false;

  constructor(private readonly parts: OutboxParts) {}

  add(message: Outgoing): void {
    this.queue.push(message);
    writeUnsent(this.queue);
    if (!this.running) void this.run();
  }

  /** Forgets what waits; one that is on its way is not told of any more. */
  empty(): void {
    this.queue = [];
    writeUnsent([]);
  }

  private async run(): Promise<void> {
    this.running = true;
    let attempt = 0;
    for (let next = this.queue[0]; next !== undefined; next = this.queue[0]) {
      const { queue } = this;
      const done = await this.parts.post(next).then(
        () => null,
        (error: unknown) => ({ error }),
      );
      // Emptied meanwhile: the chat that it belonged to has been left.
      if (queue !== this.queue) continue;
      if (done === null) {
        attempt = 0;
        queue.shift();
        writeUnsent(queue);
        this.parts.stored(next);
      } else if (isGone(done.error)) {
        queue.length = 0;
        writeUnsent(queue);
        this.parts.gone();
      } else if (isFinal(done.error)) {
        queue.shift();
        writeUnsent(queue);
        this.parts.refused(next, done.error);
      } else {
        const refusal = done.error instanceof Refused ? done.error : null;
        this.parts.delayed(next, refusal?.status === 429 ? 'tooFast' : 'noConnection', refusal);
        const named = refusal?.retryAfter ?? null;
        await pause(named === null ? backOff(attempt++) : Math.min(named, LONGEST_WAIT_S) * 1000);
      }
    }
    this.running = false;
  }
}
