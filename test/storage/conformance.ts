/** What every store must do, told once; each store's test runs it with its own way of opening and reopening. */
import type { Reply } from '../../bots/turn';
import type { CaseChange, CaseFacts, Who } from '../../handover/case';
import type { NewMessage, Store } from '../../storage/port';

export interface Subject {
  readonly store: Store;
  /** What the store takes for the time. */
  readonly clock: { now: string };
  /** Closes the store and opens it again, as after a restart. */
  reopen(): Promise<Store>;
  dispose(): Promise<void>;
}

export const reply = (text: string): Reply => ({
  text,
  screen: {
    node: 'where',
    kind: 'question',
    tier: 'T7',
    pinned: false,
    parts: [{ kind: 'line', line: { id: 'x:y', text } }],
    answers: [{ id: 'yes', label: 'Yes', action: { at: 'where', answer: 'yes' } }],
    offers: [],
    pageActions: [],
    answered: [],
    flags: [],
  },
});

export const message = (
  conversationId: string,
  text: string,
  clientId: string | null = null,
  enteredBy: Who | null = null,
): NewMessage => ({
  conversationId,
  clientId,
  body: {
    kind: 'message',
    message: { text, action: null, verdict: { tier: null, certainty: 'none', rules: [] }, removed: ['phone'] },
    label: null,
    hadAttachments: false,
    enteredBy,
  },
});

export const record = (id: string) => ({
  id,
  userId: 'dl_1',
  channel: 'directline',
  locale: 'en',
  state: { at: 'start' },
});
export const facts = (reference = 'SO-7K4P-2MXQ', more: Partial<CaseFacts> = {}): CaseFacts => ({
  skill: 'PALS',
  reference,
  idempotencyKey: `${reference} key`,
  tier: 'T6',
  reasons: ['asked'],
  voice: 'patient',
  flags: [],
  answers: [{ question: 'where', answer: 'home' }],
  outcomeAfter: null,
  voiceFrom: null,
  outcome: null,
  unitsSaid: [],
  maskedKinds: [],
  locale: 'en',
  raisedAt: '2026-11-22T10:00:00.000Z',
  ...more,
});
export const raise = (one = facts()): CaseChange => ({ kind: 'raise', facts: one });
const REFERENCE = 'SO-7K4P-2MXQ';

export async function stored(store: Store, text: string, clientId: string | null = null, conversation = 'one') {
  const result = await store.append(message(conversation, text, clientId));
  if (result.kind !== 'stored') throw new Error(`expected stored, got ${result.kind}`);
  return result.activity;
}

export const answer = async (store: Store, activity: Awaited<ReturnType<typeof stored>>, replies: readonly Reply[]) =>
  store.commitTurn({
    conversationId: activity.conversationId,
    answers: activity,
    state: { answered: activity.seq },
    replies,
    caseChanges: [],
    ratings: [],
  });

