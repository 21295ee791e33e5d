/**
 * The desk, the timers and the chat together, over the real store and runner. The bot is small here: it raises a case
 * when asked for PALS, says what the desk did, and is silent while an advisor is there.
 */
import { Tallies } from '../../turns/tallies';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bot, TurnInput, TurnResult } from '../../bots/turn';
import { ReturnCodes } from '../../handover/returnCode';
import { openingHours, type OpeningSpan } from '../../handover/openingHours';
import type { CaseResult, FeedLine, Mover } from '../../storage/port';
import { openSqliteStore } from '../../storage/openStore';
import type { Store } from '../../storage/port';
import { Alerting } from '../../turns/alerting';
import { CaseDesk } from '../../turns/caseDesk';
import { CaseTimers } from '../../turns/caseTimers';
import { DeskFeed } from '../../turns/deskFeed';
import { Fanout } from '../../turns/fanout';
import { maskWords } from '../../turns/maskWords';
import { Runner } from '../../turns/runner';
import { facts, message, raise, record, reply } from '../storage/conformance';

const REFERENCE = 'SO-7K4P-2MXQ';
const amy = { id: 'amy', name: 'Amy' };
const ben = { id: 'ben', name: 'Ben' };
const AMY: Mover = { kind: 'advisor', who: amy };
const day: readonly OpeningSpan[] = [{ from: '00:00', to: '24:00' }];
const hours = openingHours({
  timeZone: 'Europe/London',
  weekly: {
    ...{ monday: day, tuesday: day, wednesday: day, thursday: day },
    ...{ friday: day, saturday: day, sunday: day },
  },
  bankHolidays: 'open',
  closures: [],
});

const asked: TurnInput[] = [];
function answer(input: TurnInput): TurnResult {
  asked.push(input);
  const { message: said, openCase } = input;
  const base = { state: null, caseChanges: [], ratings: [] };
  if (said === null) return { ...base, replies: [reply('Hello')] };
  if ('status' in said) return { ...base, replies: [reply(`${said.status.what} ${said.status.advisor ?? ''}`.trim())] };
  if (openCase?.state === 'withAdvisor') return { ...base, replies: [] };
  if (said.text === 'PALS closed') {
    const told = { ...raise(facts('SO-2222-2222', { raisedAt: clock.now })), isToldClosed: true };
    return { ...base, replies: [reply('Closed')], caseChanges: [told] };
  }
  if (said.text === 'PALS') return { ...base, replies: [reply('Passed on')], caseChanges: [raise()] };
  return { ...base, replies: [reply(`Heard ${said.text}`)] };
}
const bot: Bot = {
  turn: (input) => Promise.resolve(answer(input)),
  withoutState: () => [reply('sorry')],
  isLabel: () => false,
};

const codes = new ReturnCodes(['a key of the tests']);

/** What one start of the service joins together. */
function begin(path: string, clock: { now: string }, calendar = hours) {
  const now = () => new Date(clock.now);
  const store = openSqliteStore(path, now);
  const log = { warn: (told: object) => void warnings.push(told) };
  const feed = new DeskFeed(store, log);
  const fanout = new Fanout(store, () => feed.wake());
  const runner = new Runner({
    store,
    fanout,
    log,
    tallies: new Tallies(() => 0),
    botOf: () => bot,
    onAttachment: (same) => same,
  });
  const alerting = new Alerting(['again', 'wider'], now);
  const mask = maskWords({ publicNumbers: ['020 7946 0000'] });
  const desk = new CaseDesk({ store, fanout, runner, feed, codes, alerting, mask, now });
  const timers = new CaseTimers({ store, desk, hours: calendar, now, log });
  return { store, feed, fanout, runner, desk, timers };
}
let warnings: object[];
let folder: string;
let clock: { now: string };
let run: ReturnType<typeof begin>;
const path = () => join(folder, 'pals.db');

