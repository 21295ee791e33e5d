/** The two check questions of the safety scan: an emergency, or getting worse in hospital, that is possible and not certain. */
import { flow, to } from '../engine/flow';

export const safetyCheck = flow({
  audience: 'any',
  start: 'happeningNow',
  interrupts: true,
  questions: {
    happeningNow: {
      signposting: ['E-999'],
      answers: {
        yes: to('emergency'),
        no: to('resume'),
      },
    },
    inHospitalNow: {
      signposting: ['E-MARTHA'],
      answers: {
        yes: to('deteriorating', { sets: ['inHospital'] }),
        no: to('worseAtHome', { clears: ['inHospital'] }),
      },
    },
  },
});
