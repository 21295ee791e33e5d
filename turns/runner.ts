/**
 * Answers stored messages: one at a time in a conversation, in the log's order; conversations beside each other.
 * A turn is the bot's answer and one commit of everything that it changed; before the commit nothing has happened,
 * and after a crash the same message is answered again.
 */
import type { Bot, IncomingMessage, StatusMessage, TurnResult } from '../bots/turn';
import type { Case } from '../handover/case';
import type { ConversationRecord, LoggedActivity, Store } from '../storage/port';
import type { SafetyVerdict } from '../understanding/types';
import { errorCode, RunnerStopped } from './errors';
import type { Fanout } from './fanout';
import type { Tallies } from './tallies';

export interface RunnerLog {
  /** Ids, codes and counts only. */
  warn(facts: Readonly<Record<string, string | number>>, what: string): void;
}

export interface RunnerParts {
  readonly store: Store;
  /** Who answers a conversation, by the channel that it was opened on. */
  readonly botOf: (channel: string) => Bot;
  readonly fanout: Fanout;
  readonly log: RunnerLog;
  /** Said before the answer to a message that came with an attachment. */
  readonly onAttachment: (result: TurnResult) => TurnResult;
  readonly tallies: Pick<Tallies, 'turned' | 'turnFailed'>;
}

/** A bot that has not answered by then has failed. */
const BOT_LIMIT_MS = 10_000;
const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 5_000;
/** So soon it is looked again whether it is our turn. */
const OUT_OF_TURN_MS = 20;
/** So often an answer is tried; one that the store still refuses is its own fault, and an apology takes its place. */
const TRIES = 6;
/** A reply that overtook a message stands among the next places of the log. */
const FOLLOWING = 20;

interface Due {
  /** Not durable yet where the turn has begun before; replaced by what is stored in the end. */
  activity: LoggedActivity;
  /** The message as it is stored; null where it could not be. */
  readonly stored: Promise<LoggedActivity | null>;
  readonly done: Promise<readonly LoggedActivity[]>;
  readonly resolve: (replies: readonly LoggedActivity[]) => void;
  readonly reject: (error: Error) => void;
}

export class Runner {
  readonly #queues = new Map<string, Due[]>();
  #stopping = false;

  constructor(private readonly parts: RunnerParts) {}

  /**
   * Answers this message, or says what happened to the case, when its turn comes. Resolves with the replies once they are
   * committed and pushed. `stored`: of a message that is written and not yet durable.
   */
  run(
    activity: LoggedActivity,
    stored: Promise<LoggedActivity | null> = Promise.resolve(activity),
  ): Promise<readonly LoggedActivity[]> {
    const due = makeDue(activity, stored);
    const queue = this.#queues.get(activity.conversationId);
    if (queue) placeInOrder(queue, due);
    else {
      const fresh = [due];
      this.#queues.set(activity.conversationId, fresh);
      void this.#work(activity.conversationId, fresh);
    }
    return due.done;
  }

  /** The replies to a message that was stored before: those that stand, or those that its waiting turn will give. */
  answerTo(activity: LoggedActivity): Promise<readonly LoggedActivity[]> {
    return this.#waiting(activity)?.done ?? this.parts.store.repliesTo(activity.conversationId, activity.seq);
  }

  /**
   * What was acknowledged before then and not answered is answered now: after a start, or for an instance that has ended.
   * Returns how many.
   */
  async resume(before: Date | null = null): Promise<number> {
    const all = await this.parts.store.unanswered();
    const left = all.filter(
      (one) => (before === null || new Date(one.at) < before) && this.#waiting(one) === undefined,
    );
    left.forEach((activity) => void this.run(activity));
    return left.length;
  }

