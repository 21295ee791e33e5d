/** One apology, no argument; what was said is never asked again. T5 from the moment it opens. */
import { flow, to } from '../engine/flow';

export const unhappy = flow({
  audience: 'any',
  start: 'whatWouldHelp',
  interrupts: true,
  questions: {
    whatWouldHelp: {
      apologises: true,
      says: ['S04'],
      answers: {
        person: to('handover'),
        complain: to('complaint'),
        died: to('bereaved'),
        carryOn: to('resume'),
      },
    },
  },
});
