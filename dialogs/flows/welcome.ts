/** Who needs the second opinion? The first question on the Trust's website; staff start at `staff`. */
import { flow, to } from '../engine/flow';

export const welcome = flow({
  audience: 'any',
  start: 'who',
  questions: {
    who: {
      says: ['S01', 'S24'],
      signposting: ['E-BOT', 'E-999'],
      answers: {
        me: to('where'),
        someoneElse: to('familyWhere'),
        arranged: to('where', { sets: ['waiting'] }),
        somethingElse: to('otherQuestion'),
      },
    },
  },
});
