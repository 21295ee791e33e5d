/** What an alert holds, to whom it goes, and when it is over. */
import { alertOf, isOver, targetsOf } from '../../handover/alert';
import { EMPTY_PERSON_SIDE } from '../../handover/case';
import { aCase } from './case';

const at = new Date('2026-11-23T10:01:00.000Z');
const { facts } = aCase();
const told = {
  ...facts,
  reasons: ['scan:chestPain', 'outcome:refused', 'question:teamExplained', 'asked', 'fromALaterRelease'],
};

test('kinds of reasons, never what they were; of a reason that was taken out only what is about safety', () => {
  const one = aCase({ facts: told });
  expect(alertOf(one, 'notPickedUp', 'again', at)).toMatchObject({ reasons: ['asked', 'scan', 'outcome', 'question'] });
  expect(JSON.stringify(alertOf(one, 'notPickedUp', 'again', at))).not.toMatch(/chestPain|refused|teamExplained/);
  const person = { ...EMPTY_PERSON_SIDE, takenOut: ['why'] };
  expect(alertOf({ ...one, person }, 'notPickedUp', 'again', at).reasons).toEqual(['scan']);
});

test.each([
  ['again', ['again', 'wider'], ['again']],
  ['wider', ['again', 'wider'], ['wider']],
  ['wider', ['again'], ['again']],
  ['repeat', ['again', 'wider'], ['again', 'wider']],
  ['again', ['wider'], []],
  ['wider', [], []],
] as const)('%s, with addresses for %j, goes to %j', (reach, setUp, targets) => {
  expect(targetsOf(reach, setUp)).toEqual(targets);
});

test('it is over once somebody has the case; one of an advisor who does not answer, once they have looked', () => {
  const isOf = (event: 'notPickedUp' | 'notAnswered', more: Parameters<typeof aCase>[0]) =>
    isOver({ event }, aCase(more));
  expect([isOf('notPickedUp', {}), isOf('notPickedUp', { state: 'notAnsweredInTime' })]).toEqual([false, false]);
  expect([isOf('notPickedUp', { state: 'pickedUp' }), isOver({ event: 'notPickedUp' }, null)]).toEqual([true, true]);
  expect([
    isOf('notAnswered', { state: 'pickedUp' }),
    isOf('notAnswered', { state: 'withAdvisor', unread: true }),
  ]).toEqual([false, false]);
  expect([isOf('notAnswered', { state: 'withAdvisor' }), isOf('notAnswered', {})]).toEqual([true, true]);
});
