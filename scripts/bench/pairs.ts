/** Rounds of two servers in alternation, so that whatever else the machine does meets both. */
import type { Chat } from './chat';
import { runRound, type Round } from './closedLoop';
import type { ServerProcess } from './serverProcess';
import { median } from './statistics';

export interface Side {
  readonly server: ServerProcess;
  readonly chats: readonly Chat[];
}
export interface Measured extends Round {
  /** Milliseconds of the server's processor for one turn; null where the system does not tell. */
  readonly processor: number | null;
  /** How much of its own core the load needed, 0 to 1: near 1 it would have been the load that was measured. */
  readonly loadShare: number;
}
export interface Pair {
  readonly ours: Measured;
  readonly stock: Measured;
}

const WARM_UP = 1;
const FIRST_WARM_UP = 5;

async function measure({ server, chats }: Side, seconds: number, warmUp: number): Promise<Measured> {
  const [from, loadFrom, before] = [performance.now(), process.cpuUsage(), server.processorSeconds()];
  const round = await runRound(chats, seconds, warmUp);
  const { user, system } = process.cpuUsage(loadFrom);
  const after = server.processorSeconds();
  const used = before === null || after === null ? null : after - before;
  return {
    ...round,
    processor: used === null ? null : (used * 1000) / round.turnsInAll,
    loadShare: (user + system) / 1000 / (performance.now() - from),
  };
}

export async function runPairs(ours: Side, stock: Side, rounds: number, seconds: number): Promise<Pair[]> {
  for (const side of [ours, stock]) await measure(side, 0, FIRST_WARM_UP);
  const pairs: Pair[] = [];
  for (let i = 0; i < rounds; i += 1) {
    // An object's fields are worked out in their order: ours, then stock.
    pairs.push({ ours: await measure(ours, seconds, WARM_UP), stock: await measure(stock, seconds, WARM_UP) });
  }
  return pairs;
}

/** Medians of both, and the median of the ratios pair by pair (ours to stock). */
export function compare(
  pairs: readonly Pair[],
  read: (measured: Measured) => number,
): { ours: number; stock: number; ratio: number } {
  return {
    ours: median(pairs.map(({ ours }) => read(ours))),
    stock: median(pairs.map(({ stock }) => read(stock))),
    ratio: median(pairs.map(({ ours, stock }) => read(ours) / read(stock))),
  };
}
