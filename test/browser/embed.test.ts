/** The chat on a page of another website: opened, used and closed, and nothing of the page touched. */
import { rmSync } from 'node:fs';
import { findings } from './accessible';
import { PHONE } from './chat';
import { discard, startProduct } from '../product';
import { productionTrust } from '../productionTrust';
import { fromHowTo, useWebsites, Visitor } from './embed';

const { browser, product, site, stranger, snippet, visit } = useWebsites();

test('two lines of the how-to put a button on the page; it opens the chat, which is used to its end', async () => {
  const visitor = await visit();
  await visitor.openChat();
  expect(await visitor.panel.boundingBox()).toEqual({ x: 1280 - 16 - 440, y: 16, width: 440, height: 720 - 32 });
  expect(await visitor.launcher.isVisible()).toBe(false);
  await visitor.answer('Me').click();
  await visitor.answer('Not in hospital. Not getting worse').click();
  await visitor.answer('No').waitFor();
  expect(await visitor.heard()).toEqual(['pals:open', 'ready']);
  expect(visitor.complaints).toEqual([]);
  await visitor.leave();
});

test('nothing moves, nothing is loaded from elsewhere, and there is no cookie', async () => {
  const visitor = await visit();
  await visitor.openChat();
  await visitor.answer('Me').click();
  await visitor.answer('Not in hospital. Not getting worse').waitFor();
  await visitor.page.keyboard.press('Escape');
  await visitor.launcher.waitFor();
  expect(await visitor.page.evaluate('shifted')).toBe(0);
  const origins = new Set(visitor.requests.map((address) => new URL(address).origin));
  origins.delete('null');
  expect(origins).toEqual(new Set([site().url, product().url]));
  expect(await visitor.page.context().cookies()).toEqual([]);
  expect(await visitor.page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
  await visitor.leave();
});

test('by keyboard alone: Enter opens, Tab goes in, Escape closes from inside, and the focus comes back', async () => {
  const visitor = await visit();
  const { keyboard } = visitor.page;
  await visitor.launcher.focus();
  await keyboard.press('Enter');
  await visitor.answer('Me').waitFor();
  expect(await visitor.focused()).toBe('panel');
  await keyboard.press('Tab');
  expect(await visitor.focused()).toBe('close');
  await keyboard.press('Tab');
  expect(await visitor.focused()).toBe('IFRAME');
  await visitor.chat.locator('.nhsuk-skip-link').press('Enter');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await visitor.answer('Not in hospital. Not getting worse').waitFor();
  await keyboard.press('Escape');
  await visitor.panel.waitFor({ state: 'hidden' });
  expect(await visitor.focused()).toBe('launcher');
  expect(await visitor.heard()).toEqual(['pals:open', 'ready', 'pals:close']);
  await visitor.leave();
});

test('Escape closes what is open inside of the chat first', async () => {
  const visitor = await visit();
  await visitor.openChat();
  await visitor.chat.locator('#more').click();
  await visitor.page.keyboard.press('Escape');
  expect(await visitor.panel.isVisible()).toBe(true);
  await visitor.page.keyboard.press('Escape');
  await visitor.panel.waitFor({ state: 'hidden' });
  await visitor.leave();
});

test('beside the chat the page can be read and used; closed, the chat goes on where it was', async () => {
  const visitor = await visit();
  await visitor.openChat();
  await visitor.answer('Me').click();
  await visitor.page.locator('#first').click();
  expect(await visitor.page.evaluate('location.hash')).toBe('#one');
  await visitor.panel.getByRole('button', { name: 'Close' }).click();
  await visitor.launcher.click();
  await visitor.chat.locator('.app-said--person').waitFor();
  expect(visitor.requests.filter((address) => address.endsWith('/chat/frame'))).toHaveLength(1);
  await visitor.leave();
});

test('what is said while the chat is closed is marked on the button, and read out', async () => {
  const visitor = await visit();
  await visitor.openChat();
  // Slow enough for the person to close before the answer.
  await visitor.page.context().route('**/activities', async (route) => {
    await new Promise((later) => setTimeout(later, 600));
    await route.continue();
  });
  await visitor.answer('Me').click();
  await visitor.panel.getByRole('button', { name: 'Close' }).click();
  await visitor.page.getByRole('button', { name: 'Chat with PALS New message' }).waitFor();
  expect(await visitor.page.getByRole('status').innerText()).toBe('New message');
  expect(await visitor.heard()).toEqual(['pals:open', 'ready', 'pals:close', 'unread']);
  await visitor.launcher.click();
  await visitor.panel.getByRole('button', { name: 'Close' }).click();
  await visitor.page.getByRole('button', { name: 'Chat with PALS', exact: true }).waitFor();
  await visitor.leave();
});

test('"Exit this page" leaves the whole page, not only the frame', async () => {
  const visitor = await visit();
  await visitor.page
    .context()
    .route('https://www.example.com/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title>' }),
    );
  await visitor.openChat();
  await visitor.chat.locator('#message').fill('I want to die');
  await visitor.chat.getByRole('button', { name: 'Send', exact: true }).click();
  await visitor.chat.getByRole('link', { name: /^Exit this page/ }).click();
  await visitor.page.waitForURL('https://www.example.com/');
  await visitor.leave();
});

