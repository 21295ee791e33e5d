/**
 * Takes what the outbox holds to Teams. What it says is read from the store when it leaves, so a case is shown as it
 * then is. A send that may have arrived is not repeated; the change of a card may be.
 */
import { z } from 'zod';
import type { Activity } from 'botbuilder';
import type { Words } from '../../../locales/words';
import type { LoggedActivity, Outgoing, Store } from '../../../storage/port';
import type { Delivery, Transport } from '../../../turns/outbox';
import { errorCode } from '../../../turns/errors';
import { retryAfter } from '../../http/retryAfter';
import { transcriptLines } from '../../desk/transcript';
import type { TranscriptLine } from '../../desk/wire';
import { replyActivity } from '../replyActivity';
import { SendAmbiguous, sendWithin } from '../sendWithin';
import { addressSchema, placeSchema, TEAM_CHANNEL, type Address } from './address';
import type { CaseCards } from './caseCards';
import type { ConnectorDoor } from './connectorDoor';
import { payloadSchema, TEAMS_MESSAGE, type Payload } from './payload';

export interface TeamsTransportParts {
  readonly store: Store;
  readonly door: ConnectorDoor;
  readonly cards: CaseCards;
  readonly words: Words;
  /** See `CardOptions`. */
  readonly showPressed: boolean;
  readonly now: () => Date;
  /** Nobody can be written to in this chat any more. */
  readonly onGone: (chatId: string) => Promise<void>;
}

const SEND_MS = 10_000;
/** As many lines of a chat as a card could show, and more. */
const MOST_LINES = 400;
const PAGE = 200;

const canGet = (value: unknown): boolean => typeof value === 'object' && value !== null && 'get' in value;
/** What the channel answered, of the connector's own error. */
const answerSchema = z.object({
  statusCode: z.int(),
  response: z
    .object({ headers: z.custom<{ get(name: string): unknown }>(canGet) })
    .optional()
    .catch(undefined),
});
/** The channel has said that it did not take it, and may later. */
const LATER = [408, 425, 429, 500, 503];
/** The app was taken out, or the person blocks it. */
const GONE = [403, 404];
/** Nothing has left this machine. */
const NOT_BEGUN = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

const needless: Delivery = { kind: 'needless' };
const sent: Delivery = { kind: 'sent' };

export class TeamsTransport implements Transport {
  readonly isRepeatable = false;

  constructor(private readonly parts: TeamsTransportParts) {}

  async deliver({ target, payload }: Outgoing, signal: AbortSignal): Promise<Delivery> {
    const { store } = this.parts;
    const parsed = payloadSchema.parse(payload);
    if (signal.aborted) return { kind: 'later', why: 'stopping', afterMs: null };
    const chatId = ['card', 'cardChange', 'notice'].includes(parsed.kind) ? TEAM_CHANNEL : target;
    const chat = await store.channelChat(chatId);
    // Nobody has opened it yet, or it was deleted.
    if (chat === null) return { kind: 'refused', why: 'noChat' };
    if (chat.isDead) return { kind: 'refused', why: 'chatGone' };
    const address = addressSchema.parse(chat.address);
    try {
      return await this.#deliver(parsed, target, address);
    } catch (error) {
      return this.#read(error, chatId, parsed);
    }
  }

