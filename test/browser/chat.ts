/** A person at the patient's page, in a real browser, against the built product. */
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { z } from 'zod';
import { launchChromium } from './chromium';
import { startProduct, discard, type Product } from '../product';

const sessionSchema = z.object({ conversationId: z.string(), token: z.string() });

export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true } as const;

/** Browser and product for one test file; limits are out of the way unless a test sets its own. */
export const useProduct = (env: Readonly<Record<string, string>> = {}) => {
  const made: { browser: Browser | null; product: Product | null } = { browser: null, product: null };
  const lenient = {
    LIMIT_STARTS_PER_MINUTE: '10000',
    LIMIT_MESSAGES_PER_MINUTE: '10000',
    LIMIT_MESSAGES_PER_SOURCE_PER_MINUTE: '10000',
  };
  beforeAll(async () => {
    [made.browser, made.product] = await Promise.all([launchChromium(), startProduct({ ...lenient, ...env })]);
  });
  afterAll(async () => {
    await made.browser?.close();
    if (made.product !== null) await discard(made.product);
  });
  const there = <T>(value: T | null): T => {
    if (value === null) throw new Error('The browser and the product are there only while tests run.');
    return value;
  };
  return {
    browser: (): Browser => there(made.browser),
    product: (): Product => there(made.product),
    /** Stops the product and starts it again on the same database and port. */
    restart: async (): Promise<void> => {
      made.product = await there(made.product).again();
    },
    open: (options: BrowserContextOptions = PHONE): Promise<Person> =>
      Person.open(there(made.browser), there(made.product).url, options),
  };
};

export class Person {
  /** What the browser complained of: errors of the script, refusals of the content security policy. */
  readonly complaints: string[] = [];
  /** Addresses asked for. */
  readonly requests: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      // A refused or lost call is told by the browser itself and is part of some tests.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        this.complaints.push(message.text());
    });
    page.on('request', (request) => this.requests.push(request.url()));
  }

  static async open(browser: Browser, url: string, options: BrowserContextOptions, path = '/chat'): Promise<Person> {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    const person = new Person(context, await context.newPage());
    await person.page.goto(url + path);
    return person;
  }

  leave(): Promise<void> {
    return this.context.close();
  }

  get botSaid(): Locator {
    return this.page.locator('#log .app-said--bot');
  }

  get ownWords(): Locator {
    return this.page.locator('#log .app-said--person p');
  }

  answer(label: string): Locator {
    return this.page.locator('#now').getByRole('button', { name: label, exact: true });
  }

  get box(): Locator {
    return this.page.locator('#message');
  }

  get status(): Locator {
    return this.page.locator('#status');
  }

  /** The question that is open. */
  question(): Promise<string> {
    return this.page.locator('#log .app-ask').last().innerText();
  }

  /** Resolves when the bot has said something more than `before` things. */
  async heardAfter(before: number): Promise<void> {
    await this.botSaid.nth(before).waitFor({ timeout: 15_000 });
  }

  async choose(label: string): Promise<void> {
    const before = await this.botSaid.count();
    await this.answer(label).click();
    await this.heardAfter(before);
  }

  async chooseAll(...labels: readonly string[]): Promise<void> {
    for (const label of labels) await this.choose(label);
  }

  async write(text: string): Promise<void> {
    const before = await this.botSaid.count();
    await this.send(text);
    await this.heardAfter(before);
  }

  /** Without waiting for an answer. */
  async send(text: string): Promise<void> {
    await this.box.fill(text);
    await this.page.getByRole('button', { name: 'Send', exact: true }).click();
  }

  /** One of the bar's, also where it is behind "More". */
  async bar(id: string): Promise<void> {
    const button = this.page.locator(`#bar [data-bar=${id}]`);
    if (!(await button.isVisible())) await this.page.locator('#more').click();
    await button.click();
  }

  /** Everything in the log, one entry for each thing said, without who said it. */
  async log(): Promise<readonly string[]> {
    const all = await this.page.locator('#log > .app-said').allInnerTexts();
    return all.map((text) =>
      text
        .replace(/^(Assistant|You):\s*/, '')
        .replace(/\s+/g, ' ')
        .trim(),
    );
  }

  /** Asked from here again and again: the page's own policy lets no string be run inside of it. */
  async until(expression: string): Promise<void> {
    for (const since = Date.now(); (await this.page.evaluate(expression)) !== true;) {
      if (Date.now() - since > 20_000) throw new Error(`In 20 seconds it did not become true: ${expression}`);
      await this.page.waitForTimeout(25);
    }
  }

  /** Resolves when so many things have been said in all. */
  async untilSaid(count: number): Promise<void> {
    await this.page
      .locator('#log > .app-said')
      .nth(count - 1)
      .waitFor({ timeout: 20_000 });
  }

  /** Conversation id and token as the tab keeps them. */
  async session(): Promise<{ conversationId: string; token: string }> {
    const kept: unknown = await this.page.evaluate("JSON.parse(sessionStorage.getItem('pals-chat'))");
    return sessionSchema.parse(kept);
  }
}
