/**
 * Follows the desk's feed for Teams: what changes there becomes messages in the outbox, in one transaction with how far
 * the feed was followed. So nothing is left out and nothing told twice, whenever the process ends.
 */
import type { Case } from '../../../handover/case';
import { isHeld } from '../../../handover/caseStates';
import type { FeedLine, LiveCase, NewOutgoing, Store } from '../../../storage/port';
import { errorCode } from '../../../turns/errors';
import type { RunnerLog } from '../../../turns/runner';
import { TEAM_CHANNEL } from './address';
import { TEAMS_CARD, TEAMS_MESSAGE, type Payload } from './payload';

export interface FollowCasesParts {
  readonly store: Store;
  readonly now: () => Date;
  readonly log: RunnerLog;
  /** Whether there is a team's channel that shows cases. */
  readonly hasChannel: boolean;
  /** Something is due in the outbox. */
  readonly onQueued: () => void;
}

type Queued = NewOutgoing & { readonly reference: string };

const PAGE = 200;
/** Places of a chat in which something may still wait for its answer. */
const LATELY = 20;

const isQueued = ({ state }: Case): boolean => state === 'waiting' || state === 'notAnsweredInTime';
const isTheirs = (one: Case | null, { advisorId }: LiveCase): boolean =>
  one !== null && isHeld(one.state) && one.holder?.id === advisorId;

const message = (id: string, target: string, reference: string, payload: Payload): Queued => ({
  ...{ id, target, reference, payload },
  transport: TEAMS_MESSAGE,
  isMessage: true,
});

export class FollowCases {
  #working: Promise<void> | null = null;
  #isDue = false;

  constructor(private readonly parts: FollowCasesParts) {}

  /** Reads on in the feed. Never rejects: what fails is done at the next call. */
  follow(): Promise<void> {
    this.#isDue = true;
    this.#working ??= this.#work()
      .catch((error: unknown) => {
        this.parts.log.warn({ code: errorCode(error) }, 'what is new could not be queued for Teams, it is tried again');
      })
      .finally(() => {
        this.#working = null;
      });
    return this.#working;
  }