  async #deliver(payload: Payload, target: string, to: Address): Promise<Delivery> {
    const { store, door, cards } = this.parts;
    switch (payload.kind) {
      case 'card':
        return this.#card(payload.reference, payload.alerts, to);
      case 'cardChange':
        return this.#changeCard(payload.reference, to);
      case 'notice':
        await sendWithin(SEND_MS, door.post(to, cards.ofService(payload)));
        return sent;
      case 'over': {
        const one = await store.case(payload.reference);
        if (one === null) return needless;
        await sendWithin(SEND_MS, door.send(to, cards.over(one)));
        return sent;
      }
      case 'answer':
        return this.#queueAnswer(target, payload.seq);
      case 'logged': {
        const [logged] = await store.read(target, payload.seq - 1, 1);
        const activity = logged?.seq === payload.seq ? this.#logged(logged) : null;
        if (activity === null) return needless;
        await sendWithin(SEND_MS, door.send(to, activity));
        return sent;
      }
      case 'summary':
      case 'said':
        return this.#tellAdvisor(payload, to);
    }
  }

  /** Each reply is a message of its own, so that none is repeated because of another. */
  async #queueAnswer(target: string, seq: number): Promise<Delivery> {
    const { store } = this.parts;
    const replies = await store.repliesTo(target, seq);
    if (replies.length === 0)
      return (await store.conversation(target)) === null
        ? needless
        : { kind: 'later', why: 'notAnswered', afterMs: null };
    await store.addOutgoing(
      replies.map((reply) => ({
        ...{ id: reply.id, transport: TEAMS_MESSAGE, target, isMessage: true },
        payload: { kind: 'logged', seq: reply.seq },
      })),
    );
    return sent;
  }

  /** To staff: a reply that nobody asked for, or an advisor's words. */
  #logged({ body, seq }: LoggedActivity): Partial<Activity> | null {
    const { cards, showPressed } = this.parts;
    if (body.kind === 'advisor') return cards.advisorSaid(body.advisor.name, body.text);
    if (body.kind !== 'reply' || body.reply.text === '') return null;
    return replyActivity(body.reply, { showPressed, card: seq });
  }

  async #tellAdvisor(payload: Extract<Payload, { kind: 'summary' | 'said' }>, to: Address): Promise<Delivery> {
    const { store, door, cards } = this.parts;
    const { advisorId, reference } = payload;
    const one = await store.case(reference);
    // Somebody else's by now: they are told of it, and of nothing more that was said.
    if (one?.holder?.id !== advisorId) return needless;
    const [from, upTo] = payload.kind === 'said' ? [payload.seq - 1, payload.seq] : [0, payload.upTo];
    const lines = await this.#lines(reference, from, upTo);
    if (payload.kind === 'said' && lines.length === 0) return needless;
    const activity = payload.kind === 'said' ? cards.said(reference, lines) : cards.summary(one, lines);
    await sendWithin(SEND_MS, door.send(to, activity));
    await store.noteShown(advisorId, reference, upTo);
    return sent;
  }

  async #lines(reference: string, from: number, upTo: number): Promise<TranscriptLine[]> {
    const { store, words } = this.parts;
    const one = await store.case(reference);
    if (one === null) return [];
    const lines: TranscriptLine[] = [];
    for (let after = from; ;) {
      const page = (await store.readCase(reference, after, PAGE)).filter(({ seq }) => seq <= upTo);
      lines.push(...transcriptLines(page, one, words));
      lines.splice(0, Math.max(0, lines.length - MOST_LINES));
      after = page.at(-1)?.seq ?? upTo;
      if (page.length < PAGE) return lines;
    }
  }

  /** A case that waits, or waits still: each time a message of its own, because a change tells nobody. */
  async #card(reference: string, alerts: number, to: Address): Promise<Delivery> {
    const { store, door, cards } = this.parts;
    const one = await store.case(reference);
    const before = await store.shownCard(reference);
    const isShown = before !== null && before.alerts >= alerts;
    if (one === null || isShown || (one.state !== 'waiting' && one.state !== 'notAnsweredInTime')) return needless;
    const place = await sendWithin(SEND_MS, door.post(to, cards.inChannel(one)));
    await store.saveShownCard({ reference, place, alerts });
    const old = placeSchema.safeParse(before?.place);
    const now = await store.case(reference);
    // Both are extras: the next change of the case makes them right.
    if (old.success) await this.#quietly(door.update(to, old.data, cards.inChannel(one, true)));
    if (now !== null && now.version !== one.version) await this.#quietly(this.#changeCard(reference, to));
    return sent;
  }

  async #changeCard(reference: string, to: Address): Promise<Delivery> {
    const { store, door, cards } = this.parts;
    const one = await store.case(reference);
    const place = placeSchema.safeParse((await store.shownCard(reference))?.place);
    if (one === null || !place.success) return needless;
    await sendWithin(SEND_MS, door.update(to, place.data, cards.inChannel(one)));
    return sent;
  }

  async #quietly(change: Promise<unknown>): Promise<void> {
    await change.catch(() => undefined);
  }

  async #read(error: unknown, chatId: string, { kind }: Payload): Promise<Delivery> {
    const isChange = kind === 'cardChange';
    const answer = answerSchema.safeParse(error);
    if (!answer.success) {
      const why = errorCode(error);
      if (isChange || NOT_BEGUN.includes(why)) return { kind: 'later', why, afterMs: null };
      return { kind: 'unknown', why: error instanceof SendAmbiguous ? 'noAnswer' : why };
    }
    const { statusCode, response } = answer.data;
    const why = `http${statusCode}`;
    if (LATER.includes(statusCode) || (isChange && statusCode > 500))
      return { kind: 'later', why, afterMs: retryAfter(response?.headers.get('retry-after'), this.parts.now()) };
    // A gateway: whoever stands behind it may have taken it.
    if (statusCode > 500) return { kind: 'unknown', why };
    // An old card can be gone while the channel stands.
    if (GONE.includes(statusCode) && !isChange) {
      await this.parts.store.endChannelChat(chatId);
      await this.parts.onGone(chatId);
    }
    return isChange ? needless : { kind: 'refused', why };
  }
}
