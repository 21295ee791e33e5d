import { compare, type Measured, type Pair } from '../../scripts/bench/pairs';
import { median, quantile } from '../../scripts/bench/statistics';
import { reportOf, type TurnFigures } from '../../scripts/bench/turnsReport';

const measured = (turnsASecond: number, p99: number): Measured => ({
  turnsASecond,
  p50: p99 / 2,
  p99,
  turnsInAll: turnsASecond,
  processor: 1,
  loadShare: 0.2,
});
const pair = (ours: number, stock: number): Pair => ({ ours: measured(ours, 20), stock: measured(stock, 60) });
const figures: TurnFigures = {
  settings: { chats: 64, rounds: 3, seconds: 5, turns: 100_000 },
  fileSystem: 'ext4',
  startTimes: [900, 1_000, 1_100],
  pairs: [pair(300, 100), pair(400, 100), pair(600, 200)],
  noise: { load: [1, 1], others: 0.01 },
  oldAndNew: { newTurn: 1, oldTurn: 1.05, turns: 1 },
  memory: { atStart: 100, after: 200, turns: 100_000 },
};
const targets = (changed: Partial<TurnFigures> = {}): (boolean | undefined)[] =>
  reportOf({ ...figures, ...changed })
    .rows.filter(({ target }) => target !== undefined)
    .map(({ target }) => target?.met);

test('median and quantile of what was measured, in any order', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect(quantile(hundred, 0.99)).toBe(100);
  expect(quantile(hundred, 0.5)).toBe(51);
  expect(median([])).toBeNaN();
});

test('a ratio is the median of the pairs, not the ratio of medians', () => {
  const pairs = [pair(300, 100), pair(100, 100), pair(900, 100)];
  expect(compare(pairs, ({ turnsASecond }) => turnsASecond)).toEqual({ ours: 300, stock: 100, ratio: 3 });
  expect(compare([pair(10, 1), pair(40, 20), pair(90, 30)], ({ turnsASecond }) => turnsASecond).ratio).toBe(3);
});

test('each target is met or not by its own figure', () => {
  expect(targets()).toEqual([true, true, true, true]);
  expect(targets({ pairs: [pair(299, 100)] })).toEqual([false, true, true, true]);
  expect(targets({ pairs: [{ ours: measured(300, 60), stock: measured(100, 50) }] })[1]).toBe(false);
  expect(targets({ oldAndNew: { newTurn: 1, oldTurn: 1.11, turns: 1 } })[2]).toBe(false);
  expect(targets({ startTimes: [1_400, 1_501, 1_600] })[3]).toBe(false);
});
