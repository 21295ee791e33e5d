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
  /** Messages, from everybody together, a minute. */
  readonly messagesInAllPerMinute: number;
  /** Return codes that find nothing, by source, an hour. */
  readonly wrongCodesPerHour: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/**
 * Wrong return codes of one reference, an hour, whether there is such a case or not. Beyond it, a source that has been
 * wrong within the hour is refused; one that has not still has a try, so that nobody can shut the owner out.
 */
const WRONG_FOR_ONE = 30;
/** Signs of writing that the desk is told of, by conversation. */
const TYPING_SECONDS = 1;

const tooMany = (milliseconds: number): DirectLineError =>
  new DirectLineError('tooMany', { retryAfterSeconds: Math.max(1, Math.ceil(milliseconds / 1000)) });

async function take(limiter: RateLimiterMemory, key: string): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(key);
  } catch (cause) {
    throw tooMany(cause instanceof RateLimiterRes ? cause.msBeforeNext : MINUTE * 1000);
  }
}

/** Counts one more; whether it is within the limit. */
const hasRoom = (limiter: RateLimiterMemory, key: string): Promise<boolean> =>
  limiter.consume(key).then(
    () => true,
    () => false,
  );

export class Limits {
  readonly #starts;
  readonly #messages;
  readonly #fromSource;
  readonly #inAll;
  readonly #codes;
  readonly #codesOfOne = new RateLimiterMemory({ points: WRONG_FOR_ONE, duration: HOUR });
  readonly #typing = new RateLimiterMemory({ points: 1, duration: TYPING_SECONDS });

  constructor(settings: LimitSettings) {
    const { startsPerMinute, messagesPerMinute, messagesPerSourcePerMinute, messagesInAllPerMinute } = settings;
    this.#starts = new RateLimiterMemory({ points: startsPerMinute, duration: MINUTE });
    this.#messages = new RateLimiterMemory({ points: messagesPerMinute, duration: MINUTE });
    this.#fromSource = new RateLimiterMemory({ points: messagesPerSourcePerMinute, duration: MINUTE });
    this.#inAll = new RateLimiterMemory({ points: messagesInAllPerMinute, duration: MINUTE });
    this.#codes = new RateLimiterMemory({ points: settings.wrongCodesPerHour, duration: HOUR });
  }

  /** @throws DirectLineError `tooMany`, with when to try again. */
  async start(kind: 'token' | 'conversation', source: string): Promise<void> {
    await take(this.#starts, `${kind} ${source}`);
  }

  /** @throws DirectLineError `tooMany`, with when to try again. */
  async message(source: string, conversationId: string): Promise<void> {
    await take(this.#messages, conversationId);
    await take(this.#fromSource, source);
    await take(this.#inAll, '');
  }

  /**
   * Counts a return code as wrong before it is looked up, so that many at once are no way around; the right one is
   * given back. `reference`: of what was typed; null where it is no code.
   * @throws DirectLineError `tooMany`, with when to try again.
   */
  async returnCode<T>(source: string, reference: string | null, find: () => Promise<T | null>): Promise<T | null> {
    const { consumedPoints: tries, msBeforeNext } = await take(this.#codes, source);
    const isGuessed = reference !== null && !(await hasRoom(this.#codesOfOne, reference));
    if (isGuessed && tries > 1) throw tooMany(msBeforeNext);
    const found = await find();
    if (found !== null) await this.#codes.reward(source);
    if (found !== null && reference !== null) await this.#codesOfOne.reward(reference);
    return found;
  }

  /** Whether the desk is told once more that somebody in this conversation is writing. */
  async typing(conversationId: string): Promise<boolean> {
    return hasRoom(this.#typing, conversationId);
  }
}
