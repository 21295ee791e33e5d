/** A sign that is spoken of and not suffered: in a name, a paper, a story, a past that is over, or said of a thing. */
import { scan } from '../../understanding/scan';

const said = (text: string): string => {
  const { tier, certainty } = scan(text);
  return tier === null ? 'none' : `${tier} ${certainty}`;
};

test.each([
  'Where is the stroke clinic, is it the same building as outpatients?',
  'Do you have the leaflet for people bereaved by suicide',
  'who runs the suicide prevention week stall',
  'the sepsis screening tool poster by the lifts is torn',
  'do you run cardiac arrest CPR sessions',
  'St John Ambulance cadets are outside, can they come in',
])('the name of a place, a paper or a job says nothing: %s', (text) => {
  expect(said(text)).toBe('none');
});

test.each([
  ["my phone's about to die, can you email the leaflet", 'none'],
  ["the torch that was in the car park is gone, mum's ward is far", 'none'],
  ["my cat collapsed the computer so I've lost your email", 'T0 possible'],
  ['the parking machine is suicide on the wallet', 'T1 slight'],
])('a thing cannot be ill: %s', (text, expected) => {
  expect(said(text)).toBe(expected);
});

test.each([
  ['I took an overdose last year, fine now', 'T0 possible'],
  ['I used to self harm as a teenager, 20 years ago, well past it. Can I see somebody about the scars?', 'T1 slight'],
  ['The leaflet says call 999 if you have crushing chest pain, there is a typo in it', 'T0 possible'],
  ['I read a novel where the consultant commits suicide in chapter two', 'T1 slight'],
  ["my husband will kill me if I've lost that letter haha, can you send another", 'T1 slight'],
])('what is over, printed, made up or a joke is asked about, or one line: %s', (text, expected) => {
  expect(said(text)).toBe(expected);
});

test.each([
  ['I am at the stroke clinic and my face has dropped', 'T0 certain'],
  ['read the suicide leaflet and I want to do it', 'T1 certain'],
  ['I read the leaflet about suicide and want to kill myself', 'T1 certain'],
  ['I took an overdose an hour ago, fine now', 'T0 certain'],
  ['my dad collapsed in the car park', 'T0 certain'],
  ['I want to kill myself lol', 'T1 certain'],
  ['cutting rn someone talk', 'T1 certain'],
  ['helpline for suicidal dads', 'T1 certain'],
  ['emergency services please', 'T0 possible'],
  ['cardiac arrest ward 4', 'T0 possible'],
  ['collapsed clinic 3', 'T0 possible'],
  ['overdose bay 4', 'T0 possible'],
  ['rape crisis centre number', 'T3 certain'],
  ['my husband will kill me if I leave him', 'T3 possible'],
])('who suffers it is found all the same: %s', (text, expected) => {
  expect(said(text)).toBe(expected);
});

test.each(['help', 'Help!', 'help me please', 'help help help'])('"%s" alone is one line with the number', (text) => {
  expect(said(text)).toBe('T0 slight');
});

it('tells what is slight beside what is not, unless its card says more', () => {
  const text = 'The leaflet about self harm was my sister’s. In a novel she wants to die. I am short of breath';
  expect(scan(text)).toMatchObject({ tier: 'T0', certainty: 'possible', slight: 'T1' });
  expect(scan('In a novel she wants to die. I want to die').slight).toBeUndefined();
});
