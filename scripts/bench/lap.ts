/**
 * What the load presses, round and round: the usual way of a patient through the questions to an outcome, then
 * "Start again". Both stacks walk it, so that both have the same to ask and to say.
 */
import type { Action } from '../../dialogs/engine/screen';

export interface Press {
  readonly action: Action;
  /** The node that must be open afterwards: a wrong answer is not counted as a quick one. */
  readonly opens: string;
}

const answer = (at: string, id: string, opens: string): Press => ({ action: { at, answer: id }, opens });

export const LAP: readonly Press[] = [
  answer('who', 'me', 'where'),
  answer('where', 'homeSteady', 'treatmentUrgent'),
  answer('treatmentUrgent', 'no', 'teamExplained'),
  answer('teamExplained', 'yes', 'reason'),
  answer('reason', 'secondCheck', 'teamTold'),
  answer('teamTold', 'agreed', 'gpAsked'),
  answer('gpAsked', 'notYet', 'gpReferralSteps'),
  { action: { bar: 'startAgain' }, opens: 'who' },
];

/** One question as it was asked, for the other stack to ask it too. */
export interface Question {
  readonly text: string;
  /** The labels of its buttons. */
  readonly choices: readonly string[];
  /** The label that the load presses. */
  readonly pressed: string;
}
