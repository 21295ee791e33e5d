/** The questions for someone who asks for another person. S09 is not said with `consent`: it would be read by people who ask
 * for someone who cannot agree. Nobody is asked to judge age or capacity. */
import { flow, to } from '../engine/flow';

export const family = flow({
  audience: 'family',
  start: 'familyWhere',
  safety: ['familyWhere', 'familyTreatmentUrgent'],
  questions: {
    familyWhere: {
      answers: {
        hospitalWorse: to('deteriorating', { then: 'familyTreatmentUrgent', sets: ['inHospital'] }),
        hospitalSteady: to('familyTreatmentUrgent', { sets: ['inHospital'] }),
        homeWorse: to('worseAtHome', { then: 'familyTreatmentUrgent', clears: ['inHospital'] }),
        homeSteady: to('familyTreatmentUrgent', { clears: ['inHospital'] }),
        died: to('bereaved'),
      },
    },
    familyTreatmentUrgent: {
      says: ['S23'],
      answers: {
        yes: to('familyAskedAboutDelay'),
        notSure: to('familyAskedAboutDelay'),
        stopped: to('treatmentStopped', { then: 'consent' }),
        dateSoon: to('familyAskedAboutDelay'),
        no: to('consent'),
      },
    },
    familyAskedAboutDelay: {
      answers: {
        yes: to('resume', { then: 'consent' }),
        notYet: to('urgentTreatment', { then: 'consent' }),
        cannotReach: to('urgentTreatment', { then: 'consent' }),
        stopped: to('treatmentStopped', { then: 'consent' }),
      },
    },
    consent: {
      answers: {
        yes: to('informed'),
        notAsked: to('needConsent'),
        saidNo: to('consentRefused'),
        cannotAgree: to('supportNeed'),
        under18: to('supportNeed'),
        worried: to('handover'),
      },
      offers: ['showSteps'],
    },
    informed: {
      says: ['S10'],
      answers: {
        yes: to('familyTeamExplained'),
        no: to('carerInfo'),
        notSure: to('carerInfo'),
      },
      offers: ['showSteps'],
    },
    familyTeamExplained: {
      answers: {
        yes: to('familyTeamTold'),
        no: to('askTeam'),
        notSure: to('askTeam'),
        noDiagnosis: to('askTeam'),
        disagree: to('discuss'),
        willNotExplain: to('explanationRefused'),
      },
      offers: ['showSteps'],
    },
    familyTeamTold: {
      answers: {
        no: to('tellTeam'),
        agreed: to('familyGpAsked'),
        saidNo: to('refused'),
        awaiting: to('awaitingAnswer'),
        notAble: to('palsSupport'),
        arranged: to('waiting', { sets: ['waiting'] }),
      },
      offers: ['showSteps'],
    },
    familyGpAsked: {
      skipWhen: { inHospital: 'hospitalSteps' },
      answers: {
        notYet: to('gpReferralSteps'),
        referred: to('waiting', { sets: ['waiting'] }),
        awaiting: to('awaitingAnswer'),
        saidNo: to('gpRefused'),
        withoutOne: to('noGp'),
      },
      offers: ['showSteps'],
    },
  },
});
