/** Waits that the network's return or the person's own wish cuts short. */
const waiting = new Set<() => void>();

export const pause = (ms: number): Promise<void> =>
  new Promise((done) => {
    const go = (): void => {
      clearTimeout(timer);
      waiting.delete(go);
      done();
    };
    const timer = setTimeout(go, ms);
    waiting.add(go);
  });

export const wake = (): void => {
  for (const go of [...waiting]) go();
};

/** Milliseconds before attempt `n` (from 0): longer each time, never the same for everyone at once. */
export const backOff = (n: number): number => Math.min(15_000, 500 * 2 ** n) * (0.75 + Math.random() / 2);