  #waiting({ conversationId, seq }: LoggedActivity): Due | undefined {
    return this.#queues.get(conversationId)?.find((due) => due.activity.seq === seq);
  }

  /** Finishes the turns that are being worked on; those that wait stay stored for the next start. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const heads = [...this.#queues.values()].flatMap((queue) => queue[0]?.done ?? []);
    await Promise.allSettled(heads);
  }

  async #work(conversationId: string, queue: Due[]): Promise<void> {
    for (let due = queue[0]; due !== undefined; due = queue[0]) {
      try {
        const replies = await this.#turn(due);
        if (replies === 'outOfTurn') {
          // Another instance was to answer what came before, and it may have come to us meanwhile.
          queue.sort((a, b) => a.activity.seq - b.activity.seq);
          continue;
        }
        due.resolve(replies);
      } catch (error) {
        due.reject(error instanceof Error ? error : new RunnerStopped());
      }
      queue.shift();
      if (this.#stopping) {
        queue.splice(0).forEach((left) => {
          left.reject(new RunnerStopped());
        });
      }
    }
    this.#queues.delete(conversationId);
  }

  async #turn(due: Due): Promise<readonly LoggedActivity[] | 'outOfTurn'> {
    for (let tries = 1, wait = FIRST_RETRY_MS; ; tries += 1, wait = Math.min(wait * 2, LAST_RETRY_MS)) {
      try {
        return await this.#attempt(due.activity, tries);
      } catch (error) {
        if (errorCode(error) === 'storage.outOfTurn') {
          if (this.#stopping) throw new RunnerStopped();
          await new Promise((resolve) => setTimeout(resolve, OUT_OF_TURN_MS));
          return 'outOfTurn';
        }
        this.parts.log.warn(
          { activity: due.activity.id, code: errorCode(error), wait },
          'turn not committed, trying again',
        );
        if (this.#stopping) throw new RunnerStopped();
        await new Promise((resolve) => setTimeout(resolve, wait));
        const stored = await due.stored;
        // Its sender was told so.
        if (stored === null) return [];
        due.activity = stored;
      }
    }
  }

  async #attempt(activity: LoggedActivity, tries: number): Promise<readonly LoggedActivity[]> {
    const { body, conversationId } = activity;
    const message = messageOf(activity);
    const record = await this.parts.store.conversation(conversationId);
    // Deleted meanwhile: nobody is left to answer.
    if (message === null || record === null) return [];
    const began = performance.now();
    const result = tries > TRIES ? await this.#apology(message, record) : await this.#ask(activity, message, record);
    const said = body.kind === 'message' && body.hadAttachments ? this.parts.onAttachment(result) : result;
    const committed = await this.parts.store.commitTurn({
      conversationId,
      answers: activity,
      turns: record.turns,
      ...said,
    });
    // None: an earlier attempt was committed after all, though it was reported as failed.
    const replies = committed.length > 0 ? committed : await this.parts.store.repliesTo(conversationId, activity.seq);
    this.parts.fanout.publish(replies);
    const tier = 'verdict' in message ? message.verdict.tier : null;
    this.parts.tallies.turned({ channel: record.channel, seconds: (performance.now() - began) / 1000, tier });
    return replies;
  }

  /** Never rejects: a bot that fails is answered for, with the safety card first and the state as it was. */
  async #ask(
    { seq }: LoggedActivity,
    message: IncomingMessage | StatusMessage,
    record: ConversationRecord,
  ): Promise<TurnResult> {
    const { botOf, log, store } = this.parts;
    const { id, channel, locale, state } = record;
    try {
      const openCase = await store.caseOf(id);
      // Who has no case speaks to the assistant alone.
      const isOvertaken = openCase !== null && (await this.#isOvertaken(id, seq));
      return await withLimit(
        botOf(channel).turn({ conversationId: id, locale, state, message, openCase, isOvertaken }),
      );
    } catch (error) {
      log.warn({ activity: message.id, code: errorCode(error) }, 'the bot failed, an apology goes out');
      return this.#apology(message, record);
    }
  }

  /** What cannot be read now is not shown; the next screen brings it back. */
  #caseOf(conversationId: string): Promise<Case | null> {
    return this.parts.store.caseOf(conversationId).catch(() => null);
  }

  async #isOvertaken(conversationId: string, seq: number): Promise<boolean> {
    const following = await this.parts.store.read(conversationId, seq, FOLLOWING);
    return following.some(({ body }) => body.kind === 'reply');
  }

  async #apology(
    message: IncomingMessage | StatusMessage,
    { id, channel, state }: ConversationRecord,
  ): Promise<TurnResult> {
    const verdict = 'verdict' in message ? message.verdict : NOTHING_FOUND;
    this.parts.tallies.turnFailed();
    const openCase = await this.#caseOf(id);
    const replies = this.parts.botOf(channel).withoutState(verdict, 'failed', { state, openCase });
    return { state, replies, caseChanges: [], ratings: [] };
  }
}

const NOTHING_FOUND: SafetyVerdict = { tier: null, certainty: 'none', rules: [] };

/** What the bot is asked: what the person wrote, or what happened to their case. Null for what needs no answer. */
function messageOf({ id, body }: LoggedActivity): IncomingMessage | StatusMessage | null {
  if (body.kind === 'message') return body.message;
  return body.kind === 'status' ? { id, status: body.status } : null;
}

class BotTooSlow extends Error {
  override readonly name = 'BotTooSlow';
  readonly code = 'bot.tooSlow';
  constructor() {
    super(`The bot had not answered after ${BOT_LIMIT_MS / 1000} seconds. Look for a promise that never settles.`);
  }
}

function withLimit(turn: Promise<TurnResult>): Promise<TurnResult> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new BotTooSlow());
    }, BOT_LIMIT_MS);
    turn.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}

/** In the log's order, whichever was told of first; never before the one that is being worked on. */
function placeInOrder(queue: Due[], due: Due): void {
  const next = queue.findIndex(({ activity }, i) => i > 0 && activity.seq > due.activity.seq);
  queue.splice(next < 0 ? queue.length : next, 0, due);
}

function makeDue(activity: LoggedActivity, stored: Due['stored']): Due {
  let resolve: Due['resolve'] = () => undefined;
  let reject: Due['reject'] = () => undefined;
  const done = new Promise<readonly LoggedActivity[]>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  // Most callers do not wait for the answer; a stop must not be an unhandled rejection for them.
  done.catch(() => undefined);
  return { activity, stored, done, resolve, reject };
}
