/** Text that is too long to be taken is read all the same, and the most urgent part of it counts. */
import { scanLongText } from '../../turns/scanLongText';
import type { SafetyVerdict } from '../../understanding/types';

const WORDS: readonly (readonly [string, SafetyVerdict])[] = [
  ['veiled', { tier: 'T1', certainty: 'slight', rules: ['model.T1'] }],
  ['worse', { tier: 'T2', certainty: 'certain', rules: ['T2.worse'] }],
  ['threat', { tier: 'T3', certainty: 'possible', rules: ['T3.threat'] }],
];
const NOTHING: SafetyVerdict = { tier: null, certainty: 'none', rules: [] };
const scan = (text: string): SafetyVerdict => WORDS.find(([word]) => text.includes(word))?.[1] ?? NOTHING;
const LONG = 'and so on '.repeat(1_500);
const tierOf = (...words: string[]): string | null => scanLongText(scan, words.join(` ${LONG}`)).tier;

test('what is slight in one part hides no card of another', () => {
  expect(tierOf('veiled', 'worse')).toBe('T2');
  expect(tierOf('worse', 'veiled')).toBe('T2');
  expect(tierOf('veiled', 'threat')).toBe('T3');
});

test('what is slight is told where there is nothing else', () => {
  expect(tierOf('', '', 'veiled')).toBe('T1');
  expect(tierOf('', '')).toBe(null);
});

test('of two cards it is the more urgent', () => {
  expect(tierOf('threat', 'worse')).toBe('T2');
});
