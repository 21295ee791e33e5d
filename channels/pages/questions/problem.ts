/** Why a form was not taken. The sentence is `questions:problem.<code>`; what was written is shown again. */
export const STATUS = {
  empty: 422,
  emptyWords: 422,
  wishTooLong: 422,
  codeEmpty: 422,
  codeShape: 422,
  codeWrong: 404,
  notOurs: 403,
  badForm: 400,
  otherChat: 409,
  gone: 410,
  tooLong: 413,
  tooLarge: 413,
  tooMany: 429,
  tooManyCodes: 429,
  failed: 500,
  notStored: 503,
  off: 503,
} as const;
export type ProblemCode = keyof typeof STATUS;

export interface ProblemMore {
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

export class PageProblem extends Error {
  override readonly name = 'PageProblem';
  constructor(
    readonly code: ProblemCode,
    readonly more: ProblemMore = {},
  ) {
    super(`The form was not taken: ${code}. questions:problem.${code} tells whoever sent it what to do.`, {
      cause: more.cause,
    });
  }
}
