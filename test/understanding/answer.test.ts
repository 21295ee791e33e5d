import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { matchAnswer, type Candidate } from '../../understanding';
import answers from '../../understanding/en/answers.json';

const English = 'locales/en';
const questionSchema = z.object({ ask: z.string(), answers: z.record(z.string(), z.string()) });

/** Every question that has words, with its labels as each voice sees them. */
const questions: [string, Candidate[]][] = readdirSync(English)
  .filter((file) => file.endsWith('.json'))
  .flatMap((file) =>
    Object.entries(z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(join(English, file), 'utf8')))),
  )
  .flatMap(([name, words]) => {
    const read = questionSchema.safeParse(words);
    if (!read.success) return [];
    const plain = Object.entries(read.data.answers).filter(([id]) => !id.includes('_'));
    const inVoice = (voice: string): [string, Candidate[]] => [
      name,
      plain.map(([id, label]) => ({ id: `${name}.${id}`, label: read.data.answers[`${id}_${voice}`] ?? label })),
    ];
    const voices = ['family', 'staff'].filter((voice) => plain.some(([id]) => `${id}_${voice}` in read.data.answers));
    return [inVoice('patient'), ...voices.map(inVoice)];
  });
const question = (name: string): Candidate[] => questions.find(([id]) => id === name)?.[1] ?? [];
const answer = (name: string, text: string): string | null => matchAnswer(text, question(name))?.split('.')[1] ?? null;

/** Two letters in the wrong order in the longest word. */
const mistyped = (text: string): string => {
  const longest = text.split(' ').reduce((best, word) => (word.length > best.length ? word : best), '');
  if (longest.length < 6) return text;
  const at = longest.split('').findIndex((letter, index) => index > 1 && letter !== longest[index + 1]);
  const swapped = longest.slice(0, at) + longest.charAt(at + 1) + longest.charAt(at) + longest.slice(at + 2);
  return text.replace(longest, swapped);
};
const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six'];
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

it('reads the questions of the whole conversation', () => {
  expect(new Set(questions.map(([name]) => name)).size).toBeGreaterThanOrEqual(35);
});

describe.each(questions)('%s', (_name, candidates) => {
  test.each(candidates.map(({ id, label }, index) => ({ id, label, index })))('"$label"', ({ id, label, index }) => {
    const lower = label
      .toLowerCase()
      .replace(/-/gu, ' ')
      .replace(/[^a-z0-9' ]/gu, '');
    const ways = [
      ...[
        label,
        lower,
        label.toUpperCase(),
        `  ${label} please 😀`,
        `${lower}!!`,
        mistyped(lower),
        lower.replace(/'/gu, ''),
      ],
      ...[`${index + 1}`, `${index + 1}.`, `option ${index + 1}`, `number ${index + 1}`, NUMBERS[index] ?? ''],
      ...[`the ${ORDINALS[index] ?? ''} one`, `${ORDINALS[index] ?? ''} option please`],
    ];
    expect(ways.map((way) => [way, matchAnswer(way, candidates)])).toEqual(ways.map((way) => [way, id]));
  });

  it('takes no other number', () => {
    for (const way of ['0', `${candidates.length + 1}`, '1 or 2', '18 weeks'])
      expect([way, matchAnswer(way, candidates)]).toEqual([way, null]);
  });

  it('has nothing plain for a "no" that could be two answers', () => {
    const startingWithNo = candidates.filter(({ label }) => /^no\b/iu.test(label));
    if (startingWithNo.length < 2) return;
    for (const way of ['nah', 'nope', 'no way', 'not at all']) expect(matchAnswer(way, candidates)).toBeNull();
  });
});

describe('a plain word', () => {
  test.each([
    ['informed', 'yeah go on', 'yes'],
    ['informed', 'nah', 'no'],
    ['informed', 'nope!', 'no'],
    ['informed', 'idk', 'notSure'],
    ['informed', 'dunno really', 'notSure'],
    ['treatmentUrgent', "i'm not sure", 'notSure'],
    ['askedAboutDelay', 'not sure', 'notYet'],
    ['happeningNow', 'maybe', 'yes'],
    ['happeningNow', 'nah', 'no'],
    ['inHospitalNow', 'no I am at home', 'no'],
    ['teamTold', 'they said no', 'saidNo'],
    ['teamTold', 'nope', 'no'],
    ['teamTold', 'yes', null],
    ['gpAsked', 'no', 'notYet'],
    ['gpAsked', 'gp said no', 'saidNo'],
    ['familyTeamTold', 'no', 'no'],
    ['consent', 'they said no', 'saidNo'],
    ['consent', 'no', null],
    ['who', 'my mum', 'someoneElse'],
    ['who', 'its for me', 'me'],
    ['teamExplained', 'no diagnosis yet', 'noDiagnosis'],
    ['familyWhere', 'she passed away', 'died'],
    ['reason', 'i disagree', 'disagree'],
    ['feedback', '4', 'rated4'],
    ['feedback', 'a lot', 'rated5'],
    ['feedback', 'not at all', 'rated1'],
  ])('%s: "%s" is %s', (name, text, expected) => {
    expect(answer(name, text)).toBe(expected);
  });
});

describe('where someone is', () => {
  test.each([
    ['in hospital', null],
    ['not in hospital', null],
    ['getting worse', null],
    ['not getting worse', null],
    ['not sure', null],
    ['no', null],
    ['yes', null],
    ['in hospital getting worse', 'hospitalWorse'],
    ['in hospital and not getting worse', 'hospitalSteady'],
    ["I'm not in hospital and not getting worse", 'homeSteady'],
    ["i'm not in hospital but getting worse", 'homeWorse'],
    ['at home getting worse', 'homeWorse'],
    ['in hopsital not gettign worse', 'hospitalSteady'],
    ['never in hospital getting worse', null],
    ['under 18', 'under18'],
    ['I am 15', 'under18'],
    ['my mum was in hospital and she was not getting worse until today', null],
  ])('"%s" is %s', (text, expected) => {
    expect(answer('where', text)).toBe(expected);
  });
});

describe('the phrases of answers.json', () => {
  test.each(Object.entries(answers))('%s', (key, phrases) => {
    const [name = '', id = ''] = key.split('.');
    const candidates = question(name);
    expect(candidates.map((candidate) => candidate.id)).toContain(key);
    expect(phrases.map((phrase) => [phrase, matchAnswer(phrase, candidates)])).toEqual(
      phrases.map((phrase) => [phrase, `${name}.${id}`]),
    );
  });
});

test.each([
  '',
  ' ',
  '?',
  '😀',
  'x'.repeat(12_000),
  'I wanted to ask about something that is not one of these',
  '\u202e',
])('nothing plain in %j', (text) => {
  for (const [, candidates] of questions) expect(matchAnswer(text, candidates)).toBeNull();
});

describe('answers as people say them', () => {
  test.each([
    ["she said it's fine", 'consent.yes', 'consent.saidNo'],
    ["haven't mentioned it", 'consent.notAsked', 'consent.yes'],
    ['not as far as I know', 'askedAboutDelay.notYet', 'askedAboutDelay.yes'],
    ["I didn't take it in", 'teamExplained.no', 'teamExplained.yes'],
    ['they never pick up', 'askedAboutDelay.cannotReach', 'askedAboutDelay.notYet'],
  ])('%s', (text, id, other) => {
    const candidates = [id, other].map((one) => ({ id: one, label: `Label of ${one.replace('.', ' ')}` }));
    expect(matchAnswer(text, candidates)).toBe(id);
  });
});