test('what has the keyboard focus is never behind the button', async () => {
  site().pages.set('/corner', { body: `<a id="corner" href="#x">x</a>${snippet()}` });
  site().style = '#corner { position: fixed; right: 60px; bottom: 30px; }';
  const visitor = await visit('/corner');
  await visitor.page.locator('link[href="/one.css"]').waitFor({ state: 'attached' });
  await visitor.launcher.waitFor();
  site().style = '';
  const opacity = (): Promise<unknown> =>
    visitor.page.evaluate(
      "getComputedStyle(document.documentElement.lastElementChild.shadowRoot.querySelector('.launcher')).opacity",
    );
  expect(await opacity()).toBe('1');
  await visitor.page.locator('#corner').focus();
  await visitor.page.waitForTimeout(100);
  expect(await opacity()).toBe('0');
  await visitor.page.locator('#first').focus();
  await visitor.page.waitForTimeout(100);
  expect(await opacity()).toBe('1');
  await visitor.leave();
});

test('options: on the left, only links of its own, and one that is wrong is told', async () => {
  const script = (attributes: string): string =>
    `${snippet().replace(/<script.*/s, '')}<script src="${product().url}/embed.js" defer ${attributes}></script>`;
  site().pages.set('/left', { body: script('data-position="left" data-language="en-GB"') });
  site().pages.set('/links', { body: script('data-launcher="none" data-position="up" data-language="tlh"') });
  const left = await visit('/left');
  expect((await left.launcher.boundingBox())?.x).toBe(16);
  await left.openChat();
  expect((await left.panel.boundingBox())?.x).toBe(16);
  expect(await left.heard()).toEqual(['pals:open', 'ready']);
  await left.leave();

  const links = await visit('/links');
  const link = links.page.getByRole('link', { name: 'Chat with PALS' });
  expect(await links.launcher.isVisible()).toBe(false);
  await link.press('Enter');
  await links.answer('Me').waitFor();
  await links.page.keyboard.press('Escape');
  expect(await links.page.evaluate('document.activeElement.textContent')).toBe('Chat with PALS');
  expect(await links.heard()).toEqual(['wrongOption', 'wrongOption', 'pals:open', 'ready', 'pals:close']);
  // The click is left to the browser, which opens a new tab in its own time.
  await links.page.evaluate(`addEventListener('click', (event) => (window.prevented = event.defaultPrevented))`);
  await link.click({ modifiers: ['ControlOrMeta'] });
  expect(await links.page.evaluate('window.prevented')).toBe(false);
  expect(await links.panel.isVisible()).toBe(false);
  await links.leave();
});

test('another window’s words are not taken for the chat’s', async () => {
  const visitor = await visit();
  await visitor.openChat();
  for (const word of ['close', 'message', 'ready']) await visitor.page.evaluate(`postMessage('pals:${word}', '*')`);
  await visitor.page.waitForTimeout(200);
  expect(await visitor.heard()).toEqual(['pals:open', 'ready']);
  await visitor.leave();
});

