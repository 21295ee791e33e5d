/** What the Direct Line says when it refuses: the sentence, and what the person is to be shown instead of an answer. */
import { errorCode } from '../../turns/errors';
import { answered, ok, refusalHeaders, type Answer, type Handler } from '../http/answer';
import { UnreadableBody } from '../http/readJson';
import { DirectLineError, STATUS, type DirectLineCode } from './errors';

export interface AnswerParts {
  /** The sentence for a person, by code. */
  readonly say: (code: DirectLineCode | 'failed') => string;
  readonly log: { error(facts: Readonly<Record<string, string>>, what: string): void };
}

const UNREADABLE: Readonly<Record<UnreadableBody['code'], DirectLineCode>> = {
  tooLarge: 'bodyTooLarge',
  notJson: 'notJson',
  badRequest: 'badRequest',
};

function refusal(thrown: unknown, { say, log }: AnswerParts): Answer {
  const error = thrown instanceof UnreadableBody ? new DirectLineError(UNREADABLE[thrown.code]) : thrown;
  if (!(error instanceof DirectLineError)) {
    log.error({ code: errorCode(error) }, 'a request failed');
    return ok({ error: { code: 'failed', message: say('failed') } }, 500);
  }
  const { code, more } = error;
  if (code === 'notStored') log.error({ code: errorCode(more.cause) }, 'a message could not be stored');
  const body = {
    error: { code, message: say(code) },
    ...(more.screens?.length && { pals: { screens: more.screens } }),
  };
  const unread = code === 'uploadRefused' ? true : undefined;
  return { ...ok(body, STATUS[code]), headers: refusalHeaders(STATUS[code], more, unread) };
}

export const answering = (parts: AnswerParts) => (handler: Handler) =>
  answered(handler, (error) => refusal(error, parts));
