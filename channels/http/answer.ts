/** One way in and out for every request: a handler gives an answer or throws; nothing that it throws gets out. */
import type { Next, Request, Response } from 'restify';
import type { RefusedMore } from './refused';

export interface Answer {
  readonly status: number;
  /** JSON, already made; or another text, with its type in the headers. */
  readonly json?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}
/** Null: the handler keeps the response, as a stream does. */
export type Handler = (request: Request, response: Response) => Answer | null | Promise<Answer | null>;

export const ok = (body: unknown, status = 200): Answer => ({ status, json: JSON.stringify(body) });

const TOO_LARGE = 413;

/** Of a refusal. `unread`: what is left of the body is not read. */
export const refusalHeaders = (
  status: number,
  { retryAfterSeconds }: RefusedMore,
  unread = status === TOO_LARGE,
): Readonly<Record<string, string>> => ({
  ...(retryAfterSeconds !== undefined && { 'Retry-After': String(retryAfterSeconds) }),
  ...(unread && { Connection: 'close' }),
});

/** By hand and not by `response.send`: no negotiation of formats, and a string goes out as it is. */
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

/** A restify handler that always answers once. */
export const answered =
  (handler: Handler, refusal: (error: unknown) => Answer) =>
  (request: Request, response: Response, next: Next): void => {
    void Promise.resolve()
      .then(() => handler(request, response))
      .catch(refusal)
      .then((answer) => {
        if (answer !== null) write(response, answer);
        next(false);
      });
  };
