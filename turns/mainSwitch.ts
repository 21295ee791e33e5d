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
  readonly log: RunnerLog;
}

export class MainSwitch {
  readonly #listeners = new Set<() => void>();
  #since: Switching | null = null;

  constructor(private readonly parts: MainSwitchParts) {}

  get isKeptOff(): boolean {
    return this.parts.isKeptOff;
  }

  readonly isOff = (): boolean => this.parts.isKeptOff || this.#since !== null;

  /** Who turned it off at the desk, and when; null while it is on. */
  since(): Switching | null {
    return this.#since;
  }

  /**
   * Another instance may have turned it, or nobody has looked yet. Where the store cannot be read it stands as it was.
   * Never rejects.
   */
  async look(): Promise<void> {
    const before = this.isOff();
    try {
      this.#since = await this.parts.store.turnedOff();
    } catch (error) {
      this.parts.log.warn({ code: errorCode(error) }, 'the main switch could not be read');
    }
    if (before === this.isOff()) return;
    this.#listeners.forEach((tell) => {
      tell();
    });
  }

  /** @throws a StorageError when it could not be stored. */
  async turn(isOff: boolean, by: Who): Promise<void> {
    await this.parts.store.turn(isOff, by);
    await this.look();
  }

  onTurned(tell: () => void): void {
    this.#listeners.add(tell);
  }
}
