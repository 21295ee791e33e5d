/**
 * `npm run gallery [-- part of a name …]`: a picture of every state of the patient's page, on a phone and at a desk, in
 * light, dark, forced colours and right to left, side by side in gallery/index.html. It is not kept in the repository.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { STATES, type State } from '../test/browser/states';
import { openStage } from '../test/browser/stage';

const FOLDER = 'gallery';
const WIDTHS = {
  phone: { viewport: { width: 360, height: 740 }, hasTouch: true },
  desk: { viewport: { width: 1280, height: 800 } },
};
const light = (page: Page): Promise<unknown> => page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
/** So tall that all of it is seen at once, with what sticks to the screen's edges at the edges of the picture. */
const whole = async (page: Page): Promise<void> => {
  const height = z.number().parse(await page.evaluate('document.documentElement.scrollHeight'));
  const size = page.viewportSize();
  if (size !== null) await page.setViewportSize({ width: size.width, height: Math.max(size.height, height) });
};
/** In this order: each goes on from the one before. */
const LOOKS: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  seen: light,
  light: whole,
  dark: (page) => page.emulateMedia({ colorScheme: 'dark', forcedColors: 'none' }),
  forced: (page) => page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' }),
  rtl: async (page) => {
    await light(page);
    await page.evaluate("document.documentElement.dir = 'rtl'");
  },
};

const fileOf = (name: string, width: string, look: string): string =>
  `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.${width}.${look}.jpg`;

const page = (names: readonly string[]): string => `<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>Gallery</title>
<style>body{font:16px Arial;margin:16px}h2{margin:32px 0 8px}div{display:flex;gap:12px;overflow-x:auto;align-items:start}
figure{margin:0}img{display:block;border:1px solid #999;width:360px}img.desk{width:640px}figcaption{font-size:13px}</style>
<h1>Every state of the page</h1>
${names
  .map(
    (name) => `<h2>${name}</h2>
${Object.keys(WIDTHS)
  .map(
    (width) =>
      `<div>${Object.keys(LOOKS)
        .map((look) => {
          const file = fileOf(name, width, look);
          return `<figure><a href="${file}"><img class="${width}" loading="lazy" alt="" src="${file}"></a><figcaption>${width}, ${look}</figcaption></figure>`;
        })
        .join('')}</div>`,
  )
  .join('\n')}`,
  )
  .join('\n')}
</html>
`;

const main = async (): Promise<void> => {
  const wanted = process.argv.slice(2);
  const states = Object.entries(STATES).filter(
    ([name]) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
  );
  if (wanted.length === 0) rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const stage = await openStage();
  const failed: string[] = [];
  const picture = async (name: string, state: State, width: keyof typeof WIDTHS): Promise<void> => {
    const person = await stage.reach(state, WIDTHS[width]);
    // What has come to stand under the pointer is not being pointed at.
    await person.page.mouse.move(0, 0);
    for (const [look, put] of Object.entries(LOOKS)) {
      await put(person.page);
      if (state.onPaper === true) await person.page.emulateMedia({ media: 'print' });
      const path = join(FOLDER, fileOf(name, width, look));
      await person.page.screenshot({ path, type: 'jpeg', quality: 80 });
    }
    await person.leave();
  };
  try {
    for (const [name, state] of states) {
      for (const width of ['phone', 'desk'] as const)
        await picture(name, state, width).catch((error: unknown) => {
          failed.push(`${name}, ${width}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
        });
      console.log(name);
    }
  } finally {
    await stage.close();
  }
  writeFileSync(join(FOLDER, 'index.html'), page(Object.keys(STATES)));
  console.log(`Open ${FOLDER}/index.html.`);
  for (const failure of failed) console.error(`Not reached: ${failure}`);
  if (failed.length > 0) process.exitCode = 1;
};

void main();
