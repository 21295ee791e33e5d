import { bankHolidaysOf } from '../../handover/bankHolidayRule';
import bankHolidays from '../../handover/bankHolidays.json';
import { openingHours, type Timetable } from '../../handover/openingHours';

const nineToFive = [{ from: '09:00', to: '17:00' }];
const week: Timetable['weekly'] = {
  monday: nineToFive,
  tuesday: nineToFive,
  wednesday: [
    { from: '09:00', to: '12:30' },
    { from: '13:30', to: '17:00' },
  ],
  thursday: nineToFive,
  friday: nineToFive,
  saturday: [],
  sunday: [],
};
const never: Timetable['weekly'] = {
  monday: [],
  tuesday: [],
  wednesday: [],
  thursday: [],
  friday: [],
  saturday: [],
  sunday: [],
};
const pals = (changes: Partial<Timetable> = {}) =>
  openingHours({ timeZone: 'Europe/London', weekly: week, bankHolidays: 'closed', closures: [], ...changes });
/** A moment in UTC: what a server's clock says. */
const at = (utc: string) => new Date(`${utc}:00Z`);

describe('an ordinary week', () => {
  test('PALS is open from the first minute to the last, and not after it', () => {
    const hours = pals();
    expect(hours.isOpen(at('2026-11-23T08:59'))).toBe(false);
    expect(hours.isOpen(at('2026-11-23T09:00'))).toBe(true);
    expect(hours.isOpen(at('2026-11-23T16:59'))).toBe(true);
    expect(hours.isOpen(at('2026-11-23T17:00'))).toBe(false);
  });

  test('on Sunday night it says Monday at 9', () => {
    expect(pals().status(at('2026-11-22T22:00'))).toEqual({
      open: false,
      opens: { date: '2026-11-23', time: '09:00' },
    });
  });

  test('a lunch break is closed, and opens again the same day', () => {
    expect(pals().status(at('2026-11-25T13:00'))).toEqual({
      open: false,
      opens: { date: '2026-11-25', time: '13:30' },
    });
    expect(pals().status(at('2026-11-25T12:00'))).toEqual({
      open: true,
      closes: { date: '2026-11-25', time: '12:30' },
    });
  });

  test('while PALS is open, the next opening is the one after it closes', () => {
    expect(pals().nextOpening(at('2026-11-23T10:00'))?.toISO()).toBe('2026-11-24T09:00:00.000+00:00');
    expect(pals().closesAt(at('2026-11-22T10:00'))).toBeNull();
  });

  test('a Trust that is never open has no next opening', () => {
    expect(pals({ weekly: never }).status(at('2026-11-23T10:00'))).toEqual({ open: false, opens: null });
  });

  test('a Trust that is always open has no closing', () => {
    const day = [{ from: '00:00', to: '24:00' }];
    const weekly = Object.fromEntries(Object.keys(week).map((name) => [name, day]));
    const hours = pals({ weekly: { ...week, ...weekly }, bankHolidays: 'open' });
    expect(hours.status(at('2026-10-25T00:30'))).toEqual({ open: true, closes: null });
  });
});

test('one calendar asked through a whole day changes when PALS does, forwards and backwards', () => {
  const hours = pals();
  const day = Array.from({ length: 24 * 4 }, (_, i) => new Date(at('2026-11-25T00:00').getTime() + i * 15 * 60_000));
  const seen = day.map((now) => hours.status(now));
  expect(seen).toEqual(day.map((now) => pals().status(now)));
  expect(seen.filter(({ open }) => open)).toHaveLength((3.5 + 3.5) * 4);
  expect([...day].reverse().map((now) => hours.status(now))).toEqual([...seen].reverse());
});

describe('the clocks', () => {
  test('9am is 9am on the wall, before and after the clocks go forward', () => {
    expect(pals().isOpen(at('2026-03-27T08:30'))).toBe(false);
    expect(pals().isOpen(at('2026-03-30T08:00'))).toBe(true);
    expect(pals().nextOpening(at('2026-03-28T12:00'))?.toUTC().toISO()).toBe('2026-03-30T08:00:00.000Z');
  });

  test('and when they go back', () => {
    expect(pals().nextOpening(at('2026-10-24T12:00'))?.toUTC().toISO()).toBe('2026-10-26T09:00:00.000Z');
  });

  test('a night on which the clocks go forward is an hour shorter, and one on which they go back an hour longer', () => {
    const nights = pals({ weekly: { ...never, sunday: [{ from: '00:00', to: '03:00' }] } });
    const length = (opens: string) => {
      const from = nights.nextOpening(at(opens));
      const to = from === null ? null : nights.closesAt(from.toJSDate());
      return from !== null && to !== null ? to.diff(from, 'hours').hours : null;
    };
    expect(length('2026-03-28T12:00')).toBe(2);
    expect(length('2026-10-24T12:00')).toBe(4);
    expect(length('2026-11-21T12:00')).toBe(3);
  });

  test('opening at a time that the clocks leave out is the moment at which they go forward', () => {
    const early = pals({ weekly: { ...never, sunday: [{ from: '01:30', to: '04:00' }] } });
    expect(early.nextOpening(at('2026-03-28T12:00'))?.toUTC().toISO()).toBe('2026-03-29T01:00:00.000Z');
    const gone = pals({ weekly: { ...never, sunday: [{ from: '01:00', to: '01:45' }] } });
    expect(gone.isOpen(at('2026-03-29T01:00'))).toBe(false);
    expect(gone.nextOpening(at('2026-03-28T12:00'))?.toFormat('yyyy-MM-dd HH:mm')).toBe('2026-04-05 01:00');
  });
});

