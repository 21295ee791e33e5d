/** What an endpoint refuses: a code, from which follow the status and the sentence that goes out. */
export interface RefusedMore {
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

export class Refused<Code extends string, More extends RefusedMore = RefusedMore> extends Error {
  /** `sentences`: where in `errors.json` the sentence of each code stands, such as `errors:desk.`. */
  constructor(
    readonly code: Code,
    readonly more: More,
    sentences: string,
  ) {
    super(`The request was refused: ${code}. The status and ${sentences}${code} tell whoever sent it what to do.`, {
      cause: more.cause,
    });
  }
}
