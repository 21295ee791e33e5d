/** The questions for a person who asks for themselves: safety first, then explained, told, GP asked. */
import { flow, to } from '../engine/flow';

export const patient = flow({
  audience: 'patient',
  start: 'where',
  safety: ['where', 'treatmentUrgent'],
  questions: {
    where: {
      answers: {
        hospitalWorse: to('deteriorating', { then: 'treatmentUrgent', sets: ['inHospital'] }),
        hospitalSteady: to('treatmentUrgent', { sets: ['inHospital'] }),
        homeWorse: to('worseAtHome', { then: 'treatmentUrgent', clears: ['inHospital'] }),
        homeSteady: to('treatmentUrgent', { clears: ['inHospital'] }),
        under18: to('youngWhere'),
      },
    },
    treatmentUrgent: {
      says: ['S23'],
      answers: {
        yes: to('askedAboutDelay'),
        notSure: to('askedAboutDelay'),
        stopped: to('treatmentStopped', { then: 'teamExplained' }),
        dateSoon: to('askedAboutDelay'),
        no: to('teamExplained'),
      },
    },
    askedAboutDelay: {
      answers: {
        yes: to('resume', { then: 'teamExplained' }),
        notYet: to('urgentTreatment', { then: 'teamExplained' }),
        cannotReach: to('urgentTreatment', { then: 'teamExplained' }),
        stopped: to('treatmentStopped', { then: 'teamExplained' }),
      },
    },
    teamExplained: {
      says: ['S05'],
      skipWhen: { waiting: 'waiting' },
      answers: {
        yes: to('reason'),
        no: to('askTeam'),
        notSure: to('askTeam'),
        noDiagnosis: to('askTeam'),
        willNotExplain: to('explanationRefused'),
      },
      offers: ['showSteps'],
    },
    reason: {
      answers: {
        disagree: to('discuss'),
        otherTreatment: to('discuss'),
        secondCheck: to('teamTold'),
        myRights: to('rights', { then: 'teamTold' }),
        askedColleague: to('teamOpinion'),
        somethingElse: to('otherQuestion'),
      },
      offers: ['showSteps'],
    },
    teamTold: {
      answers: {
        no: to('tellTeam'),
        agreed: to('gpAsked'),
        saidNo: to('refused'),
        awaiting: to('awaitingAnswer'),
        notAble: to('palsSupport'),
      },
      offers: ['showSteps'],
    },
    gpAsked: {
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
