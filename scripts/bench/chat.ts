/** One chat of the load. */
export interface Chat {
  /** Presses the next button; resolves once that is acknowledged and the right reply has come. */
  turn(): Promise<void>;
  close(): void;
}

/** Milliseconds that one turn takes. */
export async function timedTurn(chat: Chat): Promise<number> {
  const started = performance.now();
  await chat.turn();
  return performance.now() - started;
}
