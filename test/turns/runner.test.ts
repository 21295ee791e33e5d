/** What the runner does when the bot or the store fails; the bot is small here, because the turn is what is tested. */
import { Tallies } from '../../turns/tallies';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bot, Reply, TurnInput, TurnResult } from '../../bots/turn';
import type { LoggedActivity } from '../../storage/port';
import { openSqliteStore } from '../../storage/openStore';
import type { Store } from '../../storage/port';
import { Fanout } from '../../turns/fanout';
import { Runner } from '../../turns/runner';
import { message, reply } from '../storage/conformance';

let folder: string;
let store: Store;
let warnings: object[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pals-runner-'));
  store = openSqliteStore(join(folder, 'pals.db'), () => new Date());
  warnings = [];
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const result = (text: string, state: unknown = null): TurnResult => ({
  state,
  replies: [reply(text)],
  caseChanges: [],
  ratings: [],
});
const runnerWith = (turn: (input: TurnInput) => Promise<TurnResult>) => {
  const bot: Bot = { turn, withoutState: (_verdict, problem) => [reply(`sorry: ${problem}`)], isLabel: () => false };
  const log = { warn: (facts: object) => void warnings.push(facts) };
  return new Runner({
    store,
    fanout: new Fanout(store),
    log,
    tallies: new Tallies(() => 0),
    botOf: () => bot,
    onAttachment: (same) => same,
  });
};
const open = (id: string) =>
  store.createConversation({ id, userId: 'u', channel: 'directline', locale: 'en', state: 0 }, []);
const say = async (id: string, text: string): Promise<LoggedActivity> => {
  const stored = await store.append(message(id, text));
  if (stored.kind !== 'stored') throw new Error(stored.kind);
  return stored.activity;
};
const textOf = ({ message: said }: TurnInput) => (said !== null && 'text' in said ? said.text : '');
const replies = (all: readonly LoggedActivity[]) =>
  all.map(({ body }) => (body.kind === 'reply' ? body.reply : reply('')).text);

it('works at one turn at a time in a conversation, in order, each with the state that the last one left', async () => {
  await open('c');
  let atWork = 0;
  const runner = runnerWith(async (input) => {
    atWork += 1;
    expect(atWork).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 2));
    atWork -= 1;
    return result(`${textOf(input)} after ${String(input.state)}`, Number(input.state) + 1);
  });
  const said = [await say('c', 'a'), await say('c', 'b'), await say('c', 'c')];
  const answers = await Promise.all(said.map((one) => runner.run(one)));
  expect(answers.flatMap(replies)).toEqual(['a after 0', 'b after 1', 'c after 2']);
});

it('lets conversations go beside each other: one that waits holds up no other', async () => {
  await Promise.all([open('slow'), open('quick')]);
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const runner = runnerWith(async (input) => {
    if (input.conversationId === 'slow') await held;
    return result('done');
  });
  const slow = runner.run(await say('slow', 'x'));
  expect(replies(await runner.run(await say('quick', 'x')))).toEqual(['done']);
  release();
  expect(replies(await slow)).toEqual(['done']);
});

it('answers for a bot that fails, keeps the state as it was, logs no words, and goes on', async () => {
  await open('c');
  const runner = runnerWith((input) =>
    textOf(input) === 'canary'
      ? Promise.reject(new Error('canary in the error'))
      : Promise.resolve(result(`state ${String(input.state)}`)),
  );
  expect(replies(await runner.run(await say('c', 'canary')))).toEqual(['sorry: failed']);
  expect(replies(await runner.run(await say('c', 'next')))).toEqual(['state 0']);
  expect(await store.unanswered()).toEqual([]);
  expect(JSON.stringify(warnings)).not.toMatch(/canary/);
});

it('gives up on a bot that never answers, and apologises', async () => {
  await open('c');
  const runner = runnerWith(() => new Promise(() => undefined));
  const said = await say('c', 'x');
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
  try {
    const answered = runner.run(said);
    await jest.advanceTimersByTimeAsync(10_001);
    expect(replies(await answered)).toEqual(['sorry: failed']);
  } finally {
    jest.useRealTimers();
  }
});

it('takes an apology in the place of an answer that the store goes on refusing', async () => {
  await open('c');
  const bad: Reply = reply('refused');
  const runner = runnerWith(() => Promise.resolve({ ...result(''), replies: [bad] }));
  const commit = store.commitTurn.bind(store);
  jest
    .spyOn(store, 'commitTurn')
    .mockImplementation((turn) => (turn.replies.includes(bad) ? Promise.reject(new Error('refused')) : commit(turn)));
  expect(replies(await runner.run(await say('c', 'x')))).toEqual(['sorry: failed']);
});

it('answers after a start what was stored before it, in order', async () => {
  await Promise.all([open('a'), open('b')]);
  for (const text of ['1', '2', '3']) await Promise.all([say('a', text), say('b', text)]);
  const seen: string[] = [];
  const runner = runnerWith((input) => {
    seen.push(`${input.conversationId}${textOf(input)}`);
    return Promise.resolve(result('ok'));
  });
  expect(await runner.resume()).toBe(6);
  await Promise.all((await store.unanswered()).map((left) => runner.answerTo(left)));
  expect(seen.filter((one) => one.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
  expect(seen.filter((one) => one.startsWith('b'))).toEqual(['b1', 'b2', 'b3']);
  expect(await store.unanswered()).toEqual([]);
});

it('finishes at a stop what it is working on, and leaves the rest stored for the next start', async () => {
  await open('c');
  const runner = runnerWith(async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return result('ok');
  });
  const said = [await say('c', '1'), await say('c', '2'), await say('c', '3')];
  const answers = said.map((one) => runner.run(one));
  await runner.stop();
  expect((await Promise.allSettled(answers)).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'rejected',
  ]);
  expect((await store.unanswered()).map(({ seq }) => seq)).toEqual([2, 3].map((n) => said[n - 1]?.seq));
});

it('answers nothing in a conversation that was deleted meanwhile', async () => {
  await open('c');
  const runner = runnerWith(() => Promise.resolve(result('too late')));
  const said = await say('c', 'x');
  await store.deleteConversation('c');
  expect(await runner.run(said)).toEqual([]);
});
