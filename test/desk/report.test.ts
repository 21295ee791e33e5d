/** What a period is counted to, and what of it leaves the desk in a file. */
import { makeReport, times, type CaseFigures, type ReportLabels } from '../../channels/desk/report';
import { csvCell, hidden, reportCsv } from '../../channels/desk/reportCsv';
import { reportSchema } from '../../channels/desk/wire';
import { exampleWords } from '../exampleWords';
import { Person, runService } from '../directLine/service';
import { aCase } from './aCase';
import { Advisor, codeIn } from './advisor';

const same = (id: string): string => id;
const labels: ReportLabels = {
  ...{ channel: same, tier: same, reason: same, outcome: same, closeReason: same, question: same },
  rating: String,
};
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 23, 9, minute)).toISOString();
const closedAfter = (pickUp: number, close: number): CaseFigures => ({
  case: aCase({ raisedAt: at(0), state: 'closed', closeReason: 'answered' }),
  reasons: ['asked'],
  history: [
    { what: 'pickUp', at: at(pickUp) },
    { what: 'release', at: at(pickUp + 1) },
    { what: 'pickUp', at: at(pickUp + 2) },
    { what: 'close', at: at(close) },
  ],
});
const period = { from: '2026-11-01', to: '2026-11-30' };

test('times run from being raised to the first pick-up and to the close; the median and the nine in ten were really waited', () => {
  const cases = Array.from({ length: 10 }, (_, i) => closedAfter(i + 1, 30 + i));
  const report = makeReport(period, { contacts: [], cases, ratings: [] }, labels);
  expect(report.toPickUp).toEqual({ count: 10, median: 5, ninetieth: 9 });
  expect(report.toClose).toEqual({ count: 10, median: 34, ninetieth: 38 });
  expect(times([])).toEqual({ count: 0, median: null, ninetieth: null });
  expect(times([90_000])).toEqual({ count: 1, median: 1.5, ninetieth: 1.5 });
});

test('cases, reasons, outcomes and where people stopped are counted, the most first', () => {
  const scanned = aCase({ tier: 'T0', reasons: ['scan:T0.chestPain', 'scan:T0.breathing', 'asked'] });
  const report = makeReport(
    period,
    {
      contacts: [
        { channel: 'directline', outcome: 'refused', stoppedAt: null },
        { channel: 'directline', outcome: 'refused', stoppedAt: 'where' },
        { channel: 'phone', outcome: null, stoppedAt: 'where' },
      ],
      cases: [
        { case: scanned, reasons: scanned.facts.reasons, history: [] },
        { case: aCase(), reasons: ['asked'], history: [] },
        {
          case: aCase({ channel: 'phone', state: 'closed', closeReason: 'phoned' }),
          reasons: ['asked'],
          history: [{ what: 'pickUp', at: at(0) }],
        },
      ],
      ratings: [
        { outcome: 'refused', rating: 2 },
        { outcome: 'refused', rating: 5 },
        { outcome: 'discuss', rating: 5 },
      ],
    },
    labels,
  );
  const counts = (list: readonly { id: string; count: number }[]) => list.map(({ id, count }) => `${id} ${count}`);
  expect(report).toMatchObject({ contacts: 3, cases: 3, toPickUp: { count: 0 } });
  expect(counts(report.byTier)).toEqual(['T0 1', 'T6 2']);
  expect(counts(report.byReason)).toEqual(['asked 3', 'scan 1']);
  expect(counts(report.byOutcome)).toEqual(['refused 2']);
  expect(counts(report.stoppedAt)).toEqual(['where 2']);
  expect(counts(report.byChannel)).toEqual(['directline 2', 'phone 1']);
  expect(counts(report.byCloseReason)).toEqual(['stillOpen 2', 'phoned 1']);
  expect(counts(report.ratings)).toEqual(['2 1', '5 2']);
});

