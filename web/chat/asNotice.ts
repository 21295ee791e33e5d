import type { Screen } from '../../dialogs/engine/screen';

/** Plain text as a screen, from a server that is newer than this script. */
export const asNotice = (text: string): Screen => ({
  node: '',
  kind: 'notice',
  tier: 'T7',
  pinned: false,
  parts: [{ kind: 'line', line: { id: '', text } }],
  answers: [],
  offers: [],
  pageActions: [],
  answered: [],
  flags: [],
});
