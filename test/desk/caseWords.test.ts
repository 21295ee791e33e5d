/** What an advisor reads of a case, and what of it the person has taken out. */
import { flowFacts } from '../../bots/flowFacts';
import { CaseWords } from '../../channels/desk/caseWords';
import { EMPTY_PERSON_SIDE, type Case } from '../../handover/case';
import { exampleWords } from '../exampleWords';
import { aCase } from './aCase';

const words = new CaseWords(exampleWords(), flowFacts());

function told(takenOut: readonly string[]): string {
  const one = aCase();
  const facts: Case['facts'] = {
    ...one.facts,
    answers: [{ question: 'where', answer: 'hospitalSteady' }],
    flags: ['inHospital'],
    outcome: 'whoCanDecide',
    reasons: ['outcome:whoCanDecide', 'question:bereavedFirst', 'asked'],
  };
  const seen: Case = { ...one, facts, person: { ...EMPTY_PERSON_SIDE, takenOut: [...takenOut] } };
  return JSON.stringify([words.summary(seen), words.facts(seen)]);
}
const title = words.outcome('whoCanDecide');

test('an outcome is told with its reason and its guidance', () => {
  const all = told([]);
  expect(all.split(title).length).toBeGreaterThan(3);
  expect(all).toContain('E-MCA');
  expect(all).toContain('In hospital now');
});

test('an outcome that was taken out is told by no reason and no guidance', () => {
  const rest = told(['outcome']);
  expect(rest).not.toContain(title);
  expect(rest).not.toContain('whoCanDecide');
  expect(rest).not.toContain('E-MCA');
  expect(rest).toContain('Was given urgent advice');
});

test('an answer that was taken out takes its flag with it', () => {
  expect(told(['answer:where'])).not.toContain('In hospital now');
});