test.each([
  ['=1+1', "'=1+1"],
  ['+44', "'+44"],
  ['-2', "'-2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  [' =1', "' =1"],
  ['\t=1', "'\t=1"],
  [' plain ', '" plain "'],
  ['a "b", c', '"a ""b"", c"'],
  ['two\nlines', '"two\nlines"'],
  ['plain', 'plain'],
  [7, '7'],
  [-7, '-7'],
])('in a cell, %j stands as %j', (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});

test('a count under five is not told, and cannot be worked out from the total', () => {
  expect([...hidden([9, 4, 20, 7])]).toEqual([1, 3]);
  expect([...hidden([9, 4, 3])]).toEqual([1, 2]);
  expect([...hidden([9, 5])]).toEqual([]);
  const words = exampleWords();
  const report = reportSchema.parse({
    ...period,
    ...{ contacts: 40, cases: 16, byChannel: [], byReason: [], byOutcome: [], byCloseReason: [], ratings: [] },
    byTier: [
      { id: 'T0', label: 'T0 Emergency', count: 4 },
      { id: 'T5', label: 'T5 Unhappy', count: 5 },
      { id: 'T6', label: 'T6 Asks', count: 7 },
    ],
    stoppedAt: [{ id: 'x', label: '=HYPERLINK("http://evil")', count: 40 }],
    toPickUp: { count: 3, median: 2, ninetieth: 4 },
    toClose: { count: 12, median: 30.5, ninetieth: 44 },
  });
  const lines = reportCsv(report, words).slice(1).split('\r\n');
  expect(lines).toContain('By urgency,T0 Emergency,fewer than 5');
  expect(lines).toContain('By urgency,T5 Unhappy,not shown');
  expect(lines).toContain('By urgency,T6 Asks,7');
  expect(lines).toContain('Minutes until picked up,Cases,fewer than 5');
  expect(lines).toContain('Minutes until picked up,Half within,fewer than 5');
  expect(lines).toContain('Minutes until closed,Half within,30.5');
  expect(lines).toContain('Questions where people stopped,"\'=HYPERLINK(""http://evil"")",40');
});

test('through the front door: the day’s chats and cases, in local days; a period that is none is refused', async () => {
  // Half past midnight of 1 July in London is still 30 June in Greenwich.
  const now = new Date('2026-06-30T23:30:00Z');
  const running = await runService({ now: () => now });
  const link = running.service.deskLink(Number(new URL(running.base).port)) ?? '';
  const asha = await Advisor.enter(running.base, codeIn(link), 'Asha Rao');
  const silent = await Person.start(running.base);
  expect(silent.startedWith).toBe(201);
  const stopped = await Person.start(running.base);
  await stopped.ask({ label: 'Me', action: { at: 'who', answer: 'me' } });
  const asked = await Person.start(running.base);
  await asked.ask({ label: 'Talk to PALS', action: { bar: 'talkToPals' } });
  const [waiting] = await asha.cases('waiting');
  await asha.does(waiting?.reference ?? '', 'pickUp');

  const report = async (query: string) => reportSchema.parse((await asha.get(`/report?${query}`)).body);
  const july = await report('from=2026-07-01&to=2026-07-01');
  expect(july).toMatchObject({ contacts: 2, cases: 1, toPickUp: { count: 1, median: 0 } });
  expect(july.stoppedAt).toMatchObject([{ id: 'where', count: 1 }]);
  expect(july.stoppedAt[0]?.label).toMatch(/\?$/);
  expect(await report('from=2026-06-30&to=2026-06-30')).toMatchObject({ contacts: 0, cases: 0 });
  expect(await report('')).toMatchObject({ from: '2026-06-02', to: '2026-07-01', contacts: 2 });
  for (const query of ['from=2026-07-02&to=2026-07-01', 'from=July', 'from=2020-01-01&to=2026-07-01'])
    expect((await asha.get(`/report?${query}`)).status).toBe(400);

  const csv = await asha.get('/report.csv?from=2026-07-01&to=2026-07-01');
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(csv.headers.get('content-disposition')).toBe('attachment; filename="pals-2026-07-01-2026-07-01.csv"');
  expect(csv.body).toContain('Chats and calls,,fewer than 5');
  await running.dispose();
});
