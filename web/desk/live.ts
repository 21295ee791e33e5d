/** The one live stream of the desk. After any break it goes on from the last key that it saw. */
import type { FeedEvent } from '../../channels/desk/wire';
import { api, DeskRefused } from './api';

const KINDS = ['case', 'activity', 'presence', 'opening', 'typing', 'reset', 'ended'] as const;
/** How often the server is asked whether the line still stands: a socket may look open and be dead. */
const LOOK_MS = 20_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;

export interface LiveListener {
  event(event: FeedEvent): void;
  line(isThere: boolean): void;
  signedOut(): void;
}

const isEvent = (value: unknown): value is FeedEvent =>
  typeof value === 'object' && value !== null && 'kind' in value && KINDS.some((kind) => kind === value.kind);

export class Live {
  #source: EventSource | null = null;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;
  #behindSince: number | null = null;

  constructor(
    private key: number,
    private readonly listener: LiveListener,
  ) {
    this.#open();
    setInterval(() => void this.#look(), LOOK_MS);
    addEventListener('online', () => void this.#look());
    addEventListener('offline', () => {
      this.listener.line(false);
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.#look();
    });
  }

  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#source?.close();
  }

  #open(): void {
    if (this.#isOver) return;
    this.#source?.close();
    const source = new EventSource(api.streamAddress(this.key));
    this.#source = source;
    source.onopen = () => {
      this.#failures = 0;
      this.listener.line(true);
    };
    // Its own way to come back knows no pause that grows, and ends for ever at an answer such as 503.
    source.onerror = () => {
      source.close();
      if (this.#source !== source) return;
      this.#failures++;
      // A server that closes a stream to open it anew is no break.
      if (this.#failures > 1) this.listener.line(false);
      clearTimeout(this.#timer);
      const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.#failures - 1)) * (0.75 + Math.random() / 2);
      this.#timer = setTimeout(() => {
        void this.#look();
        this.#open();
      }, pause);
    };
    for (const kind of KINDS)
      source.addEventListener(kind, ({ data, lastEventId }: MessageEvent<unknown>) => {
        const read: unknown = typeof data === 'string' ? JSON.parse(data) : null;
        if (!isEvent(read)) return;
        if (/^\d+$/.test(lastEventId)) this.key = Math.max(this.key, Number(lastEventId));
        if (read.kind === 'reset') this.key = read.feedKey;
        if (read.kind === 'ended') {
          this.stop();
          this.listener.signedOut();
          return;
        }
        this.listener.event(read);
      });
  }

  async #look(): Promise<void> {
    if (this.#isOver) return;
    try {
      const { feedKey } = await api.me();
      const isBehind = feedKey > this.key;
      const isDead = isBehind && this.#behindSince !== null && this.#behindSince === this.key;
      this.#behindSince = isBehind ? this.key : null;
      if (isDead && this.#source?.readyState === EventSource.OPEN) this.#open();
    } catch (error) {
      if (error instanceof DeskRefused && error.status === 401) {
        this.stop();
        this.listener.signedOut();
      } else this.listener.line(false);
    }
  }
}
