/** `.env.example` is what an administrator reads, so it must be whole and true. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig, settingsSchema } from '../../config';

const lines = readFileSync(join(__dirname, '../../.env.example'), 'utf8').split('\n');
const settings = lines.flatMap((line, at) => {
  const [, name, value] = /^([A-Za-z_]+)=(.*)$/.exec(line) ?? [];
  return name === undefined ? [] : [{ name, value: value ?? '', before: lines[at - 1] ?? '' }];
});

test('it has every setting of the service, and no other', () => {
  expect(settings.map(({ name }) => name).sort()).toEqual(Object.keys(settingsSchema.shape).sort());
});

test('a line explains each', () => {
  expect(settings.filter(({ before }) => !/^# .{20,}/.test(before))).toEqual([]);
});

test('used as it is, it sets nothing but the defaults', () => {
  const asItIs = Object.fromEntries(settings.map(({ name, value }) => [name, value]));
  expect(readConfig(asItIs)).toEqual(readConfig({}));
});

test('no line is longer than a screen is wide', () => {
  expect(lines.filter((line) => line.length > 120)).toEqual([]);
});
