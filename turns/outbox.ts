/**
 * Sends what is to leave the system. An attempt is stored before it is made and its end after it, so that what was
 * being sent when the process ended is known: it goes again where it may arrive twice, else it is shown as ambiguous.
 */
import type { Outgoing, OutgoingEnd, OutboxStore } from '../storage/port';
import { errorCode } from './errors';
import type { RunnerLog } from './runner';

/** How an attempt ended. `why` is a code, such as `http503`; it goes into the case's history. */
export type Delivery =
  | { readonly kind: 'sent' }
  /** What it was to tell is over. */
  | { readonly kind: 'needless' }
  /** `afterMs`: as the other side asked. */
  | { readonly kind: 'later'; readonly why: string; readonly afterMs: number | null }
  /** The other side will never take it. */
  | { readonly kind: 'refused'; readonly why: string }
  /** It may have arrived. */
  | { readonly kind: 'unknown'; readonly why: string };

export interface Transport {
  /** It may arrive twice: the other side knows it by its id, or it does no harm. */
  readonly isRepeatable: boolean;
  /** Ends when `signal` says so. What it throws is an attempt that may have arrived. */
  deliver(one: Outgoing, signal: AbortSignal): Promise<Delivery>;
}

export interface OutboxParts {
  readonly store: OutboxStore;
  readonly transports: Readonly<Record<string, Transport>>;
  readonly now: () => Date;
  readonly log: RunnerLog;
  /** The desk may have something new to see. */
  readonly onSettled: () => void;
}

const AT_A_TIME = 20;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** However long the other side asks for. */
const LONGEST_ASKED_MS = 60 * 60_000;
/** About half an hour. */
const MOST_ATTEMPTS = 12;

export class Outbox {
  readonly #sending = new Map<number, Promise<void>>();
  readonly #stopping = new AbortController();
  #taking: Promise<void> | null = null;

  constructor(private readonly parts: OutboxParts) {}

  /** Before the first tick after a start. */
  resume(): Promise<void> {
    return this.parts.store.resumeOutgoing((name) => this.parts.transports[name]?.isRepeatable ?? false);
  }

  /** Begins to send what is due; a target that hangs holds up no other. Never rejects. */
  tick(): Promise<void> {
    this.#taking ??= this.#take()
      .catch((error: unknown) => {
        this.parts.log.warn({ code: errorCode(error) }, 'the outbox could not be read, the next tick tries again');
      })
      .finally(() => {
        this.#taking = null;
      });
    return this.#taking;
  }

  /** Ends what is being sent; it goes on after the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#taking;
    await this.settled();
  }

  /** What is being sent now has ended. */
  async settled(): Promise<void> {
    await Promise.all(this.#sending.values());
  }

  async #take(): Promise<void> {
    const { store } = this.parts;
    const free = AT_A_TIME - this.#sending.size;
    if (this.#stopping.signal.aborted || free <= 0 || !(await store.hasDueOutgoing())) return;
    for (const one of await store.takeOutgoing(free)) {
      const sent = this.#send(one).finally(() => this.#sending.delete(one.key));
      this.#sending.set(one.key, sent);
    }
  }

  async #send(one: Outgoing): Promise<void> {
    const { store, transports, log, onSettled } = this.parts;
    const transport = transports[one.transport];
    const delivery: Delivery =
      transport === undefined
        ? { kind: 'refused', why: 'noTransport' }
        : await transport
            .deliver(one, this.#stopping.signal)
            .catch((error: unknown) => ({ kind: 'unknown', why: errorCode(error) }));
    const end = this.#endOf(one, delivery, transport?.isRepeatable ?? false);
    const about = { reference: one.reference ?? '', target: one.target, outcome: end.outcome };
    if (end.state === 'dead' || end.state === 'ambiguous') log.warn(about, 'an alert could not be sent: see the case');
    // What could not be noted stands as being sent: it goes again, or is shown as ambiguous, at the next start.
    await store.settleOutgoing(one.key, end).catch((error: unknown) => {
      log.warn({ ...about, code: errorCode(error) }, 'how an alert ended could not be stored');
    });
    onSettled();
  }

  #endOf({ attempts }: Outgoing, delivery: Delivery, isRepeatable: boolean): OutgoingEnd {
    switch (delivery.kind) {
      case 'sent':
      case 'needless':
        return { state: delivery.kind, outcome: delivery.kind };
      case 'refused':
        return { state: 'dead', outcome: delivery.why };
      case 'unknown':
        if (!isRepeatable) return { state: 'ambiguous', outcome: delivery.why };
        return this.#again(attempts, delivery.why, null);
      case 'later':
        return this.#again(attempts, delivery.why, delivery.afterMs);
    }
  }

  #again(attempts: number, why: string, afterMs: number | null): OutgoingEnd {
    if (this.#stopping.signal.aborted)
      return { state: 'pending', nextAt: this.parts.now().toISOString(), outcome: 'interrupted' };
    if (attempts >= MOST_ATTEMPTS) return { state: 'dead', outcome: why };
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1));
    const wait = Math.max(pause, Math.min(afterMs ?? 0, LONGEST_ASKED_MS));
    return { state: 'pending', nextAt: new Date(this.parts.now().getTime() + wait).toISOString(), outcome: why };
  }
}
