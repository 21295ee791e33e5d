/** Why a measurement cannot be trusted and was stopped. */
const SENTENCES = {
  wrongReply: 'The server did not answer as it should, so its speed means nothing. Look at what it said:',
  refused: 'The server refused a request. Look at its status and body:',
  noStart: 'A server did not start. What it printed:',
  noWorkFolder: 'The folder for the measurement is in memory, not on a disk. Run this from a folder on a disk:',
} as const;

export class BenchError extends Error {
  override readonly name = 'BenchError';
  constructor(
    readonly code: keyof typeof SENTENCES,
    detail: string,
  ) {
    super(`${SENTENCES[code]} ${detail}`);
  }
}
