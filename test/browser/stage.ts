/** A browser and two Trusts, one whose PALS is open and one whose PALS is closed: where the states of the page are reached. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { Advisor, codeIn } from '../desk/advisor';
import { discard, startProduct, type Product } from '../product';
import { Person } from './chat';
import { launchChromium } from './chromium';
import { LENIENT, trustThatIsClosed, trustThatNeverCloses } from './desk';
import type { State } from './states';

export interface Stage {
  /** Somebody in this state. */
  reach(state: State, options: BrowserContextOptions): Promise<Person>;
  close(): Promise<void>;
}

export const openStage = async (): Promise<Stage> => {
  const folders = [trustThatNeverCloses(), trustThatIsClosed()];
  const [browser, ...products] = await Promise.all([
    launchChromium(),
    ...folders.map((folder) => startProduct({ ...LENIENT, TRUST_PROFILE: join(folder, 'profile.json') })),
  ]);
  const [open, closed] = products;
  if (open === undefined || closed === undefined) throw new Error('Both Trusts were started.');
  let signedIn: Promise<Advisor> | null = null;
  const advisor =
    ({ url, output }: Product) =>
    (): Promise<Advisor> =>
      (signedIn ??= Advisor.enter(url.replace('127.0.0.1', 'localhost'), codeIn(output()), 'Sam Okafor'));
  return {
    reach: async (state, options) => {
      const product = state.isClosed === true ? closed : open;
      const person = await Person.open(browser, product.url, {
        ...options,
        javaScriptEnabled: state.withoutScript !== true,
      });
      await state.reach(person, advisor(open));
      return person;
    },
    close: async () => {
      await browser.close();
      await Promise.all(products.map(discard));
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
};