const say = async (text: string) => {
  const appended = await run.store.append(message('one', text));
  if (appended.kind !== 'stored') throw new Error(appended.kind);
  run.fanout.publish([appended.activity]);
  return run.runner.run(appended.activity);
};
const done = async (result: Promise<CaseResult>) => {
  const settled = await result;
  if (settled.kind !== 'done') throw new Error(settled.why);
  return settled;
};
/** Until everything that is due has been answered. */
const settle = async () => {
  while ((await run.store.unanswered()).length > 0) await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
};
const chat = async (store: Store = run.store) =>
  (await store.read('one', 0, 100)).flatMap(({ body }) => {
    if (body.kind === 'reply') return [`bot: ${body.reply.text}`];
    if (body.kind === 'advisor') return [`${body.advisor.name}: ${body.text}`];
    return body.kind === 'message' ? [`person: ${body.message.text}`] : [];
  });
const act = (move: Parameters<CaseDesk['act']>[0]['move'], by = AMY) =>
  run.desk.act({ reference: REFERENCE, move, by });

beforeEach(async () => {
  warnings = [];
  asked.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'pals-desk-'));
  clock = { now: '2026-11-23T23:50:00.000Z' };
  run = begin(path(), clock);
  await run.store.createConversation(record('one'), []);
  for (const who of [amy, ben]) await run.desk.saveAdvisor({ ...who, role: 'advisor', presence: 'available' });
  await say('PALS');
});
afterEach(async () => {
  await run.runner.stop();
  await run.store.close();
  rmSync(folder, { recursive: true });
});

describe('a chat with an advisor', () => {
  it('reads as one conversation: who came, what both said, who went', async () => {
    await done(act('pickUp'));
    await settle();
    await say('Anyone there?');
    await done(run.desk.say({ reference: REFERENCE, advisor: amy, text: 'Hello, I am Amy', clientId: '1' }));
    await settle();
    await say('Good');
    await run.desk.markRead(REFERENCE, amy);
    await done(act('handBack'));
    await settle();
    await say('Where was I?');
    expect(await chat()).toEqual([
      ...['person: PALS', 'bot: Passed on', 'bot: pickedUp Amy', 'person: Anyone there?', 'bot: Heard Anyone there?'],
      ...['Amy: Hello, I am Amy', 'bot: joined Amy', 'person: Good', 'bot: handedBack Amy'],
      ...['person: Where was I?', 'bot: Heard Where was I?'],
    ]);
    // The bot is given the case as it stands when its turn comes.
    expect(asked.map(({ openCase }) => openCase?.state ?? null)).toEqual([
      ...[null, 'pickedUp', 'pickedUp', 'withAdvisor', 'withAdvisor', 'backToAssistant', 'backToAssistant'],
    ]);
  });

  it('tells whoever listens to the chat, in order, each once', async () => {
    const heard: number[] = [];
    run.fanout.subscribe('one', 0, {
      send: (activities) => void heard.push(...activities.map(({ seq }) => seq)),
      ended: () => undefined,
    });
    await done(act('pickUp'));
    await Promise.all([
      run.desk.say({ reference: REFERENCE, advisor: amy, text: 'One', clientId: '1' }),
      run.desk.say({ reference: REFERENCE, advisor: amy, text: 'One', clientId: '1' }),
      say('Two'),
      run.desk.say({ reference: REFERENCE, advisor: amy, text: 'Three', clientId: '3' }),
    ]);
    await settle();
    expect(heard).toEqual((await run.store.read('one', 0, 100)).map(({ seq }) => seq));
    expect((await chat()).filter((line) => line.startsWith('Amy'))).toEqual(['Amy: One', 'Amy: Three']);
  });

  it('takes no empty and no endless text', async () => {
    const write = (text: string) => run.desk.say({ reference: REFERENCE, advisor: amy, text, clientId: 'x' });
    await expect(write(' \n ')).rejects.toMatchObject({ code: 'desk.empty' });
    await expect(write('x'.repeat(4_001))).rejects.toMatchObject({ code: 'desk.tooLong' });
  });

  it('shows each side that the other one is writing, and keeps nothing of it', async () => {
    const seen: string[] = [];
    const ended = () => undefined;
    run.fanout.subscribe('one', 99, { send: ended, ended, typing: ({ name }) => void seen.push(`chat: ${name}`) });
    run.desk.subscribeFeed(await run.store.lastFeedKey(), {
      send: () => undefined,
      typing: ({ advisorId }) => void seen.push(`desk: ${advisorId ?? 'person'}`),
    });
    await run.desk.typing(REFERENCE, amy);
    await done(act('pickUp'));
    await done(act('join'));
    await settle();
    const before = await chat();
    await run.desk.typing(REFERENCE, ben);
    await run.desk.typing(REFERENCE, amy);
    await run.desk.personTyping('one');
    await run.desk.personTyping('nobody');
    expect(seen).toEqual(['chat: Amy', 'desk: amy', 'desk: person']);
    expect(await chat()).toEqual(before);
  });

  it('goes back to the queue when the advisor signs out, and says so', async () => {
    await run.store.startSession({ hash: 'h', advisorId: 'amy', sealed: null });
    await done(act('pickUp'));
    await run.desk.endSession('h');
    await settle();
    expect(await run.store.case(REFERENCE)).toMatchObject({ state: 'waiting', holder: null });
    expect((await chat()).at(-1)).toBe('bot: released Amy');
  });
});

