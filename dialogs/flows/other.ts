/** Questions that the page does not answer. */
import { flow, to } from '../engine/flow';

export const other = flow({
  audience: 'any',
  start: 'otherQuestion',
  interrupts: true,
  questions: {
    otherQuestion: {
      answers: {
        costOrChoice: to('notOnPage'),
        appointment: to('records'),
        medical: to('medicalQuestion'),
        mentalHealth: to('mentalHealthAct'),
        complain: to('complaint'),
        somethingElse: to('otherMore'),
      },
    },
    otherMore: {
      answers: {
        whatPalsDoes: to('whatIsPals'),
        gpOrDentist: to('otherService'),
        noneOfThese: to('handover'),
        carryOn: to('resume'),
      },
    },
  },
});
