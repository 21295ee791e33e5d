/** What the page has been given to say by itself, from the same screens as the server's. */
import type { PageSafety, Screen } from '../../dialogs/engine/screen';
import * as is from './guard';
import { parseScreen, partOf } from './wire';

const screens = is.record(is.anything);
const schema = is.object({
  safety: is.array(
    is.object({
      nodes: is.array(is.string),
      cards: screens,
      checks: screens,
      pressed: screens,
      removed: is.object({ parts: is.array(partOf), kinds: is.record(is.string) }),
    }),
  ),
  publicNumbers: is.array(is.string),
  hospitalNumbers: is.array(is.string),
});

export interface PageAdvice {
  /** The first is for whoever has not said who they are. */
  readonly safety: readonly PageSafety[];
  /** Numbers that identify nobody. */
  readonly publicNumbers: readonly string[];
  /** The Trust's formats of hospital numbers. */
  readonly hospitalNumbers: readonly string[];
}

const screensIn = (found: is.Guarded<typeof screens>): Record<string, Screen> =>
  Object.fromEntries(
    Object.entries(found).flatMap(([tier, one]): [string, Screen][] => {
      const screen = parseScreen(one);
      return screen === null ? [] : [[tier, screen]];
    }),
  );

/** Null when the file is not what it should be. */
export const parseAdvice = (content: unknown): PageAdvice | null => {
  if (!schema(content)) return null;
  const { safety, publicNumbers, hospitalNumbers } = content;
  const read = ({ nodes, cards, checks, pressed, removed }: (typeof safety)[number]): PageSafety => {
    return { nodes, cards: screensIn(cards), checks: screensIn(checks), pressed: screensIn(pressed), removed };
  };
  return { safety: safety.map(read), publicNumbers, hospitalNumbers };
};
