/**
 * Caller mode: an advisor on the phone walks the same questions at the desk. The answer is a Direct Line token for the
 * caller's conversation, so the desk drives it with the same calls as the patient's page.
 */
import { randomBytes } from 'node:crypto';
import type { Case } from '../../handover/case';
import { newReturnCode } from '../../handover/returnCode';
import type { Store } from '../../storage/port';
import type { CaseDesk } from '../../turns/caseDesk';
import type { Opening } from '../../turns/opening';
import { TOKEN_SECONDS, type Tokens } from '../directLine/tokens';
import { done, readReference, stored } from './context';
import { DeskError } from './errors';
import { moverOf } from './may';
import type { Session } from './sessions';
import type { Views } from './views';
import type { Call } from './wire';

export interface CallParts {
  readonly store: Store;
  readonly desk: CaseDesk;
  readonly opening: Opening;
  readonly tokens: Tokens;
  readonly views: Views;
  readonly now: () => Date;
  /** Of new conversations, BCP 47. */
  readonly locale: string;
}

export class Calls {
  constructor(private readonly parts: CallParts) {}

  /** A caller who has not been here: a new conversation, and its case, the advisor's at once. */
  async begin(session: Session): Promise<Call> {
    const { opening, desk, now, locale } = this.parts;
    const conversationId = randomBytes(16).toString('base64url');
    const userId = `dl_${randomBytes(12).toString('hex')}`;
    await stored(opening.open({ id: conversationId, userId, channel: 'phone', locale }));
    const code = newReturnCode();
    const { id, name } = session.advisor;
    const raised = await done(
      desk.openCall({
        conversationId,
        facts: {
          skill: 'PALS',
          reference: code.reference,
          idempotencyKey: conversationId,
          tier: 'T6',
          reasons: [],
          voice: 'patient',
          flags: [],
          answers: [],
          outcome: null,
          outcomeAfter: null,
          voiceFrom: null,
          unitsSaid: [],
          maskedKinds: [],
          locale,
          raisedAt: now().toISOString(),
        },
        returnCodeHash: code.hash,
        by: { id, name },
      }),
      session,
    );
    return this.#callOf(raised.case, session, { conversationId, userId }, code.code);
  }

  /** A caller who gives the reference of a chat: on where it stopped, picked up first where nobody has it. */
  async goOn(session: Session, typed: string): Promise<Call> {
    const { store, desk } = this.parts;
    const by = moverOf(session.advisor);
    const reference = readReference(typed);
    const found = reference === null ? null : store.case(reference);
    if (found === null) throw new DeskError('caseNotFound');
    if (by === null) throw new DeskError('notYourRole');
    const bearer = this.#bearerOf(found);
    const isMine = found.holder?.id === session.advisor.id;
    const one = isMine
      ? found
      : (await done(desk.act({ reference: found.reference, move: 'pickUp', by }), session)).case;
    await stored(desk.called(one.reference, by));
    return this.#callOf(store.case(one.reference) ?? one, session, bearer, null);
  }

  #bearerOf(one: Case): { conversationId: string; userId: string } {
    const record = one.conversationId === null ? null : this.parts.store.conversation(one.conversationId);
    if (record === null) throw new DeskError('chatCleared', { case: one });
    return { conversationId: record.id, userId: record.userId };
  }

  #callOf(
    one: Case,
    { advisor }: Session,
    bearer: { readonly conversationId: string; readonly userId: string },
    returnCode: string | null,
  ): Call {
    return {
      reference: one.reference,
      returnCode,
      conversationId: bearer.conversationId,
      token: this.parts.tokens.token(bearer),
      expiresIn: TOKEN_SECONDS,
      case: this.parts.views.detail(one, advisor),
    };
  }
}
