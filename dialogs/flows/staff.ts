/** Staff in Teams: general information from the Trust's page, never about a patient. */
import { flow, to } from '../engine/flow';

export const staff = flow({
  audience: 'staff',
  start: 'staffStart',
  sets: ['staff'],
  questions: {
    staffStart: {
      says: ['S01', 'S24'],
      signposting: ['E-BOT'],
      answers: {
        hospitalWorse: to('staffEscalate', { then: 'end' }),
        patientAsked: to('staffTreatmentUrgent'),
        relativeAsked: to('staffConsent'),
        wantColleague: to('staffCase'),
        patientUnhappy: to('staffUnhappy'),
        somethingElse: to('staffMore'),
      },
    },
    staffMore: {
      answers: {
        cannotAgree: to('staffCapacity'),
        sharing: to('staffShare'),
        concern: to('staffSpeakUp'),
        forMyself: to('staffForMyself'),
        noneOfThese: to('handover'),
      },
    },
    staffTreatmentUrgent: {
      answers: {
        yes: to('staffUrgent'),
        notSure: to('staffUrgent'),
        no: to('staffExplained'),
      },
    },
    staffExplained: {
      answers: {
        yes: to('staffBestInterest'),
        no: to('staffExplain', { then: 'staffBestInterest' }),
        notSure: to('staffExplain', { then: 'staffBestInterest' }),
      },
    },
    staffBestInterest: {
      answers: {
        yes: to('staffRefer'),
        no: to('staffNotSupported'),
        notDecided: to('staffColleague'),
      },
    },
    staffConsent: {
      answers: {
        yes: to('staffInformed'),
        notAsked: to('staffNoConsent'),
        saidNo: to('staffNoConsent'),
        cannotAgree: to('staffCapacity'),
      },
    },
    staffInformed: {
      says: ['S10'],
      answers: {
        yes: to('staffTreatmentUrgent'),
        no: to('staffExplain', { then: 'staffTreatmentUrgent' }),
        notSure: to('staffExplain', { then: 'staffTreatmentUrgent' }),
      },
    },
    staffCase: {
      answers: {
        complicated: to('staffColleague'),
        subSpeciality: to('staffColleague'),
        patientAsked: to('staffTreatmentUrgent'),
      },
    },
  },
});
