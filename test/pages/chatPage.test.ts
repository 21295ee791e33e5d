/** The page's HTML, without a browser. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderChatPage } from '../../channels/pages/chatPage';
import type { Screen } from '../../dialogs/engine/screen';
import { clientWords } from '../../channels/pages/clientWords';
import { exampleWords } from '../exampleWords';

const assets = { style: '/assets/chat-1.css', script: '/assets/chat-1.js', icon: '/assets/icon-1.svg' };
const screenSaying = (text: string): Screen => ({
  node: 'who',
  kind: 'question',
  tier: 'T7',
  pinned: false,
  parts: [{ kind: 'line', line: { id: 'test:line', text } }],
  ask: { id: 'test:ask', text: 'Who?' },
  answers: [{ id: 'who.me', label: text, action: { at: 'who', answer: 'me' } }],
  offers: [],
  pageActions: [],
  answered: [],
  flags: [],
});
const page = (text = 'Hello'): string =>
  renderChatPage({ words: exampleWords(), firstScreens: [screenSaying(text)], assets, nonce: 'abc123' });

test('whatever a word holds, it cannot end the element that it stands in', () => {
  const hostile = `</script><script>alert(1)</script><img src=x onerror=alert(1)>"'`;
  const html = page(hostile);
  expect(html).not.toContain('<script>alert');
  expect(html).not.toContain('<img');
  const config = /<script type="application\/json" id="config" nonce="abc123">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
  expect(JSON.parse(config)).toMatchObject({ firstScreens: [screenSaying(hostile)] });
});

test('there is no inline style, no inline script that runs, and nothing but the way out is at another site', () => {
  const html = page();
  expect(html).not.toMatch(/ style=/);
  expect(html).not.toMatch(/ on[a-z]+=/);
  expect(html.match(/<script[^>]*>/g)).toEqual([
    '<script type="module" src="/assets/chat-1.js">',
    '<script type="application/json" id="config" nonce="abc123">',
  ]);
  expect(html.match(/<[^>]*(?:src|href)="https?:[^>]*>/g)).toEqual([expect.stringContaining('class="app-exit"')]);
});

test('every word of it has an id: none is missing', () => {
  expect(page()).not.toMatch(/ui:|undefined|\{\{/);
});

test("the page's own heading, its request and the emergency line are there", () => {
  const html = page();
  expect(html).toMatch(/<h1[^>]*>How to seek a second opinion<\/h1>/);
  expect(html).toMatch(/Please don’t include\spersonal\sinformation/);
  expect(html).toContain('If someone&#39;s life is at risk, call 999 or go to A&amp;E now.');
});

test('the script is given every word that it says, and no other', () => {
  const folder = join(__dirname, '../../web/chat');
  const script = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
  const said = [...script.matchAll(/word\(\s*'([^']+)'/g)].map((match) => match[1]);
  const byRecipient = ['askCard.team', 'askCard.gp', 'askCard.ward'];
  expect(new Set([...said, ...byRecipient])).toEqual(new Set(Object.keys(clientWords(exampleWords()))));
});