describe('what the desk did is said once', () => {
  it('also when the process ended between the move and the turn', async () => {
    // The move is committed, and nothing after it happens.
    const moved = await done(run.store.moveCase({ reference: REFERENCE, move: 'pickUp', by: AMY }));
    expect(moved.activities).toHaveLength(1);
    await run.store.close();
    run = begin(path(), clock);
    expect(await chat()).not.toContain('bot: pickedUp Amy');
    expect(await run.runner.resume()).toBe(1);
    await settle();
    await run.store.close();
    run = begin(path(), clock);
    expect(await run.runner.resume()).toBe(0);
    expect((await chat()).filter((line) => line === 'bot: pickedUp Amy')).toHaveLength(1);
  });

  it('also when the store fails in the middle of the turn', async () => {
    const commit = run.store.commitTurn.bind(run.store);
    const spy = jest.spyOn(run.store, 'commitTurn').mockRejectedValueOnce(new Error('disk'));
    spy.mockImplementation(commit);
    await done(act('pickUp'));
    await settle();
    expect(warnings).toHaveLength(1);
    expect((await chat()).filter((line) => line === 'bot: pickedUp Amy')).toHaveLength(1);
  });

  it('or nothing has happened at all, when the store fails in the move', async () => {
    const before = [
      await run.store.case(REFERENCE),
      await run.store.history(REFERENCE),
      await run.store.lastFeedKey(),
      await chat(),
    ];
    jest.spyOn(run.store, 'moveCase').mockRejectedValueOnce(new Error('disk'));
    await expect(act('pickUp')).rejects.toThrow('disk');
    expect([
      await run.store.case(REFERENCE),
      await run.store.history(REFERENCE),
      await run.store.lastFeedKey(),
      await chat(),
    ]).toEqual(before);
  });
});

