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
}

const MINUTE = 60;

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

  constructor({ startsPerMinute, messagesPerMinute, messagesPerSourcePerMinute }: LimitSettings) {
    this.#starts = new RateLimiterMemory({ points: startsPerMinute, duration: MINUTE });
    this.#messages = new RateLimiterMemory({ points: messagesPerMinute, duration: MINUTE });
    this.#fromSource = new RateLimiterMemory({ points: messagesPerSourcePerMinute, duration: MINUTE });
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
}
