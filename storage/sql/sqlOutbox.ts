/** What leaves the system: kept until it has arrived, is over, or is given up. */
import { z } from 'zod';
import type { Case } from '../../handover/case';
import type { LoggedActivity, NewOutgoing, Outgoing, OutgoingEnd, OutboxStore } from '../port';
import { SYSTEM } from './caseBook';
import type { StoredCase } from './caseRows';
import { parseCase } from './caseRows';
import { prepareOutboxStatements } from './outboxStatements';
import { SqlReads } from './sqlReads';
import { lock, type Work } from './work';

const row = z.object({
  key: z.number().int(),
  id: z.string(),
  transport: z.string(),
  target: z.string(),
  payload: z.string(),
  state: z.enum(['pending', 'sending', 'sent', 'needless', 'ambiguous', 'dead']),
  attempts: z.number().int(),
  created_at: z.string(),
  next_at: z.string(),
  outcome: z.string().nullable(),
  case_key: z.number().int().nullable(),
  is_message: z.number().int(),
  reference: z.string().nullable(),
});
const stateRow = row.pick({ state: true, created_at: true });
const pendingRow = z.object({ count: z.number(), oldest: z.string().nullable() });
const failedRow = z.object({ state: z.string(), count: z.number() });
const newestRow = row.pick({ state: true, attempts: true, outcome: true });

function parseOutgoing(raw: unknown): Outgoing & { readonly caseKey: number | null } {
  const { created_at: createdAt, next_at: nextAt, case_key: caseKey, is_message, payload, ...rest } = row.parse(raw);
  const read: unknown = JSON.parse(payload);
  return { ...rest, payload: read, createdAt, nextAt, caseKey, isMessage: is_message === 1 };
}

export class SqlOutbox extends SqlReads implements OutboxStore {
  readonly #out = prepareOutboxStatements(this.db.dialect);

