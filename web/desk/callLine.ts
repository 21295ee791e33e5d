/** The line of a call to the server: what is entered goes in order, one at a time, until it is kept; then what is new is read. */
import type { Action } from '../../dialogs/engine/screen';
import { newId } from '../chat/newId';
import { parseActivitySet, type WireActivity } from '../chat/wire';
import { api, DeskRefused } from './api';

const AGAIN_MS = 2_000;

interface Entry {
  readonly text: string;
  readonly action: Action | null;
  /** The same at each try: it is kept once. */
  readonly clientId: string;
}

export interface CallListener {
  /** Each once, in order. */
  activity(activity: WireActivity): void;
  told(state: 'sending' | 'saved' | 'delayed' | 'refused'): void;
  /** The case is not on the phone with this advisor any more, as the server says. */
  over(why: string): void;
}

export class CallLine {
  #after = 0;
  #isOver = false;
  #isSending = false;
  readonly #queue: Entry[] = [];
  #reading: Promise<void> | null = null;

  constructor(
    readonly reference: string,
    private readonly listener: CallListener,
  ) {}

  end(): void {
    this.#isOver = true;
  }

  send(text: string, action: Action | null): void {
    this.#queue.push({ text, action, clientId: newId() });
    this.listener.told('sending');
    if (!this.#isSending) void this.#send();
  }

  /** Up to this place of the log at least. */
  async read(upTo = Infinity): Promise<void> {
    while (this.#reading !== null) await this.#reading;
    if (this.#isOver || this.#after >= upTo) return;
    this.#reading = this.#read().finally(() => {
      this.#reading = null;
    });
    await this.#reading;
  }

  async #send(): Promise<void> {
    this.#isSending = true;
    for (let next = this.#queue[0]; next !== undefined && !this.#isOver; next = this.#queue[0]) {
      const problem = await api.enterForCaller(this.reference, next).then(
        () => null,
        (error: unknown) => ({ error }),
      );
      if (problem === null) {
        this.#queue.shift();
        this.listener.told('saved');
        await this.read();
      } else if (this.#endsBy(problem.error)) break;
      else if (problem.error instanceof DeskRefused && problem.error.status < 500) {
        this.#queue.shift();
        this.listener.told('refused');
      } else {
        this.listener.told('delayed');
        await new Promise((later) => setTimeout(later, AGAIN_MS));
      }
    }
    this.#isSending = false;
  }

  async #read(): Promise<void> {
    try {
      for (let before = -1; before !== this.#after;) {
        before = this.#after;
        for (const activity of parseActivitySet(await api.readCall(this.reference, before)) ?? []) {
          if (this.#isOver) return;
          this.#after = Math.max(this.#after, Number(/\|(\d+)$/.exec(activity.id)?.[1] ?? 0));
          this.listener.activity(activity);
        }
      }
    } catch (error) {
      // A line that is away is told of elsewhere; the stream's next news reads again.
      this.#endsBy(error);
    }
  }

  #endsBy(error: unknown): boolean {
    if (!(error instanceof DeskRefused) || ![401, 403, 404, 409].includes(error.status)) return false;
    if (!this.#isOver) this.listener.over(error.message);
    this.#isOver = true;
    return true;
  }
}
