/**
 * Caller mode: an advisor on the phone walks the same questions at the desk. There is no token for it: each reading and
 * each entry asks anew whether this session's advisor is on the phone with this case, and what is entered is kept as
 * entered by them. The return code is not among what is read; a caller who is new is given it apart, while the call lasts.
 */
import { randomBytes } from 'node:crypto';
import type { Action } from '../../dialogs/engine/screen';
import type { Case } from '../../handover/case';
import { newReference } from '../../handover/reference';
import type { ReturnCodes } from '../../handover/returnCode';
import { TakenOut } from '../../handover/takenOut';
import type { Mover, Store } from '../../storage/port';
import type { CaseDesk } from '../../turns/caseDesk';
import { IntakeError, type IntakeProblem } from '../../turns/errors';
import type { Intake } from '../../turns/intake';
import type { Opening } from '../../turns/opening';
import { activitySetJson } from '../directLine/outgoing';
import { done, readReference, refusedOf, stored } from './context';
import { DeskError, type DeskCode } from './errors';
import { isOnPhone, mayGiveCode, moverOf } from './may';
import { toReadOut } from './readOut';
import type { Session } from './signIn/sessions';
import type { Views } from './views';
import type { CallCode, Moved } from './wire';

export interface CallParts {
  readonly store: Store;
  readonly desk: CaseDesk;
  readonly opening: Opening;
  readonly intake: Intake;
  readonly codes: ReturnCodes;
  readonly views: Views;
  readonly now: () => Date;
  /** Of new conversations, BCP 47. */
  readonly locale: string;
}

/** Activities in one answer; a reader who is further behind asks again from the watermark given. */
const PAGE = 200;

const NOT_TAKEN: Readonly<Record<Exclude<IntakeProblem, 'intake.notOnPhone'>, DeskCode>> = {
  'intake.notStored': 'notStored',
  'intake.tooLong': 'tooLarge',
  'intake.off': 'off',
  'intake.conflict': 'conflict',
  'intake.noConversation': 'chatCleared',
};

export class Calls {
  constructor(private readonly parts: CallParts) {}

  /** A caller who has not been here: a new conversation, and its case, the advisor's at once. */
  async begin(session: Session): Promise<Moved> {
    const { opening, desk, now, locale } = this.parts;
    const conversationId = randomBytes(16).toString('base64url');
    const userId = `dl_${randomBytes(12).toString('hex')}`;
    await stored(opening.open({ id: conversationId, userId, channel: 'phone', locale }));
    const { id, name } = session.advisor;
    const raised = await done(
      desk.openCall({
        conversationId,
        facts: {
          skill: 'PALS',
          reference: newReference(),
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
        by: { id, name },
      }),
      session,
    );
    return this.#movedTo(raised.case, session);
  }

  /** A caller who gives the reference of a chat: on where it stopped, the advisor's where nobody had it. */
  async goOn(session: Session, typed: string): Promise<Moved> {
    const { store, desk } = this.parts;
    const by = this.#mover(session);
    const asked = readReference(typed);
    const found = asked === null ? null : await store.case(asked);
    if (found === null) throw new DeskError('caseNotFound');
    const { reference } = found;
    if (found.conversationId === null) throw new DeskError('chatCleared', { case: found });
    if (isOnPhone(found, session.advisor)) return this.#movedTo(found, session);
    if (found.handedTo?.id === session.advisor.id) await done(desk.act({ reference, move: 'accept', by }), session);
    return this.#movedTo((await done(desk.act({ reference, move: 'call', by }), session)).case, session);
  }

  /** What was said after this place of the log, as a Direct Line activity set. */
  async read(session: Session, one: Case, after: number): Promise<string> {
    const { store, locale } = this.parts;
    this.#check(session, one);
    const takenOut = new TakenOut(one);
    const lines = (await store.readCase(one.reference, after, PAGE)).map((line) => toReadOut(line, takenOut));
    // Whoever reads it here is not the chat's owner: what is hidden stays so.
    return activitySetJson(lines, { userId: 'caller', locale, codes: null }, after);
  }

  /** What the caller answers. Resolves when it is answered, so that the answer can be read. */
  async enter(
    session: Session,
    one: Case,
    { clientId, text, action }: { readonly clientId: string; readonly text: string; readonly action: Action | null },
  ): Promise<void> {
    this.#check(session, one);
    const { id, name } = session.advisor;
    const conversationId = one.conversationId ?? '';
    const entered = { conversationId, clientId, text, action, hadAttachments: false, enteredBy: { id, name } };
    const received = await this.parts.intake.receive(entered).catch(async (error: unknown) => {
      if (!(error instanceof IntakeError)) throw error;
      const stands = (await this.parts.store.case(one.reference)) ?? one;
      if (error.code === 'intake.notOnPhone') throw refusedOf('notYours', stands, session);
      throw new DeskError(NOT_TAKEN[error.code], { case: stands, cause: error });
    });
    // A stop in between: it is stored, and answered after the restart.
    await received.answered.catch(() => undefined);
  }

  /** For a new caller to write down, read out to them. */
  async code(session: Session, one: Case): Promise<CallCode> {
    const { store, desk, codes } = this.parts;
    this.#check(session, one);
    const { reference, conversationId } = one;
    if (!mayGiveCode(one, session.advisor, await store.history(reference)) || conversationId === null)
      throw new DeskError('notNow', { case: one });
    await stored(desk.codeGiven(one, this.#mover(session)));
    return { returnCode: codes.codeOf(reference, conversationId) };
  }

  #mover({ advisor }: Session): Mover {
    const by = moverOf(advisor);
    if (by === null) throw new DeskError('notYourRole');
    return by;
  }

  /** @throws DeskError unless this advisor is on the phone with this case. */
  #check(session: Session, one: Case): void {
    this.#mover(session);
    if (!isOnPhone(one, session.advisor)) throw refusedOf('notYours', one, session);
    if (one.conversationId === null) throw new DeskError('chatCleared', { case: one });
  }

  async #movedTo(one: Case, { advisor }: Session): Promise<Moved> {
    return { case: await this.parts.views.detail(one, advisor) };
  }
}
