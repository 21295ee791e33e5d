/** Counts of what happens to messages, since the start: for metrics and alarms. No text, no ids. */
export interface Turned {
  readonly channel: string;
  readonly seconds: number;
  /** The tier that was found in it. */
  readonly tier: string | null;
}

const KEPT_MS = 60 * 60_000;

export class Tallies {
  readonly #failures: number[] = [];
  readonly #maskings: number[] = [];
  readonly #listeners = new Set<(turned: Turned) => void>();
  turnsFailed = 0;
  maskingsFailed = 0;

  /** `now`: milliseconds. */
  constructor(private readonly now: () => number) {}

  turned(turned: Turned): void {
    this.#listeners.forEach((hear) => {
      hear(turned);
    });
  }

  /** Somebody was told that something went wrong. */
  turnFailed(): void {
    this.turnsFailed += 1;
    this.#note(this.#failures);
  }

  maskingFailed(): void {
    this.maskingsFailed += 1;
    this.#note(this.#maskings);
  }

  /** Of the last so many milliseconds, an hour at most. */
  recent(what: 'turnsFailed' | 'maskingsFailed', withinMs: number): number {
    const since = this.now() - withinMs;
    return (what === 'turnsFailed' ? this.#failures : this.#maskings).filter((at) => at >= since).length;
  }

  onTurned(hear: (turned: Turned) => void): void {
    this.#listeners.add(hear);
  }

  #note(times: number[]): void {
    const at = this.now();
    times.push(at);
    while ((times[0] ?? at) < at - KEPT_MS) times.shift();
  }
}
