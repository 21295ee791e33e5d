/**
 * Hands a log on from a mark, each line once and in order, however many say that there is more. One reading at a time:
 * whoever says so meanwhile makes it read once more.
 */
export interface LogReaderParts<Line> {
  /** What stands after this place, oldest first, a page at a time. */
  readonly read: (after: number, limit: number) => Promise<readonly Line[]>;
  readonly placeOf: (line: Line) => number;
  /** Waited for before more is read. */
  readonly send: (lines: readonly Line[]) => void | Promise<void>;
}

/** At most this many lines in one sending. */
const PAGE = 200;

export class LogReader<Line> {
  #reading: Promise<void> | null = null;
  #isDue = false;
  #isStopped = false;

  constructor(
    private mark: number,
    private readonly parts: LogReaderParts<Line>,
  ) {}

  /** Up to where it was sent. */
  get sentUpTo(): number {
    return this.mark;
  }

  /** These lines are stored: sent as they are where they come next, else read. Never rejects. Only where sending is at once. */
  offer(lines: readonly Line[]): void {
    const [first] = lines;
    const last = lines.at(-1);
    if (first === undefined || last === undefined || this.parts.placeOf(last) <= this.mark) return;
    const isNext = this.#reading === null && this.parts.placeOf(first) === this.mark + 1;
    // A listener that cannot be served now is served from its mark the next time.
    if (!isNext) void this.readOn().catch(() => undefined);
    else {
      try {
        void this.#send(lines);
      } catch {
        // Likewise; and the other listeners get theirs.
      }
    }
  }

  /** Resolves when nothing more was there. Rejects when the log could not be read; the mark stays where it was. */
  readOn(): Promise<void> {
    this.#isDue = true;
    this.#reading ??= this.#readAll();
    return this.#reading;
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #readAll(): Promise<void> {
    try {
      while (this.#isDue && !this.#isStopped) {
        this.#isDue = false;
        for (let isMore = true; isMore;) {
          const page = await this.parts.read(this.mark, PAGE);
          await this.#send(page);
          // Whoever has left is not read for: the mark stays, and this page would come again for ever.
          isMore = page.length === PAGE && !this.#hasLeft();
        }
      }
    } finally {
      this.#reading = null;
    }
  }

  #hasLeft(): boolean {
    return this.#isStopped;
  }

  #send(lines: readonly Line[]): void | Promise<void> {
    const last = lines.at(-1);
    if (last === undefined || this.#isStopped) return;
    const place = this.parts.placeOf(last);
    const sending = this.parts.send(lines);
    // What could not be sent is read again.
    if (sending === undefined) this.mark = place;
    else
      return sending.then(() => {
        this.mark = place;
      });
  }
}
