/** Due times and timers, around closing, midnight, bank holidays and the change of the clocks. */
import { dueAt } from '../../handover/due';
import { openingHours, type Timetable } from '../../handover/openingHours';
import { dueActs, type TimerAct } from '../../handover/timers';
import { aCase } from './case';

const office = [{ from: '09:00', to: '17:00' }];
const timetable: Timetable = {
  timeZone: 'Europe/London',
  weekly: {
    ...{ monday: office, tuesday: office, wednesday: office, thursday: office },
    friday: [
      { from: '09:00', to: '12:00' },
      { from: '13:00', to: '16:00' },
    ],
    saturday: [],
    sunday: [],
  },
  bankHolidays: 'closed',
  closures: [],
};
const hours = openingHours(timetable);
const always = openingHours({
  ...timetable,
  bankHolidays: 'open',
  weekly: {
    ...{ monday: [{ from: '00:00', to: '24:00' }], tuesday: [{ from: '00:00', to: '24:00' }] },
    ...{ wednesday: [{ from: '00:00', to: '24:00' }], thursday: [{ from: '00:00', to: '24:00' }] },
    ...{ friday: [{ from: '00:00', to: '24:00' }], saturday: [{ from: '00:00', to: '24:00' }] },
    sunday: [{ from: '00:00', to: '24:00' }],
  },
});

describe('a case is due', () => {
  test.each([
    // Winter: London is UTC.
    ['T0', '2026-11-23T10:00:00Z', '2026-11-23T10:01:00.000Z', 'at once in hours'],
    ['T4', '2026-11-23T10:00:00Z', '2026-11-23T10:30:00.000Z', 'in half an hour'],
    ['T4', '2026-11-23T16:50:00Z', '2026-11-24T09:20:00.000Z', 'with what is left over the next morning'],
    ['T5', '2026-11-27T11:30:00Z', '2026-11-27T13:30:00.000Z', 'without the lunch hour'],
    ['T5', '2026-11-27T15:30:00Z', '2026-11-30T09:30:00.000Z', 'over the weekend'],
    ['T5', '2026-12-24T16:30:00Z', '2026-12-29T09:30:00.000Z', 'over Christmas and its substitute day'],
    ['T0', '2026-11-22T03:00:00Z', '2026-11-23T09:01:00.000Z', 'at the next opening when PALS is closed'],
    ['T6', '2026-11-23T10:00:00Z', '2026-11-23T17:00:00.000Z', 'before PALS closes'],
    ['T6', '2026-11-23T18:00:00Z', '2026-11-24T17:00:00.000Z', 'on the next day when it came after hours'],
    // The clocks go back on 25 October 2026: London is an hour ahead of UTC before it.
    ['T6', '2026-10-23T16:00:00Z', '2026-10-26T17:00:00.000Z', 'by the clock on the wall after it changed'],
  ] as const)('%s asked for at %s: %s, %s', (tier, asked, due, why) => {
    expect([why, dueAt(tier, new Date(asked), hours).toISOString()]).toEqual([why, due]);
  });

  test('in a working day where PALS never closes', () => {
    expect(dueAt('T6', new Date('2026-11-23T23:59:00Z'), always).toISOString()).toBe('2026-11-24T07:59:00.000Z');
  });
});

