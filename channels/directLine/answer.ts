/** One way in and out for every request here: a handler gives an answer or throws; nothing it throws gets out. */
import type { Next, Request, Response } from 'restify';
import { errorCode } from '../../turns/errors';
import { DirectLineError, STATUS, type DirectLineCode } from './errors';

export interface Answer {
  readonly status: number;
  /** JSON, already made. */
  readonly json?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
export type Handler = (request: Request, response: Response) => Answer | Promise<Answer>;

export interface AnswerParts {
  /** The sentence for a person, by code. */
  readonly say: (code: DirectLineCode | 'failed') => string;
  readonly log: { error(facts: Readonly<Record<string, string>>, what: string): void };
}

export const ok = (body: unknown, status = 200): Answer => ({ status, json: JSON.stringify(body) });

/** By hand and not by `response.send`: no negotiation of formats, and the reply's string goes out as it is. */
function write(response: Response, { status, json, headers }: Answer): void {
  if (response.headersSent || response.destroyed) return;
  const body = json === undefined ? undefined : Buffer.from(json);
  response.writeHead(status, {
    'Cache-Control': 'no-store',
    ...(body && { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': String(body.length) }),
    ...headers,
  });
  response.end(body);
}

function refusal(error: unknown, { say, log }: AnswerParts): Answer {
  if (!(error instanceof DirectLineError)) {
    log.error({ code: errorCode(error) }, 'a request failed');
    return ok({ error: { code: 'failed', message: say('failed') } }, 500);
  }
  const { code, more } = error;
  if (code === 'notStored') log.error({ code: errorCode(more.cause) }, 'a message could not be stored');
  const body = {
    error: { code, message: say(code) },
    ...(more.screens?.length && { pals: { screens: more.screens } }),
  };
  const headers = {
    ...(more.retryAfterSeconds !== undefined && { 'Retry-After': String(more.retryAfterSeconds) }),
    // What is left of the body is not read.
    ...(STATUS[code] === 413 || code === 'uploadRefused' ? { Connection: 'close' } : {}),
  };
  return { ...ok(body, STATUS[code]), headers };
}

/** A restify handler that always answers once. */
export const answering =
  (parts: AnswerParts) =>
  (handler: Handler) =>
  (request: Request, response: Response, next: Next): void => {
    void Promise.resolve()
      .then(() => handler(request, response))
      .catch((error: unknown) => refusal(error, parts))
      .then((answer) => {
        write(response, answer);
        next(false);
      });
  };
