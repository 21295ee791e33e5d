/** Does a turn late in a long chat cost more than one at its beginning? One turn at a time, old and new in alternation. */
import { timedTurn } from './chat';
import { runTurns } from './closedLoop';
import { DirectLineChat } from './directLineChat';
import { LAP } from './lap';
import { median } from './statistics';

const PAIRS = 40;
/** Whole laps, so that the same questions are compared. */
const COMPARED = 6 * LAP.length;
const BEFORE = 119 * LAP.length;

export const NEW_MESSAGES = `1 to ${COMPARED}`;
export const OLD_MESSAGES = `${BEFORE + 1} to ${BEFORE + COMPARED}`;

export interface OldAndNew {
  /** Milliseconds, median. */
  readonly newTurn: number;
  readonly oldTurn: number;
  readonly turns: number;
}

export async function measureOldAndNew(address: string): Promise<OldAndNew> {
  const open = (): Promise<DirectLineChat[]> =>
    Promise.all(Array.from({ length: PAIRS }, () => DirectLineChat.open(address)));
  const oldChats = await open();
  await runTurns(oldChats, BEFORE);
  const newChats = await open();
  const newTurns: number[] = [];
  const oldTurns: number[] = [];
  for (let turn = 0; turn < COMPARED; turn += 1) {
    for (const [i, oldChat] of oldChats.entries()) {
      const newChat = newChats[i];
      if (newChat === undefined) continue;
      // In pairs, and each first by turns: what else the machine does meets both alike.
      if (i % 2 === 0) newTurns.push(await timedTurn(newChat));
      oldTurns.push(await timedTurn(oldChat));
      if (i % 2 === 1) newTurns.push(await timedTurn(newChat));
    }
  }
  [...oldChats, ...newChats].forEach((chat) => {
    chat.close();
  });
  const turns = PAIRS * (BEFORE + 2 * COMPARED);
  return { newTurn: median(newTurns), oldTurn: median(oldTurns), turns };
}
