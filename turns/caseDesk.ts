/**
 * What people at the desk do, for every channel that advisors use: each is one call of the store, then those who listen
 * are told and the chat's turn is run. What is refused says why and shows the case as it stands.
 */
import type { AlertReach } from '../handover/alert';
import type { Place } from '../handover/availability';
import type { Case, Who } from '../handover/case';
import type { Desk } from '../handover/closing';
import { hasRequest } from '../handover/caseStates';
import { readReturnCode, withoutSecret, type ReturnCodes } from '../handover/returnCode';
import { may } from '../handover/roles';
import type { PersonalKind } from '../understanding/types';
import type { Advisor, CaseMove, CaseResult, LoggedActivity, Mover, Store } from '../storage/port';
import type { Alerting } from './alerting';
import type { DeskFeed, FeedListener } from './deskFeed';
import { AdvisorTextProblem } from './errors';
import type { Fanout, Subscribed } from './fanout';
import type { Runner } from './runner';

/** UTF-16 code units. */
export const MAX_ADVISOR_TEXT = 4_000;
/** An advisor who was seen so lately, or whose desk is open, is there. */
const THERE_MS = 5 * 60_000;
const TELL_EVERY_MS = 10_000;
/** In a chat of a channel, with a case in hand. */
const LIVE_MS = 60 * 60_000;

/** What an advisor writes, without personal information that has no place there; the kinds that were removed. */
export type MaskWords = (
  text: string,
  what: 'reply' | 'note',
) => { readonly text: string; readonly removed: readonly PersonalKind[] };
export type Masked<T> = T & { readonly removed: readonly PersonalKind[] };

export interface CaseDeskParts {
  readonly store: Store;
  readonly fanout: Fanout;
  readonly runner: Runner;
  readonly feed: DeskFeed;
  readonly alerting: Alerting;
  readonly mask: MaskWords;
  readonly codes: ReturnCodes;
  readonly now: () => Date;
}

export class CaseDesk {
  #tellAt = 0;
  #told: readonly string[] = [];

  constructor(private readonly parts: CaseDeskParts) {}

  act(move: CaseMove): Promise<CaseResult> {
    return this.#tell(this.parts.store.moveCase(move));
  }

