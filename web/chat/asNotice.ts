import type { Part, Screen } from '../../dialogs/engine/screen';

/** Lines beside what is open. */
export const asNotice = (parts: readonly Part[]): Screen => ({
  node: '',
  kind: 'notice',
  tier: 'T7',
  pinned: false,
  parts: [...parts],
  answers: [],
  offers: [],
  pageActions: [],
  answered: [],
  flags: [],
});

/** Plain text as a screen, from a server that is newer than this script. */
export const textAsNotice = (text: string): Screen => asNotice([{ kind: 'line', line: { id: '', text } }]);
