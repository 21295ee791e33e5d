/** The times of a case from the Trust profile: the defaults, a Trust's own, and what is not safe. */
import { DUE } from '../../handover/due';
import { TIMERS } from '../../handover/timers';
import { caseTimes, TimesProblem } from '../../handover/times';
import { parseProfile, ProfileProblem } from '../../trust/loadProfile';
import example from '../../trust/example/profile.json';

const problemsOf = (given: Parameters<typeof caseTimes>[0]): readonly string[] => {
  try {
    caseTimes(given);
    return [];
  } catch (error) {
    return error instanceof TimesProblem ? error.problems : ['another error'];
  }
};

test('without any in the profile they are the safety rules’ own', () => {
  expect(caseTimes(parseProfile(example).pals.times)).toEqual({ due: DUE, timers: TIMERS, returnCodeDays: 90 });
});

test('a Trust’s own count, in minutes, and the others stay', () => {
  const pals = { ...example.pals, times: { tiers: { T4: { due: 20, wider: 45 } }, accept: 3, returnCodeDays: 60 } };
  const { due, timers, returnCodeDays } = caseTimes(parseProfile({ ...example, pals }).pals.times);
  expect([due.T4, due.T5, returnCodeDays]).toEqual([20, 60, 60]);
  expect(timers.tiers.T4).toEqual({ alert: 1_800, wider: 2_700, repeat: 3_600, tell: 600 });
  expect([timers.accept, timers.join]).toEqual([180, 300]);
});

test.each(['T0', 'T1', 'T2', 'T3'] as const)('%s: no alert later than five minutes', (tier) => {
  expect(problemsOf({ tiers: { [tier]: { alert: 5 } } })).toEqual([
    `${tier}.wider comes before ${tier}.alert. Set it as late or later.`,
  ]);
  expect(problemsOf({ tiers: { [tier]: { alert: 5, wider: 10 } } })).toEqual([]);
  expect(problemsOf({ tiers: { [tier]: { alert: 6, wider: 10 } } })).toEqual([
    `${tier}.alert is 6 minutes. Set 5 or fewer.`,
  ]);
  expect(problemsOf({ tiers: { [tier]: { due: 'day' } } })).toEqual([`${tier}.due is "day". Set 5 minutes or fewer.`]);
});

test('nobody waits for longer than half an hour without a word, and everything that is wrong is told at once', () => {
  expect(problemsOf({ tiers: { T7: { tell: 31 } }, answer: 16, returnCodeDays: 400 })).toEqual([
    'T7.tell is 31 minutes. Set 30 or fewer.',
    'answer is 16 minutes. Set 15 or fewer.',
    'returnCodeDays is 400. Set 7 to 365 days.',
  ]);
});

test('the profile takes whole minutes, and knows no other times', () => {
  const parse = (times: object) => () => parseProfile({ ...example, pals: { ...example.pals, times } });
  for (const times of [{ accept: 0 }, { accept: 2.5 }, { tiers: { T9: {} } }, { tiers: { T0: { late: 1 } } }])
    expect(parse(times)).toThrow(ProfileProblem);
});