  /** The first words from a case that is picked up also join the chat. @throws AdvisorTextProblem */
  async say(message: Parameters<Store['advisorSays']>[0]): Promise<Masked<CaseResult>> {
    const { text, removed } = this.parts.mask(textOf(message.text), 'reply');
    return { ...(await this.#tell(this.parts.store.advisorSays({ ...message, text }))), removed };
  }

  /** A private note, which never comes near the chat. @throws AdvisorTextProblem */
  async note(note: Parameters<Store['addNote']>[0]): Promise<Masked<CaseResult>> {
    const { text, removed } = this.parts.mask(textOf(note.text), 'note');
    return { ...(await this.#tell(this.parts.store.addNote({ ...note, text }))), removed };
  }

  setAside(aside: Parameters<Store['setAside']>[0]): Promise<CaseResult> {
    return this.#tell(this.parts.store.setAside(aside));
  }

  markRead(reference: string, by: Who): Promise<CaseResult> {
    return this.#tell(this.parts.store.markRead(reference, by));
  }

  /** At the desk, and to those beyond it for whom there is an address. */
  alert(one: Case, reach: AlertReach): Promise<CaseResult> {
    const outgoing = this.parts.alerting.outgoing(one, 'notPickedUp', reach);
    return this.#tell(this.parts.store.noteAlert(one.reference, reach, outgoing));
  }

  /** `stillThere`: of an emergency others hear too. */
  tellPerson(one: Case, what: 'palsClosed' | 'stillThere', since: string): Promise<CaseResult> {
    const isAlert = what === 'stillThere' && one.tier <= 'T3';
    const outgoing = isAlert ? this.parts.alerting.outgoing(one, 'notAnswered', 'again') : [];
    return this.#tell(this.parts.store.tellPerson(one.reference, what, since, outgoing));
  }

  openCall(call: Parameters<Store['openCall']>[0]): Promise<CaseResult> {
    return this.#tell(this.parts.store.openCall(call));
  }

  /** The return code was read out to the caller: told once in the history, however often it is shown. */
  async codeGiven({ reference }: Case, by: Mover): Promise<void> {
    const { store, feed } = this.parts;
    if ((await store.history(reference)).some(({ what }) => what === 'codeGiven')) return;
    await store.record(reference, 'codeGiven', by);
    feed.wake();
  }

  /** The advisor is writing: shown in the chat, but only of the one who is in it. */
  async typing(reference: string, advisor: Who): Promise<void> {
    const { store, fanout, feed } = this.parts;
    const one = await store.case(reference);
    if (one?.state !== 'withAdvisor' || one.holder?.id !== advisor.id || one.conversationId === null) return;
    const { conversationId, holder } = one;
    fanout.typing(conversationId, holder);
    feed.typing({ reference, advisorId: advisor.id });
    store.signal({ kind: 'typing', conversationId, reference, advisor: holder });
  }

  /** The person is writing: shown at the desk. Never rejects: it is gone in a moment. */
  async personTyping(conversationId: string): Promise<void> {
    const one = await this.parts.store.caseOf(conversationId).catch(() => null);
    if (one === null || !hasRequest(one.state)) return;
    const { reference } = one;
    this.parts.feed.typing({ reference, advisorId: null });
    this.parts.store.signal({ kind: 'typing', conversationId, reference, advisor: null });
  }

  /** The conversation of a return code as somebody typed it; null, in the same words, for every wrong one. */
  async comeBack(typed: string): Promise<{ readonly conversationId: string; readonly userId: string } | null> {
    const { store, feed, codes } = this.parts;
    // Every wrong one takes the same way, also where there is no such case.
    const code = readReturnCode(typed) ?? NO_CODE;
    const found = await store.returnableTo(code.reference);
    if (!codes.opens(code, found?.conversationId ?? null) || found === null) return null;
    await store.record(code.reference, 'found', null);
    feed.wake();
    return found;
  }

  async saveAdvisor(advisor: Omit<Advisor, 'seenAt'>): Promise<void> {
    this.#tellAll(await this.parts.store.saveAdvisor(advisor));
  }

  /** With an advisor's last session they are signed out, and what they hold goes back to the queue. */
  async endSession(hash: string): Promise<void> {
    this.#tellAll(await this.parts.store.endSession(hash));
  }

  async endIdleSessions(): Promise<void> {
    this.#tellAll(await this.parts.store.endIdleSessions());
  }

  async setClosedByHand(closed: boolean, by: Who): Promise<void> {
    await this.parts.store.setClosedByHand(closed, by);
    this.parts.feed.wake();
  }

  /** Catches up after this key, then follows. `advisorId`: whose screen it is; while it is open they are there. */
  subscribeFeed(afterKey: number, listener: FeedListener, advisorId?: string): Subscribed {
    return this.parts.feed.subscribe(afterKey, listener, advisorId ?? null);
  }

  /**
   * Whether anybody at the desk can pick up a case now; null when nobody can. `free`: one of them has none in hand;
   * `ahead`: people who wait in the chat before this place.
   */
  async staffing(place?: Place): Promise<{ readonly free: boolean; readonly ahead: number } | null> {
    const { store, feed, now } = this.parts;
    if (await store.closedByHand()) return null;
    const seenSince = now().getTime() - THERE_MS;
    const elsewhere = await store.watchedElsewhere();
    const there = (await store.advisors())
      .filter(({ role, presence }) => may(role, 'workCases') && presence === 'available')
      .filter(({ id, seenAt }) => feed.isWatched(id) || elsewhere.has(id) || new Date(seenAt).getTime() >= seenSince);
    if (there.length === 0) return null;
    const counts = await Promise.all(there.map(({ id }) => store.countCases(id)));
    return { free: counts.some(({ mine }) => mine === 0), ahead: place ? await store.waitingBefore(place) : 0 };
  }

  /** For the closing: the switch, and since when every advisor is signed out; never while there are no advisors yet. */
  async standing(): Promise<Desk> {
    const { store } = this.parts;
    const advisors = (await store.advisors()).filter(({ role }) => may(role, 'workCases'));
    const isEmpty = advisors.length > 0 && advisors.every(({ presence }) => presence === 'signedOut');
    const left = advisors.map(({ seenAt }) => seenAt).sort();
    return { closedByHand: await store.closedByHand(), emptySince: isEmpty ? (left.at(-1) ?? null) : null };
  }

  /** Tells the other instances whose desk is open here. To be called often. Never rejects. */
  async tellWatching(): Promise<void> {
    const now = this.parts.now().getTime();
    const watching = this.parts.feed.watching();
    const isTold = watching.join() === this.#told.join() && (watching.length === 0 || now < this.#tellAt);
    if (isTold) return;
    this.#tellAt = now + TELL_EVERY_MS;
    this.#told = watching;
    // A store that cannot write is told of by the next real write.
    await this.parts.store.watch(watching).catch(() => undefined);
  }

  /** Who has gone without signing out: their desk is not open, and they were not seen since. */
  async absent(since: Date): Promise<readonly Advisor[]> {
    const { store, feed, now } = this.parts;
    // In a chat of a channel there is no page that is open: whoever works a case there has longer.
    const lives = await store.liveCases();
    const live = new Set(lives.flatMap(({ advisorId, overAt }) => (overAt === null ? [advisorId] : [])));
    const elsewhere = await store.watchedElsewhere();
    const longest = new Date(Math.min(since.getTime(), now().getTime() - LIVE_MS));
    return (await store.advisors())
      .filter(({ presence }) => presence !== 'signedOut')
      .filter(({ id, seenAt }) => new Date(seenAt) <= (live.has(id) ? longest : since))
      .filter(({ id }) => !feed.isWatched(id) && !elsewhere.has(id));
  }

  async #tell(result: Promise<CaseResult>): Promise<CaseResult> {
    const settled = await result;
    this.#tellAll([settled]);
    return settled;
  }

  #tellAll(results: readonly CaseResult[]): void {
    const { fanout, runner, feed } = this.parts;
    for (const result of results) {
      if (result.kind === 'refused') continue;
      fanout.publish(result.activities);
      result.activities.filter(needsTurn).forEach((activity) => void runner.run(activity));
    }
    feed.wake();
  }
}

const NO_CODE = { reference: '', secret: '' };
const needsTurn = ({ body }: LoggedActivity): boolean => body.kind === 'status';

function textOf(text: string): string {
  // Whoever hears a return code on the phone may write it down here: it opens the person's chat.
  const clean = withoutSecret(text)
    .replace(/\u0000/g, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .trim();
  if (clean === '') throw new AdvisorTextProblem('desk.empty');
  if (clean.length > MAX_ADVISOR_TEXT) throw new AdvisorTextProblem('desk.tooLong');
  return clean;
}
