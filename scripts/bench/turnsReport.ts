/** The figures of `bench -- turns`, with their targets. */
import os from 'node:os';
import { canPin } from './machine';
import type { Noise } from './noise';
import { NEW_MESSAGES, OLD_MESSAGES, type OldAndNew } from './oldAndNew';
import { compare, type Measured, type Pair } from './pairs';
import type { Report, Row } from './report';
import { median } from './statistics';

export interface Settings {
  readonly chats: number;
  readonly rounds: number;
  /** Of each round. */
  readonly seconds: number;
  /** In all, before memory is looked at again. */
  readonly turns: number;
}
/** Times in milliseconds, memory in MB. */
export interface TurnFigures {
  readonly settings: Settings;
  readonly fileSystem: string;
  readonly startTimes: readonly number[];
  readonly pairs: readonly Pair[];
  readonly noise: Noise;
  readonly oldAndNew: OldAndNew;
  readonly memory: { readonly atStart: number | null; readonly after: number | null; readonly turns: number };
}

const TIMES_STOCK = 3;
const OLD_TO_NEW = 1.1;
const START_MS = 1_500;

const UNKNOWN = 'not told here';
const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} ms`;
const mb = (value: number | null): string => (value === null ? UNKNOWN : `${whole.format(value)} MB`);
const percent = (share: number): string => `${whole.format(share * 100)} %`;
const times = (ratio: number): string => `${ratio.toFixed(2)} ×`;

function againstStock(pairs: readonly Pair[]): Row[] {
  const row = (
    what: string,
    read: (measured: Measured) => number,
    write: (value: number) => string,
    target?: { text: string; isMet: (compared: { ours: number; stock: number; ratio: number }) => boolean },
  ): Row => {
    const { ours, stock, ratio } = compare(pairs, read);
    return {
      what,
      ours: write(ours),
      stock: write(stock),
      ratio: times(ratio),
      ...(target && { target: { text: target.text, met: target.isMet({ ours, stock, ratio }) } }),
    };
  };
  const told = pairs.every(({ ours, stock }) => ours.processor !== null && stock.processor !== null);
  return [
    row(
      'turns a second',
      ({ turnsASecond }) => turnsASecond,
      (value) => whole.format(value),
      {
        text: `at least ${TIMES_STOCK} × stock`,
        isMet: ({ ratio }) => ratio >= TIMES_STOCK,
      },
    ),
    row('a turn, p50', ({ p50 }) => p50, ms),
    row('a turn, p99', ({ p99 }) => p99, ms, {
      text: 'lower than stock',
      isMet: ({ ours, stock, ratio }) => ours < stock && ratio < 1,
    }),
    ...(told ? [row("server's processor time, a turn", ({ processor }) => processor ?? NaN, ms)] : []),
  ];
}

function factsOf({ settings, fileSystem, startTimes, pairs, noise }: TurnFigures): string[] {
  const { chats, rounds, seconds } = settings;
  const ratios = pairs.map(({ ours, stock }) => ours.turnsASecond / stock.turnsASecond);
  const busy = (side: 'ours' | 'stock'): string => percent(median(pairs.map((pair) => pair[side].loadShare)));
  const pinned = canPin()
    ? 'the server was pinned to one core and the load to another (`taskset`)'
    : '**server and load shared the cores: there is no `taskset` here, so the figures are not as they should be**';
  return [
    `${os.cpus().length} cores (${os.cpus()[0]?.model ?? UNKNOWN}), ${os.type()}, Node ${process.versions.node}; database on ${fileSystem}; ${pinned}.`,
    `${chats} chats at once, ${rounds} rounds of each in alternation, ${seconds} s each, warm-up not counted.`,
    `Turns a second, pair by pair: ${ratios.map(times).join(', ')}. The load needed ${busy('ours')} of its core with ours and ${busy('stock')} with stock.`,
    `Starts, each on an empty database: ${startTimes.map((one) => whole.format(one)).join(', ')} ms.`,
    `How busy the machine was otherwise, during the rounds: load average ${noise.load.map((one) => one.toFixed(1)).join(' at first, ')} at last; ${noise.others === null ? UNKNOWN : percent(noise.others)} of all cores went to other work.`,
  ];
}

export function reportOf(figures: TurnFigures): Report {
  const { startTimes, pairs, oldAndNew, memory } = figures;
  const start = median(startTimes);
  const age = oldAndNew.oldTurn / oldAndNew.newTurn;
  const rows: Row[] = [
    ...againstStock(pairs),
    { what: `one turn alone, messages ${NEW_MESSAGES} of a chat`, ours: ms(oldAndNew.newTurn) },
    {
      what: `one turn alone, messages ${OLD_MESSAGES}`,
      ours: `${ms(oldAndNew.oldTurn)} (${times(age)})`,
      target: { text: 'within 10 % of the first', met: age <= OLD_TO_NEW },
    },
    {
      what: `start to ready, median of ${startTimes.length}`,
      ours: `${whole.format(start)} ms`,
      target: { text: `at most ${whole.format(START_MS)} ms`, met: start <= START_MS },
    },
    { what: 'resident memory after the start', ours: mb(memory.atStart) },
    { what: `resident memory after ${whole.format(memory.turns)} turns`, ours: mb(memory.after) },
  ];
  return { rows, facts: factsOf(figures) };
}
