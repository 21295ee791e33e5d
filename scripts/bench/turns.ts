/**
 * `npm run bench -- turns`: our durable turn against the stock one, in one run; then turn 1,000 against turn 1, the
 * start, and memory. The server has one core, the load another.
 */
import { writePart } from './document';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { runTurns } from './closedLoop';
import { DirectLineChat } from './directLineChat';
import { BenchError } from './errors';
import { fileSystemOf, IN_MEMORY, moveToLoadCore } from './machine';
import { watchNoise } from './noise';
import { measureOldAndNew } from './oldAndNew';
import { runPairs, type Pair } from './pairs';
import { startProduct } from './product';
import { documentOf, markdownOf } from './report';
import { ServerProcess } from './serverProcess';
import { Connector, StockChat } from './stockChat';
import { reportOf, type Settings, type TurnFigures } from './turnsReport';

const STARTS = 7;
const SETTLE_MS = 2_000;

const tell = (what: string): void => {
  console.error(`${new Date().toISOString().slice(11, 19)} ${what}`);
};
const times = <T>(count: number, make: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => make(i)));

export async function benchTurns(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '5' },
      turns: { type: 'string', default: '100000' },
      write: { type: 'boolean', default: false },
    },
  });
  const settings: Settings = {
    chats: 64,
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
    turns: Number(values.turns),
  };
  mkdirSync('data', { recursive: true });
  const folder = mkdtempSync(join('data', 'bench-'));
  try {
    const report = reportOf(await measure(folder, settings));
    console.log(markdownOf(report));
    if (values.write) writePart('turns', documentOf(report));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string, settings: Settings): Promise<TurnFigures> {
  const fileSystem = fileSystemOf(folder);
  if (IN_MEMORY.includes(fileSystem)) throw new BenchError('noWorkFolder', fileSystem);
  moveToLoadCore();
  const startTimes = await measureStarts(folder);
  const product = await startProduct(folder);
  try {
    await wait(SETTLE_MS);
    const memoryAtStart = product.memory();
    const { pairs, noise } = await againstStock(folder, product, settings);

    tell('an old chat against a new one');
    const oldAndNew = await measureOldAndNew(product.address);

    const done = oldAndNew.turns + pairs.reduce((sum, { ours }) => sum + ours.turnsInAll, 0);
    const left = Math.max(0, settings.turns - done);
    tell(`${done} turns so far, ${left} more for the memory`);
    const chats = await times(settings.chats, () => DirectLineChat.open(product.address));
    await runTurns(chats, Math.ceil(left / settings.chats));
    await wait(SETTLE_MS);
    const memory = { atStart: memoryAtStart, after: product.memory(), turns: done + left };
    chats.forEach((chat) => {
      chat.close();
    });
    return { settings, fileSystem, startTimes, pairs, noise, oldAndNew, memory };
  } finally {
    await product.stop();
  }
}

async function measureStarts(folder: string): Promise<number[]> {
  tell(`${STARTS} starts`);
  const startTimes: number[] = [];
  while (startTimes.length < STARTS) {
    const server = await startProduct(folder);
    startTimes.push(server.startMs);
    await server.stop();
  }
  return startTimes;
}

async function againstStock(
  folder: string,
  product: ServerProcess,
  { chats, rounds, seconds }: Settings,
): Promise<Pick<TurnFigures, 'noise'> & { pairs: readonly Pair[] }> {
  const questions = await notedQuestions(product.address);
  const file = join(folder, 'questions.json');
  writeFileSync(file, JSON.stringify(questions));
  const server = await ServerProcess.start([process.argv[1] ?? '', 'stock-server', file], {});
  const connector = await Connector.listen();
  try {
    const ours = { server: product, chats: await times(chats, () => DirectLineChat.open(product.address)) };
    const stock = {
      server,
      chats: await times(chats, (i) => StockChat.open(server.address, connector, `chat-${i}`, questions)),
    };
    tell(`${rounds} rounds of ours and stock in alternation, ${seconds} s each, ${chats} chats`);
    const noise = watchNoise([product.pid, server.pid]);
    const pairs = await runPairs(ours, stock, rounds, seconds);
    const seen = noise();
    [...ours.chats, ...stock.chats].forEach((chat) => {
      chat.close();
    });
    return { pairs, noise: seen };
  } finally {
    await server.stop();
    connector.close();
  }
}

async function notedQuestions(address: string): ReturnType<DirectLineChat['noteQuestions']> {
  const chat = await DirectLineChat.open(address);
  // The first lap begins with the greeting, every other one with "Start again".
  await chat.noteQuestions();
  const questions = await chat.noteQuestions();
  chat.close();
  return questions;
}
