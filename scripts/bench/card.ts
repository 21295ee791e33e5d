/** `npm run bench -- card`: from Enter to the emergency card on a phone slowed four times, with the server up, slow and gone. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { launchChromium } from '../../test/browser/chromium';
import { writePart } from './document';
import { startProduct } from './product';
import { tableOf, type Row } from './report';
import { quantile } from './statistics';

const SLOWED = 4;
const LIMIT_MS = 200;
const PAGES = 4;
const MESSAGES = 10;
const SLOW_MS = 3_000;
type Line = 'up' | 'slow' | 'gone';

/** In the page: from the key's own time until the frame with the new card has been painted. */
const WATCH = `
  window.cardTimes = [];
  let pressed = 0;
  let known = 0;
  const log = document.querySelector('#log');
  addEventListener('keydown', (event) => { if (event.key === 'Enter') pressed = event.timeStamp; }, true);
  new MutationObserver(() => {
    const count = log.querySelectorAll('.nhsuk-card--care--emergency').length;
    if (count <= known) return;
    known = count;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.cardTimes.push(performance.now() - pressed);
      port2.postMessage(0);
    });
  }).observe(log, { childList: true, subtree: true });
`;
const READY = `performance.getEntriesByType('resource').some(({ name }) => name.includes('/assets/advice-'))`;

async function timesOn(browser: Browser, url: string, line: Line): Promise<number[]> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const page = await context.newPage();
  const phone = await context.newCDPSession(page);
  await phone.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
  await page.goto(`${url}/chat`);
  while (!z.boolean().parse(await page.evaluate(READY))) await page.waitForTimeout(50);
  await page.waitForTimeout(1_500);
  if (line === 'gone') await context.setOffline(true);
  if (line === 'slow')
    await page.route('**/activities', async (route) => {
      await new Promise((done) => setTimeout(done, SLOW_MS));
      await route.continue().catch(() => undefined);
    });
  await page.evaluate(WATCH);
  for (let count = 1; count <= MESSAGES; count += 1) {
    await page.locator('#message').fill('please help my dad is not breathing');
    await page.locator('#message').press('Enter');
    for (let waited = 0; waited < 100; waited += 1) {
      if (Number(await page.evaluate('window.cardTimes.length')) >= count) break;
      await page.waitForTimeout(50);
    }
    await page.waitForTimeout(300);
  }
  const times = z.array(z.number()).parse(await page.evaluate('window.cardTimes'));
  await context.close();
  // A card that never came counts as the longest.
  return [...times, ...Array.from({ length: Math.max(0, MESSAGES - times.length) }, () => Infinity)];
}

export async function benchCard(args: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pals-card-'));
  const server = await startProduct(folder);
  const browser = await launchChromium();
  const rows: Row[] = [];
  try {
    for (const line of ['up', 'slow', 'gone'] as const) {
      const times: number[] = [];
      for (let page = 0; page < PAGES; page += 1) times.push(...(await timesOn(browser, server.address, line)));
      const high = quantile(times, 0.99);
      rows.push({
        what: `Enter to the card, server ${line}, p50 / p99`,
        ours: `${quantile(times, 0.5).toFixed(0)} / ${high.toFixed(0)} ms`,
        target: { text: `p99 at most ${LIMIT_MS} ms`, met: high <= LIMIT_MS },
      });
    }
  } finally {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const facts = `${PAGES * MESSAGES} messages each, in ${PAGES} pages; Chromium, processor slowed ${SLOWED} times; "slow" is ${SLOW_MS / 1000} s before each post goes out, "gone" is no line at all; load average ${(os.loadavg()[0] ?? NaN).toFixed(1)} on ${os.cpus().length} cores.`;
  const part = `# From Enter to the emergency card\n\nWritten by \`npm run bench -- card --write\`.\n\n${tableOf(rows)}\n\n- ${facts}`;
  console.log(part);
  if (args.includes('--write')) writePart('card', part);
}
