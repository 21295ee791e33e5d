/** A person at the question pages, in a real browser with its script off. */
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { PHONE, type Person } from './chat';

export class Reader {
  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly url: string,
  ) {}

  static async open(
    browser: Browser,
    url: string,
    path = '/questions',
    more: BrowserContextOptions = {},
  ): Promise<Reader> {
    const context = await browser.newContext({ ...PHONE, reducedMotion: 'reduce', javaScriptEnabled: false, ...more });
    const reader = new Reader(context, await context.newPage(), url);
    await reader.page.goto(url + path);
    return reader;
  }

  /** Somebody whose browser is there already. */
  static of({ context, page }: Person): Reader {
    return new Reader(context, page, new URL(page.url()).origin);
  }

  /** Another tab of the same browser. */
  async anotherTab(path: string): Promise<Reader> {
    const tab = new Reader(this.context, await this.context.newPage(), this.url);
    await tab.page.goto(this.url + path);
    return tab;
  }

  leave(): Promise<void> {
    return this.context.close();
  }

  get heading(): Promise<string> {
    return this.page.locator('h1').innerText();
  }

  get main(): Promise<string> {
    return this.page.locator('#main').innerText();
  }

  get path(): string {
    return new URL(this.page.url()).pathname;
  }

  get box(): Locator {
    return this.page.locator('#message');
  }

  button(label: string | RegExp): Locator {
    return this.page.getByRole('button', { name: label, exact: true });
  }

  /** Does what leads to another page, and waits for that page. */
  private async onward(act: () => Promise<void>): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await act();
    await loaded;
  }

  async answer(...labels: readonly string[]): Promise<void> {
    for (const label of labels) {
      await this.page.getByLabel(label, { exact: true }).check();
      await this.press('Continue');
    }
  }

  async write(text: string): Promise<void> {
    await this.box.fill(text);
    await this.onward(() => this.button(/^(Continue|Send)$/).click());
  }

  async press(label: string | RegExp): Promise<void> {
    await this.onward(() => this.button(label).first().click());
  }

  async follow(label: string): Promise<void> {
    await this.onward(() => this.page.getByRole('link', { name: label, exact: true }).first().click());
  }
}
