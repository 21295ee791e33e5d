/** Pages beside the chat and the questions. */
import type { State } from './states';

const page = (at: string): State => ({ at, reach: () => Promise.resolve() });

export const PAGE_STATES: Readonly<Record<string, State>> = {
  'the leaflet': page('/leaflet'),
  'the accessibility statement': page('/accessibility'),
  'an address where there is nothing': page('/nothing-here'),
  'the preview of another website': page('/preview'),
};
