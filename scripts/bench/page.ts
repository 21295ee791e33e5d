/**
 * `npm run bench -- page`: what the patient's page weighs, how soon it can be read and answered on a slow phone, how quickly the
 * next question stands there, and what a long chat holds; Microsoft's Web Chat beside it, with the same server.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../test/browser/chromium';
import { startWebChatSite } from '../../test/clients/webChatSite';
import { writePart } from './document';
import { PageVisit, type Subject } from './pageVisit';
import { startProduct } from './product';
import { tableOf, type Row } from './report';
import { median, quantile } from './statistics';

const SLOWED = 4;
const LINE = { latencyMs: 150, bitsPerSecond: 1_600_000 };
const OPENINGS = 5;
const PRESSES = 250;

interface Measured {
  /** Bytes of the bodies as they came over the line. */
  readonly pageAndStyles: number;
  readonly scripts: number;
  /** Milliseconds from the request, one for each opening. */
  readonly readable: readonly number[];
  readonly answerable: readonly number[];
  /** Milliseconds from the click to the frame with the next screen. */
  readonly next: readonly number[];
  /** As browsers count it: 0 is none. */
  readonly shift: number;
  readonly messages: number;
  /** MB of the page's script heap, after a collection. */
  readonly heapAtFirst: number;
  readonly heapAtLast: number;
}

async function measure(browser: Browser, subject: Subject): Promise<Measured> {
  const readable: number[] = [];
  const answerable: number[] = [];
  for (let i = 0; i < OPENINGS; i += 1) {
    const slow = await PageVisit.open(browser, subject, { slowed: SLOWED, line: LINE });
    const times = await slow.openingTimes();
    readable.push(times.readable);
    answerable.push(times.answerable);
    await slow.close();
  }
  const visit = await PageVisit.open(browser, subject, null);
  await visit.openingTimes();
  const heapAtFirst = await visit.heap();
  await visit.press(PRESSES);
  const { next, shift, messages } = await visit.seen();
  const heapAtLast = await visit.heap();
  const { pageAndStyles, scripts } = await visit.weights();
  await visit.close();
  return { pageAndStyles, scripts, readable, answerable, next, shift, messages, heapAtFirst, heapAtLast };
}

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;
const milliseconds = (value: number): string => `${value.toFixed(0)} ms`;
const both = (values: readonly number[]): string =>
  `${milliseconds(quantile(values, 0.5))} / ${milliseconds(quantile(values, 0.99))}`;

function rowsOf(ours: Measured, stock: Measured, embed: number | null): Row[] {
  const row = (what: string, read: (of: Measured) => string, target?: Row['target']): Row => ({
    what,
    ours: read(ours),
    stock: read(stock),
    ...(target && { target }),
  });
  return [
    row('page and styles for the first question, compressed', ({ pageAndStyles }) => kilobytes(pageAndStyles), {
      text: 'at most 20 KB',
      met: ours.pageAndStyles <= 20 * 1024,
    }),
    row('all script, compressed', ({ scripts }) => kilobytes(scripts), {
      text: 'at most 45 KB',
      met: ours.scripts <= 45 * 1024,
    }),
    ...(embed === null
      ? []
      : [
          {
            what: '`/embed.js`, compressed',
            ours: kilobytes(embed),
            target: { text: 'at most 5 KB', met: embed <= 5 * 1024 },
          },
        ]),
    row('slow phone: the first question can be read, median', ({ readable }) => milliseconds(median(readable)), {
      text: 'within 1,500 ms',
      met: median(ours.readable) <= 1500,
    }),
    row('slow phone: it can be answered, median', ({ answerable }) => milliseconds(median(answerable)), {
      text: 'within 2,500 ms',
      met: median(ours.answerable) <= 2500,
    }),
    row('from an answer to the next screen, p50 / p99', ({ next }) => both(next), {
      text: 'p99 at most 100 ms',
      met: quantile(ours.next, 0.99) <= 100,
    }),
    row('layout shift, from the first question to the last', ({ shift }) => shift.toFixed(3), {
      text: 'none',
      met: ours.shift === 0,
    }),
    row('script heap at the first question', ({ heapAtFirst }) => `${heapAtFirst.toFixed(1)} MB`),
    row(
      'script heap after the messages',
      ({ heapAtLast, messages }) => `${heapAtLast.toFixed(1)} MB (${messages} messages)`,
    ),
  ];
}

/** Bytes on the line; null where there is no such file. */
async function weightOf(url: string): Promise<number | null> {
  const { ok, headers } = await fetch(url, { method: 'HEAD', headers: { 'Accept-Encoding': 'br' } });
  return ok ? Number(headers.get('content-length')) : null;
}

export async function benchPage(args: readonly string[]): Promise<void> {
  execFileSync(process.execPath, ['scripts/webchat-bundle.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const folder = mkdtempSync(join(tmpdir(), 'pals-page-'));
  const site = await startWebChatSite();
  const server = await startProduct(folder, { ALLOWED_ORIGINS: site.url });
  const browser = await launchChromium();
  try {
    site.talksWith(server.address);
    const ours = await measure(browser, {
      url: `${server.address}/chat`,
      question: '#log .app-ask',
      ready: 'html.app-script #now button',
      said: '#log .app-said--bot',
      own: '#log .app-said--person',
      button: '#now .app-choice:visible',
      box: '#message',
    });
    const stock = await measure(browser, {
      url: site.url,
      question: '.webchat__bubble__content',
      ready: '.webchat__suggested-action',
      said: '.webchat__bubble:not(.webchat__bubble--from-user) .webchat__bubble__content',
      own: '.webchat__bubble--from-user',
      button: '.webchat__suggested-action:visible',
      box: '[data-testid="send box text area"], .webchat__send-box-text-box__input',
    });
    const rows = rowsOf(ours, stock, await weightOf(`${server.address}/embed.js`));
    const facts = [
      '"Stock" is Web Chat 4.18.1, its smallest bundle, compressed by brotli too, on a site of its own with the same server.',
      `Slow phone: processor slowed ${SLOWED} times, ${LINE.latencyMs} ms and ${LINE.bitsPerSecond / 1e6} Mbit/s, nothing in the cache; ${OPENINGS} openings each. "Can be answered" is when a press would be taken. Both are told by the first frame that shows it.`,
      `The next screen: ${PRESSES} presses of the first button (where there is none, "start again" is written), on loopback and not slowed, from the click to the frame. Shift: what the browser counts as unexpected.`,
      `Chromium; load average ${(os.loadavg()[0] ?? NaN).toFixed(1)} on ${os.cpus().length} cores.`,
    ];
    const part = `# The patient's page\n\nWritten by \`npm run bench -- page --write\`.\n\n${tableOf(rows)}\n\n${facts.map((fact) => `- ${fact}`).join('\n')}`;
    console.log(part);
    if (args.includes('--write')) writePart('page', part);
  } finally {
    await browser.close();
    site.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