describe('the desk\u2019s stream', () => {
  it('catches up from any key and then follows, without a gap or a double', async () => {
    const all: FeedLine[] = [];
    run.desk.subscribeFeed(0, { send: (lines) => void all.push(...lines) });
    const started: { after: number; got: FeedLine[] }[] = [];
    for (let i = 0; i < 12; i++) {
      const after = (await run.store.feed(0, 1000))[i]?.key ?? 0;
      const got: FeedLine[] = [];
      started.push({ after, got });
      run.desk.subscribeFeed(after, { send: (lines) => void got.push(...lines) });
      await Promise.all([
        say(`message ${i}`),
        run.desk.note({ reference: REFERENCE, by: amy, text: 'n' }),
        i === 5 ? act('pickUp') : Promise.resolve(),
      ]);
    }
    await settle();
    expect(all).toEqual(await run.store.feed(0, 1000));
    for (const { after, got } of started) expect(got).toEqual(all.filter(({ key }) => key > after));
  });

  it('goes on where it was after a reading failed', async () => {
    const got: FeedLine[] = [];
    const after = await run.store.lastFeedKey();
    run.desk.subscribeFeed(after, { send: (lines) => void got.push(...lines) });
    jest.spyOn(run.store, 'feed').mockRejectedValueOnce(new Error('disk'));
    await say('first');
    await settle();
    await say('second');
    await settle();
    expect(got).toEqual(await run.store.feed(after, 100));
  });

  it('hears nothing after it was left', async () => {
    const got: FeedLine[] = [];
    run.desk.subscribeFeed(await run.store.lastFeedKey(), { send: (lines) => void got.push(...lines) }).stop();
    await say('first');
    await settle();
    expect(got).toEqual([]);
  });
});

describe('while nobody picks it up', () => {
  const alerts = async () =>
    (await run.store.history(REFERENCE)).filter(({ what }) => what === 'alerted').map(({ detail }) => detail.reach);

  it('tells the person after ten minutes, once, over midnight and a restart', async () => {
    clock.now = '2026-11-23T23:59:59.000Z';
    await run.timers.tick();
    expect((await run.store.case(REFERENCE))?.state).toBe('waiting');
    await run.runner.stop();
    await run.store.close();
    run = begin(path(), clock);
    clock.now = '2026-11-24T00:00:00.000Z';
    await Promise.all([run.timers.tick(), run.timers.tick()]);
    await run.timers.tick();
    await settle();
    expect((await chat()).filter((line) => line === 'bot: notPickedUp')).toHaveLength(1);
    // It is still in the queue, and can be picked up.
    expect(await run.store.listCases({ list: 'waiting', limit: 9 })).toHaveLength(1);
    await done(act('pickUp'));
  });

  it('alerts again and wider, each once, also after a restart', async () => {
    const told = await run.store.append(message('one', 'help'));
    if (told.kind !== 'stored') throw new Error(told.kind);
    const safety = { kind: 'safety' as const, reference: REFERENCE, tier: 'T0' as const, rules: ['chestPain'] };
    const base = { conversationId: 'one', answers: told.activity, state: null, replies: [], ratings: [] };
    await run.store.commitTurn({ ...base, caseChanges: [safety] });
    clock.now = '2026-11-23T23:51:00.000Z';
    await run.timers.tick();
    expect(await alerts()).toEqual(['again']);
    await run.store.close();
    run = begin(path(), clock);
    await run.timers.tick();
    expect(await alerts()).toEqual(['again']);
    clock.now = '2026-11-23T23:52:00.000Z';
    await run.timers.tick();
    await run.timers.tick();
    expect(await alerts()).toEqual(['again', 'wider']);
    expect(await run.store.outgoing(REFERENCE)).toMatchObject([
      { target: 'again', payload: { event: 'notPickedUp', reach: 'again', tier: 'T0', reference: REFERENCE } },
      { target: 'wider', payload: { reach: 'wider', reasons: ['asked'] } },
    ]);
    expect((await run.store.case(REFERENCE))?.state).toBe('notAnsweredInTime');
    // And on, until somebody comes: to both.
    for (const time of ['23:56:59', '23:57:00', '23:58:00']) {
      clock.now = `2026-11-23T${time}.000Z`;
      await run.timers.tick();
    }
    expect(await alerts()).toEqual(['again', 'wider', 'repeat']);
    expect((await run.store.outgoing(REFERENCE)).map(({ target }) => target)).toEqual([
      'again',
      'wider',
      'again',
      'wider',
    ]);
    await done(act('pickUp'));
    clock.now = '2026-11-24T00:30:00.000Z';
    await run.timers.tick();
    expect(await alerts()).toHaveLength(3);
  });

  it('gives back what a colleague does not take, and ends what was set aside', async () => {
    await done(act('pickUp'));
    await done(run.desk.act({ reference: REFERENCE, move: 'handOver', by: AMY, to: ben }));
    clock.now = '2026-11-23T23:55:00.000Z';
    await run.timers.tick();
    await settle();
    expect((await run.store.case(REFERENCE))?.state).toBe('waiting');
    expect((await chat()).at(-1)).toBe('bot: released Amy');
    await run.desk.setAside({ reference: REFERENCE, by: AMY, until: '2026-11-24T00:30:00.000Z' });
    clock.now = '2026-11-24T00:30:00.000Z';
    await run.timers.tick();
    expect((await run.store.case(REFERENCE))?.asideUntil).toBeNull();
  });

  it('is tried again with the next tick when the store fails', async () => {
    clock.now = '2026-11-24T00:00:00.000Z';
    jest.spyOn(run.store, 'moveCase').mockRejectedValueOnce(new Error('disk'));
    await run.timers.tick();
    expect(warnings).toHaveLength(1);
    await run.timers.tick();
    expect((await run.store.case(REFERENCE))?.state).toBe('notAnsweredInTime');
  });
});

