/** How much else the machine was doing: figures of a busy machine are worth less. */
import os from 'node:os';
import { busySeconds, processorSeconds } from './machine';

export interface Noise {
  /** Runnable processes on average: `os.loadavg()` over the last minute, at the begin and at the end. */
  readonly load: readonly [number, number];
  /** Share of all cores that went to anything but us, 0 to 1; null where the system does not tell. */
  readonly others: number | null;
}

/** Starts to look; what it returns tells what was seen since. `pids` are the measured processes. */
export function watchNoise(pids: readonly number[]): () => Noise {
  const ownSeconds = (): number | null => {
    const all = [process.pid, ...pids].map(processorSeconds);
    return all.reduce((sum, one) => (sum === null || one === null ? null : sum + one), 0);
  };
  const [load] = os.loadavg();
  const [from, busy, own] = [performance.now(), busySeconds(), ownSeconds()];
  return () => {
    const ownNow = ownSeconds();
    const seconds = (performance.now() - from) / 1000;
    const others = own === null || ownNow === null ? null : busySeconds() - busy - (ownNow - own);
    return {
      load: [load ?? NaN, os.loadavg()[0] ?? NaN],
      others: others === null ? null : Math.max(0, others) / seconds / os.cpus().length,
    };
  };
}
