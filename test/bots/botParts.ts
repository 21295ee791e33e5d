import type { DialogBotParts } from '../../bots/dialogBot';
import { exampleWords } from '../exampleWords';

/** What a bot needs, standing still: Sunday noon, PALS closed, one reference. */
export const botParts = (more: Partial<DialogBotParts> = {}): DialogBotParts => ({
  words: exampleWords(),
  now: () => new Date('2026-11-22T12:00:00Z'),
  newReference: () => 'SO-7K4P-2MXQ',
  transcript: () => Promise.resolve({ activities: [] }),
  availability: () => Promise.resolve({ kind: 'closed', opens: { time: '9am', day: 'Monday 23 November' } }),
  ...more,
});
