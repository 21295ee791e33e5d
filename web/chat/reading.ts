/**
 * Reads what is written before it is sent. What does it is a file of its own (`web/understanding`), fetched when the page
 * has been drawn; until it is there the server alone reads.
 */
import type { MaskOptions, SafetyVerdict } from '../../understanding/types';
import type { PersonalKind } from '../../understanding/vocabulary';
import type { Config } from './config';
import { part } from './element';
import { parseAdvice, type PageAdvice } from './pageAdvice';

export interface Look {
  /** Of what was written, unmasked. */
  readonly verdict: SafetyVerdict;
  /** Without personal information. */
  readonly text: string;
  readonly removed: readonly PersonalKind[];
}

export interface Reading {
  look(written: string, about: { readonly labels: readonly string[] } & MaskOptions): Look;
}

const isReading = (loaded: unknown): loaded is Reading =>
  typeof loaded === 'object' && loaded !== null && 'look' in loaded && typeof loaded.look === 'function';

const AGAIN_MS = 5_000;

export class Reader {
  private reading: Reading | null = null;
  private masking: MaskOptions = { publicNumbers: [] };
  private loading = false;

  /** `ready` is told once, when it can read, with what to say then. */
  constructor(
    private readonly from: Config['reading'],
    private readonly ready: (advice: PageAdvice) => void,
  ) {
    // After the first paint, and at the latest when somebody is about to write.
    if ('requestIdleCallback' in window) requestIdleCallback(() => void this.load(), { timeout: 3_000 });
    else setTimeout(() => void this.load(), 500);
    part('message').addEventListener('focus', () => void this.load());
  }

  /** Null while it cannot read. `labels`: the words of the buttons that are shown. */
  look(written: string, labels: readonly string[]): Look | null {
    try {
      return this.reading?.look(written, { labels, ...this.masking }) ?? null;
    } catch {
      // The message goes out all the same: the server reads it.
      return null;
    }
  }

  private async load(): Promise<void> {
    if (this.from === null || this.reading !== null || this.loading) return;
    this.loading = true;
    try {
      const { script, advice: address } = this.from;
      const words = fetch(address).then((response): Promise<unknown> => response.json());
      const reading: Promise<unknown> = import(script);
      const [loaded, found] = await Promise.all([reading, words]);
      const advice = parseAdvice(found);
      if (!isReading(loaded) || advice === null) return;
      this.masking = { publicNumbers: advice.publicNumbers, hospitalNumbers: advice.hospitalNumbers };
      this.reading = loaded;
      this.ready(advice);
    } catch {
      setTimeout(() => void this.load(), AGAIN_MS);
    } finally {
      this.loading = false;
    }
  }
}
