/** One page with a chat in a real browser, and what a stopwatch inside it sees. The same for ours and for Web Chat. */
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { z } from 'zod';
import { BenchError } from './errors';

/** How a chat is known from outside: selectors of what stands on its page. */
export interface Subject {
  readonly url: string;
  /** The words of the first question. */
  readonly question: string;
  /** There once a press would be taken. */
  readonly ready: string;
  /** Each thing that the assistant has said, and each that the person has. */
  readonly said: string;
  readonly own: string;
  /** Of playwright: the buttons that are shown. */
  readonly button: string;
  readonly box: string;
}

export interface Slowness {
  /** So many times. */
  readonly slowed: number;
  readonly line: { readonly latencyMs: number; readonly bitsPerSecond: number };
}

const LIMIT_MS = 60_000;
const timesSchema = z.object({ readable: z.number(), answerable: z.number() });
const seenSchema = z.object({ next: z.array(z.number()), shift: z.number(), messages: z.number() });

/** In the page, before anything of its own: times are those of the first frame that shows it. */
const stopwatch = ({ question, ready, said, own }: Subject): string => `(() => {
  const seen = (window.benchSeen = { readable: null, answerable: null, next: [], shift: 0 });
  const all = (selector) => document.querySelectorAll(selector).length;
  const painted = (tell) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => tell(performance.now());
    port2.postMessage(0);
  });
  const has = (selector) => (document.querySelector(selector)?.getBoundingClientRect().height ?? 0) > 0;
  const look = () => {
    if (seen.readable === null && has(${JSON.stringify(question)})) seen.readable = performance.now();
    if (seen.answerable === null && has(${JSON.stringify(ready)})) seen.answerable = performance.now();
    if (seen.readable === null || seen.answerable === null) painted(look);
  };
  painted(look);
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) if (!shift.hadRecentInput) seen.shift += shift.value;
  }).observe({ type: 'layout-shift', buffered: true });
  let clicked = null;
  let before = 0;
  addEventListener('click', (event) => {
    clicked = event.timeStamp;
    before = all(${JSON.stringify(said)});
  }, true);
  addEventListener('DOMContentLoaded', () => {
    new MutationObserver(() => {
      if (clicked === null || all(${JSON.stringify(said)}) <= before) return;
      const from = clicked;
      clicked = null;
      painted((now) => seen.next.push(now - from));
    }).observe(document.body, { childList: true, subtree: true });
  });
  window.benchMessages = () => all(${JSON.stringify(said)}) + all(${JSON.stringify(own)});
})()`;

export class PageVisit {
  readonly #sizes: Promise<{ readonly type: string; readonly bytes: number }>[] = [];

  private constructor(
    private readonly context: BrowserContext,
    private readonly page: Page,
    private readonly devtools: CDPSession,
    private readonly subject: Subject,
  ) {
    page.on('requestfinished', (request) => {
      const size = request.sizes().then(({ responseBodySize: bytes }) => ({ type: request.resourceType(), bytes }));
      this.#sizes.push(size);
    });
  }

  static async open(browser: Browser, subject: Subject, slowness: Slowness | null): Promise<PageVisit> {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    if (slowness !== null) {
      const { latencyMs: latency, bitsPerSecond } = slowness.line;
      const throughput = bitsPerSecond / 8;
      await devtools.send('Network.enable');
      const line = { offline: false, latency, downloadThroughput: throughput, uploadThroughput: throughput };
      await devtools.send('Network.emulateNetworkConditions', line);
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowness.slowed });
    }
    await page.addInitScript(stopwatch(subject));
    const visit = new PageVisit(context, page, devtools, subject);
    await page.goto(subject.url, { timeout: LIMIT_MS, waitUntil: 'commit' });
    return visit;
  }

  /** Milliseconds from the request. Returns once both are known. */
  async openingTimes(): Promise<z.infer<typeof timesSchema>> {
    for (const until = Date.now() + LIMIT_MS; Date.now() < until; await this.page.waitForTimeout(100)) {
      const times = timesSchema.safeParse(await this.page.evaluate('window.benchSeen'));
      if (times.success) return times.data;
    }
    throw new BenchError('wrongReply', `no first question at ${this.subject.url}`);
  }

  /** Presses the first button so often; where there is none, the chat is started again in writing. */
  async press(times: number): Promise<void> {
    const { said, button, box } = this.subject;
    for (let i = 0; i < times; i += 1) {
      const before = await this.page.locator(said).count();
      const first = this.page.locator(button).first();
      if (await first.isVisible()) await first.click();
      else {
        await this.page.locator(box).first().fill('start again');
        await this.page.locator(box).first().press('Enter');
      }
      await this.page.locator(said).nth(before).waitFor({ timeout: LIMIT_MS, state: 'attached' });
      // The buttons of the last question go, and those of the next come, with the frame.
      await this.page.waitForTimeout(50);
    }
  }

  async seen(): Promise<z.infer<typeof seenSchema>> {
    return seenSchema.parse(await this.page.evaluate('({ ...window.benchSeen, messages: window.benchMessages() })'));
  }

  /** MB of the script heap after a collection. */
  async heap(): Promise<number> {
    await this.devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await this.devtools.send('Runtime.getHeapUsage');
    return usedSize / 1024 / 1024;
  }

  /** Bytes of bodies, as they came over the line, of everything that the page has fetched until now. */
  async weights(): Promise<{ readonly pageAndStyles: number; readonly scripts: number }> {
    const sizes = await Promise.all(this.#sizes);
    const of = (...types: string[]): number =>
      sizes.reduce((sum, { type, bytes }) => sum + (types.includes(type) ? bytes : 0), 0);
    return { pageAndStyles: of('document', 'stylesheet'), scripts: of('script') };
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
