/** A browser, another website, and two Trusts, one whose PALS is open and one whose PALS is closed: where the states are reached. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { Advisor, codeIn } from '../desk/advisor';
import { discard, startProduct } from '../product';
import { Person } from './chat';
import { launchChromium } from './chromium';
import { LENIENT, trustThatIsClosed, trustThatNeverCloses } from './desk';
import { HostSite } from './embed';
import type { State, World } from './states';
import { fillWebsite } from './websiteStates';

export interface Stage {
  /** Somebody in this state. */
  reach(state: State, options: BrowserContextOptions): Promise<Person>;
  close(): Promise<void>;
}

export const openStage = async (): Promise<Stage> => {
  const folders = [trustThatNeverCloses(), trustThatIsClosed()];
  const website = await HostSite.start();
  const [browser, ...products] = await Promise.all([
    launchChromium(),
    ...folders.map((folder) =>
      startProduct({ ...LENIENT, EMBED_ORIGINS: website.url, TRUST_PROFILE: join(folder, 'profile.json') }),
    ),
  ]);
  const [open, closed] = products;
  if (open === undefined || closed === undefined) throw new Error('Both Trusts were started.');
  fillWebsite(website, open.url);
  let signedIn: Promise<Advisor> | null = null;
  const world: World = {
    url: open.url,
    website: website.url,
    advisor: () =>
      (signedIn ??= Advisor.enter(open.url.replace('127.0.0.1', 'localhost'), codeIn(open.output()), 'Sam Okafor')),
  };
  return {
    reach: async (state, options) => {
      const product = state.isClosed === true ? closed : open;
      const how = { ...options, javaScriptEnabled: state.withoutScript !== true };
      const person = await Person.open(browser, product.url, how, state.at);
      await state.reach(person, world);
      return person;
    },
    close: async () => {
      await browser.close();
      await Promise.all([website.stop(), ...products.map(discard)]);
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
};
