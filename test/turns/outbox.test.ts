/** The outbox over the real store, with transports that do what a test says, and a clock that is set. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../storage/openStore';
import type { Store } from '../../storage/port';
import { Outbox, type Delivery, type Transport } from '../../turns/outbox';
import { facts, message, raise, record } from '../storage/conformance';

const REFERENCE = facts().reference;
let folder: string;
let clock: number;
let store: Store;
let answers: (() => Promise<Delivery>)[];
const sent: string[] = [];
const told: object[] = [];

const transport = (isRepeatable: boolean): Transport => ({
  isRepeatable,
  deliver: async ({ id }) => {
    sent.push(id);
    return (answers.shift() ?? (() => Promise.resolve({ kind: 'sent' })))();
  },
});
const begin = () =>
  new Outbox({
    store,
    transports: { webhook: transport(true), teams: transport(false) },
    now: () => new Date(clock),
    log: { warn: (facts) => void told.push(facts) },
    onSettled: () => undefined,
  });
const open = () => openSqliteStore(join(folder, 'pals.db'), () => new Date(clock));
const tick = async (outbox: Outbox) => {
  await outbox.tick();
  await outbox.settled();
};
const states = async () => (await store.outgoing(REFERENCE)).map(({ state, attempts }) => [state, attempts]);
const alert = (id: string, by = 'webhook') =>
  store.noteAlert(REFERENCE, 'again', [{ id, transport: by, target: 'again', payload: {} }]);
const later =
  (afterMs: number | null = null) =>
  (): Promise<Delivery> =>
    Promise.resolve({ kind: 'later', why: 'http503', afterMs });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pals-outbox-'));
  clock = Date.parse('2026-11-23T10:00:00.000Z');
  [sent.length, told.length, answers] = [0, 0, []];
  store = open();
  await store.createConversation(record('one'), []);
  const asked = await store.append(message('one', 'PALS'));
  if (asked.kind !== 'stored') throw new Error(asked.kind);
  const base = { conversationId: 'one', answers: asked.activity, state: null, replies: [], ratings: [] };
  await store.commitTurn({ ...base, caseChanges: [raise()] });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

it('waits longer after each failure, gives up after half an hour, and says so', async () => {
  const outbox = begin();
  await alert('a');
  answers = Array.from({ length: 20 }, () => later());
  const waits: number[] = [];
  for (let last = clock; waits.length < 12 && (await store.outgoing(REFERENCE))[0]?.state !== 'dead';) {
    const before = sent.length;
    await tick(outbox);
    if (sent.length > before) {
      waits.push((clock - last) / 1000);
      last = clock;
    }
    clock += 1_000;
  }
  expect(waits).toEqual([0, 5, 10, 20, 40, 80, 160, 300, 300, 300, 300, 300]);
  expect(await states()).toEqual([['dead', 12]]);
  expect((await store.case(REFERENCE))?.outside).toBe('failed');
  expect(told).toEqual([{ reference: REFERENCE, target: 'again', outcome: 'http503' }]);
  clock += 86_400_000;
  await tick(outbox);
  expect(sent).toHaveLength(12);
});

it('waits as long as it is asked to, but not for ever', async () => {
  const outbox = begin();
  await alert('a');
  answers = [later(120_000), later(86_400_000)];
  await tick(outbox);
  clock += 119_999;
  await tick(outbox);
  expect(sent).toHaveLength(1);
  clock += 1;
  await tick(outbox);
  expect(sent).toHaveLength(2);
  clock += 3_600_000;
  await tick(outbox);
  expect(await states()).toEqual([['sent', 3]]);
});

it('that may have arrived is sent again only where it may arrive twice; else it is shown as ambiguous', async () => {
  const outbox = begin();
  const unknown = (): Promise<Delivery> => Promise.reject(new Error('cut off'));
  answers = [unknown, unknown];
  await alert('a');
  await alert('b', 'teams');
  await tick(outbox);
  clock += 60_000;
  await tick(outbox);
  expect(sent).toEqual(['a', 'b', 'a']);
  expect(await states()).toEqual([
    ['sent', 2],
    ['ambiguous', 1],
  ]);
});

it('a target that hangs holds up no other, and at a stop it goes on after the next start', async () => {
  let outbox = begin();
  let cut: (why: Error) => void = () => undefined;
  answers = [() => new Promise((_, reject) => (cut = reject))];
  await alert('slow');
  await outbox.tick();
  await alert('b');
  await outbox.tick();
  for (let waited = 0; (await store.outgoing(REFERENCE))[1]?.state !== 'sent' && waited < 100; waited++)
    await new Promise((resolve) => setImmediate(resolve));
  expect(await states()).toEqual([
    ['sending', 1],
    ['sent', 1],
  ]);
  const stopped = outbox.stop();
  cut(new Error('aborted'));
  await stopped;
  expect((await states())[0]).toEqual(['pending', 1]);
  await store.close();
  store = open();
  outbox = begin();
  await outbox.resume();
  await tick(outbox);
  expect(sent).toEqual(['slow', 'b', 'slow']);
});

it('one that no transport knows is given up at once', async () => {
  await alert('a', 'pigeon');
  await tick(begin());
  expect(await states()).toEqual([['dead', 1]]);
});