describe('midnight', () => {
  const overnight = pals({
    weekly: { ...never, friday: [{ from: '20:00', to: '24:00' }], saturday: [{ from: '00:00', to: '02:00' }] },
  });

  test('hours that go on over midnight are one opening', () => {
    expect(overnight.status(at('2026-11-27T23:59'))).toEqual({
      open: true,
      closes: { date: '2026-11-28', time: '02:00' },
    });
    expect(overnight.isOpen(at('2026-11-28T00:00'))).toBe(true);
    expect(overnight.isOpen(at('2026-11-28T02:00'))).toBe(false);
    expect(overnight.nextOpening(at('2026-11-27T21:00'))?.toFormat('yyyy-MM-dd HH:mm')).toBe('2026-12-04 20:00');
  });

  test('an end at midnight is told of the day that ends', () => {
    const late = pals({ weekly: { ...never, friday: [{ from: '20:00', to: '24:00' }] } });
    expect(late.status(at('2026-11-27T21:00'))).toEqual({
      open: true,
      closes: { date: '2026-11-27', time: '24:00' },
    });
    expect(late.isOpen(at('2026-11-28T00:00'))).toBe(false);
  });
});

describe('days that differ', () => {
  test('on a bank holiday PALS is closed and says the next day', () => {
    expect(pals().status(at('2026-08-31T10:00'))).toEqual({
      open: false,
      opens: { date: '2026-09-01', time: '09:00' },
    });
  });

  test('over Christmas it says the first day that is open', () => {
    // 25 December 2026 is a Friday, so Boxing Day is held on Monday 28.
    expect(pals().status(at('2026-12-24T18:00'))).toEqual({
      open: false,
      opens: { date: '2026-12-29', time: '09:00' },
    });
  });

  test('a Trust may be open on bank holidays', () => {
    expect(pals({ bankHolidays: 'open' }).isOpen(at('2026-08-31T10:00'))).toBe(true);
  });

  test('a single closed day closes an ordinary one', () => {
    const hours = pals({ closures: [{ date: '2026-11-24', open: [] }] });
    expect(hours.isOpen(at('2026-11-24T10:00'))).toBe(false);
    expect(hours.nextOpening(at('2026-11-23T18:00'))?.toISODate()).toBe('2026-11-25');
  });

  test('a single day with other hours comes before a bank holiday', () => {
    const hours = pals({ closures: [{ date: '2026-12-25', open: [{ from: '10:00', to: '12:00' }] }] });
    expect(hours.status(at('2026-12-25T11:00'))).toEqual({
      open: true,
      closes: { date: '2026-12-25', time: '12:00' },
    });
  });
});

describe('the bank holidays', () => {
  // As GOV.UK publishes them; 2022's two extra days were proclaimed once and follow no rule.
  test.each([
    [2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28'],
    [2027, '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28'],
    [2028, '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26'],
  ])('of %i follow the rule', (year, dates) => {
    expect(bankHolidaysOf(year).map(({ date }) => date.slice(5))).toEqual(dates.split(' '));
  });

  test('when Christmas Day is a Sunday, Boxing Day stays and Christmas Day is held on Tuesday', () => {
    expect(bankHolidaysOf(2033).slice(-2)).toEqual([
      { date: '2033-12-26', name: 'Boxing Day' },
      { date: '2033-12-27', name: 'Christmas Day' },
    ]);
  });

  test('of the data are those of the rule, in every year that it holds', () => {
    const last = Number(bankHolidays.until.slice(0, 4));
    expect(last).toBeGreaterThanOrEqual(2027);
    const years = Array.from({ length: last - 2025 }, (_, i) => 2026 + i);
    // A day that is proclaimed once may stand in the data as well.
    expect(bankHolidays.days).toEqual(expect.arrayContaining(years.flatMap((year) => bankHolidaysOf(year))));
    expect(bankHolidays.until).toBe(`${String(last)}-12-31`);
  });

  test('give a warning in the last 60 days of what is known, and not before', () => {
    const hours = openingHours(
      { timeZone: 'Europe/London', weekly: week, bankHolidays: 'closed', closures: [] },
      { until: '2027-12-31', days: [] },
    );
    expect(hours.bankHolidaysEndIn(at('2027-10-31T12:00'))).toBeNull();
    expect(hours.bankHolidaysEndIn(at('2027-11-01T12:00'))).toBe(60);
    expect(hours.bankHolidaysEndIn(at('2028-01-10T12:00'))).toBe(-10);
  });
});