describe('an advisor whose desk has gone without a word', () => {
  const minutesOn = (minutes: number) => {
    clock.now = new Date(new Date(clock.now).getTime() + minutes * 60_000).toISOString();
  };

  it('loses the case to the queue after ten minutes, and the person is told, once', async () => {
    await done(act('pickUp'));
    await done(act('join'));
    await run.timers.tick();
    minutesOn(9);
    await run.timers.tick();
    await settle();
    expect(await run.store.case(REFERENCE)).toMatchObject({ state: 'withAdvisor', holder: amy });
    minutesOn(2);
    await run.timers.tick();
    await run.timers.tick();
    await settle();
    expect(await run.store.case(REFERENCE)).toMatchObject({ holder: null });
    expect((await chat()).filter((line) => line === 'bot: released Amy')).toHaveLength(1);
  });

  it('keeps it while the desk is open, and has time to come back after a restart', async () => {
    await done(act('pickUp'));
    const open = run.desk.subscribeFeed(await run.store.lastFeedKey(), { send: () => undefined }, amy.id);
    await run.timers.tick();
    minutesOn(60);
    await run.timers.tick();
    expect(await run.store.case(REFERENCE)).toMatchObject({ state: 'pickedUp', holder: amy });
    open.stop();
    await run.runner.stop();
    await run.store.close();
    run = begin(path(), clock);
    await run.timers.tick();
    minutesOn(5);
    await run.timers.tick();
    expect(await run.store.case(REFERENCE)).toMatchObject({ state: 'pickedUp', holder: amy });
    minutesOn(6);
    await run.timers.tick();
    expect(await run.store.case(REFERENCE)).toMatchObject({ holder: null });
  });
});

