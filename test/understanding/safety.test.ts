import fc from 'fast-check';
import { safetyHitsOf, scan } from '../../understanding/safety';
import { scan as rulesOnly } from '../../understanding/scan';
import { AFTER, ORDINARY, POLITE } from './around';

const SIGNS = [
  'she is not breathing',
  'I have chest pain',
  'I want to die',
  'I have taken an overdose',
  'my baby has gone blue',
];

it('finds an emergency whatever stands around it, and however it is typed', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...SIGNS),
      fc.constantFrom('', ...POLITE),
      fc.constantFrom(...AFTER),
      fc.constantFrom(...ORDINARY),
      fc.nat({ max: 20 }),
      fc.boolean(),
      (sign, before, after, ordinary, times, shouted) => {
        const text = `${ordinary.repeat(times)}${before}${sign}${after} ${times > 0 ? ordinary : ''}`;
        const { tier } = scan(shouted ? text.toUpperCase() : text);
        return tier === 'T0' || tier === 'T1';
      },
    ),
    { numRuns: 200 },
  );
});

it('only adds to what the rules find, and never makes anything certain', () => {
  const texts = [
    'no chest pain',
    'second opinion please',
    'mum is on the ward and getting worse',
    'stroke clinic',
    ...SIGNS,
  ];
  for (const text of texts) {
    const rules = rulesOnly(text);
    expect(scan(text).rules).toEqual(expect.arrayContaining([...rules.rules]));
    if (rules.certainty === 'certain') expect(scan(text)).toMatchObject({ tier: rules.tier, certainty: 'certain' });
    for (const { rule, certainty } of safetyHitsOf(text))
      expect(rule.id.startsWith('model.') && certainty === 'certain').toBe(false);
  }
});

it('names the words that speak for what the model adds', () => {
  const text = 'Where is the car park? its like somebody parked a van on me ribs and im sweating buckets';
  const added = safetyHitsOf(text).find(({ rule }) => rule.id === 'model.T0');
  expect(text.slice(added?.at, added?.end)).toContain('ribs');
});
