/** The desk in a real browser: advisors with one-time links, against the built product of a Trust that never closes. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { z } from 'zod';
import { discard, startProduct, type Product } from '../product';
import { Person, PHONE } from './chat';
import { launchChromium } from './chromium';

export const DESK = { viewport: { width: 1280, height: 800 } } as const;
export const TABLET = { viewport: { width: 768, height: 1024 } } as const;
export type Role = 'Advisor' | 'Supervisor' | 'Auditor';

type Day = readonly { readonly from: string; readonly to: string }[];

/** The example Trust with other hours, so that a test does not depend on the day on which it runs. */
const trustOpen = (on: (day: string) => Day): string => {
  const folder = mkdtempSync(join(tmpdir(), 'pals-trust-'));
  cpSync(resolve(__dirname, '../../trust/example'), folder, { recursive: true });
  const path = join(folder, 'profile.json');
  const profile = z
    .looseObject({ pals: z.looseObject({ hours: z.looseObject({ weekly: z.record(z.string(), z.unknown()) }) }) })
    .parse(JSON.parse(readFileSync(path, 'utf8')));
  const { hours } = profile.pals;
  for (const day of Object.keys(hours.weekly)) hours.weekly[day] = on(day);
  Object.assign(hours, { bankHolidays: 'open', closures: [] });
  writeFileSync(path, JSON.stringify(profile));
  return folder;
};

export const trustThatNeverCloses = (): string => trustOpen(() => [{ from: '00:00', to: '24:00' }]);

/** Open on one day of the week only, which is three days from now. */
export const trustThatIsClosed = (): string => {
  const later = new Date(Date.now() + 3 * 24 * 60 * 60_000);
  const open = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'Europe/London' }).format(later);
  return trustOpen((day) => (day === open.toLowerCase() ? [{ from: '09:00', to: '17:00' }] : []));
};

export const LENIENT = {
  LIMIT_STARTS_PER_MINUTE: '10000',
  LIMIT_MESSAGES_PER_MINUTE: '10000',
  LIMIT_MESSAGES_PER_SOURCE_PER_MINUTE: '10000',
};

const linkIn = (text: string): string => {
  const [link] = [...text.matchAll(/https?:\S+\/desk\/enter#[\w-]+/g)].map(([found]) => found).slice(-1);
  if (link === undefined) throw new Error(`No link to the desk was printed:\n${text}`);
  return link;
};

export class DeskPage {
  /** What the browser complained of: errors of the script, refusals of the content security policy. */
  readonly complaints: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly name: string,
  ) {
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        this.complaints.push(message.text());
    });
  }

  static async enter(
    browser: Browser,
    link: string,
    name: string,
    role: Role = 'Advisor',
    options: BrowserContextOptions = DESK,
  ): Promise<DeskPage> {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    const desk = new DeskPage(context, await context.newPage(), name);
    await desk.page.goto(link);
    await desk.page.getByLabel('Your name').fill(name);
    await desk.page.getByRole('radio', { name: new RegExp(`^${role}`) }).check();
    await desk.page.getByRole('button', { name: 'Sign in' }).click();
    await desk.page.getByRole('tab', { name: /^Waiting/ }).waitFor();
    return desk;
  }

  /** A link for a colleague, made in the menu. */
  async linkForColleague(): Promise<string> {
    await this.page.getByRole('button', { name: 'Menu' }).click();
    await this.page.getByRole('button', { name: 'Link for a colleague' }).click();
    const link = await this.page.locator('#link').inputValue();
    await this.page.getByRole('button', { name: 'Close', exact: true }).click();
    return link;
  }

  row(reference: string): Locator {
    return this.page.locator(`#queue [data-reference="${reference}"]`);
  }

  async list(name: 'Waiting' | 'Mine' | 'All open' | 'Closed'): Promise<void> {
    await this.page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
  }

  async open(reference: string): Promise<void> {
    await this.row(reference).click();
    await this.page.locator('#case .desk-case__title', { hasText: reference }).waitFor();
  }

  /** One of the things that can be done with the case. */
  action(label: string): Locator {
    return this.page.locator('.desk-case__actions').getByRole('button', { name: label, exact: true });
  }

  async pickUp(reference: string): Promise<void> {
    await this.open(reference);
    await this.action('Pick up').click();
    await this.page.locator('.desk-case__state', { hasText: 'You have it' }).waitFor();
  }

  get box(): Locator {
    return this.page.locator('#composer-text');
  }

  async reply(text: string): Promise<void> {
    await this.page.getByRole('tab', { name: 'Reply to the person' }).click();
    await this.box.fill(text);
    await this.box.press('Control+Enter');
  }

  async note(text: string): Promise<void> {
    await this.page.getByRole('tab', { name: 'Private note' }).click();
    await this.box.fill(text);
    await this.page.getByRole('button', { name: 'Save note' }).click();
    await this.timeline.filter({ hasText: text }).waitFor();
  }

  /** Lines of the conversation, notes and history among them. */
  get timeline(): Locator {
    return this.page.locator('.desk-timeline > li');
  }

  get alarms(): Locator {
    return this.page.locator('#alarms');
  }

  get problem(): Locator {
    return this.page.locator('.desk-case__problem');
  }

  leave(): Promise<void> {
    return this.context.close();
  }
}

/** Browser and product for one test file. */
export const useDesk = (env: Readonly<Record<string, string>> = {}) => {
  const made: { browser: Browser | null; product: Product | null; trust: string } = {
    browser: null,
    product: null,
    trust: '',
  };
  beforeAll(async () => {
    made.trust = trustThatNeverCloses();
    const all = { ...LENIENT, TRUST_PROFILE: join(made.trust, 'profile.json'), ...env };
    [made.browser, made.product] = await Promise.all([launchChromium(), startProduct(all)]);
  });
  afterAll(async () => {
    await made.browser?.close();
    if (made.product !== null) await discard(made.product);
    rmSync(made.trust, { recursive: true, force: true });
  });
  const there = <T>(value: T | null): T => {
    if (value === null) throw new Error('The browser and the product are there only while tests run.');
    return value;
  };
  let first: DeskPage | null = null;
  return {
    browser: (): Browser => there(made.browser),
    product: (): Product => there(made.product),
    kill: (): Promise<void> => there(made.product).kill(),
    restart: async (): Promise<void> => {
      made.product = await there(made.product).again();
    },
    person: (options: BrowserContextOptions = PHONE): Promise<Person> =>
      Person.open(there(made.browser), there(made.product).url, options),
    /** The first comes by the printed link, the others by links of the first. */
    advisor: async (name: string, role: Role = 'Advisor', options?: BrowserContextOptions): Promise<DeskPage> => {
      const { url } = there(made.product);
      const link = first === null ? linkIn(there(made.product).output()) : await first.linkForColleague();
      // The page is asked for by the name that the tests use, so that cookie and origin are of one host.
      const desk = await DeskPage.enter(
        there(made.browser),
        link.replace(/^https?:\/\/[^/]+/, url),
        name,
        role,
        options,
      );
      first ??= desk;
      return desk;
    },
  };
};