describe('whoever waits when PALS closes', () => {
  const office = [{ from: '09:00', to: '17:00' }];
  const inOffice = openingHours({
    timeZone: 'Europe/London',
    weekly: {
      ...{ monday: office, tuesday: office, wednesday: office, thursday: office, friday: office },
      ...{ saturday: [], sunday: [] },
    },
    bankHolidays: 'open',
    closures: [],
  });
  const told = async () => (await chat()).filter((line) => line === 'bot: palsClosed');
  const restart = async (calendar = hours) => {
    await run.runner.stop();
    await run.store.close();
    run = begin(path(), clock, calendar);
  };
  const at = async (time: string) => {
    clock.now = time;
    await Promise.all([run.timers.tick(), run.timers.tick()]);
    await run.timers.tick();
    await settle();
  };

  it('is no news to whoever asked in the second before the timers saw it; those who waited are told', async () => {
    await at('2026-11-23T23:51:00.000Z');
    await run.desk.setClosedByHand(true, amy);
    clock.now = '2026-11-23T23:51:00.400Z';
    await run.store.createConversation(record('late'), [reply('Hello')]);
    const asking = await run.store.append(message('late', 'PALS closed'));
    if (asking.kind !== 'stored') throw new Error(asking.kind);
    await run.runner.run(asking.activity);
    await at('2026-11-23T23:51:01.000Z');
    const theirs = (await run.store.read('late', 0, 99)).flatMap(({ body }) =>
      body.kind === 'reply' ? [body.reply.text] : [],
    );
    expect(theirs).toEqual(['Hello', 'Closed']);
    expect(await told()).toHaveLength(1);
  });

  it('by hand is told once, also over a restart, and again at the next closing', async () => {
    await at('2026-11-23T23:51:00.000Z');
    await run.desk.setClosedByHand(true, amy);
    await at('2026-11-23T23:52:00.000Z');
    expect(await told()).toHaveLength(1);
    await restart();
    await at('2026-11-23T23:53:00.000Z');
    // Ten minutes are over: they have been told already, and still stand in the queue.
    await at('2026-11-24T00:01:00.000Z');
    expect(await told()).toHaveLength(1);
    expect(await chat()).not.toContain('bot: notPickedUp');
    expect(await run.store.listCases({ list: 'waiting', limit: 9 })).toMatchObject([{ reference: REFERENCE }]);
    expect((await run.store.history(REFERENCE)).filter(({ what }) => what === 'palsClosed')).toHaveLength(1);
    await run.desk.setClosedByHand(false, amy);
    await at('2026-11-24T00:02:00.000Z');
    expect(await chat()).toContain('bot: notPickedUp');
    await run.desk.setClosedByHand(true, amy);
    await at('2026-11-24T00:03:00.000Z');
    expect(await told()).toHaveLength(2);
  });

  it('by hours is told once, also when the service stood still meanwhile, and once again the next evening', async () => {
    await restart(inOffice);
    clock.now = '2026-11-24T16:58:00.000Z';
    await done(act('pickUp'));
    await done(act('release'));
    await at('2026-11-24T16:59:00.000Z');
    expect(await told()).toEqual([]);
    await restart(inOffice);
    await at('2026-11-24T17:30:00.000Z');
    await at('2026-11-24T23:30:00.000Z');
    expect(await told()).toHaveLength(1);
    await restart(inOffice);
    await at('2026-11-25T18:00:00.000Z');
    await at('2026-11-25T19:00:00.000Z');
    expect(await told()).toHaveLength(2);
  });

  it('is told when the last advisor signs out, but not twice by what was let go in that moment', async () => {
    await run.store.createConversation(record('two'), []);
    const asking = await run.store.append(message('two', 'x'));
    if (asking.kind !== 'stored') throw new Error(asking.kind);
    const base = { conversationId: 'two', answers: asking.activity, state: null, replies: [], ratings: [] };
    await run.store.commitTurn({ ...base, caseChanges: [raise(facts('SO-2222-2222'))] });
    await done(run.desk.act({ reference: 'SO-2222-2222', move: 'pickUp', by: AMY }));
    await run.desk.saveAdvisor({ ...ben, role: 'advisor', presence: 'signedOut' });
    await at('2026-11-23T23:51:00.000Z');
    expect(await told()).toEqual([]);
    await run.desk.saveAdvisor({ ...amy, role: 'advisor', presence: 'signedOut' });
    await at('2026-11-23T23:51:01.000Z');
    await at('2026-11-23T23:52:00.000Z');
    expect(await told()).toHaveLength(1);
    const other = (await run.store.history('SO-2222-2222')).map(({ what }) => what);
    expect(other).toContain('release');
    expect(other).not.toContain('palsClosed');
  });

  it('because every desk has gone is told that once, and that nobody has picked it up only later', async () => {
    const later = async () => (await chat()).filter((line) => line === 'bot: notPickedUp');
    await at('2026-11-23T23:50:30.000Z');
    await at('2026-11-24T00:01:00.000Z');
    expect((await run.store.advisors()).map(({ presence }) => presence)).toEqual(['signedOut', 'signedOut']);
    expect([(await told()).length, (await later()).length]).toEqual([1, 0]);
    await at('2026-11-24T00:11:00.000Z');
    expect([(await told()).length, (await later()).length]).toEqual([1, 1]);
  });

  it('is not told to who asked while it was closed, nor to who phones instead', async () => {
    await run.desk.setClosedByHand(true, amy);
    await at('2026-11-23T23:51:00.000Z');
    await done(act('pickUp'));
    clock.now = '2026-11-23T23:52:00.000Z';
    await done(act('release'));
    await at('2026-11-23T23:53:00.000Z');
    expect(await told()).toHaveLength(1);
    await run.desk.setClosedByHand(false, amy);
    await at('2026-11-23T23:54:00.000Z');
    const asking = await run.store.append(message('one', 'phone'));
    if (asking.kind !== 'stored') throw new Error(asking.kind);
    const how = { kind: 'person' as const, reference: REFERENCE, patch: { how: 'phone' as const } };
    const base = { conversationId: 'one', answers: asking.activity, state: null, replies: [], ratings: [] };
    await run.store.commitTurn({ ...base, caseChanges: [how] });
    await run.desk.setClosedByHand(true, amy);
    await at('2026-11-23T23:55:00.000Z');
    expect(await told()).toHaveLength(1);
  });
});

