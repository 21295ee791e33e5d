/** The case on the screen: summary, conversation, history and notes, read anew whenever the stream says it changed. */
import type { CaseDetail, DeskHistory, DeskNotes, TranscriptLine } from '../../channels/desk/wire';
import { api, DeskRefused } from './api';

export interface Unsent {
  readonly clientId: string;
  readonly text: string;
  failed: boolean;
}

export class OpenCase {
  detail: CaseDetail | null = null;
  history: DeskHistory['history'] = [];
  notes: DeskNotes['notes'] = [];
  readonly #lines = new Map<number, TranscriptLine>();
  #after = 0;
  /** What is on its way to the person, or could not be sent. */
  unsent: Unsent[] = [];
  problem: string | null = null;
  /** Who is writing, and until when that is believed. */
  typing: { readonly name: string | null; readonly until: number } | null = null;
  #reading: Promise<void> | null = null;
  #again = false;

  constructor(
    readonly reference: string,
    private readonly changed: () => void,
  ) {}

  get lines(): readonly TranscriptLine[] {
    return [...this.#lines.values()].sort((a, b) => a.seq - b.seq);
  }

  /** The end of the conversation as it is on the screen. */
  get seen(): number {
    return Math.max(0, ...this.#lines.keys());
  }

  /** Asked for while it reads, it reads once more afterwards. */
  read(): Promise<void> {
    if (this.#reading !== null) {
      this.#again = true;
      return this.#reading;
    }
    this.#reading = this.#read().finally(() => {
      this.#reading = null;
      if (!this.#again) return;
      this.#again = false;
      void this.read();
    });
    return this.#reading;
  }

  /** From the stream or an answer: each line once. */
  add(lines: readonly TranscriptLine[]): void {
    for (const line of lines) {
      this.#lines.set(line.seq, line);
      this.unsent = this.unsent.filter(({ clientId }) => clientId !== line.clientId);
      if (line.from === 'person') this.typing = null;
    }
    this.changed();
  }

  set(detail: CaseDetail): void {
    if (this.detail !== null && this.detail.version > detail.version) return;
    // What the person took out is taken out of the conversation too, and what they put back is back.
    const isOther = this.detail !== null && isOtherwiseOut(this.detail, detail);
    this.detail = detail;
    this.changed();
    if (isOther) void this.#readLines(0);
  }

  async #read(): Promise<void> {
    try {
      const [detail, { history }, { notes }] = await Promise.all([
        api.detail(this.reference),
        api.history(this.reference),
        api.notes(this.reference),
        this.#readLines(this.#after),
      ]);
      Object.assign(this, { history, notes, problem: null });
      this.set(detail);
    } catch (error) {
      // Without a line the page says so elsewhere; what is shown stays.
      if (error instanceof DeskRefused) this.problem = error.message;
    }
    this.changed();
  }

  async #readLines(from: number): Promise<void> {
    for (let after = from, more = true; more;) {
      const page = await api.transcript(this.reference, after);
      for (const line of page.lines) this.#lines.set(line.seq, line);
      this.unsent = this.unsent.filter(({ clientId }) => !page.lines.some((line) => line.clientId === clientId));
      ({ after, more } = page);
      this.#after = Math.max(this.#after, after);
    }
    this.changed();
  }
}

/** Whether other lines are out than before; new ones alone change nothing of what was said. */
const isOtherwiseOut = (before: CaseDetail, now: CaseDetail): boolean =>
  before.takenOut !== now.takenOut || before.lines.some(({ id }) => !now.lines.some((line) => line.id === id));
