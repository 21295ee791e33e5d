/** Many chats at once, each with one turn under way at any time: as much as the server can take, and no more. */
import { timedTurn, type Chat } from './chat';
import { quantile } from './statistics';

export interface Round {
  readonly turnsASecond: number;
  /** Milliseconds from the press to the acknowledgement and the reply, whichever is later. */
  readonly p50: number;
  readonly p99: number;
  /** With those of the warm-up. */
  readonly turnsInAll: number;
}

const everyChat = async (chats: readonly Chat[], run: (chat: Chat) => Promise<void>): Promise<void> => {
  await Promise.all(chats.map(run));
};

/** Runs the chats for `seconds`; a first part of `warmUp` seconds is not counted. */
export async function runRound(chats: readonly Chat[], seconds: number, warmUp: number): Promise<Round> {
  const from = performance.now() + warmUp * 1000;
  const until = from + seconds * 1000;
  const latencies: number[] = [];
  let turnsInAll = 0;
  await everyChat(chats, async (chat) => {
    while (performance.now() < until) {
      const latency = await timedTurn(chat);
      turnsInAll += 1;
      const ended = performance.now();
      if (ended >= from && ended < until) latencies.push(latency);
    }
  });
  return {
    turnsASecond: latencies.length / seconds,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    turnsInAll,
  };
}

/** `times` turns in each chat. */
export const runTurns = (chats: readonly Chat[], times: number): Promise<void> =>
  everyChat(chats, async (chat) => {
    for (let i = 0; i < times; i += 1) await chat.turn();
  });