describe('while nobody picks up', () => {
  const at = (time: string, one = aCase()): readonly TimerAct[] => dueActs(one, new Date(time), hours);

  test('an urgent case is alerted for again after a minute, wider after two, and the person is told', () => {
    const urgent = aCase({ tier: 'T1' });
    expect(at('2026-11-23T10:00:59Z', urgent)).toEqual([]);
    expect(at('2026-11-23T10:01:00Z', urgent)).toEqual(['again']);
    expect(at('2026-11-23T10:01:59Z', { ...urgent, alerts: 1 })).toEqual([]);
    expect(at('2026-11-23T10:02:00Z', { ...urgent, alerts: 1 })).toEqual(['wider', 'timeOut']);
    expect(
      at('2026-11-23T10:02:00Z', {
        ...urgent,
        alerts: 2,
        alertedAt: '2026-11-23T10:02:00.000Z',
        state: 'notAnsweredInTime',
      }),
    ).toEqual([]);
  });

  test('after a long standstill everything is made good, once', () => {
    expect(at('2026-11-23T16:00:00Z', aCase({ tier: 'T0' }))).toEqual(['again', 'wider', 'timeOut']);
  });

  test('anybody who waits is told after ten minutes, also when PALS closes in between', () => {
    expect(at('2026-11-23T10:09:59Z')).toEqual([]);
    expect(at('2026-11-23T10:10:00Z')).toEqual(['timeOut']);
    const late = aCase({ waitingSince: '2026-11-23T16:55:00.000Z' });
    expect(at('2026-11-23T17:05:00Z', late)).toEqual(['timeOut']);
  });

  test('whoever asked while PALS was closed is told after the next opening, and nobody is alerted at night', () => {
    const night = aCase({ tier: 'T0', waitingSince: '2026-11-23T23:55:00.000Z' });
    expect(at('2026-11-24T00:10:00Z', night)).toEqual([]);
    expect(at('2026-11-24T08:59:59Z', night)).toEqual([]);
    expect(at('2026-11-24T09:01:00Z', night)).toEqual(['again']);
    expect(at('2026-11-24T09:02:00Z', { ...night, alerts: 1 })).toEqual(['wider', 'timeOut']);
  });

  test('midnight is no border where PALS is open', () => {
    const one = aCase({ tier: 'T2', waitingSince: '2026-11-23T23:59:30.000Z' });
    expect(dueActs(one, new Date('2026-11-24T00:00:29Z'), always)).toEqual([]);
    expect(dueActs(one, new Date('2026-11-24T00:00:30Z'), always)).toEqual(['again']);
  });

  test('whoever phones or leaves it to be read does not wait, and is not told', () => {
    const { person } = aCase();
    expect(at('2026-11-23T10:30:00Z', aCase({ person: { ...person, how: 'phone' } }))).toEqual([]);
    expect(at('2026-11-23T10:30:00Z', aCase({ person: { ...person, how: 'leave' } }))).toEqual([]);
  });

  test('a colleague who does not take over loses it to the queue', () => {
    const handed = aCase({ state: 'transferred', stateSince: '2026-11-23T16:58:00.000Z' });
    expect(at('2026-11-23T17:02:59Z', handed)).toEqual([]);
    expect(at('2026-11-23T17:03:00Z', handed)).toEqual(['release']);
  });

  test('what is set aside is quiet until its time, but the person is told all the same', () => {
    const aside = aCase({ tier: 'T4', asideUntil: '2026-11-23T11:00:00.000Z' });
    expect(at('2026-11-23T10:31:00Z', aside)).toEqual(['timeOut']);
    expect(at('2026-11-23T11:00:00Z', { ...aside, state: 'notAnsweredInTime' })).toEqual([
      'endAside',
      'again',
      'wider',
    ]);
    expect(at('2026-11-23T11:00:00Z', { ...aside, state: 'pickedUp' })).toEqual(['endAside']);
  });

  test('an emergency that nobody has cannot be set aside from its alerts', () => {
    const aside = aCase({ tier: 'T1', asideUntil: '2026-11-24T11:00:00.000Z', state: 'notAnsweredInTime' });
    expect(at('2026-11-23T10:31:00Z', aside)).toEqual(['again', 'wider']);
  });

  test('whoever has a case is left alone', () => {
    for (const state of ['pickedUp', 'withAdvisor', 'backToAssistant', 'leftByPerson', 'closed'] as const) {
      expect(at('2026-11-30T10:00:00Z', aCase({ state, tier: 'T0' }))).toEqual([]);
    }
  });
});
