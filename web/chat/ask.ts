/** One call to the page's own origin, which is not waited for for ever. */
const PATIENCE_MS = 20_000;

/** No answer came, or none that could be read. */
export class NoAnswer extends Error {
  readonly code = 'NO_ANSWER';
  constructor(cause: unknown) {
    super('The server did not answer. Try again.', { cause });
  }
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The JSON of the answer; null for an empty one, and for a refusal that is not ours, such as a proxy's own page. */
  readonly body: unknown;
}

/** @throws NoAnswer */
export const ask = async (
  method: string,
  address: string,
  headers: Readonly<Record<string, string>>,
  body?: unknown,
): Promise<Answer> => {
  const impatience = new AbortController();
  const timer = setTimeout(() => {
    impatience.abort();
  }, PATIENCE_MS);
  let response: Response;
  let text: string;
  try {
    response = await fetch(address, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      cache: 'no-store',
      credentials: 'same-origin',
      signal: impatience.signal,
    });
    text = await response.text();
  } catch (cause) {
    throw new NoAnswer(cause);
  } finally {
    clearTimeout(timer);
  }
  const { status } = response;
  try {
    return { status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
  } catch (cause) {
    if (status < 400) throw new NoAnswer(cause);
    return { status, headers: response.headers, body: null };
  }
};