describe('an advisor who has it and does not answer', () => {
  const at = async (time: string) => {
    clock.now = time;
    await run.timers.tick();
    await run.timers.tick();
    await settle();
  };
  const lines = async () => (await chat()).filter((line) => line.startsWith('bot: stillThere'));
  const alerted = async () => (await run.store.history(REFERENCE)).filter(({ what }) => what === 'alerted');
  beforeEach(async () => {
    run.desk.subscribeFeed(await run.store.lastFeedKey(), { send: () => undefined }, amy.id);
    await done(act('pickUp'));
  });

  it('who has not joined after five minutes: the desk is alerted and the person told, once, also after a restart', async () => {
    await at('2026-11-23T23:54:59.000Z');
    expect(await lines()).toEqual([]);
    const before = await run.store.lastFeedKey();
    await at('2026-11-23T23:55:00.000Z');
    expect(await run.store.feed(before, 9)).toContainEqual(
      expect.objectContaining({ kind: 'case', reference: REFERENCE }),
    );
    await run.runner.stop();
    await run.store.close();
    run = begin(path(), clock);
    await at('2026-11-23T23:56:00.000Z');
    expect(await lines()).toEqual(['bot: stillThere Amy']);
    expect(await alerted()).toMatchObject([{ detail: { reach: 'again' } }]);
    expect(await run.store.case(REFERENCE)).toMatchObject({ state: 'pickedUp', holder: amy });
  });

  it('who is in the chat: five minutes after words that were not looked at, and anew after an answer', async () => {
    await done(act('join'));
    await at('2026-11-24T00:00:00.000Z');
    expect(await lines()).toEqual([]);
    await say('Hello?');
    clock.now = '2026-11-24T00:04:00.000Z';
    await say('Anyone?');
    await at('2026-11-24T00:04:59.000Z');
    expect(await lines()).toEqual([]);
    await at('2026-11-24T00:05:00.000Z');
    await at('2026-11-24T00:20:00.000Z');
    expect(await lines()).toHaveLength(1);
    await done(run.desk.say({ reference: REFERENCE, advisor: amy, text: 'Sorry', clientId: '1' }));
    await say('Never mind');
    await at('2026-11-24T00:24:59.000Z');
    expect(await lines()).toHaveLength(1);
    await at('2026-11-24T00:25:00.000Z');
    expect(await lines()).toHaveLength(2);
    expect(await run.store.case(REFERENCE)).toMatchObject({ state: 'withAdvisor', holder: amy });
  });

  it('but not while the advisor reads, nor when they have phoned', async () => {
    await done(act('call'));
    await at('2026-11-24T00:10:00.000Z');
    await done(act('endCall'));
    await at('2026-11-24T00:20:00.000Z');
    await done(act('join'));
    await say('Hello?');
    await run.desk.markRead(REFERENCE, amy);
    await at('2026-11-24T00:30:00.000Z');
    await say('Still there?');
    await at('2026-11-24T00:34:59.000Z');
    expect(await lines()).toEqual([]);
    await at('2026-11-24T00:35:00.000Z');
    expect(await lines()).toHaveLength(1);
  });
});

