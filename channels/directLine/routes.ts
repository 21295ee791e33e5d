/** Our own Direct Line 3.0: `/v3/directline`, over the conversation log. */
import { randomBytes } from 'node:crypto';
import type { Request, Server } from 'restify';
import { z } from 'zod';
import { readReturnCode, type ReturnCodes } from '../../handover/returnCode';
import type { Store } from '../../storage/port';
import type { Bot } from '../../bots/turn';
import { errorCode, IntakeError } from '../../turns/errors';
import type { Fanout } from '../../turns/fanout';
import type { Intake } from '../../turns/intake';
import type { Opening } from '../../turns/opening';
import { ok, type Answer } from '../http/answer';
import { answering, type AnswerParts } from './answer';
import { DirectLineError, type DirectLineCode } from './errors';
import { readPost, type Posted } from './incoming';
import type { Limits } from './limits';
import { allowedOrigin, ownOrigin, sourceOf, type OriginSettings } from '../http/origins';
import { activitySetJson, readWatermark } from './outgoing';
import { readJson } from '../http/readJson';
import { TOKEN_SECONDS, type Bearer, type Tokens } from './tokens';

export const BASE = '/v3/directline';
/** Activities in one answer; a reader who is further behind asks again from the watermark given. */
const PAGE = 500;

export interface DirectLineParts extends AnswerParts {
  readonly store: Store;
  readonly bot: Bot;
  readonly intake: Intake;
  readonly opening: Opening;
  readonly fanout: Fanout;
  readonly tokens: Tokens;
  readonly limits: Limits;
  readonly origins: OriginSettings;
  readonly codes: ReturnCodes;
  /** Of new conversations, BCP 47. */
  readonly locale: string;
  readonly isOff: () => boolean;
  /** The person is writing. */
  readonly onTyping: (conversationId: string) => void;
  /** The conversation of a return code as it was typed; null for every wrong one. */
  readonly comeBack: (typed: string) => Promise<Bearer | null>;
}

const REFUSED: Readonly<Record<IntakeError['code'], DirectLineCode>> = {
  'intake.notStored': 'notStored',
  'intake.tooLong': 'tooLong',
  'intake.off': 'off',
  'intake.conflict': 'conflict',
  'intake.noConversation': 'conversationNotFound',
  // Never of the person's own.
  'intake.notOnPhone': 'conflict',
};

const pathSchema = z.object({ id: z.string() });
const returnSchema = z.object({ code: z.string().max(200) });
/** Longer than looking for any code takes. */
const WRONG_CODE_MS = 300;

const query = (request: Request): URLSearchParams => new URLSearchParams(request.getQuery());