test('it weighs at most 5 KB, is asked for again with its mark, and no other page of the chat can be framed', async () => {
  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(product().url + path, { headers });
  for (const encoding of ['br', 'gzip']) {
    const script = await get('/embed.js', { 'accept-encoding': encoding });
    expect(script.headers.get('content-encoding')).toBe(encoding);
    expect(Number(script.headers.get('content-length'))).toBeLessThanOrEqual(5 * 1024);
    await script.text();
  }
  const { headers } = await get('/embed.js');
  expect((await get('/embed.js', { 'if-none-match': headers.get('etag') ?? '' })).status).toBe(304);

  const framing = async (path: string): Promise<readonly unknown[]> => {
    const { headers } = await get(path);
    const policy = headers.get('content-security-policy') ?? '';
    return [/frame-ancestors ([^;]*)/.exec(policy)?.[1], headers.get('x-frame-options')];
  };
  expect(await framing('/chat/frame')).toEqual([`'self' ${site().url}`, null]);
  for (const path of ['/chat', '/desk', '/preview']) expect(await framing(path)).toEqual(["'none'", 'DENY']);
});

describe('on a phone', () => {
  test('it fills the screen, the page behind stands still, and Back closes it with no entry left over', async () => {
    const visitor = await visit('/', PHONE);
    const { page } = visitor;
    await page.evaluate('scrollTo(0, 300)');
    const entries = await page.evaluate('history.length');
    await visitor.openChat();
    expect(await visitor.panel.boundingBox()).toEqual({ x: 0, y: 0, ...PHONE.viewport });
    expect(await page.evaluate('getComputedStyle(document.documentElement).overflow')).toBe('hidden');
    await page.goBack();
    await visitor.panel.waitFor({ state: 'hidden' });
    expect(page.url()).toBe(`${site().url}/`);
    expect(await page.evaluate('getComputedStyle(document.documentElement).overflow')).toBe('visible');
    expect(await page.evaluate('scrollY')).toBe(300);
    expect(await visitor.focused()).toBe('launcher');

    await visitor.openChat();
    await visitor.panel.getByRole('button', { name: 'Close' }).click();
    await visitor.launcher.waitFor();
    await page.waitForFunction('!history.state?.palsChat');
    // One entry more to go forward to, and none to go back through.
    expect(await page.evaluate('history.length')).toBe(Number(entries) + 1);
    expect(await page.evaluate('shifted')).toBe(0);
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });

  test('Forward opens it again, a reload finds it open, and the website keeps its own history', async () => {
    const visitor = await visit('/', PHONE);
    const { page } = visitor;
    await page.evaluate("history.replaceState({ theirs: 7 }, '')");
    await visitor.openChat();
    expect(await page.evaluate('history.state.theirs')).toBe(7);
    await page.goBack();
    await visitor.panel.waitFor({ state: 'hidden' });
    expect(await page.evaluate('history.state')).toEqual({ theirs: 7 });
    await page.goForward();
    await visitor.panel.waitFor();
    await visitor.answer('Me').click();
    await visitor.answer('Not in hospital. Not getting worse').waitFor();
    await page.reload();
    await visitor.panel.waitFor();
    await visitor.chat.locator('.app-said--person').waitFor();
    await visitor.panel.getByRole('button', { name: 'Close' }).click();
    await visitor.panel.waitFor({ state: 'hidden' });
    await page.waitForFunction('history.state?.theirs === 7 && !history.state.palsChat');
    await visitor.leave();
  });

  test('turned on its side it stays open; on a wide screen it steps aside and the page scrolls again', async () => {
    const visitor = await visit('/', PHONE);
    const { page } = visitor;
    await visitor.openChat();
    await page.setViewportSize({ width: 844, height: 390 });
    expect(await visitor.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 844, height: 390 });
    await page.setViewportSize({ width: 1200, height: 900 });
    await page.waitForFunction("getComputedStyle(document.documentElement).overflow === 'visible'");
    await page.waitForFunction('!history.state?.palsChat');
    expect((await visitor.panel.boundingBox())?.width).toBe(440);
    await visitor.answer('Me').waitFor();
    await visitor.leave();
  });
});