  hasDueOutgoing(): Promise<boolean> {
    return this.query(function* () {
      return (yield* this.#out.isDue.get(this.at())) !== undefined;
    });
  }

  takeOutgoing(limit: number): Promise<readonly Outgoing[]> {
    return this.transaction(function* () {
      const taken: Outgoing[] = [];
      for (const raw of yield* this.#out.due.all(this.at(), limit)) {
        const one = parseOutgoing(raw);
        if ((yield* this.#out.take.run(one.key, this.instance)) === 0) continue;
        taken.push({ ...one, state: 'sending', attempts: one.attempts + 1 });
      }
      return taken;
    });
  }

  outgoingState(id: string): ReturnType<OutboxStore['outgoingState']> {
    return this.query(function* () {
      const raw = yield* this.#out.byId.get(id);
      if (raw === undefined) return null;
      const { state, created_at: createdAt } = stateRow.parse(raw);
      return { state, createdAt };
    });
  }

  outboxHealth(since: string): ReturnType<OutboxStore['outboxHealth']> {
    return this.query(function* () {
      const { count: pending, oldest: oldestPendingAt } = pendingRow.parse(yield* this.#out.pending.get());
      const failed = (yield* this.#out.failed.all(since)).map((raw) => failedRow.parse(raw));
      const countOf = (sought: string): number => failed.find(({ state }) => state === sought)?.count ?? 0;
      return { pending, oldestPendingAt, ambiguous: countOf('ambiguous'), dead: countOf('dead') };
    });
  }

  addOutgoing(outgoing: readonly NewOutgoing[]): Promise<void> {
    return this.transaction(function* () {
      yield* this.send(null, outgoing);
    });
  }

  isOutgoing(id: string): Promise<boolean> {
    return this.query(function* () {
      return (yield* this.#out.byId.get(id)) !== undefined;
    });
  }

  settleOutgoing(key: number, end: OutgoingEnd): Promise<void> {
    return this.transaction(function* () {
      yield* this.#settle(key, end);
    });
  }

  async resumeOutgoing(isRepeatable: (transport: string) => boolean): Promise<void> {
    // Asked every second: nothing is written for nothing.
    if ((await this.query(() => this.#out.sending.get(this.at(), this.instance))) === undefined) return;
    await this.transaction(function* () {
      for (const raw of yield* this.#out.sending.all(this.at(), this.instance)) {
        const { key, transport } = parseOutgoing(raw);
        const outcome = 'interrupted';
        if (isRepeatable(transport)) yield* this.#settle(key, { state: 'pending', nextAt: this.at(), outcome });
        else yield* this.#settle(key, { state: 'ambiguous', outcome });
      }
    });
  }

  outgoing(reference: string): Promise<readonly Outgoing[]> {
    return this.query(function* () {
      return (yield* this.#out.ofCase.all(reference)).map(parseOutgoing);
    });
  }

  prune(keptLines: number, outgoingBefore: string): Promise<void> {
    return this.transaction(function* () {
      yield* this.book.sql.pruneFeed.run(keptLines);
      yield* this.#out.prune.run(outgoingBefore);
    });
  }

  /** Inside a write. */
  protected *send(caseKey: number | null, outgoing: readonly NewOutgoing[]): Work<void> {
    for (const { id, transport, target, payload, isMessage } of outgoing)
      yield* this.#out.add.run(id, caseKey, transport, target, JSON.stringify(payload), isMessage ? 1 : 0, this.at());
  }

  /** To a channel that keeps no line open, what nobody there asked for. Inside a write. */
  protected *push(channel: string, caseKey: number | null, said: readonly LoggedActivity[]): Work<void> {
    const transport = this.rules.pushBy(channel);
    if (transport === null) return;
    const outgoing = said.map(({ id, conversationId: target, seq }) => {
      return { id, transport, target, payload: { kind: 'logged', seq }, isMessage: true };
    });
    yield* this.send(caseKey, outgoing);
  }

  *#settle(key: number, end: OutgoingEnd): Work<void> {
    const { caseKey, target, isMessage } = parseOutgoing(yield* this.#out.byKey.get(key));
    yield* this.#out.settle.run(end.state, end.state === 'pending' ? end.nextAt : null, end.outcome, key);
    if (caseKey === null) return;
    yield* lock('desk');
    const found = yield* this.book.sql.byKey.get(caseKey);
    if (found === undefined) return;
    if (isMessage) {
      if (end.state !== 'dead' && end.state !== 'ambiguous') return;
      yield* this.book.history(caseKey, 'messageFailed', SYSTEM, { outcome: end.outcome });
      yield* this.book.feed('case', parseCase(found).case.reference, null, caseKey);
      return;
    }
    const detail = { target, outcome: end.outcome };
    if (end.state === 'sent') yield* this.book.history(caseKey, 'alertSent', SYSTEM, detail);
    if (end.state === 'dead' || end.state === 'ambiguous')
      yield* this.book.history(caseKey, 'alertFailed', SYSTEM, detail);
    yield* this.#show(parseCase(found), end);
  }

  /** The desk sees how its alerts fare: the worst of those that stand. */
  *#show({ key, case: one }: StoredCase, end: OutgoingEnd): Work<void> {
    // Alerts from before it waited anew tell nothing of it now.
    const all = (yield* this.#out.newest.all(key, one.waitingSince)).map((raw) => newestRow.parse(raw));
    const fares = (is: (one: (typeof all)[number]) => boolean): boolean => all.some(is);
    const outside: Case['outside'] = fares(({ state }) => state === 'dead' || state === 'ambiguous')
      ? 'failed'
      : fares(({ state, attempts, outcome }) => state === 'pending' && attempts > 0 && outcome !== 'interrupted')
        ? 'trying'
        : fares(({ state }) => state === 'sent')
          ? 'sent'
          : 'none';
    if (outside !== one.outside) yield* this.book.sql.setOutside.run(outside, key);
    if (outside !== one.outside || end.state !== 'pending') yield* this.book.feed('case', one.reference, null, key);
  }
}
