/** The question pages over HTTP: every outcome is reached by forms, and no form does harm. */
import { Catalogue } from '../../dialogs/engine/catalogue';
import { exploreStates, type State } from '../../dialogs/engine/paths';
import type { Step } from '../../dialogs/engine/step';
import { secondOpinion } from '../../dialogs/flows';
import { runService, type RunningService } from '../directLine/service';
import { FormReader } from './formReader';

const LENIENT = {
  LIMIT_STARTS_PER_MINUTE: '100000',
  LIMIT_MESSAGES_PER_MINUTE: '100000',
  LIMIT_MESSAGES_PER_SOURCE_PER_MINUTE: '100000',
};
const ME = JSON.stringify({ at: 'who', answer: 'me' });
const STEADY = JSON.stringify({ at: 'where', answer: 'homeSteady' });

let running: RunningService;
beforeAll(async () => {
  running = await runService({ settings: LENIENT });
});
afterAll(() => running.dispose());

const start = async (): Promise<FormReader> => {
  const reader = new FormReader(running.base);
  await reader.get();
  return reader;
};
/** What the button of this step posts; what is opened from anywhere is on the bar or is written. */
const OPENS: Readonly<Record<string, Record<string, string>>> = {
  whatIsHappening: { press: JSON.stringify({ bar: 'helpNow' }) },
  whatWouldHelp: { press: JSON.stringify({ bar: 'unhappy' }) },
  handover: { press: JSON.stringify({ bar: 'talkToPals' }) },
  happeningNow: { message: 'he had chest pain last week' },
};
const fieldsOf = (at: string, step: Step): Record<string, string> | undefined => {
  if ('open' in step) return OPENS[step.open];
  return 'answer' in step
    ? { choice: JSON.stringify({ at, answer: step.answer }) }
    : { press: JSON.stringify('offer' in step ? { at, offer: step.offer } : { at, carryOn: true }) };
};

test('every outcome is reached by forms, by the shortest way that the flows have', async () => {
  const catalogue = new Catalogue(secondOpinion);
  const [first] = exploreStates(catalogue, 'public', { interruptions: true }).values();
  if (first === undefined) throw new Error('there is no first question');
  const ways = new Map<State, { readonly at: string; readonly fields: Record<string, string>; readonly to: string }[]>([
    [first, []],
  ]);
  const byOutcome = new Map<string, State>();
  for (const [state, way] of ways) {
    const { at } = state.standing;
    if (!byOutcome.has(at)) byOutcome.set(at, state);
    for (const { step, to } of state.edges) {
      const fields = fieldsOf(at, step);
      if (fields !== undefined && !ways.has(to)) ways.set(to, [...way, { at, fields, to: to.standing.at }]);
    }
  }
  // How PALS is met depends on the hour: one of the four.
  const wanted = [...byOutcome.keys()].filter((at) => !catalogue.isQuestion(at) && !at.startsWith('handover'));
  expect(wanted.length).toBeGreaterThan(30);
  const reached: string[] = [];
  for (const outcome of wanted) {
    const reader = await start();
    const state = byOutcome.get(outcome);
    for (const { fields } of (state && ways.get(state)) ?? []) {
      // Nothing is posted that the page does not offer.
      const value = fields['choice'] ?? fields['press'];
      if (value !== undefined)
        expect({ outcome, offered: reader.values.includes(value) }).toEqual({ outcome, offered: true });
      expect((await reader.post(fields)).status).toBe(200);
    }
    reached.push(reader.node);
  }
  expect(reached).toEqual(wanted);
});

describe('posted twice', () => {
  test('the first form begins one chat, with one message', async () => {
    const reader = await start();
    const [one, two] = await Promise.all([reader.send({ choice: ME }), reader.send({ choice: ME })]);
    expect([one.headers.get('location'), two.headers.get('location')]).toEqual(['/questions/3', '/questions/3']);
    await reader.get('/questions');
    // Greeting, message, answer.
    expect([reader.node, reader.hidden['seen']]).toEqual(['where', '3']);
  });

  test('a later form has one effect, at once and much later', async () => {
    const reader = await start();
    await reader.post({ choice: ME });
    const { hidden } = reader;
    await Promise.all([reader.send({ choice: STEADY }), reader.send({ choice: STEADY })]);
    await reader.get('/questions');
    expect(reader.node).toBe('treatmentUrgent');
    await reader.post({ choice: JSON.stringify({ at: 'treatmentUrgent', answer: 'no' }) });
    expect(reader.node).toBe('teamExplained');
    await reader.send({ ...hidden, choice: STEADY });
    await reader.get('/questions');
    expect(reader.node).toBe('teamExplained');
  });
});

