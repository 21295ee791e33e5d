/** What is found stays found: filler, politeness, other sentences, shouting, missing stops, and one typing error. */
import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { z } from 'zod';
import keepAsWritten from '../../understanding/en/keepAsWritten.json';
import { lexicon } from '../../understanding/lexicon/lexicon';
import { scan } from '../../understanding/scan';
import { AFTER, ORDINARY, POLITE } from './around';

const FOLDER = 'understanding/en/phrases';
const line = z.object({ text: z.string(), note: z.string().default('') });
const explicit = readdirSync(FOLDER)
  .flatMap((file) => readFileSync(`${FOLDER}/${file}`, 'utf8').split('\n'))
  .filter((one) => one.includes('[explicit]') && !/\[(?:typo|dialect)\]/u.test(one))
  .map((one) => line.parse(JSON.parse(one)).text);
const examples = lexicon().rules.flatMap(({ tier, examples: own }) => (tier < 'T2' ? own : []));

const URGENT: readonly unknown[] = ['T0', 'T1'];
/** What is slight is a line, and hangs on the rest of the message. */
const isUrgent = (text: string): boolean => URGENT.includes(scan(text).tier) && scan(text).certainty !== 'slight';
const found = [...new Set([...examples, ...explicit])].filter(isUrgent);
const FILLER = ['um', 'really', 'like', 'just', 'er'];
const runs = { numRuns: 400 };

/** Whether it was found, and is still. */
const stays = (change: (text: string) => string) => (text: string) => isUrgent(change(text));
const urgent = fc.constantFrom(...found);

it('there is much to try', () => {
  expect(found.length).toBeGreaterThan(300);
});

it.each(POLITE)('behind politeness: %s', (before) => {
  expect(found.filter((text) => !isUrgent(`${before}${text}`))).toEqual([]);
});

it.each(AFTER)('before another thought: %s', (after) => {
  expect(found.filter((text) => !isUrgent(`${text}${after}`))).toEqual([]);
});

it('in the middle of long ordinary text', () => {
  const ordinary = fc.array(fc.constantFrom(...ORDINARY), { maxLength: 12 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(urgent, ordinary, ordinary, (text, before, after) => isUrgent(`${before}${text}. ${after}`)),
    runs,
  );
});

it.each([
  ['in capitals', (text: string) => text.toUpperCase()],
  ['without apostrophes', (text: string) => text.replaceAll(/['’]/gu, '')],
  ['with doubled spaces', (text: string) => text.replaceAll(' ', '  ')],
  ['without a stop at the end', (text: string) => text.replace(/[.!?]+$/u, '')],
])('%s', (_, change) => {
  expect(found.filter((text) => !stays(change)(text))).toEqual([]);
});

it('with filler in front of it', () => {
  fc.assert(
    fc.property(urgent, fc.constantFrom(...FILLER), (text, filler) => isUrgent(`${filler} ${text}`)),
    runs,
  );
});

/** A word of so many letters can be mended, unless the error makes another word of it: "tables" of tablets. */
const LONG = 7;
const NEIGHBOURS: Readonly<Record<string, string>> = {
  a: 's', b: 'v', c: 'x', d: 'f', e: 'r', f: 'g', g: 'h', h: 'j', i: 'o', j: 'k', k: 'l', l: 'k', m: 'n',
  n: 'm', o: 'p', p: 'o', q: 'w', r: 't', s: 'd', t: 'y', u: 'i', v: 'b', w: 'e', x: 'c', y: 'u', z: 'x',
}; // prettier-ignore

const ERRORS: Readonly<Record<string, (word: string, at: number) => string>> = {
  swapped: (word, at) => word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
  dropped: (word, at) => word.slice(0, at) + word.slice(at + 1),
  doubled: (word, at) => word.slice(0, at + 1) + word.slice(at),
  neighbour: (word, at) => word.slice(0, at) + (NEIGHBOURS[word.charAt(at)] ?? 'e') + word.slice(at + 1),
};

const others = new Set([...keepAsWritten, ...lexicon().vocabulary]);
const isLong = (word: string): boolean => word.length >= LONG && /^[a-z]+$/u.test(word);

/** An error can be as near to another word: "haging" may be having. So few in a thousand may be lost that way. */
const MOST_LOST = 2;

it.each(Object.entries(ERRORS))('with one letter %s in a longer word', (_, error) => {
  const silenced: string[] = [];
  let tried = 0;
  for (const text of found) {
    const words = text.toLowerCase().split(' ');
    if (!isUrgent(words.join(' '))) continue;
    words.forEach((word, index) => {
      if (!isLong(word)) return;
      for (let at = 1; at < word.length - 1; at += 1) {
        const wrong = error(word, at);
        if (others.has(wrong)) continue;
        const typed = [...words.slice(0, index), wrong, ...words.slice(index + 1)].join(' ');
        tried += 1;
        if (!isUrgent(typed)) silenced.push(typed);
      }
    });
  }
  expect(tried).toBeGreaterThan(1000);
  const areFew = silenced.length * 1000 <= MOST_LOST * tried;
  expect(areFew ? [] : silenced).toEqual([]);
});
