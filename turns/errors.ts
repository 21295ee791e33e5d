/** Why a message was not taken. `replies` are what the person is to be shown instead: the safety card first. */
import type { Reply } from '../bots/turn';

export type IntakeProblem =
  | 'intake.notStored'
  | 'intake.tooLong'
  | 'intake.conflict'
  | 'intake.noConversation'
  | 'intake.notOnPhone'
  | 'intake.off';

const SENTENCES: Readonly<Record<IntakeProblem, string>> = {
  'intake.notStored':
    'The message could not be stored, so it was not acknowledged. See the cause; the sender may post it again.',
  'intake.tooLong': 'The message is longer than the limit. Send it in parts.',
  'intake.conflict': 'The client id was used before for another message. Give each message an id of its own.',
  'intake.notOnPhone': 'Whoever entered this is not on the phone with the person any more. Begin the call again.',
  'intake.off': 'The assistant is turned off. Turn it on at the desk, or take SERVICE=off out of the settings.',
  'intake.noConversation': 'There is no such conversation, or it was deleted. Start a new one.',
};

export class IntakeError extends Error {
  override readonly name = 'IntakeError';
  constructor(
    readonly code: IntakeProblem,
    readonly replies: readonly Reply[] = [],
    cause?: unknown,
  ) {
    super(SENTENCES[code], { cause });
  }
}

export class RunnerStopped extends Error {
  override readonly name = 'RunnerStopped';
  readonly code = 'runner.stopped';
  constructor() {
    super('The service is stopping: this message is stored, and is answered after the restart.');
  }
}

export class AdvisorTextProblem extends Error {
  override readonly name = 'AdvisorTextProblem';
  constructor(readonly code: 'desk.empty' | 'desk.tooLong') {
    super(code === 'desk.empty' ? 'There is no text to send. Write something first.' : 'Shorten it to the limit.');
  }
}

/** Its code, never its text: an error's own words may hold what a person wrote. */
export function errorCode(error: unknown): string {
  if (typeof error === 'object' && error !== null) {
    if ('code' in error && typeof error.code === 'string') return error.code;
    if (error instanceof Error) return error.name;
  }
  return 'unknown';
}