describe('refused', () => {
  test.each([
    ['from another web site', { origin: 'https://elsewhere.example' }],
    ['that does not say from where', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ])('a form %s; what was written is shown again', async (_what, headers) => {
    const reader = await start();
    const response = await reader.send({ message: 'my own words' }, headers);
    expect(response.status).toBe(403);
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(await response.text()).toContain('>my own words</textarea>');
  });

  test('a chat that is over: kindly, with the words in the box, and the card that they need', async () => {
    const reader = await start();
    await reader.post({ choice: ME });
    const { hidden } = reader;
    reader.cookie = 'pals-questions=forged';
    const response = await reader.send({ ...hidden, message: 'he is not breathing' });
    const html = await response.text();
    expect(response.status).toBe(410);
    expect(html).toContain('You can start again here');
    expect(html).toContain('>he is not breathing</textarea>');
    expect(html).toContain('nhsuk-card--care--emergency');
  });

  test('a browser that keeps no cookie: the card all the same, then the pages that need none', async () => {
    const urgent = await start();
    const first = await urgent.send({ message: 'he is not breathing' });
    expect(first.status).toBe(200);
    expect(await first.text()).toContain('nhsuk-card--care--emergency');

    const calm = await start();
    const { headers } = await calm.send({ choice: ME });
    calm.cookie = '';
    const { status, html } = await calm.get(headers.get('location') ?? '');
    expect(status).toBe(410);
    const summary = /<div class="nhsuk-error-summary"[\s\S]*?<\/ul>/.exec(html)?.[0] ?? '';
    expect(summary).toContain('does not keep our cookie');
    expect(summary).toContain('020 7946 0000');
    expect(summary).toContain('href="/leaflet"');
    expect(html).toContain('call 999');

    const later = await start();
    await later.post({ choice: ME });
    later.cookie = '';
    const lost = await later.post({ message: 'he is not breathing, ring 07700 900123' });
    expect(lost.status).toBe(410);
    expect(lost.html).toContain('nhsuk-card--care--emergency');
    expect(lost.html).toContain('href="/leaflet"');
  });

  test('too much in a minute: when to go on, with the words in the box, and the card that they need', async () => {
    const busy = await runService({ settings: { ...LENIENT, LIMIT_MESSAGES_PER_MINUTE: '2' } });
    try {
      const reader = new FormReader(busy.base);
      await reader.get();
      await reader.post({ choice: ME });
      await reader.post({ choice: STEADY });
      const { hidden, node } = reader;
      const { status, html, headers } = await reader.post({ message: 'he is not breathing' });
      expect([status, reader.node]).toEqual([429, node]);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect(html).toContain('Please wait a minute');
      expect(html).toContain('>he is not breathing</textarea>');
      expect(html).toContain('nhsuk-card--care--emergency');
      expect(reader.hidden['seen']).toBe(hidden['seen']);
      expect(busy.logged()).not.toContain('breathing');
    } finally {
      await busy.dispose();
    }
  });

  test('a form that is none of ours, and one that is much too large', async () => {
    const reader = await start();
    expect((await reader.send({ choice: '{"at":1}' })).status).toBe(400);
    expect((await reader.send({ seen: 'x' })).status).toBe(400);
    expect((await reader.send({ message: 'x'.repeat(300_000) })).status).toBe(413);
  });
});

test('nothing that was written, and no token, is in an address or in the service’s log', async () => {
  const reader = await start();
  await reader.post({ choice: ME });
  const page = await reader.post({ message: 'Bartholomew does not agree with the diagnosis' });
  const token = reader.cookie.replace('pals-questions=', '');
  expect(page.path).toMatch(/^\/questions\/\d+$/);
  for (const secret of ['Bartholomew', token]) expect(running.logged()).not.toContain(secret);
  expect(page.html).not.toContain(token);
  expect(page.headers.get('cache-control')).toBe('no-store');
});

test('a token of the chat’s own endpoint opens no page, and a page’s cookie opens no endpoint', async () => {
  const reader = await start();
  await reader.post({ choice: ME });
  const token = reader.cookie.replace('pals-questions=', '');
  const refresh = await fetch(`${running.base}/v3/directline/tokens/refresh`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  expect(refresh.status).toBe(403);
});

test('after a restart the page is the same, and the questions go on', async () => {
  const reader = await start();
  await reader.post({ choice: ME });
  running = await running.restart();
  const later = new FormReader(running.base);
  later.cookie = reader.cookie;
  await later.get('/questions');
  expect(later.node).toBe('where');
  await later.post({ choice: STEADY });
  expect(later.node).toBe('treatmentUrgent');
});

test('"Exit this page" deletes the chat, takes the cookie away and leads elsewhere', async () => {
  const reader = await start();
  await reader.post({ choice: ME });
  expect(reader.page.html).toContain('href="/questions/exit"');
  const left = await reader.get('/questions/exit');
  expect(left.status).toBe(303);
  expect(left.headers.get('location')).toMatch(/^https:/);
  expect(left.headers.get('set-cookie')).toContain(
    'pals-questions=; Path=/questions; HttpOnly; SameSite=Strict; Max-Age=0',
  );
  // Also whoever kept the cookie finds nothing.
  expect((await reader.get('/questions/3')).status).toBe(410);
});
