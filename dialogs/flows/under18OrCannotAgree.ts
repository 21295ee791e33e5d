/** For a young person, or about someone who cannot agree. S09 is never said here; the bot never asks an age, never asks for
 * documents, and never says who may agree or decide. Every way out offers a person. */
import { flow, to } from '../engine/flow';

export const under18OrCannotAgree = flow({
  audience: 'under18OrCannotAgree',
  start: 'youngWhere',
  safety: ['youngWhere', 'youngTreatmentUrgent'],
  questions: {
    youngWhere: {
      answers: {
        hospitalWorse: to('deteriorating', { then: 'youngTreatmentUrgent', sets: ['inHospital'] }),
        hospitalSteady: to('youngTreatmentUrgent', { sets: ['inHospital'] }),
        homeWorse: to('worseAtHome', { then: 'youngTreatmentUrgent', clears: ['inHospital'] }),
        homeSteady: to('youngTreatmentUrgent', { clears: ['inHospital'] }),
      },
    },
    youngTreatmentUrgent: {
      says: ['S23'],
      answers: {
        yes: to('youngAskedAboutDelay'),
        notSure: to('youngAskedAboutDelay'),
        stopped: to('treatmentStopped', { then: 'youngNeed' }),
        dateSoon: to('youngAskedAboutDelay'),
        no: to('youngNeed'),
      },
    },
    youngAskedAboutDelay: {
      answers: {
        yes: to('resume', { then: 'youngNeed' }),
        notYet: to('urgentTreatment', { then: 'youngNeed' }),
        cannotReach: to('urgentTreatment', { then: 'youngNeed' }),
        stopped: to('treatmentStopped', { then: 'youngNeed' }),
      },
    },
    youngNeed: {
      skipWhen: { waiting: 'waiting' },
      answers: {
        explain: to('youngPerson'),
        steps: to('gpReferralSteps', { skipWhen: { inHospital: 'hospitalSteps' } }),
        whoDecides: to('whoCanDecide'),
        saidNo: to('refused'),
        notAble: to('palsSupport'),
      },
    },
    supportNeed: {
      answers: {
        explain: to('askTeam'),
        steps: to('gpReferralSteps', { skipWhen: { inHospital: 'hospitalSteps' } }),
        whoDecides: to('whoCanDecide'),
        saidNo: to('refused'),
        notAble: to('palsSupport'),
        arranged: to('waiting', { sets: ['waiting'] }),
      },
    },
  },
});
