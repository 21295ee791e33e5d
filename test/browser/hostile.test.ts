/** Sixty hostile texts go everywhere where words are shown, in a real browser: none of them runs, and each stands as text. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { csvCell } from '../../channels/desk/reportCsv';
import { Advisor, codeIn } from '../desk/advisor';
import { Person } from '../directLine/service';
import { HOSTILE } from '../fixtures/hostileTexts';
import { discard, startProduct, type Product } from '../product';
import { launchChromium } from './chromium';
import { DESK, LENIENT } from './desk';

let browser: Browser;
let product: Product;
let person: Person;
let asha: Advisor;
let reference: string;

beforeAll(async () => {
  [browser, product] = await Promise.all([launchChromium(), startProduct(LENIENT)]);
  asha = await Advisor.enter(product.url, codeIn(product.output()), 'Asha Rao');
  person = await Person.start(product.url);
  await person.ask({ label: 'Talk to PALS', action: { bar: 'talkToPals' } });
  await asha.cases('waiting');
  reference = (await asha.cases('all'))[0]?.reference ?? '';
  await asha.does(reference, 'pickUp');
  for (const text of HOSTILE) await person.say(text);
  for (const text of HOSTILE) await asha.says(reference, text);
  for (const text of HOSTILE.slice(0, 20)) await asha.post(`/cases/${reference}/notes`, { text });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await discard(product);
});

interface Seen {
  readonly page: Page;
  /** Nothing ran, nothing was fetched from elsewhere, and the browser refused nothing. */
  unharmed(): Promise<void>;
  close(): Promise<void>;
}

async function look(context: BrowserContext): Promise<Seen> {
  const troubles: string[] = [];
  await context.addInitScript('window.hits = []; window.hit = (n) => window.hits.push(n);');
  const page = await context.newPage();
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('dialog', (dialog) => {
    troubles.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      troubles.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(product.url) && !request.url().startsWith('data:')) troubles.push(request.url());
  });
  return {
    page,
    async unharmed() {
      expect(troubles).toEqual([]);
      expect(await page.evaluate('window.hits')).toEqual([]);
      expect(await page.evaluate('({}).polluted')).toBeUndefined();
      const made = `[...document.querySelectorAll('*')].filter((one) =>
        /^(iframe|object|embed|video|marquee|base|math|animate|template)$/i.test(one.localName) ||
        (one.localName === 'script' && !one.src.startsWith(location.origin) && one.type !== 'application/json' && one.type !== 'application/ld+json' && !one.nonce) ||
        one.getAttributeNames().some((name) => name.startsWith('on')) ||
        /^javascript:/i.test(one.getAttribute('href') ?? '')).map((one) => one.outerHTML.slice(0, 120))`;
      expect(await page.evaluate(made)).toEqual([]);
      expect(new URL(page.url()).origin).toBe(product.url);
    },
    close: () => context.close(),
  };
}

/** As a reader sees it: spaces are one. */
const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();
/** What the page shows of them; signs that turn a line round are taken out, and marks on one letter may be fewer. */
const shown = HOSTILE.filter((text) => !/\u202e/.test(text)).map(flat);

test('in the patient’s chat: their own words and the advisor’s', async () => {
  const seen = await look(await browser.newContext(DESK));
  const { page } = seen;
  await page.goto(`${product.url}/leaflet`);
  await page.evaluate(
    `sessionStorage.setItem('pals-chat', ${JSON.stringify(JSON.stringify({ conversationId: person.id, token: person.token }))})`,
  );
  await page.goto(`${product.url}/chat`);
  const log = page.locator('#log');
  await log.getByText('a link').last().waitFor();
  await page.waitForFunction(`document.querySelectorAll('#log .app-said--person').length >= ${HOSTILE.length}`);
  const text = flat(await log.innerText());
  expect(shown.filter((one) => !text.includes(one))).toEqual([]);
  await page.emulateMedia({ media: 'print' });
  await page.emulateMedia({ media: 'screen' });
  // One that is typed there and then.
  await page.locator('#message').fill(HOSTILE[4] ?? '');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.waitForFunction(`document.querySelectorAll('#log .app-said--person').length > ${HOSTILE.length}`);
  await seen.unharmed();
  await seen.close();
});

test('at the desk: the queue, the case, its notes, a search, and paper', async () => {
  const seen = await look(await browser.newContext(DESK));
  const { page } = seen;
  await page
    .context()
    .addCookies([{ name: 'pals-desk', value: asha.cookie.split('=')[1] ?? '', url: `${product.url}/desk` }]);
  await page.goto(`${product.url}/desk#${reference}`);
  await page.locator('#case').getByText('a link').last().waitFor();
  const text = flat(await page.locator('#case').innerText());
  expect(shown.filter((one) => !text.includes(one))).toEqual([]);
  for (const sought of [HOSTILE[0], HOSTILE[4], HOSTILE[54]]) {
    await page.getByRole('searchbox').fill(sought ?? '');
    await page.keyboard.press('Enter');
  }
  await page.emulateMedia({ media: 'print' });
  await seen.unharmed();
  await seen.close();
});

test('on the question pages, with and without what was written shown again', async () => {
  const seen = await look(await browser.newContext(DESK));
  const { page } = seen;
  await page.goto(`${product.url}/questions`);
  for (const text of [0, 6, 30, 31, 38, 41].map((index) => HOSTILE[index] ?? '')) {
    const box = page.locator('#message');
    await box.fill(text);
    await Promise.all([page.waitForLoadState('load'), page.getByRole('button', { name: /^(Continue|Send)$/ }).click()]);
    await page.locator('h1').first().waitFor();
    await seen.unharmed();
  }
  await page.getByRole('button', { name: 'Talk to PALS' }).first().click();
  await page.locator('h1').first().waitFor();
  const found = (await asha.cases('waiting'))[0]?.reference ?? '';
  await asha.does(found, 'pickUp');
  for (const text of HOSTILE.slice(0, 40)) await asha.says(found, text);
  await page.goto(`${product.url}/questions`);
  const text = flat(await page.locator('main').innerText());
  expect(HOSTILE.slice(0, 40).filter((one) => !text.includes(flat(one)))).toEqual([]);
  await seen.unharmed();
  await page.goto(`${product.url}/questions/summary`);
  expect(flat(await page.locator('body').innerText()).length).toBeGreaterThan(50);
  await seen.unharmed();
  await seen.close();
});

test('in a spreadsheet none is a formula, and the report holds no word of theirs', async () => {
  for (const text of HOSTILE) expect(csvCell(text).replace(/^"/, '')).not.toMatch(/^\s*[=+\-@\t\r%|]/);
  const csv = String((await asha.get('/report.csv')).body);
  expect(csv.length).toBeGreaterThan(100);
  for (const text of HOSTILE) expect(csv).not.toContain(text);
});
