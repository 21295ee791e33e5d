/** One way in and out for every request of the desk: a handler gives an answer or throws; nothing it throws gets out. */
import type { IncomingMessage } from 'node:http';
import type { Request, Response } from 'restify';
import type { Case } from '../../handover/case';
import { may, type Right } from '../../handover/roles';
import { errorCode } from '../../turns/errors';
import { answered, refusalHeaders, type Answer, type Handler } from '../http/answer';
import { ownOrigin, type OriginSettings } from '../http/origins';
import { readJson, UnreadableBody } from '../http/readJson';
import { DeskError, STATUS, type DeskCode } from './errors';
import type { Session, Sessions } from './signIn/sessions';
import type { Refusal } from './wire';

export interface AnswerParts {
  readonly sessions: Sessions;
  readonly origins: OriginSettings;
  /** The refusal in words; of a case that somebody else has, with who and since when. */
  readonly refusal: (code: DeskCode | 'failed', about: Case | null) => Refusal;
  readonly log: { error(facts: Readonly<Record<string, string>>, what: string): void };
}

const HEADER = 'x-pals-desk';

/** Sent by our own page: no form and no other site can send the header, and no other site has our origin. */
function checkItIsThePage(request: IncomingMessage, origins: OriginSettings): void {
  const host = (origin: string): string => origin.replace(/^https?:\/\//, '');
  const { origin } = request.headers;
  const isOurs = origin !== undefined && host(origin) === host(ownOrigin(request, origins));
  if (request.headers[HEADER] !== '1' || !isOurs) throw new DeskError('notFromThePage');
}

async function bodyOf(request: Request): Promise<unknown> {
  return readJson(request).catch((error: unknown) => {
    throw new DeskError(error instanceof UnreadableBody ? error.code : 'badRequest', { cause: error });
  });
}

export class Answering {
  constructor(private readonly parts: AnswerParts) {}

  reads(
    handler: (request: Request, session: Session, response: Response) => Answer | null | Promise<Answer | null>,
    right: Right = 'readCases',
  ) {
    return this.#wrap(async (request, response) => handler(request, await this.#allowed(request, right), response));
  }

  writes(
    handler: (request: Request, session: Session, body: unknown) => Answer | Promise<Answer>,
    right: Right = 'workCases',
  ) {
    return this.#wrap(async (request) => {
      const session = await this.#allowed(request, right);
      checkItIsThePage(request, this.parts.origins);
      return handler(request, session, await bodyOf(request));
    });
  }

  async #allowed(request: Request, right: Right): Promise<Session> {
    const session = await this.parts.sessions.of(request);
    if (!may(session.advisor.role, right)) throw new DeskError('notYourRole');
    return session;
  }

  /** For nobody yet: the way in. */
  enters(handler: (request: Request, body: unknown) => Answer | Promise<Answer>) {
    return this.#wrap(async (request) => {
      checkItIsThePage(request, this.parts.origins);
      return handler(request, await bodyOf(request));
    });
  }

  #wrap(handler: Handler) {
    return answered(handler, (error) => this.#refused(error));
  }

  #refused(error: unknown): Answer {
    const { refusal, log } = this.parts;
    if (!(error instanceof DeskError)) {
      log.error({ code: errorCode(error) }, 'a request of the desk failed');
      return { status: 500, json: JSON.stringify(refusal('failed', null)) };
    }
    const { code, more } = error;
    if (code === 'notStored') log.error({ code: errorCode(more.cause) }, 'a change at the desk could not be stored');
    const headers = refusalHeaders(STATUS[code], more);
    return { status: STATUS[code], json: JSON.stringify(refusal(code, more.case ?? null)), headers };
  }
}
