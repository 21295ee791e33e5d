/** A patient in a real browser, and an advisor at the desk's endpoint, for a Trust that never closes. */
import { join } from 'node:path';
import { rmSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { Advisor, codeIn } from '../desk/advisor';
import { LENIENT, trustThatNeverCloses } from './desk';
import { PHONE, useProduct, type Person } from './chat';

export const useHandover = (env: Readonly<Record<string, string>> = {}) => {
  const folder = trustThatNeverCloses();
  const product = useProduct({ ...LENIENT, TRUST_PROFILE: join(folder, 'profile.json'), ...env });
  let first: Advisor | null = null;
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    ...product,
    /** Signs in; the first by the link that the product prints, the others by a link of hers. */
    advisor: async (name = 'Sam'): Promise<Advisor> => {
      if (first !== null) return first.colleague(name);
      const { url, output } = product.product();
      // Its own address, as the link has it.
      const base = url.replace('127.0.0.1', 'localhost');
      first = await Advisor.enter(base, codeIn(output()), name);
      return first;
    },
    /** A person who has asked for PALS after these answers. */
    asked: async (...answers: readonly string[]): Promise<{ person: Person; panel: Locator; reference: string }> => {
      const person = await product.open(PHONE);
      await person.chooseAll(...answers);
      return { person, ...(await askForPals(person)) };
    },
  };
};

export async function askForPals(person: Person): Promise<{ panel: Locator; reference: string }> {
  const before = await person.botSaid.count();
  await person.bar('talkToPals');
  await person.heardAfter(before);
  const panel = person.page.locator('#handover');
  await panel.waitFor();
  return { panel, reference: await panel.locator('.app-reference strong').first().innerText() };
}

export const returnCodeIn = (panel: Locator): Promise<string> =>
  panel.locator('.app-reference strong').last().innerText();
