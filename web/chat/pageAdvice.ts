/** What the page has been given to say by itself, from the same screens as the server's. */
import * as z from 'zod/mini';
import type { PageSafety, Screen } from '../../dialogs/engine/screen';
import { parseScreen, partOf } from './wire';

const screens = z.record(z.string(), z.unknown());
const schema = z.object({
  safety: z.array(
    z.object({
      nodes: z.array(z.string()),
      cards: screens,
      checks: screens,
      pressed: screens,
      removed: z.object({ parts: z.array(partOf), kinds: z.record(z.string(), z.string()) }),
    }),
  ),
  publicNumbers: z.array(z.string()),
});

export interface PageAdvice {
  /** The first is for whoever has not said who they are. */
  readonly safety: readonly PageSafety[];
  /** Numbers that identify nobody. */
  readonly publicNumbers: readonly string[];
}

const screensIn = (found: z.infer<typeof screens>): Record<string, Screen> =>
  Object.fromEntries(
    Object.entries(found).flatMap(([tier, one]): [string, Screen][] => {
      const screen = parseScreen(one);
      return screen === null ? [] : [[tier, screen]];
    }),
  );

/** Throws when the file is not what it should be. */
export const parseAdvice = (content: unknown): PageAdvice => {
  const { safety, publicNumbers } = schema.parse(content);
  const read = ({ nodes, cards, checks, pressed, removed }: (typeof safety)[number]): PageSafety => {
    return { nodes, cards: screensIn(cards), checks: screensIn(checks), pressed: screensIn(pressed), removed };
  };
  return { safety: safety.map(read), publicNumbers };
};
