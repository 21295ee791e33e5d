import { z } from 'zod';
import polarity from '../../understanding/en/polarity.json';
import t0 from '../../understanding/en/T0.json';
import t1 from '../../understanding/en/T1.json';
import t2 from '../../understanding/en/T2.json';
import t3 from '../../understanding/en/T3.json';
import t4 from '../../understanding/en/T4.json';
import lists from '../../understanding/en/words.json';
import { hitsOf } from '../../understanding/scan';

const MOST_WORDS = 6;
const wordsIn = (entry: string): number => entry.split(' ').filter((word) => word !== '...').length;
const entry = z
  .string()
  .regex(/^[\p{Ll}0-9{}. A-Z]+$/u)
  .refine((text) => wordsIn(text) <= MOST_WORDS, { error: `An entry has at most ${MOST_WORDS} words.` });
const ruleSchema = z
  .object({
    id: z.string().regex(/^T[0-4]\.[a-zA-Z]+$/),
    matches: z.array(entry).min(1),
    with: z.array(entry).optional(),
    notWith: z.array(entry).optional(),
    otherwise: z.literal('possible').optional(),
    unless: z.array(entry).optional(),
    certainty: z.enum(['possible', 'slight']).optional(),
    fewWords: z.boolean().optional(),
    pastCounts: z.boolean().optional(),
    aloneCounts: z.boolean().optional(),
    examples: z.array(z.string()).min(1),
    counterExamples: z.array(z.string()),
    author: z.string().min(1),
    approver: z.string().min(1).nullable(),
    date: z.iso.date(),
  })
  .strict();
const tiers = { T0: t0, T1: t1, T2: t2, T3: t3, T4: t4 };
const all = Object.entries(tiers).flatMap(([tier, rules]) => rules.map((rule) => ({ tier, rule })));

describe('the safety lexicon', () => {
  test.each(all)('$rule.id is readable data, and no entry has more than six words', ({ tier, rule }) => {
    expect(ruleSchema.parse(rule).id.startsWith(`${tier}.`)).toBe(true);
  });

  it('has lists and cues of at most six words an entry', () => {
    for (const phrases of [...Object.values(lists), ...Object.values(polarity)])
      for (const phrase of phrases)
        expect({ phrase, short: wordsIn(phrase) <= MOST_WORDS }).toEqual({ phrase, short: true });
  });

  it('holds no filler in an entry, as filler is dropped before anything is looked for', () => {
    const filler = new Set(polarity.filler);
    expect(polarity.filler.filter((word) => word.includes(' '))).toEqual([]);
    const entries = [
      ...all.flatMap(({ rule }) => [...rule.matches, ...('with' in rule ? (rule.with ?? []) : [])]),
      ...Object.values(lists).flat(),
    ];
    expect(entries.filter((text) => text.split(' ').some((word) => filler.has(word)))).toEqual([]);
  });

  it('uses each id once, and each list somewhere', () => {
    const ids = all.map(({ rule }) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    const written = JSON.stringify(tiers);
    expect(Object.keys(lists).filter((name) => !written.includes(`{${name}}`))).toEqual([]);
  });

  test.each(all.flatMap(({ rule }) => rule.examples.map((example) => ({ id: rule.id, example }))))(
    '$id finds "$example"',
    ({ id, example }) => {
      expect(hitsOf(example).map(({ rule }) => rule.id)).toContain(id);
    },
  );

  test.each(all.flatMap(({ rule }) => rule.counterExamples.map((example) => ({ id: rule.id, example }))))(
    '$id is not certain of "$example"',
    ({ id, example }) => {
      const certain = hitsOf(example).filter((hit) => hit.certainty === 'certain');
      expect(certain.map(({ rule }) => rule.id)).not.toContain(id);
    },
  );
});
