/** An address where there is nothing: a page for people, JSON for programs. */
import { runService, type RunningService } from '../directLine/service';

let running: RunningService;
beforeAll(async () => {
  running = await runService();
});
afterAll(() => running.dispose());

const ask = (path: string, accept: string, method = 'GET'): Promise<Response> =>
  fetch(running.base + path, { method, headers: { accept } });
const BROWSER = 'text/html,application/xhtml+xml,*/*;q=0.8';

test('a person reads where to go, with the emergency line, PALS and the way to the chat', async () => {
  const answer = await ask('/nothing-here', BROWSER);
  const html = await answer.text();
  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-type')).toContain('text/html');
  expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(html).toContain('<h1 class="nhsuk-heading-l">Page not found</h1>');
  expect(html).toMatch(/999/);
  expect(html).toContain('href="tel:02079460000"');
  expect(html).toContain('href="/chat"');
  expect(html).not.toContain('<script');
});

test('the address itself is not repeated, whatever stands in it', async () => {
  const html = await (await ask('/%3Cscript%3Ealert(1)%3C/script%3E?canary=1', BROWSER)).text();
  expect(html).not.toMatch(/alert|canary/);
});

test('an address that takes another method says so to a person too', async () => {
  const answer = await ask('/accessibility', BROWSER, 'DELETE');
  expect(answer.status).toBe(405);
  expect(await answer.text()).toContain('This page cannot be opened like this');
});

test.each(['/nothing-here', '/v3/directline/nothing', '/desk/api/nothing'])(
  'a program gets JSON from %s',
  async (path) => {
    const answer = await ask(path, path === '/nothing-here' ? '*/*' : BROWSER);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({ error: { code: 'notFound', message: 'There is nothing at this address.' } });
  },
);