describe('who is there', () => {
  it('is an advisor who is available and was seen, at a desk that is not closed by hand', async () => {
    expect(await run.desk.staffing()).toEqual({ free: true, ahead: 0 });
    expect(await run.desk.staffing({ tier: 'T6', reference: 'SO-9999-9999' })).toEqual({ free: true, ahead: 1 });
    await done(act('pickUp'));
    await run.desk.saveAdvisor({ ...ben, role: 'advisor', presence: 'away' });
    expect(await run.desk.staffing()).toEqual({ free: false, ahead: 0 });
    await run.desk.setClosedByHand(true, amy);
    expect(await run.desk.staffing()).toBeNull();
    await run.desk.setClosedByHand(false, amy);
    // Not seen for long, unless their desk is open.
    clock.now = '2026-11-24T00:00:00.000Z';
    expect(await run.desk.staffing()).toBeNull();
    const open = run.desk.subscribeFeed(await run.store.lastFeedKey(), { send: () => undefined }, 'amy');
    expect(await run.desk.staffing()).toEqual({ free: false, ahead: 0 });
    open.stop();
    expect(await run.desk.staffing()).toBeNull();
  });

  it('is never an auditor', async () => {
    for (const who of [amy, ben]) await run.desk.saveAdvisor({ ...who, role: 'auditor', presence: 'available' });
    expect(await run.desk.staffing()).toBeNull();
  });
});

describe('coming back', () => {
  it('finds the chat with the code as it was typed, on record, and says nothing of a wrong one', async () => {
    const code = codes.codeOf('SO-2222-2222', 'two');
    await run.store.createConversation(record('two'), []);
    const told = await run.store.append(message('two', 'x'));
    if (told.kind !== 'stored') throw new Error(told.kind);
    const raised = raise(facts('SO-2222-2222'));
    const base = { conversationId: 'two', answers: told.activity, state: null, replies: [], ratings: [] };
    await run.store.commitTurn({ ...base, caseChanges: [raised] });
    expect(await run.desk.comeBack(code.toLowerCase().replaceAll('-', ' '))).toEqual({
      conversationId: 'two',
      userId: 'dl_1',
    });
    expect((await run.store.history('SO-2222-2222')).at(-1)).toMatchObject({ what: 'found', by: { kind: 'person' } });
    const before = await run.store.history('SO-2222-2222');
    const other = codes.codeOf('SO-2222-2222', 'one');
    for (const wrong of [`${code.slice(0, -4)}AAAA`, `SO-3333-3333${code.slice(12)}`, other, 'nonsense']) {
      expect(await run.desk.comeBack(wrong)).toBeNull();
    }
    expect(await run.store.history('SO-2222-2222')).toEqual(before);
  });
});
