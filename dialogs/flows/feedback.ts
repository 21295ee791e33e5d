/** "Did this help?" The rating is kept without the conversation. */
import { flow, to } from '../engine/flow';

export const feedback = flow({
  audience: 'any',
  start: 'feedback',
  interrupts: true,
  questions: {
    feedback: {
      isRating: true,
      answers: {
        rated1: to('whatWouldHelp', { skipWhen: { staff: 'done' } }),
        rated2: to('whatWouldHelp', { skipWhen: { staff: 'done' } }),
        rated3: to('done'),
        rated4: to('done'),
        rated5: to('done'),
      },
    },
  },
});
