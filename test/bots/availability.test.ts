/** Whether PALS can be reached: the hours, the switch at the desk, and who is there. */
import { availabilityOf } from '../../bots/availability';
import { openingHours, type OpeningSpan } from '../../handover/openingHours';
import { exampleWords } from '../exampleWords';

const day: readonly OpeningSpan[] = [{ from: '09:00', to: '17:00' }];
const hours = openingHours({
  timeZone: 'Europe/London',
  weekly: {
    ...{ monday: day, tuesday: day, wednesday: day, thursday: day },
    ...{ friday: day, saturday: [], sunday: [] },
  },
  bankHolidays: 'closed',
  closures: [],
});
const there = () => Promise.resolve({ free: true, ahead: 0 });
const nobody = () => Promise.resolve(null);
const MONDAY_NOON = new Date('2026-11-23T12:00:00Z');
const SUNDAY_NOON = new Date('2026-11-22T12:00:00Z');
const reach = (now: Date, staffing: Parameters<typeof availabilityOf>[2], byHand = false) =>
  availabilityOf(hours, exampleWords(), staffing, () => Promise.resolve(byHand))(now);

test('open, with somebody there', async () => {
  expect(await reach(MONDAY_NOON, there)).toEqual({ kind: 'desk', free: true, ahead: 0 });
});

test('open, with nobody there: by phone', async () => {
  expect(await reach(MONDAY_NOON, nobody)).toEqual({ kind: 'byPhone', until: '5pm' });
});

test('closed by the hours, whoever is there', async () => {
  expect(await reach(SUNDAY_NOON, there)).toEqual({
    kind: 'closed',
    opens: { time: '9am', day: 'Monday 23 November' },
  });
});

test('closed by hand is closed, not a phone that is said to be answered', async () => {
  const opens = { time: '9am', day: 'Tuesday 24 November' };
  expect(await reach(MONDAY_NOON, there, true)).toEqual({ kind: 'closed', opens });
  expect(await reach(MONDAY_NOON, nobody, true)).toEqual({ kind: 'closed', opens });
});
