/** The leaflet: all of the conversation on one page. */
import { Catalogue } from '../../dialogs/engine/catalogue';
import { exploreStates } from '../../dialogs/engine/paths';
import { secondOpinion } from '../../dialogs/flows';
import { runService, type RunningService } from '../directLine/service';
import { decode } from './entities';

let running: RunningService;
let html = '';
beforeAll(async () => {
  running = await runService();
  html = await (await fetch(`${running.base}/leaflet`)).text();
});
afterAll(() => running.dispose());

const numbers = (pattern: RegExp): number[] => [...html.matchAll(pattern)].map((match) => Number(match[1]));

test('every question and outcome that a person can come to is on it, once', () => {
  const catalogue = new Catalogue(secondOpinion);
  const states = [...exploreStates(catalogue, 'public', { interruptions: true }).values()];
  const reached = new Set(states.map(({ standing }) => standing.at));
  // What waits for an advisor, ends a chat, rates it, or asks about what was written is no paper's.
  const notOnPaper = /^(handover|done|feedback|happeningNow|inHospitalNow)/;
  const wanted = [...reached].filter((node) => !notOnPaper.test(node)).sort();
  const there = [...html.matchAll(/data-node="([^"]*)"/g)].map((match) => match[1]).sort();
  expect(there).toEqual(wanted);
});

test('numbers run from 1, and each that is named is there', () => {
  const entries = numbers(/id="n(\d+)"/g);
  expect(entries).toEqual(entries.map((_one, index) => index + 1));
  const named = [...numbers(/#n(\d+)/g), ...numbers(/go to (?:number )?(\d+)/g), ...numbers(/read (\d+), then/g)];
  expect(named.length).toBeGreaterThan(200);
  expect(named.filter((number) => !entries.includes(number))).toEqual([]);
});

test('"go to" leads where the flow leads', () => {
  const entry = (node: string): string =>
    new RegExp(`<article[^>]*data-node="${node}"[\\s\\S]*?</article>`).exec(html)?.[0] ?? '';
  const numberOf = (node: string): string => /id="n(\d+)"/.exec(entry(node))?.[1] ?? 'none';
  const text = (node: string): string =>
    decode(entry(node).replace(/<[^>]*>/g, ' '))
      .replace(/\s+/g, ' ')
      .replace(/ ([;,.])/g, '$1');
  expect(text('who')).toContain(`Me go to ${numberOf('where')} Someone else go to ${numberOf('familyWhere')}`);
  expect(text('where')).toContain(
    `Getting worse, or not sure read ${numberOf('deteriorating')}, then go to ${numberOf('treatmentUrgent')}`,
  );
  expect(text('tellTeam')).toContain(`somebody in hospital, go to ${numberOf('hospitalSteps')}`);
  expect(text('askTeam')).toContain(
    `for yourself: go to ${numberOf('teamTold')}; for someone else: go to ${numberOf('familyTeamTold')}`,
  );
  expect(text('consentRefused')).toContain(`go to ${numberOf('whatIsPals')}`);
});

test('the numbers to phone are on it', () => {
  for (const number of ['999', '111', '116 123', '020 7946 0']) expect(html).toContain(number);
});
