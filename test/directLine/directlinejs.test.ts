/** Microsoft's own client library holds a whole conversation with our endpoint. */
import { DirectLine, type Activity, type Message } from 'botframework-directlinejs';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { screenSchema } from '../../dialogs/engine/screen';
import { Person, runService, type RunningService } from './service';
import { NodeXMLHttpRequest } from './xmlHttpRequest';

let running: RunningService;
beforeAll(async () => {
  Object.assign(globalThis, { XMLHttpRequest: NodeXMLHttpRequest, WebSocket });
  running = await runService();
});
afterAll(() => running.dispose());

const choicesSchema = z.object({
  actions: z.array(z.object({ title: z.string(), value: z.record(z.string(), z.unknown()) })),
});

class Client {
  readonly seen: Message[] = [];
  private wake: () => void = () => undefined;
  private readonly stop: () => void;

  constructor(readonly line: DirectLine) {
    const subscription = line.activity$.subscribe((activity: Activity) => {
      if (activity.type === 'message') this.seen.push(activity);
      this.wake();
    });
    this.stop = () => {
      subscription.unsubscribe();
      line.end();
    };
  }

  async until(isEnough: (seen: readonly Message[]) => boolean): Promise<void> {
    while (!isEnough(this.seen)) await new Promise<void>((resolve) => (this.wake = resolve));
  }

  /** Posts as Web Chat does, and waits for the echo and the answer. */
  async send(activity: Omit<Message, 'from'>): Promise<string> {
    const id = await new Promise<string>((resolve, reject) => {
      this.line.postActivity({ ...activity, from: { id: 'me' } }).subscribe({ next: resolve, error: reject });
    });
    expect(id).not.toBe('retry');
    await this.until((seen) => seen.some((a) => 'replyToId' in a && a.replyToId === id));
    return id;
  }

  screen() {
    return z.object({ pals: screenSchema }).parse(this.seen.at(-1)?.channelData).pals;
  }

  end(): void {
    this.stop();
  }
}

const connect = async (options: { webSocket: boolean }, base = running.base) => {
  const { token } = await Person.token(base);
  return new Client(new DirectLine({ token, domain: `${base}/v3/directline`, pollingInterval: 200, ...options }));
};

describe.each([
  ['by WebSocket', true],
  ['by polling', false],
])('botframework-directlinejs %s', (_name, webSocket) => {
  it('holds a conversation from the greeting to an outcome by the buttons it is shown', async () => {
    const client = await connect({ webSocket });
    await client.until((seen) => seen.length > 0);
    for (let turns = 0; client.screen().kind === 'question' && turns < 12; turns += 1) {
      const last = z.object({ suggestedActions: choicesSchema }).parse(client.seen.at(-1));
      const first = last.suggestedActions.actions[0];
      await client.send({ type: 'message', text: first?.title ?? '', value: first?.value ?? {} });
    }
    expect(client.screen().kind).toBe('outcome');
    // Each message once, in order, and never its answer first.
    const order = client.seen.map(({ id }) => id ?? '');
    expect(order).toEqual([...new Set(order)].sort());
    client.end();
  });

  it('echoes what it posts, masked, under its own client id', async () => {
    const client = await connect({ webSocket });
    await client.until((seen) => seen.length > 0);
    const id = await client.send({
      type: 'message',
      text: 'My number is 07700 900123',
      channelData: { clientActivityID: 'mine' },
    });
    const echo = client.seen.find((activity) => activity.id === id);
    expect(echo?.channelData).toMatchObject({ clientActivityID: 'mine' });
    expect(echo?.text).toContain('[phone number removed]');
    client.end();
  });
});

it('botframework-directlinejs comes back after its socket was cut, with nothing lost or doubled', async () => {
  const client = await connect({ webSocket: true });
  Object.assign(client.line, { getRetryDelay: () => 50 });
  await client.until((seen) => seen.length > 0);
  await client.send({ type: 'message', text: 'one' });
  running.cutStreams();
  const id = await client.send({ type: 'message', text: 'two' });
  const ids = client.seen.map((activity) => activity.id);
  expect(ids).toContain(id);
  expect(new Set(ids).size).toBe(ids.length);
  client.end();
});
