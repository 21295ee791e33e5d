/** Ways on that stand below the answers of a question or an outcome. */
import { offer } from '../engine/flow';

export const offers = {
  showSteps: offer({ next: 'gpReferralSteps', skipWhen: { inHospital: 'hospitalSteps' } }),
  showGpSteps: offer({ next: 'gpReferralSteps' }),
  handover: offer({ next: 'handover' }),
  backToQuestions: offer({ next: 'resume' }),
  worriedAboutWaiting: offer({
    next: { patient: 'askedAboutDelay', family: 'familyAskedAboutDelay', under18OrCannotAgree: 'youngAskedAboutDelay' },
  }),
  travelIsHard: offer({ next: 'palsSupport' }),
  waitedLong: offer({ next: 'handover' }),
  knowRights: offer({ next: 'rights' }),
  makeComplaint: offer({ next: 'complaint' }),
  sharePage: offer({ next: 'staffShare' }),
  exitPage: offer({ onPage: 'exitPage' }),
  print: offer({ onPage: 'print' }),
  finish: offer({ next: 'end' }),
  feedback: offer({ next: 'feedback' }),
};