export function storeConformance(open: () => Promise<Subject>): void {
  let subject: Subject;
  let store: Store;
  beforeEach(async () => {
    subject = await open();
    store = subject.store;
    await store.createConversation(record('one'), [reply('Hello'), reply('Where are you?')]);
  });
  afterEach(() => subject.dispose());

  it('keeps a conversation with its opening replies, and gives the same back when it is opened again', async () => {
    const again = await store.createConversation(record('one'), [reply('Other'), reply('words')]);
    expect(again.kind).toBe('exists');
    expect(
      (await store.read('one', 0, 10)).map((a) => [a.id, a.from, a.body.kind === 'reply' && a.body.reply.text]),
    ).toEqual([
      ['one|0000001', 'bot', 'Hello'],
      ['one|0000002', 'bot', 'Where are you?'],
    ]);
    expect(again.kind !== 'ended' && again.activities).toEqual(await store.read('one', 0, 10));
    expect(await store.conversation('one')).toEqual({ ...record('one'), turns: 0 });
    expect(await store.conversation('two')).toBeNull();
  });

  it('reads back what was written, to the letter, also after a restart', async () => {
    const text = 'أريد رأيا ثانيا 👩🏽‍⚕️ "quoted" \\ \t\n é';
    const told = await stored(store, text, 'c1');
    const replies = await answer(store, told, [reply(text), reply('Next')]);
    expect(replies.map((r) => [r.seq, r.replyTo])).toEqual([
      [4, told.id],
      [5, told.id],
    ]);
    const reopened = await subject.reopen();
    expect(await reopened.read('one', 2, 10)).toEqual([told, ...replies]);
    expect((await reopened.conversation('one'))?.state).toEqual({ answered: 3 });
    expect(await reopened.repliesTo('one', 3)).toEqual(replies);
  });

  it('counts without gaps when many write at once, and a reader at any watermark misses nothing', async () => {
    await store.createConversation(record('two'), []);
    const results = await Promise.all(
      Array.from({ length: 60 }, (_, i) => stored(store, `m${i}`, `c${i}`, i % 2 ? 'one' : 'two')),
    );
    const places = results.filter((a) => a.conversationId === 'one').map((a) => a.seq);
    expect(places.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i + 3));
    for (let watermark = 0; watermark <= 32; watermark++) {
      const seen = (await store.read('one', watermark, 100)).map((a) => a.seq);
      expect(seen).toEqual(Array.from({ length: 32 - watermark }, (_, i) => watermark + 1 + i));
    }
    expect((await store.read('one', 0, 3)).map((a) => a.seq)).toEqual([1, 2, 3]);
  });

  it('knows the same post again, and refuses other content under the same client id', async () => {
    const [first, twice, other] = await Promise.all([
      store.append(message('one', 'hello', 'same')),
      store.append(message('one', 'hello', 'same')),
      store.append(message('one', 'goodbye', 'same')),
    ]);
    expect([first.kind, twice.kind, other.kind]).toEqual(['stored', 'duplicate', 'conflict']);
    expect(twice.kind === 'duplicate' && first.kind === 'stored' && twice.activity).toEqual(
      first.kind === 'stored' && first.activity,
    );
    expect(await store.read('one', 2, 10)).toHaveLength(1);
    const elsewhere = await store.createConversation(record('two'), []);
    expect(elsewhere.kind).toBe('created');
    expect((await store.append(message('two', 'goodbye', 'same'))).kind).toBe('stored');
  });

  it('commits a message together with the answer that was begun before it was durable', async () => {
    let answered: Promise<readonly unknown[]> = Promise.resolve([]);
    const told = await store.append(message('one', 'hello'), (written) => {
      answered = answer(store, written, [reply('Hello too')]);
    });
    expect(told.kind).toBe('stored');
    expect(await answered).toHaveLength(1);
    expect(await store.unanswered()).toEqual([]);
    expect(await (await subject.reopen()).read('one', 2, 10)).toHaveLength(2);
  });

  it('goes on in a chat where it was after thousands of others', async () => {
    const told = await stored(store, 'first');
    await answer(store, told, [reply('A')]);
    for (let i = 0; i < 21; i += 1) {
      const some = Array.from({ length: 100 }, (_, n) => store.createConversation(record(`other ${i} ${n}`), []));
      await Promise.all(some);
    }
    expect((await store.conversation('one'))?.state).toEqual({ answered: told.seq });
    expect((await stored(store, 'second')).seq).toBe(told.seq + 2);
  });

  it('has no conversation that was never opened', async () => {
    expect(await store.append(message('nobody', 'hello'))).toEqual({ kind: 'noConversation' });
    expect(await store.read('nobody', 0, 10)).toEqual([]);
  });

  it('names what waits for its answer, oldest first, until the turn is committed, and commits a turn once', async () => {
    const first = await stored(store, 'first');
    const second = await stored(store, 'second');
    await store.append({
      conversationId: 'one',
      clientId: 'e',
      body: { kind: 'event', name: 'join' },
    });
    expect(await store.unanswered()).toEqual([first, second]);
    expect(await answer(store, first, [reply('A')])).toHaveLength(1);
    expect(await answer(store, first, [reply('A')])).toEqual([]);
    expect(await (await subject.reopen()).unanswered()).toEqual([second]);
  });

  it('keeps state, replies, case and rating together, or nothing of them', async () => {
    const told = await stored(store, 'help');
    const turn = { conversationId: 'one', answers: told, state: { n: 1 }, replies: [reply('A')], ratings: [] };
    await store.commitTurn({ ...turn, caseChanges: [raise()], ratings: [{ outcome: 'rights', rating: 4 }] });
    expect((await store.case(REFERENCE))?.facts).toEqual(facts());
    await store.createConversation(record('two'), []);
    const again = await stored(store, 'again', null, 'two');
    // Another conversation's reference cannot be taken: the whole turn is refused, and the message still waits.
    const taken = {
      ...turn,
      conversationId: 'two',
      answers: again,
      state: { n: 2 },
      caseChanges: [raise(facts(REFERENCE, { reasons: ['x'] }))],
    };
    await expect(store.commitTurn(taken)).rejects.toMatchObject({ code: 'storage.referenceTaken' });
    expect((await store.case(REFERENCE))?.facts).toEqual(facts());
    expect((await store.conversation('two'))?.state).toEqual(record('two').state);
    expect(await store.unanswered()).toEqual([again]);
    expect(await store.read('two', again.seq, 10)).toEqual([]);
  });

  it('brings a case up to date when its conversation asks again', async () => {
    const turn = { conversationId: 'one', state: 1, replies: [], ratings: [] };
    await store.commitTurn({ ...turn, answers: await stored(store, 'a'), caseChanges: [raise()] });
    const later = facts(REFERENCE, { reasons: ['asked', 'unhappy'] });
    await store.commitTurn({ ...turn, answers: await stored(store, 'b'), caseChanges: [raise(later)] });
    expect((await store.case(REFERENCE))?.facts).toEqual(later);
  });

  it('lets one failing write fail alone', async () => {
    await store.createConversation(record('two'), []);
    const one = await stored(store, 'one');
    const two = await stored(store, 'two', null, 'two');
    const base = { state: null, replies: [], ratings: [] };
    await store.commitTurn({ ...base, conversationId: 'one', answers: one, caseChanges: [raise()] });
    const results = await Promise.allSettled([
      stored(store, 'before'),
      store.commitTurn({ ...base, conversationId: 'two', answers: two, caseChanges: [raise()] }),
      stored(store, 'after'),
    ]);
    expect(results.map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await store.unanswered()).map((a) => a.body.kind === 'message' && a.body.message.text)).toEqual([
      'two',
      'before',
      'after',
    ]);
  });

  it('deletes a conversation for good: its id opens nothing again, and a raised case stays', async () => {
    const told = await stored(store, 'help');
    await store.commitTurn({
      conversationId: 'one',
      answers: told,
      state: 1,
      replies: [],
      caseChanges: [raise()],
      ratings: [],
    });
    const late = await stored(store, 'late');
    await store.deleteConversation('one');
    expect(await store.conversation('one')).toBeNull();
    expect(await store.read('one', 0, 10)).toEqual([]);
    expect(await store.unanswered()).toEqual([]);
    expect(await answer(store, late, [reply('too late')])).toEqual([]);
    expect((await store.append(message('one', 'more'))).kind).toBe('noConversation');
    expect(await store.createConversation(record('one'), [])).toEqual({ kind: 'ended' });
    expect(await (await subject.reopen()).case(REFERENCE)).toMatchObject({ facts: facts(), conversationId: null });
  });

  it('tells where many logs end, and of one that is not there nothing', async () => {
    const ids = Array.from({ length: 120 }, (_, i) => `many ${i}`);
    for (const id of ids) await store.createConversation(record(id), [reply('Hello')]);
    await stored(store, 'more', null, 'many 60');
    const ends = await store.ends([...ids, 'nobody']);
    expect([ends.size, ends.get('many 0'), ends.get('many 60'), ends.get('many 119')]).toEqual([120, 1, 2, 1]);
    expect(ends.has('nobody')).toBe(false);
  });

  it('makes a setting once', async () => {
    const made = await Promise.all([store.setting('key', () => 'first'), store.setting('key', () => 'second')]);
    expect(made).toEqual(['first', 'first']);
    expect(await (await subject.reopen()).setting('key', () => 'third')).toBe('first');
  });

  it('says that it can write, and takes nothing once closed', async () => {
    await expect(store.check()).resolves.toBeUndefined();
    const last = store.append(message('one', 'last'));
    await store.close();
    expect((await last).kind).toBe('stored');
    await expect(store.append(message('one', 'x'))).rejects.toMatchObject({ code: 'storage.closed' });
  });
}
