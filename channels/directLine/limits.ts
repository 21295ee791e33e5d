/** How much one source and one conversation may ask for. Reading and streaming have no limit: see G10 in the design. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { DirectLineError } from './errors';

export interface LimitSettings {
  /** New tokens and conversations, by source, a minute. Many people share the address of a hospital. */
  readonly startsPerMinute: number;
  /** Messages, by conversation, a minute. */
  readonly messagesPerMinute: number;
  /** Messages, by source, a minute. */
  readonly messagesPerSourcePerMinute: number;
  /** Return codes that find nothing, by source, an hour. */
  readonly wrongCodesPerHour: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** Wrong return codes of all sources, an hour: who guesses from many addresses gets no further than this. */
const WRONG_CODES = 1_000;
/** Signs of writing that the desk is told of, by conversation. */
const TYPING_SECONDS = 1;
const ALL = 'all';

async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (cause) {
    const seconds = cause instanceof RateLimiterRes ? Math.max(1, Math.ceil(cause.msBeforeNext / 1000)) : MINUTE;
    throw new DirectLineError('tooMany', { retryAfterSeconds: seconds });
  }
}

export class Limits {
  readonly #starts;
  readonly #messages;
  readonly #fromSource;
  readonly #codes;
  readonly #allCodes = new RateLimiterMemory({ points: WRONG_CODES, duration: HOUR });
  readonly #typing = new RateLimiterMemory({ points: 1, duration: TYPING_SECONDS });

  constructor({ startsPerMinute, messagesPerMinute, messagesPerSourcePerMinute, wrongCodesPerHour }: LimitSettings) {
    this.#starts = new RateLimiterMemory({ points: startsPerMinute, duration: MINUTE });
    this.#messages = new RateLimiterMemory({ points: messagesPerMinute, duration: MINUTE });
    this.#fromSource = new RateLimiterMemory({ points: messagesPerSourcePerMinute, duration: MINUTE });
    this.#codes = new RateLimiterMemory({ points: wrongCodesPerHour, duration: HOUR });
  }

  /** @throws DirectLineError `tooMany`, with when to try again. */
  start(kind: 'token' | 'conversation', source: string): Promise<void> {
    return take(this.#starts, `${kind} ${source}`);
  }

  /** @throws DirectLineError `tooMany`, with when to try again. */
  async message(source: string, conversationId: string): Promise<void> {
    await take(this.#messages, conversationId);
    await take(this.#fromSource, source);
  }
  /**
   * Counts a return code as wrong before it is looked up, so that many at once are no way around; the right one is
   * given back. @throws DirectLineError `tooMany`, with when to try again.
   */
  async returnCode<T>(source: string, find: () => Promise<T | null>): Promise<T | null> {
    await take(this.#codes, source);
    await take(this.#allCodes, ALL);
    const found = await find();
    if (found !== null) await Promise.all([this.#codes.reward(source), this.#allCodes.reward(ALL)]);
    return found;
  }

  /** Whether the desk is told once more that somebody in this conversation is writing. */
  async typing(conversationId: string): Promise<boolean> {
    return this.#typing.consume(conversationId).then(
      () => true,
      () => false,
    );
  }
}
