/** What "I need help now" opens. The emergency line stands above the question and never waits for the answer. */
import { flow, to } from '../engine/flow';

export const helpNow = flow({
  audience: 'any',
  start: 'whatIsHappening',
  interrupts: true,
  questions: {
    whatIsHappening: {
      signposting: ['E-999'],
      answers: {
        lifeAtRisk: to('emergency'),
        hospitalWorse: to('deteriorating', { sets: ['inHospital'] }),
        notSafe: to('crisis'),
        beingHurt: to('safeguarding'),
        homeWorse: to('worseAtHome', { clears: ['inHospital'] }),
        noneOfThese: to('handover'),
      },
    },
  },
});