describe('a page that makes it hard', () => {
  test('with the policy of the how-to, word for word, and Trusted Types: nothing is refused', async () => {
    const { policy } = fromHowTo(product().url);
    site().pages.set('/strict', { body: snippet(), headers: { 'Content-Security-Policy': policy } });
    const visitor = await Visitor.open(browser(), `${site().url}/strict`, { bypassCSP: false });
    // The test's own evaluate is a string: the browser runs it outside of the page's policy.
    await visitor.openChat();
    await visitor.answer('Me').click();
    await visitor.chat.locator('.app-said--person').waitFor();
    expect((await visitor.panel.boundingBox())?.width).toBe(440);
    expect(visitor.complaints.filter((one) => !one.includes("'data:,'"))).toEqual([]);
    await visitor.leave();
  });

  test('whatever the page’s style says, the button and the chat look and work the same', async () => {
    site().style = `
      * { all: unset !important; display: none !important; color: red !important; font: 3px cursive !important;
          transform: rotate(20deg) !important; position: static !important; animation: spin 1s infinite !important; }
      html, body, main { display: block !important; transform: none !important; }
      div:empty, body ~ * { visibility: hidden !important; opacity: 0 !important; width: 0 !important; }
      button { background: lime !important; padding: 90px !important; } dialog, iframe { display: none !important; }
      ::backdrop { display: none !important; }`;
    const hostile = await visit();
    site().style = '';
    const plain = await visit();
    for (const visitor of [hostile, plain]) await visitor.launcher.waitFor();
    const looks = `(() => { const host = document.documentElement.lastElementChild; const one = host.shadowRoot.querySelector('button');
      const style = getComputedStyle(one);
      return ['color', 'backgroundColor', 'fontSize', 'fontFamily', 'padding', 'display', 'position', 'transform', 'opacity', 'visibility', 'animationName'].map((key) => key + ': ' + style[key]); })()`;
    expect(await hostile.page.evaluate(looks)).toEqual(await plain.page.evaluate(looks));
    await hostile.openChat();
    await hostile.answer('Me').click();
    await hostile.chat.locator('.app-said--person').waitFor();
    expect((await hostile.panel.boundingBox())?.width).toBe(440);
    await Promise.all([hostile.leave(), plain.leave()]);
  });

  test('the script twice and in the head, an element named PALS, and a body that is changed: one button, and it works', async () => {
    const script = `<script src="${product().url}/embed.js"></script>`;
    site().pages.set('/app', { head: script, body: `<p id="PALS">Ours</p>${snippet()}${script}` });
    const visitor = await visit('/app');
    await visitor.launcher.waitFor();
    expect(await visitor.launcher.count()).toBe(1);
    await visitor.openChat();
    await visitor.page.evaluate(`
      history.pushState({}, '', '/app/other');
      const body = document.createElement('body');
      body.append('Another page of the same application');
      document.body.replaceWith(body);`);
    await visitor.answer('Me').click();
    await visitor.page.evaluate('PALS.close()');
    await visitor.panel.waitFor({ state: 'hidden' });
    await visitor.page.evaluate('PALS.open()');
    await visitor.chat.locator('.app-said--person').waitFor();
    await visitor.leave();
  });

  test('another page of the website finds the chat again, and coming back with Back works', async () => {
    site().pages.set('/other', { body: snippet() });
    const visitor = await visit();
    await visitor.openChat();
    await visitor.answer('Me').click();
    await visitor.answer('Not in hospital. Not getting worse').waitFor();
    await visitor.page.goto(`${site().url}/other`);
    await visitor.launcher.click();
    await visitor.chat.locator('.app-said--person').waitFor();
    await visitor.page.goBack();
    await visitor.launcher.or(visitor.panel).first().waitFor();
    if (await visitor.launcher.isVisible()) await visitor.launcher.click();
    await visitor.chat.locator('.app-said--person').waitFor();
    await visitor.leave();
  });
});

test('the preview shows it, with the very lines of the how-to', async () => {
  const visitor = await Visitor.open(browser(), `${product().url}/preview`);
  expect(await visitor.page.locator('pre').innerText()).toBe(snippet());
  expect(await findings(visitor.page)).toEqual([]);
  await visitor.page.getByRole('link', { name: 'Chat with PALS' }).click();
  await visitor.answer('Me').waitFor();
  expect(visitor.complaints).toEqual([]);
  await visitor.leave();
});

test('in production there is no preview, unless it is asked for', async () => {
  const { settings: production, folder } = productionTrust();
  for (const [more, status] of [
    [{}, 404],
    [{ EMBED_PREVIEW: 'true' }, 200],
  ] as const) {
    const service = await startProduct({ ...production, ...more });
    expect((await fetch(`${service.url}/preview`)).status).toBe(status);
    expect((await fetch(`${service.url}/embed.js`)).status).toBe(200);
    await discard(service);
  }
  rmSync(folder, { recursive: true });
});

