/**
 * What people ask in their own words, and where it leads. An outcome opens as a detour, with a way back. S09 is said to
 * nobody before the question about consent, and no question is come to past a safety question.
 */
import { goal } from '../engine/flow';

export const goals = {
  public: {
    who: goal({ to: 'who' }),
    reason: goal({
      to: 'reason',
      inFlow: { welcome: null, family: null, under18OrCannotAgree: null },
      label: 'bot:goal.reason',
    }),
    rights: goal({ to: 'rights' }),
    discuss: goal({ to: 'discuss' }),
    askTeam: goal({ to: 'askTeam' }),
    explanationRefused: goal({ to: 'explanationRefused' }),
    teamOpinion: goal({ to: 'teamOpinion' }),
    tellTeam: goal({ to: 'tellTeam' }),
    awaitingAnswer: goal({ to: 'awaitingAnswer' }),
    refused: goal({ to: 'refused' }),
    gpRefused: goal({ to: 'gpRefused' }),
    palsSupport: goal({ to: 'palsSupport' }),
    noGp: goal({ to: 'noGp' }),
    gpReferralSteps: goal({ to: 'gpReferralSteps', skipWhen: { inHospital: 'hospitalSteps' } }),
    hospitalSteps: goal({ to: 'hospitalSteps' }),
    waiting: goal({ to: 'waiting' }),
    needConsent: goal({ to: 'consent', inFlow: { under18OrCannotAgree: 'whoCanDecide' } }),
    consentRefused: goal({ to: 'consent', inFlow: { under18OrCannotAgree: 'whoCanDecide' } }),
    carerInfo: goal({ to: 'carerInfo' }),
    youngPerson: goal({ to: 'youngWhere', inFlow: { under18OrCannotAgree: 'youngPerson' } }),
    whoCanDecide: goal({ to: 'whoCanDecide' }),
    bereaved: goal({ to: 'bereaved' }),
    complaint: goal({ to: 'complaint' }),
    whatIsPals: goal({ to: 'whatIsPals' }),
    notOnPage: goal({ to: 'notOnPage' }),
    mentalHealthAct: goal({ to: 'mentalHealthAct' }),
    medicalQuestion: goal({ to: 'medicalQuestion' }),
    records: goal({ to: 'records' }),
    otherService: goal({ to: 'otherService' }),
    otherQuestion: goal({ to: 'otherQuestion', label: 'bot:goal.otherQuestion' }),
  },
  staff: {
    staffStart: goal({ to: 'staffStart' }),
    staffExplain: goal({ to: 'staffExplain' }),
    staffRefer: goal({ to: 'staffRefer' }),
    staffNotSupported: goal({ to: 'staffNotSupported' }),
    staffNoConsent: goal({ to: 'staffConsent' }),
    staffCapacity: goal({ to: 'staffCapacity' }),
    staffColleague: goal({ to: 'staffColleague' }),
    staffUnhappy: goal({ to: 'staffUnhappy' }),
    staffSpeakUp: goal({ to: 'staffSpeakUp' }),
    staffShare: goal({ to: 'staffShare' }),
    staffForMyself: goal({ to: 'staffForMyself' }),
    whatIsPals: goal({ to: 'whatIsPals' }),
  },
};
