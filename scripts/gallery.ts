/**
 * `npm run gallery [-- part of a name …]`: a picture of every state of every page, on a phone and at a desk, in light,
 * dark, forced colours and right to left, on the narrowest screen and on paper, side by side in gallery/index.html. It is
 * not kept in the repository.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { STATES, type State } from '../test/browser/states';
import { openStage } from '../test/browser/stage';

const FOLDER = 'gallery';
type Look = (page: Page) => Promise<unknown>;

const light: Look = (page) => page.emulateMedia({ media: 'screen', colorScheme: 'light', forcedColors: 'none' });
/** So tall that all of it is seen at once, with what sticks to the screen's edges at the edges of the picture. */
const whole: Look = async (page) => {
  const height = z.number().parse(await page.evaluate('document.documentElement.scrollHeight'));
  const size = page.viewportSize();
  if (size !== null) await page.setViewportSize({ width: size.width, height: Math.max(size.height, height) });
};
const inSize =
  (width: number, height: number): Look =>
  async (page) => {
    await light(page);
    await page.evaluate("document.documentElement.dir = 'ltr'");
    await page.setViewportSize({ width, height });
  };
/** In this order: each goes on from the one before. */
const EVERYWHERE: Readonly<Record<string, Look>> = {
  seen: light,
  light: whole,
  dark: (page) => page.emulateMedia({ colorScheme: 'dark', forcedColors: 'none' }),
  forced: (page) => page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' }),
  rtl: async (page) => {
    await light(page);
    await page.evaluate("document.documentElement.dir = 'rtl'");
  },
};
const WIDTHS = {
  phone: {
    options: { viewport: { width: 360, height: 740 }, hasTouch: true },
    looks: {
      ...EVERYWHERE,
      small: async (page: Page) => {
        await inSize(320, 256)(page);
        await whole(page);
      },
    },
  },
  desk: {
    options: { viewport: { width: 1280, height: 800 } },
    looks: {
      ...EVERYWHERE,
      // As wide as what a printer leaves of A4.
      paper: async (page: Page) => {
        await inSize(718, 1000)(page);
        await page.emulateMedia({ media: 'print' });
        await whole(page);
      },
    },
  },
};

const fileOf = (name: string, width: string, look: string): string =>
  `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.${width}.${look}.jpg`;

const page = (names: readonly string[]): string => `<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>Gallery</title>
<style>body{font:16px Arial;margin:16px}h2{margin:32px 0 8px}div{display:flex;gap:12px;overflow-x:auto;align-items:start}
figure{margin:0}img{display:block;border:1px solid #999;width:360px}img.desk{width:640px}figcaption{font-size:13px}</style>
<h1>Every state of every page</h1>
${names
  .map(
    (name) => `<h2>${name}</h2>
${Object.entries(WIDTHS)
  .map(
    ([width, { looks }]) =>
      `<div>${Object.keys(looks)
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
    const { options, looks } = WIDTHS[width];
    const person = await stage.reach(state, options);
    // What has come to stand under the pointer is not being pointed at.
    await person.page.mouse.move(0, 0);
    for (const [look, put] of Object.entries(looks)) {
      await put(person.page);
      const path = join(FOLDER, fileOf(name, width, look));
      await person.page.screenshot({ path, type: 'jpeg', quality: 80 });
    }
    await person.leave();
  };
  try {
    for (const [name, state] of states) {
      await Promise.all(
        (['phone', 'desk'] as const).map((width) =>
          picture(name, state, width).catch((error: unknown) => {
            failed.push(`${name}, ${width}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
          }),
        ),
      );
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
