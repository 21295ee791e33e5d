/** A turn that takes long: Teams posts again after 15 seconds, so it has its answer before, and so has the person. */
import { FIRST_ANSWER_MS } from '../../channels/teams/staffChat';
import { Connector, textOf } from './connector';
import { startService, type Running } from './service';

let running: Running;
let chat: Connector;

beforeEach(async () => {
  const begun = performance.now();
  // Time goes on, for the outbox too.
  const clock = {
    get passed() {
      return performance.now() - begun;
    },
  };
  running = await startService({}, { clock });
  chat = await new Connector(running.endpoint).start();
});
afterEach(async () => {
  await chat.stop();
  await running.stop();
});

/** Holds each commit of a turn for as long. */
function slowBy(milliseconds: number): void {
  const { store } = running.service;
  const commit = store.commitTurn.bind(store);
  jest.spyOn(store, 'commitTurn').mockImplementation(async (turn) => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return commit(turn);
  });
}

const arrived = async (what: string): Promise<void> => {
  while (!textOf(chat.sent).includes(what)) await new Promise((resolve) => setTimeout(resolve, 100));
};

test('a turn of twenty seconds: told to wait in under five, posts again have no effect, and the answer comes', async () => {
  expect(FIRST_ANSWER_MS).toBeLessThan(5_000);
  await chat.joins();
  slowBy(20_000);
  const message = chat.activity({ text: 'Something else' });
  expect(await chat.post(message)).toEqual({ status: 200, body: '' });
  expect(textOf(chat.unread())).toBe('I am still working on this. My answer will come here.');
  expect(await chat.post(message)).toEqual({ status: 200, body: '' });
  expect(chat.unread()).toEqual([]);
  await arrived('Which of these is closest?');
  expect(chat.unread()).toHaveLength(1);
  expect(await chat.post(message)).toEqual({ status: 200, body: '' });
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(chat.unread()).toEqual([]);
}, 90_000);

test('the service ends before a late answer is there: it comes after the start, once', async () => {
  await chat.joins();
  slowBy(5_000);
  await chat.post(chat.activity({ text: 'Something else' }));
  expect(textOf(chat.unread())).toBe('I am still working on this. My answer will come here.');
  jest.restoreAllMocks();
  running = await running.restart();
  chat.endpoint = running.endpoint;
  await arrived('Which of these is closest?');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(chat.unread()).toHaveLength(1);
}, 90_000);

test('a quick turn is told nothing of waiting', async () => {
  await chat.joins();
  await chat.says('Something else');
  await new Promise((resolve) => setTimeout(resolve, FIRST_ANSWER_MS + 500));
  expect(textOf(chat.sent)).not.toContain('still working');
}, 30_000);