export function registerDirectLine(server: Server, parts: DirectLineParts): void {
  const { store, bot, intake, opening, fanout, tokens, limits, origins, locale, onTyping, comeBack, codes, isOff } =
    parts;
  const answer = answering(parts);
  /** Begins or reads nothing while the assistant is turned off; whoever wants to clear their chat still can. */
  const whileOn = (handler: (request: Request) => Promise<Answer>) =>
    answer((request) => {
      if (isOff()) throw new DirectLineError('off');
      return handler(request);
    });

  /** The token's owner, when this conversation is theirs and stands. */
  const owner = (request: Request): Bearer => {
    const bearer = tokens.read(request.headers.authorization);
    if (pathSchema.parse(request.params).id !== bearer.conversationId) throw new DirectLineError('notYourConversation');
    return bearer;
  };
  const standing = async (bearer: Bearer): Promise<Bearer> => {
    if ((await store.conversation(bearer.conversationId)) === null) throw new DirectLineError('conversationNotFound');
    return bearer;
  };
  const newToken = (bearer: Bearer): object => ({
    conversationId: bearer.conversationId,
    token: tokens.token(bearer),
    expires_in: TOKEN_SECONDS,
  });
  const withStream = (request: Request, bearer: Bearer, watermark: number): object => {
    const path = `${BASE}/conversations/${bearer.conversationId}/stream`;
    const address = `${ownOrigin(request, origins).replace(/^http/, 'ws')}${path}`;
    return { ...newToken(bearer), streamUrl: `${address}?watermark=${watermark}&t=${tokens.ticket(bearer)}` };
  };
  const watermarkOf = (request: Request): number => {
    const watermark = readWatermark(query(request).get('watermark'));
    if (watermark === null) throw new DirectLineError('badRequest');
    return watermark;
  };

  const generate = async (request: Request): Promise<Answer> => {
    if (allowedOrigin(request, origins) === null) throw new DirectLineError('originNotAllowed');
    await limits.start('token', sourceOf(request, origins));
    await readJson(request);
    const conversationId = randomBytes(16).toString('base64url');
    return ok(newToken({ conversationId, userId: `dl_${randomBytes(12).toString('hex')}` }));
  };

  const refresh = async (request: Request): Promise<Answer> => {
    const bearer = tokens.readToRenew(request.headers.authorization);
    await readJson(request);
    return ok(newToken(bearer));
  };

  const start = async (request: Request): Promise<Answer> => {
    const bearer = tokens.read(request.headers.authorization);
    await limits.start('conversation', sourceOf(request, origins));
    await readJson(request);
    const { conversationId: id, userId } = bearer;
    const opened = await opening.open({ id, userId, channel: 'directline', locale }).catch((cause: unknown) => {
      throw new DirectLineError('notStored', { cause });
    });
    if (opened.kind === 'ended') throw new DirectLineError('conversationNotFound');
    if (opened.kind === 'created') fanout.publish(opened.activities);
    return ok(withStream(request, bearer, 0), opened.kind === 'created' ? 201 : 200);
  };

  const reconnect = async (request: Request): Promise<Answer> => {
    const bearer = await standing(owner(request));
    return ok(withStream(request, bearer, watermarkOf(request)));
  };

  const read = async (request: Request): Promise<Answer> => {
    const bearer = owner(request);
    const watermark = watermarkOf(request);
    try {
      const speaker = { userId: (await standing(bearer)).userId, locale, codes };
      // One refusal of a poll ends a client's polling for good.
      const activities = isOff() ? [] : await store.read(bearer.conversationId, watermark, PAGE);
      return { status: 200, json: activitySetJson(activities, speaker, watermark) };
    } catch (error) {
      if (error instanceof DirectLineError) throw error;
      // Likewise: nothing new is said, and the watermark stays.
      parts.log.error({ code: errorCode(error) }, 'a poll could not read the log');
      return { status: 200, json: activitySetJson([], { userId: bearer.userId, locale, codes }, watermark) };
    }
  };

  /** Refused, but not unseen: whatever the reason, an emergency gets its card. */
  const refused = (error: unknown, posted: Posted): unknown => {
    if (error instanceof DirectLineError && error.code === 'tooMany' && posted.kind === 'message') {
      const replies = bot.withoutState(intake.lookAt(posted.text), 'notStored');
      return new DirectLineError('tooMany', { ...error.more, screens: replies.map(({ screen }) => screen) });
    }
    if (!(error instanceof IntakeError)) return error;
    return new DirectLineError(REFUSED[error.code], {
      screens: error.replies.map(({ screen }) => screen),
      cause: error.cause,
    });
  };

  const post = async (request: Request): Promise<Answer> => {
    const { conversationId } = owner(request);
    const posted = readPost(await readJson(request));
    if (posted.kind === 'typing') {
      if (await limits.typing(conversationId)) onTyping(conversationId);
      return ok({ id: `${conversationId}|typing` });
    }
    try {
      await limits.message(sourceOf(request, origins), conversationId);
      const received =
        posted.kind === 'event'
          ? await intake.note(conversationId, posted.clientId, posted.name)
          : await intake.receive({ ...posted, conversationId });
      return { status: 200, json: `{"id":${JSON.stringify(received.activity.id)}}` };
    } catch (error) {
      throw refused(error, posted);
    }
  };

  const upload = (request: Request): Answer => {
    owner(request);
    request.resume();
    throw new DirectLineError('uploadRefused');
  };

  const clear = async (request: Request): Promise<Answer> => {
    const { conversationId } = owner(request);
    await store.deleteConversation(conversationId).catch((cause: unknown) => {
      throw new DirectLineError('notStored', { cause });
    });
    fanout.end(conversationId);
    return { status: 204 };
  };

  const find = (typed: string): Promise<Bearer | null> =>
    comeBack(typed).catch((cause: unknown) => {
      throw new DirectLineError('notStored', { cause });
    });

  /** A chat found again by its return code: its token, as for any other chat. */
  const comeAgain = async (request: Request): Promise<Answer> => {
    if (allowedOrigin(request, origins) === null) throw new DirectLineError('originNotAllowed');
    const { data } = returnSchema.safeParse(await readJson(request));
    if (data === undefined) throw new DirectLineError('badRequest');
    const reference = readReturnCode(data.code)?.reference ?? null;
    // Every wrong code is answered at the same time, whatever was wrong with it.
    const sameTime = new Promise((later) => setTimeout(later, WRONG_CODE_MS));
    const found = await limits.returnCode(sourceOf(request, origins), reference, () => find(data.code));
    if (found !== null) return ok(newToken(found));
    await sameTime;
    throw new DirectLineError('returnCodeNotFound');
  };

  server.post(`${BASE}/return`, whileOn(comeAgain));
  server.post(`${BASE}/tokens/generate`, whileOn(generate));
  server.post(`${BASE}/tokens/refresh`, answer(refresh));
  server.post(`${BASE}/conversations`, whileOn(start));
  server.get(`${BASE}/conversations/:id`, whileOn(reconnect));
  server.del(`${BASE}/conversations/:id`, answer(clear));
  server.get(`${BASE}/conversations/:id/activities`, answer(read));
  server.post(`${BASE}/conversations/:id/activities`, answer(post));
  server.post(`${BASE}/conversations/:id/upload`, answer(upload));
}
