/** A page of another website with the chat on it: `localhost` where the chat is `127.0.0.1`, so another site to the browser. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, FrameLocator, Locator, Page } from 'playwright-core';
import { discard, startProduct, type Product } from '../product';
import { launchChromium } from './chromium';

const HOW_TO = readFileSync(join(__dirname, '../../docs/how-to/put-it-on-your-website.md'), 'utf8');
const blocks = (language: string): readonly string[] =>
  [...HOW_TO.matchAll(/^```(\w*)\n(.*?)^```$/gms)]
    .filter(([, name]) => name === language)
    .map(([, , text = '']) => text.trim());

/** What the how-to tells the web team to write, word for word, with the address of this chat. */
export const fromHowTo = (chat: string) => {
  const here = (text = ''): string => text.replaceAll('https://chat.example.nhs.uk', chat);
  return {
    snippet: here(blocks('html')[0]),
    policy: here(blocks('')[0]).replace('Content-Security-Policy: ', ''),
  };
};

export interface HostPage {
  readonly head?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Without a doctype, as pages from before 2000 are. */
  readonly quirks?: boolean;
}

const text = Array.from({ length: 40 }, (_, i) => `<p>Line ${i} of the page about the ward.</p>`).join('\n');

/** A website with any pages; `/one.css` is whatever `style` is. */
export class HostSite {
  readonly pages = new Map<string, HostPage>();
  style = '';
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<HostSite> {
    const made: { site: HostSite | null } = { site: null };
    const server = createServer((request, response) => {
      const { pages, style } = made.site ?? { pages: new Map<string, HostPage>(), style: '' };
      const path = new URL(request.url ?? '/', 'http://host').pathname;
      const page = pages.get(path);
      // Not in one line: restify, where it was loaded before in this worker, has a `writeHead` that returns nothing.
      if (path === '/one.css') {
        response.writeHead(200, { 'Content-Type': 'text/css' });
        response.end(style);
        return;
      }
      if (page === undefined) {
        response.writeHead(404);
        response.end();
        return;
      }
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...page.headers });
      response.end(
        `${page.quirks === true ? '' : '<!DOCTYPE html>'}<html lang="en"><head><meta charset="utf-8"><title>A ward</title><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><link rel="stylesheet" href="/one.css">${page.head ?? ''}</head><body><main><h1>A ward</h1><p><a id="first" href="#one">First link</a></p>${page.body ?? ''}${text}<p><a id="last" href="#last">Last link</a></p></main></body></html>`,
      );
    });
    await new Promise<void>((ready) => {
      server.listen(0, 'localhost', ready);
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    made.site = new HostSite(server, `http://localhost:${address.port}`);
    return made.site;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}

/** Somebody on a page of that website. */
export class Visitor {
  readonly requests: string[] = [];
  readonly complaints: string[] = [];
  private constructor(readonly page: Page) {
    page.on('request', (request) => this.requests.push(request.url()));
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  static async open(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    const visitor = new Visitor(await context.newPage());
    await visitor.page.addInitScript(`
      window.heard = [];
      for (const type of ['pals:open', 'pals:close', 'pals:event'])
        document.addEventListener(type, ({ detail }) => window.heard.push(detail?.name ?? type));
      window.shifted = 0;
      new PerformanceObserver((list) => {
        for (const one of list.getEntries()) window.shifted += one.value;
      }).observe({ type: 'layout-shift', buffered: true });
    `);
    await visitor.page.goto(address);
    return visitor;
  }

  get launcher(): Locator {
    return this.page.getByRole('button', { name: 'Chat with PALS' });
  }

  get panel(): Locator {
    return this.page.getByRole('dialog', { name: 'Chat with PALS' });
  }

  get chat(): FrameLocator {
    return this.page.frameLocator('iframe[title="PALS chat"]');
  }

  answer(label: string): Locator {
    return this.chat.locator('#now').getByRole('button', { name: label, exact: true });
  }

  /** Opens the chat and waits until it can be answered. */
  async openChat(): Promise<void> {
    await this.launcher.click();
    await this.answer('Me').waitFor();
  }

  /** What has the focus, through shadow roots. */
  focused(): Promise<unknown> {
    return this.page.evaluate(`(() => {
      let one = document.activeElement;
      while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
      return one.className || one.id || one.tagName;
    })()`);
  }

  heard(): Promise<unknown> {
    return this.page.evaluate('heard');
  }

  leave(): Promise<void> {
    return this.page.context().close();
  }
}

/** Browser, product, a website that may show the chat and one that may not. */
export const useWebsites = () => {
  const made: { browser?: Browser; product?: Product; site?: HostSite; stranger?: HostSite } = {};
  beforeAll(async () => {
    const [browser, site, stranger] = await Promise.all([launchChromium(), HostSite.start(), HostSite.start()]);
    Object.assign(made, { browser, site, stranger });
    made.product = await startProduct({ EMBED_ORIGINS: site.url, LIMIT_STARTS_PER_MINUTE: '10000' });
    const { snippet } = fromHowTo(made.product.url);
    for (const one of [site, stranger]) one.pages.set('/', { body: snippet });
  });
  afterAll(async () => {
    await made.browser?.close();
    await made.site?.stop();
    await made.stranger?.stop();
    if (made.product !== undefined) await discard(made.product);
  });
  const there = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('Browser and websites are there only while tests run.');
    return value;
  };
  return {
    browser: (): Browser => there(made.browser),
    product: (): Product => there(made.product),
    site: (): HostSite => there(made.site),
    stranger: (): HostSite => there(made.stranger),
    snippet: (): string => fromHowTo(there(made.product).url).snippet,
    visit: (path = '/', options: BrowserContextOptions = {}): Promise<Visitor> =>
      Visitor.open(there(made.browser), there(made.site).url + path, options),
  };
};
