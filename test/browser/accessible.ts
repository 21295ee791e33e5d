/** What every state of the page is held to: axe without a finding, no sideways scrolling, targets big enough to touch. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const findingsSchema = z.array(
  z.object({ id: z.string(), help: z.string(), nodes: z.array(z.object({ html: z.string() })) }),
);

// Its own rule for targets counts what the bar covers at the moment; ours below is stricter. A page that loads again by itself
// is allowed to whoever has asked for it and can end it (test/browser/noScript.test.ts).
const RUN = `axe
  .run(document, { preload: false, resultTypes: ['violations'], rules: { 'target-size': { enabled: false }, 'meta-refresh': { enabled: false } }, runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } })
  .then(({ violations }) => violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html }) => ({ html })) })))`;

/** Controls that can be seen and are smaller than 44 by 44; links inside a sentence are excused, as WCAG excuses them. */
const SMALL_TARGETS = `[...document.querySelectorAll('button, summary, textarea, a[href]:not(p a):not(.nhsuk-skip-link)')]
  .filter((target) => target.checkVisibility() && (!document.querySelector('dialog') || target.closest('dialog')))
  .map((target) => ({ what: target.textContent.trim().slice(0, 40), box: target.getBoundingClientRect() }))
  .filter(({ box }) => box.width > 0 && (box.width < 44 || box.height < 43.9))
  .map(({ what, box }) => what + ': ' + box.width + ' by ' + box.height)`;

export const findings = async (page: Page): Promise<readonly string[]> => {
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axe);
  const found = findingsSchema.parse(await page.evaluate(RUN));
  const small = z.array(z.string()).parse(await page.evaluate(SMALL_TARGETS));
  const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
  return [
    ...found.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`),
    ...small.map((target) => `too small to touch: ${target}`),
    ...(wide === true ? ['the page scrolls sideways'] : []),
  ];
};
