/** A screen is drawn by a template on the server and by a script in the browser: the two must not drift apart. */
import { build } from 'esbuild';
import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { templates } from '../../channels/pages/templates';
import type { Part, Screen } from '../../dialogs/engine/screen';
import { launchChromium } from './chromium';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const line = (text: string, unit?: string) => ({ id: `test:${text}`, text, ...(unit === undefined ? {} : { unit }) });
const signpost = (id: string, more: Partial<Extract<Part, { kind: 'signpost' }>> = {}): Part => ({
  kind: 'signpost',
  id,
  title: line('Title of it'),
  lines: [line('One line')],
  items: [line('first'), line('second & <third>')],
  contacts: [
    { id: 'a', label: 'Call 020 7946 0000', href: 'tel:02079460000' },
    { id: 'b', label: 'Go to the page', href: 'https://www.example.com/?a=1&b=2' },
  ],
  ...more,
});
const screen = (more: Partial<Screen>): Screen => ({
  node: 'where',
  kind: 'question',
  tier: 'T7',
  pinned: false,
  parts: [],
  answers: [],
  offers: [],
  pageActions: [],
  answered: [],
  flags: [],
  ...more,
});

const everyPart: Part[] = [
  { kind: 'line', line: line('The heading of the page', 'S01') },
  { kind: 'line', line: line(`It's "quoted" & <b>bold</b>`) },
  { kind: 'heading', line: line('A heading') },
  { kind: 'steps', items: [line('one'), line('two')] },
  { kind: 'list', items: [line('this'), line('that')] },
  { kind: 'reference', label: line('Your reference'), reference: 'SO-7K4P-2MXQ' },
  signpost('E-PALS'),
  signpost('E-999', { contacts: [] }),
];

const SCREENS: Readonly<Record<string, Screen>> = {
  'a question with everything': screen({
    parts: everyPart,
    ask: line('Which <one>?'),
    answers: [{ id: 'a.b', label: 'Yes & "no"', action: { at: 'where', answer: 'yes' } }],
    offers: [{ id: 'steps', label: 'Show me the steps', action: { at: 'where', offer: 'showSteps' } }],
  }),
  'an outcome with everything': screen({
    kind: 'outcome',
    title: line('What to do'),
    parts: everyPart,
    answers: [{ id: 'on', label: 'Carry on', action: { at: 'x', carryOn: true } }],
  }),
  'an emergency': screen({
    kind: 'outcome',
    tier: 'T0',
    pinned: true,
    title: line('Call 999'),
    parts: [signpost('E-999', { contacts: [], lines: [] }), ...everyPart],
  }),
  'a crisis': screen({ kind: 'outcome', tier: 'T1', pinned: true, title: line('You are not alone'), parts: everyPart }),
  'an emergency without a card': screen({ kind: 'outcome', tier: 'T0', pinned: true, title: line('Call 999') }),
  'a notice': screen({ kind: 'notice', parts: [{ kind: 'line', line: line('Only a line') }] }),
};

const browserScript = async (): Promise<string> => {
  const made = await build({
    stdin: {
      contents: "export { drawScreen } from './screenView'; export { drawAnswers } from './answersView';",
      resolveDir: resolve(__dirname, '../../web/chat'),
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'page',
  });
  return made.outputFiles[0]?.text ?? '';
};

test.each(Object.entries(SCREENS))('%s', async (_name, drawn) => {
  const onServer = templates().renderString(
    '{% from "screen.njk" import said, controls %}{{ said(screen, 4, ui) }}{{ controls(screen, 4, ui) }}',
    { screen: drawn, ui: (key: string) => `[${key}]` },
  );
  const page = await browser.newPage();
  await page.evaluate(await browserScript());
  const [fromServer, inBrowser] = await Promise.all([
    page.evaluate(`(() => {
      const template = document.createElement('template');
      template.innerHTML = ${JSON.stringify(onServer)};
      const made = document.createElement('div');
      made.append(template.content);
      for (const node of [...made.querySelectorAll('*'), made])
        for (const text of [...node.childNodes])
          if (text.nodeType === 3 && text.data.trim() === '' && text.data !== ' ') text.remove();
      return made.innerHTML;
    })()`),
    page.evaluate(`(() => {
      const config = { word: (key) => '[' + key + ']' };
      const screen = ${JSON.stringify(drawn)};
      const now = document.createElement('section');
      now.className = 'app-now';
      now.id = 'now';
      now.setAttribute('aria-label', '[answers.label]');
      now.tabIndex = -1;
      page.drawAnswers(now, screen, 4, config);
      return page.drawScreen(screen, 4, config).outerHTML + now.outerHTML;
    })()`),
  ]);
  expect(inBrowser).toBe(fromServer);
  await page.close();
});
