/** What every store must do with cases: the desk's moves, the person's changes, the feed, the people, the return code. */
import type { CaseChange, Who } from '../../handover/case';
import { CASE_STATES, MOVES, type CaseState, type MoveId } from '../../handover/caseStates';
import type { Advisor, CaseMove, CaseResult, Mover, Store } from '../../storage/port';
import { facts, message, raise, record, reply, stored, type Subject } from './conformance';

const REFERENCE = 'SO-7K4P-2MXQ';
const amy = { id: 'amy', name: 'Amy' };
const ben = { id: 'ben', name: 'Ben' };
const advisor = (who: typeof amy): Mover => ({ kind: 'advisor', who });
const AMY = advisor(amy);
const BEN = advisor(ben);
const SUE: Mover = { kind: 'supervisor', who: { id: 'sue', name: 'Sue' } };
const SYSTEM: Mover = { kind: 'system', who: null };

const person = (one: typeof amy, presence: Advisor['presence'] = 'available'): Omit<Advisor, 'seenAt'> => ({
  ...one,
  role: 'advisor',
  presence,
});

/** `states`: in which every move is tried. The moves are the same code in every store: one store tries them all. */
export function caseConformance(open: () => Promise<Subject>, states: readonly CaseState[] = CASE_STATES): void {
  let subject: Subject;
  let store: Store;

  const turn = async (caseChanges: readonly CaseChange[], text = 'hello', conversation = 'one') => {
    const told = await stored(store, text, null, conversation);
    const base = { conversationId: conversation, answers: told, state: 1, ratings: [] };
    return store.commitTurn({ ...base, replies: [reply('An answer')], caseChanges });
  };
  const act = (move: MoveId, by: Mover = AMY, more: Partial<CaseMove> = {}) =>
    store.moveCase({ reference: REFERENCE, move, by, seen: 1000, ...more });
  const made = async (result: Promise<CaseResult>) => {
    const settled = await result;
    if (settled.kind !== 'done') throw new Error(`refused: ${settled.why}`);
    return settled;
  };
  const says = (text: string, clientId: string, who = amy) =>
    store.advisorSays({ reference: REFERENCE, advisor: who, text, clientId });
  const history = async (reference = REFERENCE) => (await store.history(reference)).map(({ what }) => what);

  beforeEach(async () => {
    subject = await open();
    store = subject.store;
    await store.createConversation(record('one'), [reply('Hello')]);
    await store.saveAdvisor(person(amy));
    await store.saveAdvisor(person(ben));
  });
  afterEach(() => subject.dispose());

  /** How a case gets into each state. */
  const WAY: Readonly<Record<Exclude<CaseState, 'raised'>, () => Promise<unknown>>> = {
    waiting: () => Promise.resolve(),
    notAnsweredInTime: () => made(act('timeOut', SYSTEM)),
    pickedUp: () => made(act('pickUp')),
    withAdvisor: async () => {
      await made(act('pickUp'));
      await made(act('join'));
    },
    onPhone: () => made(act('call')),
    transferred: async () => {
      await made(act('pickUp'));
      await made(act('handOver', AMY, { to: ben }));
    },
    backToAssistant: async () => {
      await made(act('pickUp'));
      await made(act('handBack'));
    },
    leftByPerson: () => turn([{ kind: 'leave', reference: REFERENCE }]),
    closed: () => made(act('close', AMY, { reason: 'answered' })),
  };

  describe.each(states.filter((state) => state !== 'raised'))('a case that is %s', (state) => {
    beforeEach(async () => {
      await turn([raise()]);
      await WAY[state]();
      expect((await store.case(REFERENCE))?.state).toBe(state);
    });

    it.each<[MoveId, Mover]>([
      ['pickUp', BEN],
      ['join', AMY],
      ['call', AMY],
      ['endCall', AMY],
      ['handOver', AMY],
      ['accept', BEN],
      ['release', AMY],
      ['takeOver', SUE],
      ['handBack', AMY],
      ['timeOut', SYSTEM],
      ['close', AMY],
    ])('takes %s where that is legal, and refuses it without a trace where it is not', async (move, by) => {
      const seen = async () => [
        await store.case(REFERENCE),
        await store.history(REFERENCE),
        await store.feed(0, 1000),
        await store.read('one', 0, 99),
      ];
      const before = await seen();
      const version = (await store.case(REFERENCE))?.version ?? 0;
      const result = await act(move, by, { to: ben, reason: 'answered' });
      if (!MOVES[move].from.some((one) => one === state)) {
        expect(result).toMatchObject({ kind: 'refused', why: 'state', case: before[0] });
        expect(await seen()).toEqual(before);
        return;
      }
      expect(result).toMatchObject({ kind: 'done', case: { state: MOVES[move].to, version: version + 1 } });
      expect(await store.case(REFERENCE)).toEqual(result.case);
      expect((await store.history(REFERENCE)).at(-1)).toMatchObject({
        what: move,
        by: { kind: by.kind, id: by.who?.id ?? null },
        detail: { from: state, to: MOVES[move].to },
      });
    });

    it('is found again as it was after a restart', async () => {
      const before = [await store.case(REFERENCE), await store.history(REFERENCE), await store.feed(0, 1000)];
      const again = await subject.reopen();
      expect([await again.case(REFERENCE), await again.history(REFERENCE), await again.feed(0, 1000)]).toEqual(before);
    });
  });

  it('is raised and queued with the turn, and the chat knows it', async () => {
    await turn([raise()]);
    expect(await store.caseOf('one')).toMatchObject({
      reference: REFERENCE,
      state: 'waiting',
      tier: 'T6',
      holder: null,
    });
    expect(await history()).toEqual(['raised', 'queue']);
    expect(await store.caseOf('two')).toBeNull();
  });

  it('gives one of two who pick it up at once the case, and tells the other who has it', async () => {
    await turn([raise()]);
    const [first, second] = await Promise.all([act('pickUp', AMY), act('pickUp', BEN)]);
    expect([first.kind, second.kind]).toEqual(['done', 'refused']);
    expect(second).toMatchObject({ why: 'state', case: { holder: amy, heldSince: subject.clock.now } });
    expect((await history()).filter((what) => what === 'pickUp')).toHaveLength(1);
  });

  it('refuses a move that was bound to an older version of the case', async () => {
    await turn([raise()]);
    const version = (await store.case(REFERENCE))?.version ?? 0;
    await turn([{ kind: 'person', reference: REFERENCE, patch: { needs: ['bsl'] } }]);
    expect(await act('pickUp', AMY, { version })).toMatchObject({ kind: 'refused', why: 'changed' });
    expect(await act('pickUp', AMY, { version: version + 1 })).toMatchObject({ kind: 'done' });
  });

  it('lets nobody but the holder, and a supervisor on record, touch a case that is held', async () => {
    await turn([raise()]);
    await made(act('pickUp'));
    for (const move of ['join', 'release', 'handBack', 'close', 'handOver'] as const) {
      expect(await act(move, BEN, { to: { id: 'amy2', name: 'x' } })).toMatchObject({ kind: 'refused' });
    }
    expect(await act('join', BEN)).toMatchObject({ why: 'notYours' });
    expect(await act('takeOver', BEN)).toMatchObject({ why: 'notYours' });
    expect(await says('hello', 'c1', ben)).toMatchObject({ kind: 'refused', why: 'notYours' });
    const taken = await made(act('takeOver', SUE));
    expect(taken.case).toMatchObject({ holder: SUE.who, state: 'pickedUp' });
    expect(taken.activities).toMatchObject([{ body: { status: { what: 'replaced', advisor: 'Sue' } } }]);
    expect(await says('mine', 'c2')).toMatchObject({ kind: 'refused', why: 'notYours' });
    expect(await act('join', AMY, { reference: 'SO-0' })).toEqual({
      kind: 'refused',
      why: 'unknown',
      case: null,
    });
  });

  it('hands over to a colleague who is there, who alone can accept', async () => {
    await turn([raise()]);
    await made(act('pickUp'));
    expect(await act('handOver', AMY, { to: { id: 'nobody', name: 'x' } })).toMatchObject({ why: 'unknown' });
    expect(await act('handOver', AMY, { to: amy })).toMatchObject({ why: 'state' });
    const handed = await made(act('handOver', AMY, { to: ben }));
    expect(handed.activities).toMatchObject([{ body: { status: { what: 'handedOver', advisor: 'Ben' } } }]);
    expect(await store.listCases({ list: 'mine', advisorId: 'ben', limit: 9 })).toHaveLength(1);
    expect(await act('accept', AMY)).toMatchObject({ why: 'notYours' });
    expect((await made(act('accept', BEN))).case).toMatchObject({ state: 'pickedUp', holder: ben, handedTo: null });
  });

  it('tells the chat by an event that waits for its turn, also after a restart', async () => {
    await turn([raise()]);
    const { activities } = await made(act('pickUp'));
    expect(activities).toMatchObject([
      { from: 'desk', body: { kind: 'status', status: { reference: REFERENCE, what: 'pickedUp', advisor: 'Amy' } } },
    ]);
    expect(await store.unanswered()).toEqual(activities);
    store = await subject.reopen();
    expect(await store.unanswered()).toEqual(activities);
    const [status] = activities;
    if (status === undefined) throw new Error('no status');
    const commit = { conversationId: 'one', answers: status, state: 2, replies: [reply('Amy is here')], ratings: [] };
    expect(await store.commitTurn({ ...commit, caseChanges: [] })).toHaveLength(1);
    expect(await store.commitTurn({ ...commit, caseChanges: [] })).toEqual([]);
    expect(await store.unanswered()).toEqual([]);
  });

  it('keeps what an advisor writes once, in the one order of the chat, and joins with the first words', async () => {
    await turn([raise()]);
    await made(act('pickUp'));
    const [first, again, other] = await Promise.all([says('Hello', 'c1'), says('Hello', 'c1'), says('Bye', 'c1')]);
    expect(first).toMatchObject({ kind: 'done', case: { state: 'withAdvisor' } });
    expect(first.kind === 'done' && first.activities.map(({ body }) => body.kind)).toEqual(['status', 'advisor']);
    expect(again.kind === 'done' && again.activities).toEqual(first.kind === 'done' && first.activities.slice(1));
    expect(other).toMatchObject({ kind: 'refused', why: 'changed' });
    await made(says('Second', 'c2'));
    const said = (await store.read('one', 0, 50)).filter(({ from }) => from === 'advisor');
    expect(said.map(({ body, clientId }) => [body.kind === 'advisor' && body.text, clientId])).toEqual([
      ['Hello', 'c1'],
      ['Second', 'c2'],
    ]);
    // A person's client ids are their own.
    expect((await store.append(message('one', 'Hello', 'c1'))).kind).toBe('stored');
    const all = await store.read('one', 0, 50);
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_, i) => i + 1));
    await made(act('close', AMY, { reason: 'answered' }));
    expect(await says('too late', 'c3')).toMatchObject({ kind: 'refused', why: 'state', case: { state: 'closed' } });
  });

  it('gives everybody their place in the one order of the chat, whatever fails beside it', async () => {
    await turn([raise()]);
    await store.createConversation(record('two'), []);
    await turn([raise(facts('SO-AAAA-2222'))], 'hello', 'two');
    await made(act('pickUp'));
    const told = await stored(store, 'told');
    const before = (await store.read('one', 0, 50)).length;
    const results = await Promise.allSettled([
      says('hello', 'c1'),
      // Refused after its reply has taken a place: another chat's reference.
      store.commitTurn({
        ...{ conversationId: 'one', answers: told, state: 'refused', ratings: [] },
        ...{ replies: [reply('never said')], caseChanges: [raise(facts('SO-AAAA-2222'))] },
      }),
      act('handBack'),
      stored(store, 'thanks'),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect((await store.conversation('one'))?.state).toBe(1);
    const order = async () => (await store.read('one', before, 50)).map(({ seq, body }) => [seq - before, body.kind]);
    const said = await order();
    // Joining with the first words is told before them; what comes between is as it came.
    expect(said.map(([place]) => place)).toEqual([1, 2, 3, 4]);
    expect(said.filter(([, kind]) => kind !== 'message').map(([, kind]) => kind)).toEqual([
      'status',
      'advisor',
      'status',
    ]);
    store = await subject.reopen();
    await stored(store, 'and goodbye');
    expect(await order()).toEqual([...said, [5, 'message']]);
  });

  it('takes what the person changes, and names in the history what, never the words', async () => {
    await turn([raise()]);
    await turn([
      { kind: 'person', reference: REFERENCE, patch: { wish: 'A canary in a mine', needs: ['bsl'], language: 'pl' } },
      { kind: 'person', reference: REFERENCE, patch: { takenOut: ['where'], how: 'leave' } },
    ]);
    expect((await store.case(REFERENCE))?.person).toEqual({
      ...{ wish: 'A canary in a mine', needs: ['bsl'], language: 'pl' },
      ...{ takenOut: ['where'], how: 'leave' },
    });
    expect(JSON.stringify(await store.history(REFERENCE))).not.toContain('canary');
    expect(await history()).toEqual(['raised', 'queue', 'edited', 'edited']);
  });

  it('asks again with the same case where PALS had let go, and its return code opens the chat', async () => {
    await turn([raise()]);
    await turn([{ kind: 'leave', reference: REFERENCE }]);
    subject.clock.now = '2026-11-23T10:00:00.000Z';
    await turn([raise(facts(REFERENCE, { reasons: ['asked', 'unhappy'], tier: 'T5' }))]);
    expect(await store.case(REFERENCE)).toMatchObject({
      ...{ state: 'waiting', tier: 'T5', waitingSince: subject.clock.now, raisedAt: '2026-11-22T10:00:00.000Z' },
      facts: { reasons: ['asked', 'unhappy'] },
    });
    expect(await history()).toEqual(['raised', 'queue', 'leave', 'edited', 'askAgain']);
    expect(await store.returnableTo(REFERENCE)).toEqual({ conversationId: 'one', userId: 'dl_1' });
  });

  it('runs the turn again when the case was closed while the bot was thinking', async () => {
    await turn([raise()]);
    await made(act('close', AMY, { reason: 'duplicate' }));
    await expect(turn([raise()])).rejects.toMatchObject({ code: 'storage.caseChanged' });
    // What else the person does to it is too late, and changes nothing.
    await turn([
      { kind: 'leave', reference: REFERENCE },
      { kind: 'person', reference: REFERENCE, patch: { wish: 'late' } },
    ]);
    expect(await store.case(REFERENCE)).toMatchObject({ state: 'closed', person: { wish: '' } });
    await turn([raise(facts('SO-2222-2222'))]);
    expect((await store.caseOf('one'))?.reference).toBe('SO-2222-2222');
  });

  it('is more urgent after a sign of danger, and never less', async () => {
    await turn([raise()]);
    await made(store.noteAlert(REFERENCE, 'again'));
    await turn([{ kind: 'safety', reference: REFERENCE, tier: 'T1', rules: ['crisis.die'] }]);
    expect(await store.case(REFERENCE)).toMatchObject({ tier: 'T1', alerts: 0, unread: true, facts: { tier: 'T6' } });
    await turn([{ kind: 'safety', reference: REFERENCE, tier: 'T3', rules: ['hurt'] }, raise()]);
    expect(await store.case(REFERENCE)).toMatchObject({ tier: 'T1' });
    expect((await store.history(REFERENCE)).filter(({ what }) => what === 'safety')).toMatchObject([
      { detail: { tier: 'T1', rules: 'crisis.die' } },
      { detail: { tier: 'T3', rules: 'hurt' } },
    ]);
  });

  it('lists the queue by urgency, then by who has waited longest, and counts a release as no new arrival', async () => {
    const queue = async () => (await store.listCases({ list: 'waiting', limit: 10 })).map(({ reference }) => reference);
    for (const [i, tier] of (['T6', 'T4', 'T6', 'T0'] as const).entries()) {
      subject.clock.now = `2026-11-22T10:0${i}:00.000Z`;
      await store.createConversation(record(`c${i}`), []);
      await turn([raise(facts(`SO-000${i}-0000`, { tier }))], 'x', `c${i}`);
    }
    expect(await queue()).toEqual(['SO-0003-0000', 'SO-0001-0000', 'SO-0000-0000', 'SO-0002-0000']);
    subject.clock.now = '2026-11-22T10:30:00.000Z';
    await made(store.moveCase({ reference: 'SO-0000-0000', move: 'pickUp', by: AMY }));
    expect(await queue()).not.toContain('SO-0000-0000');
    await made(store.moveCase({ reference: 'SO-0000-0000', move: 'release', by: AMY }));
    expect(await queue()).toEqual(['SO-0003-0000', 'SO-0001-0000', 'SO-0000-0000', 'SO-0002-0000']);
    expect(await store.listCases({ list: 'waiting', limit: 2 })).toHaveLength(2);
  });

  it('is unread when the person writes, until the holder looks', async () => {
    await turn([raise()]);
    await made(act('pickUp'));
    await stored(store, 'Are you there?');
    expect((await store.case(REFERENCE))?.unread).toBe(true);
    expect(await store.markRead(REFERENCE, ben)).toMatchObject({ kind: 'refused', why: 'notYours' });
    await made(store.markRead(REFERENCE, amy));
    expect((await store.case(REFERENCE))?.unread).toBe(false);
  });

  it('tells the desk of everything, once, in order, from any key', async () => {
    const start = await store.lastFeedKey();
    await turn([]);
    expect(await store.lastFeedKey()).toBe(start);
    await turn([raise()]);
    await turn([], 'more');
    await made(act('pickUp'));
    await made(says('Hello', 'c1'));
    await made(store.addNote({ reference: REFERENCE, by: amy, text: 'private' }));
    await store.setClosedByHand(true, amy);
    const lines = await store.feed(start, 1000);
    for (const line of lines)
      expect(await store.feed(line.key, 1000)).toEqual(lines.filter(({ key }) => key > line.key));
    expect(await store.feed(start, 3)).toEqual(lines.slice(0, 3));
    const told = new Set(lines.filter(({ kind }) => kind === 'activity').map(({ seq }) => seq));
    const afterRaising = (await store.read('one', 5, 100)).map(({ seq }) => seq);
    expect(afterRaising.filter((seq) => !told.has(seq))).toEqual([]);
    expect(told.size).toBe(lines.filter(({ kind }) => kind === 'activity').length);
    expect(lines.at(-1)?.kind).toBe('opening');
    await made(act('close', AMY, { reason: 'answered' }));
    const end = await store.lastFeedKey();
    await stored(store, 'after the end');
    expect(await store.lastFeedKey()).toBe(end);
  });

  it('keeps notes out of the chat', async () => {
    await turn([raise()]);
    const before = await store.read('one', 0, 100);
    await made(store.addNote({ reference: REFERENCE, by: amy, text: 'Rang the ward' }));
    expect(await store.notes(REFERENCE)).toMatchObject([{ by: amy, text: 'Rang the ward' }]);
    expect(await store.read('one', 0, 100)).toEqual(before);
    expect(JSON.stringify(await store.history(REFERENCE))).not.toContain('ward');
  });

  it('sets a case aside until a time, by whoever has it', async () => {
    await turn([raise()]);
    await made(act('pickUp'));
    const until = '2026-11-22T12:00:00.000Z';
    expect(await store.setAside({ reference: REFERENCE, by: BEN, until })).toMatchObject({ why: 'notYours' });
    await made(store.setAside({ reference: REFERENCE, by: AMY, until }));
    expect(await store.waitingCases()).toMatchObject([{ reference: REFERENCE, asideUntil: until }]);
    await made(store.setAside({ reference: REFERENCE, by: SYSTEM, until: null }));
    expect(await store.waitingCases()).toEqual([]);
  });

  it('releases what an advisor has when they sign out, or with their last session, and tells the chat', async () => {
    await turn([raise()]);
    await made(act('pickUp'));
    await store.startSession({ hash: 'h1', advisorId: 'amy', sealed: null });
    await store.startSession({ hash: 'h2', advisorId: 'amy', sealed: null });
    expect(await store.endSession('h1')).toEqual([]);
    expect((await store.case(REFERENCE))?.holder).toEqual(amy);
    const released = await store.endSession('h2');
    expect(released).toMatchObject([
      {
        kind: 'done',
        case: { state: 'waiting', holder: null },
        activities: [{ body: { status: { what: 'released' } } }],
      },
    ]);
    expect((await store.advisors()).find(({ id }) => id === 'amy')?.presence).toBe('signedOut');
    expect(await store.session('h2')).toBeNull();
    // What was handed to somebody who goes comes back too.
    await made(act('pickUp', BEN));
    await store.saveAdvisor(person(amy));
    await made(act('handOver', BEN, { to: amy }));
    expect(await store.saveAdvisor(person(amy, 'signedOut'))).toMatchObject([{ case: { state: 'waiting' } }]);
  });

  it('ends a session that has lasted for long, however busy it is, and keeps what its sign-in is asked with', async () => {
    await store.saveAdvisor(person(amy));
    await store.startSession({ hash: 'h', advisorId: 'amy', sealed: 'first' });
    const began = Date.parse(subject.clock.now);
    for (let hour = 1; hour < 12; hour++) {
      subject.clock.now = new Date(began + hour * 3_600_000).toISOString();
      await store.seeSession('h');
      await store.noteChecked('h', `after ${hour}`);
    }
    expect(await store.session('h')).toMatchObject({ sealed: 'after 11', checkedAt: subject.clock.now });
    expect(await store.sessionsOf('amy')).toEqual(['h']);
    expect(await store.endIdleSessions()).toEqual([]);
    subject.clock.now = new Date(began + 12 * 3_600_000 + 60_000).toISOString();
    expect(await store.session('h')).toBeNull();
    await store.endIdleSessions();
    expect(await store.sessionsOf('amy')).toEqual([]);
    expect((await store.advisors()).find(({ id }) => id === 'amy')?.presence).toBe('signedOut');
  });

  it('ends a session that nobody was seen in', async () => {
    await turn([raise()]);
    await made(act('pickUp'));
    await store.startSession({ hash: 'h', advisorId: 'amy', sealed: null });
    const began = subject.clock.now;
    const later = (minutes: number): string => new Date(Date.parse(began) + minutes * 60_000).toISOString();
    subject.clock.now = later(230);
    expect(await store.session('h')).toEqual({ advisorId: 'amy', checkedAt: began, sealed: null });
    await store.seeSession('h');
    await store.check();
    subject.clock.now = later(460);
    expect(await store.session('h')).toMatchObject({ advisorId: 'amy' });
    await store.check();
    expect(await store.endIdleSessions()).toEqual([]);
    // To ask is not to be seen.
    subject.clock.now = later(471);
    expect(await store.session('h')).toBeNull();
    expect(await store.endIdleSessions()).toMatchObject([{ case: { state: 'waiting' } }]);
  });

  it('knows which chat a return code opens until it expires', async () => {
    await turn([raise()]);
    expect(await store.returnableTo('SO-2222-2222')).toBeNull();
    expect(await store.returnableTo('')).toBeNull();
    store = await subject.reopen();
    subject.clock.now = '2027-02-19T10:00:00.000Z';
    expect((await store.returnableTo(REFERENCE))?.conversationId).toBe('one');
    subject.clock.now = '2027-02-21T10:00:00.000Z';
    expect(await store.returnableTo(REFERENCE)).toBeNull();
  });

  it('finds cases by reference and by words that were said, noted or wished, before and after the asking', async () => {
    await turn([], 'my knée is worse');
    await turn([raise()]);
    await turn([{ kind: 'person', reference: REFERENCE, patch: { wish: 'See a surgeon' } }]);
    await made(store.addNote({ reference: REFERENCE, by: amy, text: 'Rang the ward' }));
    const found = async (words: string) => (await store.searchCases(words, 10)).map(({ reference }) => reference);
    for (const words of ['knee', 'KNEE wors', 'surgeon', 'ward rang', 'knee surgeon', '7k4p', REFERENCE]) {
      expect([words, await found(words)]).toEqual([words, [REFERENCE]]);
    }
    for (const words of ['hip', 'knee hip', '', '" OR "', 'NOT', '%', '__'])
      expect([words, await found(words)]).toEqual([words, []]);
    await turn([{ kind: 'person', reference: REFERENCE, patch: { wish: 'A second look' } }]);
    expect(await found('surgeon')).toEqual([]);
    expect(await found('look')).toEqual([REFERENCE]);
  });

  it('leaves the case when the person clears the chat: their words gone, the facts kept', async () => {
    await turn([], 'canary in the mine');
    await turn([raise()]);
    await turn([{ kind: 'person', reference: REFERENCE, patch: { wish: 'canary wish' } }]);
    await made(act('pickUp'));
    await made(says('advised canary', 'c1'));
    await made(store.addNote({ reference: REFERENCE, by: amy, text: 'a note' }));
    await store.deleteConversation('one');
    expect(await store.case(REFERENCE)).toMatchObject({
      ...{ state: 'leftByPerson', conversationId: null, holder: null, facts: facts() },
      person: { wish: '' },
    });
    expect((await history()).slice(-2)).toEqual(['leave', 'edited']);
    expect(await store.searchCases('canary', 10)).toEqual([]);
    expect(await store.searchCases('note', 10)).toEqual([]);
    expect(await store.notes(REFERENCE)).toEqual([]);
    expect(await store.returnableTo(REFERENCE)).toBeNull();
    expect(await store.unanswered()).toEqual([]);
    expect(await store.conversation('one')).toBeNull();
    // It can still be closed; there is no chat to tell.
    expect((await made(act('close', AMY, { reason: 'notForPals' }))).activities).toEqual([]);
  });

  it('lets go of nothing that the person wrote and nobody read: not by closing, not by handing back', async () => {
    await turn([raise()]);
    await made(act('pickUp'));
    await made(act('join'));
    const { activity } = await stored(store, 'one more thing').then((told) => ({ activity: told }));
    const before = [await store.case(REFERENCE), await store.history(REFERENCE), await store.lastFeedKey()];
    for (const move of ['close', 'handBack'] as const) {
      const result = await act(move, AMY, { reason: 'answered', seen: activity.seq - 1 });
      expect(result).toMatchObject({ kind: 'refused', why: 'unread', case: { state: 'withAdvisor', unread: true } });
    }
    expect([await store.case(REFERENCE), await store.history(REFERENCE), await store.lastFeedKey()]).toEqual(before);
    // A timer may, and so may whoever has it on the screen, or has looked.
    await made(act('handBack', AMY, { seen: activity.seq }));
    await turn([raise()]);
    await made(act('pickUp'));
    await stored(store, 'and another');
    expect(await act('close', AMY, { reason: 'answered', seen: 0 })).toMatchObject({ why: 'unread' });
    await made(store.markRead(REFERENCE, amy));
    await made(act('close', AMY, { reason: 'answered', seen: 0 }));
  });

  it('counts as waiting before a person who asks only people who asked, wait in the chat, and come first', async () => {
    const queue = async (n: number, change: CaseChange | null, tier: 'T4' | 'T6' = 'T6', reasons = ['asked']) => {
      const reference = `SO-AAAA-222${n}`;
      await store.createConversation(record(`c${n}`), []);
      const changes = change === null ? [] : [change];
      await turn([raise({ ...facts(reference), tier, reasons }), ...changes], 'hello', `c${n}`);
    };
    const how = (n: number, way: 'phone' | 'leave'): CaseChange => ({
      ...{ kind: 'person', reference: `SO-AAAA-222${n}` },
      patch: { how: way },
    });
    const before = async (tier: 'T4' | 'T6', reference = 'SO-ZZZZ-9999') =>
      await store.waitingBefore({ tier, reference });
    await queue(2, null);
    await queue(3, null, 'T4');
    expect([await before('T6'), await before('T4')]).toEqual([2, 1]);
    await queue(4, how(4, 'phone'));
    await queue(5, how(5, 'leave'));
    await queue(6, { kind: 'leave', reference: 'SO-AAAA-2226' });
    await queue(7, null, 'T4', ['outcome:emergency']);
    await queue(8, null);
    const until = '2026-11-22T12:00:00.000Z';
    await made(store.setAside({ reference: 'SO-AAAA-2228', by: { kind: 'system', who: null }, until }));
    expect([await before('T6'), await before('T4')]).toEqual([2, 1]);
    expect(await before('T6', 'SO-AAAA-2222')).toBe(1);
    expect(await store.countCases('amy')).toEqual({ waiting: 6, urgent: 0, mine: 0 });
  });

  it('lists page by page, each case once, in the order of the list', async () => {
    const references: string[] = [];
    for (let n = 2; n <= 8; n++) {
      const reference = `SO-AAAA-222${n}`;
      references.push(reference);
      subject.clock.now = `2026-11-22T10:0${n}:00.000Z`;
      await store.createConversation(record(`c${n}`), []);
      await turn([raise({ ...facts(reference), tier: n % 2 === 0 ? 'T4' : 'T6' })], 'hello', `c${n}`);
    }
    const pages = async (list: 'waiting' | 'all' | 'closed' | 'mine', limit = 3): Promise<string[]> => {
      const all: string[] = [];
      for (;;) {
        const after = all.at(-1);
        const page = await store.listCases({ list, advisorId: 'amy', limit, ...(after !== undefined && { after }) });
        all.push(...page.map(({ reference }) => reference));
        if (page.length < limit) return all;
      }
    };
    expect(await pages('waiting')).toEqual(['2', '4', '6', '8', '3', '5', '7'].map((n) => `SO-AAAA-222${n}`));
    expect(await pages('all')).toEqual([...references].reverse());
    for (const reference of references) await made(store.moveCase({ reference, move: 'pickUp', by: AMY }));
    expect([await pages('mine'), await store.countCases('amy')]).toEqual([
      [...references].reverse(),
      { waiting: 0, urgent: 0, mine: 7 },
    ]);
    for (const reference of references)
      await made(store.moveCase({ reference, move: 'close', by: AMY, reason: 'answered', seen: 1000 }));
    expect(await pages('closed')).toEqual([...references].reverse());
    expect(await pages('waiting')).toEqual([]);
  });

  describe('what leaves the desk', () => {
    const outgoing = (id: string, target = 'again') => ({ id, transport: 'webhook', target, payload: { n: id } });
    const take = () => store.takeOutgoing(10);
    const later = (minutes: number) => {
      subject.clock.now = new Date(new Date(subject.clock.now).getTime() + minutes * 60_000).toISOString();
      return subject.clock.now;
    };
    beforeEach(() => turn([raise()]));

    it('is stored with the alert, or not at all', async () => {
      await made(store.noteAlert(REFERENCE, 'again', [outgoing('a')]));
      expect(await store.outgoing(REFERENCE)).toMatchObject([
        { id: 'a', state: 'pending', attempts: 0, payload: { n: 'a' } },
      ]);
      expect(await store.case(REFERENCE)).toMatchObject({ alerts: 1, alertedAt: subject.clock.now, outside: 'none' });
      await made(act('pickUp'));
      expect(await store.noteAlert(REFERENCE, 'wider', [outgoing('b')])).toMatchObject({ why: 'state' });
      expect(await store.outgoing(REFERENCE)).toHaveLength(1);
    });

    it('is taken once, comes again when it is due, and ends in the history', async () => {
      await made(store.noteAlert(REFERENCE, 'again', [outgoing('a')]));
      const [one] = await take();
      expect([await take(), await store.hasDueOutgoing()]).toEqual([[], false]);
      const nextAt = new Date(new Date(subject.clock.now).getTime() + 60_000).toISOString();
      await store.settleOutgoing(one?.key ?? 0, { state: 'pending', nextAt, outcome: 'http503' });
      expect([await store.hasDueOutgoing(), await take()]).toEqual([false, []]);
      expect((await store.case(REFERENCE))?.outside).toBe('trying');
      later(1);
      expect(await take()).toMatchObject([{ id: 'a', attempts: 2, outcome: 'http503' }]);
      await store.settleOutgoing(one?.key ?? 0, { state: 'sent', outcome: 'sent' });
      expect((await store.case(REFERENCE))?.outside).toBe('sent');
      expect((await store.history(REFERENCE)).at(-1)).toMatchObject({ what: 'alertSent', detail: { target: 'again' } });
      later(60 * 24);
      expect(await take()).toEqual([]);
    });

    it('shows the worst of the newest of each target, and is forgotten once the case waits anew', async () => {
      await made(store.noteAlert(REFERENCE, 'repeat', [outgoing('a'), outgoing('b', 'wider')]));
      const key = await store.lastFeedKey();
      const [a, b] = await take();
      await store.settleOutgoing(a?.key ?? 0, { state: 'dead', outcome: 'http404' });
      await store.settleOutgoing(b?.key ?? 0, { state: 'sent', outcome: 'sent' });
      expect((await store.case(REFERENCE))?.outside).toBe('failed');
      expect(await store.feed(key, 10)).toMatchObject([
        { kind: 'case', reference: REFERENCE },
        { kind: 'case', reference: REFERENCE },
      ]);
      expect((await history()).slice(-2)).toEqual(['alertFailed', 'alertSent']);
      await made(act('pickUp'));
      await made(act('release'));
      expect(await store.case(REFERENCE)).toMatchObject({ outside: 'none', alerts: 0, alertedAt: null });
    });

    it('that was being sent when the process ended goes again where it may, else it is ambiguous', async () => {
      await made(
        store.noteAlert(REFERENCE, 'again', [outgoing('a'), { ...outgoing('b', 'wider'), transport: 'teams' }]),
      );
      await take();
      store = await subject.reopen();
      await store.resumeOutgoing((name) => name === 'webhook');
      expect(await store.outgoing(REFERENCE)).toMatchObject([
        { id: 'a', state: 'pending', attempts: 1 },
        { id: 'b', state: 'ambiguous' },
      ]);
      expect((await store.case(REFERENCE))?.outside).toBe('failed');
      expect(await take()).toMatchObject([{ id: 'a', attempts: 2 }]);
    });

    it('and old lines of the feed go, the newest and what is still to be sent stay', async () => {
      await made(store.noteAlert(REFERENCE, 'again', [outgoing('a'), outgoing('b', 'wider')]));
      const [a] = await store.takeOutgoing(1);
      await store.settleOutgoing(a?.key ?? 0, { state: 'sent', outcome: 'sent' });
      const last = await store.lastFeedKey();
      await store.prune(2, later(60 * 24 * 31));
      expect((await store.feed(0, 100)).map(({ key }) => key)).toEqual([last - 1, last]);
      expect(await store.outgoing(REFERENCE)).toMatchObject([{ id: 'b', state: 'pending' }]);
      await turn([], 'more');
      expect(await store.lastFeedKey()).toBeGreaterThan(last);
    });
  });

  it('raises a case for a caller, the advisor\u2019s at once', async () => {
    const call = { conversationId: 'one', facts: facts(), by: amy };
    const opened = await made(store.openCall(call));
    expect(opened.case).toMatchObject({ state: 'onPhone', holder: amy, facts: { reasons: ['asked', 'phone'] } });
    expect(await history()).toEqual(['raised', 'queue', 'call']);
    expect(await store.openCall(call)).toMatchObject({ kind: 'refused' });
    await store.record(REFERENCE, 'codeGiven', AMY);
    expect((await store.history(REFERENCE)).at(-1)).toMatchObject({ what: 'codeGiven', by: { id: 'amy' } });
  });

  it('takes what an advisor enters for a caller only while they are on the phone, and tells it once in a call', async () => {
    const enter = (text: string, by: Who, clientId: string | null = null) =>
      store.append(message('one', text, clientId, by));
    await turn([raise()]);
    expect(await enter('too early', amy)).toEqual({ kind: 'notOnPhone' });
    await made(act('call'));
    expect(await enter('me', amy, 'c1')).toMatchObject({ kind: 'stored', activity: { body: { enteredBy: amy } } });
    expect(await enter('me', amy, 'c1')).toMatchObject({ kind: 'duplicate' });
    expect(await enter('me', ben)).toEqual({ kind: 'notOnPhone' });
    expect(await enter('yes', amy)).toMatchObject({ kind: 'stored' });
    expect((await store.case(REFERENCE))?.unread).toBe(false);
    store = await subject.reopen();
    expect((await store.read('one', 0, 99)).at(-1)?.body).toMatchObject({ enteredBy: amy, message: { text: 'yes' } });
    await made(act('endCall'));
    expect(await enter('too late', amy)).toEqual({ kind: 'notOnPhone' });
    expect(await history()).toEqual(['raised', 'queue', 'call', 'entered', 'endCall']);
    expect((await store.read('one', 0, 99)).some(({ body }) => JSON.stringify(body).includes('too '))).toBe(false);
  });

  it('forgets ratings that are older than they are kept, and says how many', async () => {
    const told = await stored(store, 'a');
    const base = { conversationId: 'one', answers: told, state: 1, replies: [reply('hi')], caseChanges: [] };
    await store.commitTurn({ ...base, ratings: [{ outcome: 'rights', rating: 4 }] });
    const given = subject.clock.now;
    const [from, to] = [given, new Date(Date.parse(given) + 60_000).toISOString()];
    expect(await store.ratings(from, to)).toHaveLength(1);
    const before = { chats: '', cases: '', records: '' };
    expect(await store.removeOld({ ...before, ratings: given }, 50)).toMatchObject({ ratings: 0 });
    expect(await store.removeOld({ ...before, ratings: to }, 50)).toEqual({ chats: 0, cases: 0, ratings: 1 });
    expect(await store.ratings(from, to)).toEqual([]);
    expect(await store.removals(1)).toMatchObject([{ ratings: 1, by: null }]);
  });

  it('reports the cases, chats and ratings of a period', async () => {
    const answered = await stored(store, 'a');
    const base = { conversationId: 'one', answers: answered, state: { at: 'where' }, replies: [] };
    await store.commitTurn({ ...base, caseChanges: [raise()], ratings: [{ outcome: 'rights', rating: 2 }] });
    await store.createConversation(record('silent'), []);
    const [from, to] = ['2026-11-22T00:00:00.000Z', '2026-11-23T00:00:00.000Z'];
    expect((await store.casesRaised(from, to)).map(({ reference }) => reference)).toEqual([REFERENCE]);
    expect(await store.casesRaised(to, '2027-01-01T00:00:00.000Z')).toEqual([]);
    expect(await store.ratings(from, to)).toEqual([{ outcome: 'rights', rating: 2 }]);
    expect(await store.contacts({ from, to, after: 0, limit: 10 })).toMatchObject([
      { channel: 'directline', state: { at: 'where' }, request: { facts: { reference: REFERENCE } } },
    ]);
  });
}