test('a website that is not named gets no chat: the panel gives 999, the link and the number', async () => {
  const visitor = await Visitor.open(browser(), stranger().url);
  await visitor.launcher.click();
  await visitor.panel.getByRole('link', { name: 'Open the chat in a new tab' }).waitFor({ timeout: 15_000 });
  expect(await visitor.panel.innerText()).toMatch(/call 999[^]*Phone PALS on 020 7946 0000/);
  const links = await visitor.panel.getByRole('link').all();
  expect(await Promise.all(links.map((one) => one.getAttribute('href')))).toEqual([
    `${product().url}/chat`,
    'tel:02079460000',
  ]);
  expect(await visitor.heard()).toEqual(['pals:open', 'failed']);
  await visitor.leave();
});

test('where the page’s policy refuses frames, the link and the number are there at once', async () => {
  const { policy } = fromHowTo(product().url);
  const without = policy.replace(/frame-src [^;]*/, "frame-src 'none'");
  site().pages.set('/noframes', { body: snippet(), headers: { 'Content-Security-Policy': without } });
  const visitor = await visit('/noframes');
  await visitor.launcher.click();
  await visitor.panel.getByRole('link', { name: 'Phone PALS on 020 7946 0000' }).waitFor();
  await visitor.leave();
});

test('without JavaScript, and where the script is refused, the plain link leads to the chat', async () => {
  const visitor = await visit('/', { javaScriptEnabled: false }).catch(() => null);
  expect(visitor).not.toBeNull();
  await visitor?.page.getByRole('link', { name: 'Chat with PALS' }).click();
  expect(visitor?.page.url()).toBe(`${product().url}/chat`);
  await visitor?.leave();
});

test('a browser that knows no constructed style: under a strict policy the plain link stays, else the button comes', async () => {
  const { policy } = fromHowTo(product().url);
  site().pages.set('/strict', { body: snippet(), headers: { 'Content-Security-Policy': policy } });
  const visitor = await visit();
  await visitor.page.addInitScript(
    'for (const one of [Document, ShadowRoot]) delete one.prototype.adoptedStyleSheets;',
  );
  await visitor.page.reload();
  await visitor.openChat();
  expect((await visitor.panel.boundingBox())?.width).toBe(440);
  await visitor.page.goto(`${site().url}/strict`);
  expect(await visitor.launcher.count()).toBe(0);
  await visitor.page.getByRole('link', { name: 'Chat with PALS' }).click();
  await visitor.page.waitForURL(`${product().url}/chat`);
  await visitor.leave();
});

test('where frames may store nothing, the chat works in memory and says that it will be gone', async () => {
  const visitor = await visit();
  await visitor.page
    .context()
    .addInitScript(
      `if (window !== top) Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError'); } })`,
    );
  await visitor.page.reload();
  await visitor.openChat();
  await visitor.chat.getByText('Your browser does not keep this chat.').waitFor();
  await visitor.answer('Me').click();
  await visitor.answer('Not in hospital. Not getting worse').click();
  await visitor.answer('No').waitFor();
  await visitor.leave();
});

test('open and closed, on a computer and at 320 pixels, axe finds nothing and every target is large enough', async () => {
  site().pages.set('/large', { head: '<style>html { font-size: 200% }</style>', body: snippet() });
  for (const options of [
    { viewport: { width: 1200, height: 900 } },
    { viewport: { width: 320, height: 256 } },
    { viewport: { width: 1200, height: 900 }, forcedColors: 'active' as const },
    { viewport: { width: 1200, height: 900 }, colorScheme: 'dark' as const },
    { viewport: { width: 320, height: 568 }, path: '/large' },
  ]) {
    const visitor = await visit('path' in options ? options.path : '/', options);
    await visitor.launcher.waitFor();
    // axe looks into shadow roots; our own measuring of targets does not.
    expect(await findings(visitor.page)).toEqual([]);
    expect((await visitor.launcher.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await visitor.openChat();
    expect(await findings(visitor.page)).toEqual([]);
    const close = await visitor.panel.getByRole('button', { name: 'Close' }).boundingBox();
    expect(Math.min(close?.width ?? 0, close?.height ?? 0)).toBeGreaterThanOrEqual(44);
    expect((close?.x ?? 0) + (close?.width ?? 0)).toBeLessThanOrEqual(options.viewport.width);
    await visitor.leave();
  }
});
