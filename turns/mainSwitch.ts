/**
 * Whether the assistant is turned off: then nothing is taken from anybody, and everybody is told how to reach PALS and
 * what to do in an emergency. The desk goes on, for the people who are waiting. Each turn of it is on record.
 */
import type { Who } from '../handover/case';
import type { Store, Switching } from '../storage/port';
import { errorCode } from './errors';
import type { RunnerLog } from './runner';

export interface MainSwitchParts {
  readonly store: Pick<Store, 'turnedOff' | 'turn'>;
  /** Kept off by the settings, whatever the desk says. */
  readonly isKeptOff: boolean;
  readonly now: () => Date;
  readonly log: RunnerLog;
}

/** In milliseconds. It is asked at every message; another instance may have turned it. */
const KNOWN_MS = 1_000;

export class MainSwitch {
  readonly #listeners = new Set<() => void>();
  #known: { readonly until: number; readonly since: Switching | null } | null = null;

  constructor(private readonly parts: MainSwitchParts) {}

  get isKeptOff(): boolean {
    return this.parts.isKeptOff;
  }

  readonly isOff = (): boolean => this.parts.isKeptOff || this.since() !== null;

  /** Who turned it off at the desk, and when; null while it is on. A store that cannot be read has turned nothing off. */
  since(): Switching | null {
    const at = this.parts.now().getTime();
    if (this.#known !== null && at < this.#known.until) return this.#known.since;
    try {
      const since = this.parts.store.turnedOff();
      this.#known = { until: at + KNOWN_MS, since };
      return since;
    } catch (error) {
      this.parts.log.warn({ code: errorCode(error) }, 'the main switch could not be read');
      return null;
    }
  }

  /** @throws a StorageError when it could not be stored. */
  async turn(isOff: boolean, by: Who): Promise<void> {
    await this.parts.store.turn(isOff, by);
    this.#known = null;
    this.#listeners.forEach((tell) => {
      tell();
    });
  }

  onTurned(tell: () => void): void {
    this.#listeners.add(tell);
  }
}