  async #work(): Promise<void> {
    const { store, onQueued } = this.parts;
    // What was before there was anybody to follow it is told to nobody.
    const before = await store.followedTo();
    let from = before ?? (await store.lastFeedKey());
    if (before === null) await store.follow({ from: null, upTo: from, outgoing: [], live: [] });
    while (this.#isDue) {
      this.#isDue = false;
      for (let page = await store.feed(from, PAGE); page.length > 0; page = await store.feed(from, PAGE)) {
        const upTo = page.at(-1)?.key ?? from;
        const step = await this.#step(page, upTo);
        await store.follow({ from, upTo, ...step });
        from = upTo;
        if (step.outgoing.length > 0) onQueued();
      }
    }
  }

  async #step(page: readonly FeedLine[], key: number): Promise<{ outgoing: Queued[]; live: LiveCase[] }> {
    const { store, hasChannel } = this.parts;
    const lives = (await store.liveCases()).filter(({ overAt }) => overAt === null);
    const named = (lines: readonly FeedLine[]) => new Set(lines.flatMap(({ reference }) => reference ?? []));
    const changed = hasChannel ? named(page.filter(({ kind }) => kind === 'case')) : new Set<string>();
    const all = named(page);
    const steps = await Promise.all(
      lives.filter(({ reference }) => all.has(reference)).map((live) => this.#advisor(live, page, key)),
    );
    const cards = await Promise.all([...changed].map((reference) => this.#card(reference, key)));
    return {
      outgoing: [...cards.flat(), ...steps.flatMap((one) => one.outgoing)],
      live: steps.flatMap((one) => one.live),
    };
  }

  async #card(reference: string, key: number): Promise<Queued[]> {
    const one = await this.parts.store.case(reference);
    if (one === null) return [];
    const { alerts } = one;
    const shown = await this.parts.store.shownCard(reference);
    // By its id it is queued once for each alert; and again for a case that waits anew.
    if (isQueued(one) && (shown === null || alerts > shown.alerts)) {
      const id = `${TEAMS_CARD}:${reference}:${one.waitingSince}:${alerts}`;
      return [
        { id, transport: TEAMS_CARD, target: TEAM_CHANNEL, reference, payload: { kind: 'card', reference, alerts } },
      ];
    }
    if (shown === null) return [];
    const id = `${TEAMS_MESSAGE}:card:${reference}:${key}`;
    return [message(id, `${TEAM_CHANNEL}:${reference}`, reference, { kind: 'cardChange', reference })];
  }

  async #advisor(
    live: LiveCase,
    page: readonly FeedLine[],
    key: number,
  ): Promise<{ outgoing: Queued[]; live: LiveCase[] }> {
    const { store, now } = this.parts;
    const { advisorId, reference, chatId, queuedTo } = live;
    const one = await store.case(reference);
    const theirs = isTheirs(one, live);
    if (!theirs && queuedTo === null) return { outgoing: [], live: [] };
    if (!theirs) {
      const over = message(`${TEAMS_MESSAGE}:over:${advisorId}:${reference}:${key}`, chatId, reference, {
        kind: 'over',
        reference,
      });
      return { outgoing: [over], live: [{ ...live, overAt: now().toISOString() }] };
    }
    if (queuedTo === null) {
      const upTo = await this.#last(reference);
      const since = one?.heldSince ?? '';
      const id = `${TEAMS_MESSAGE}:summary:${advisorId}:${reference}:${since}`;
      const summary = message(id, chatId, reference, { kind: 'summary', advisorId, reference, upTo });
      return { outgoing: [summary], live: [{ ...live, queuedTo: await this.#settledTo(one, upTo) }] };
    }
    const places = page.flatMap((line) =>
      line.reference === reference && line.kind === 'activity' ? (line.seq ?? []) : [],
    );
    const outgoing: Queued[] = [];
    for (const seq of new Set(places)) {
      if (seq <= queuedTo || !(await this.#isNews(live, seq))) continue;
      const id = `${TEAMS_MESSAGE}:said:${advisorId}:${reference}:${seq}`;
      outgoing.push(message(id, chatId, reference, { kind: 'said', advisorId, reference, seq }));
    }
    return { outgoing, live: [] };
  }

  /** Their own words stand in their chat already, and what they did they know. */
  async #isNews({ reference, advisorId }: LiveCase, seq: number): Promise<boolean> {
    const { store } = this.parts;
    const [said] = await store.readCase(reference, seq - 1, 1);
    if (said?.seq !== seq || said.body.kind === 'status' || said.body.kind === 'event') return false;
    if (said.body.kind === 'advisor') return said.body.advisor.id !== advisorId;
    if (said.body.kind === 'message') return true;
    const before = await store.read(said.conversationId, Math.max(0, seq - LATELY), LATELY);
    return before.find(({ id }) => id === said.replyTo)?.body.kind !== 'status';
  }

  /** What the assistant has still to answer is told once it is answered, although it stands before what is told now. */
  async #settledTo(one: Case | null, upTo: number): Promise<number> {
    if (one === null || one.conversationId === null) return upTo;
    const from = Math.max(0, upTo - LATELY);
    const known = new Set((await this.parts.store.readCase(one.reference, from, LATELY)).map(({ seq }) => seq));
    const hidden = (await this.parts.store.read(one.conversationId, from, LATELY)).find(
      ({ seq, body }) => body.kind === 'message' && !known.has(seq),
    );
    return hidden === undefined ? upTo : hidden.seq - 1;
  }

  async #last(reference: string): Promise<number> {
    let last = 0;
    for (;;) {
      const page = await this.parts.store.readCase(reference, last, PAGE);
      last = page.at(-1)?.seq ?? last;
      if (page.length < PAGE) return last;
    }
  }
}
