/** People who write to a service, wherever it runs. */
import { randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { Action } from '../../dialogs/engine/screen';
import { activitySchema, type Activity } from './activity';

const setSchema = z.object({ activities: z.array(activitySchema), watermark: z.string() });
const openedSchema = z.object({
  conversationId: z.string(),
  token: z.string(),
  expires_in: z.number(),
  streamUrl: z.string().optional(),
});

export interface Answered {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

export async function call(
  base: string,
  method: string,
  path: string,
  { token, body, headers = {} }: { token?: string; body?: unknown; headers?: Readonly<Record<string, string>> } = {},
): Promise<Answered> {
  const response = await fetch(`${base}/v3/directline${path}`, {
    method,
    headers: {
      origin: base,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed: unknown = text === '' ? null : JSON.parse(text);
  return { status: response.status, body: parsed, headers: response.headers };
}

/** A WebSocket on a conversation: what came, in the order in which it came. */
export class Stream {
  readonly activities: Activity[] = [];
  closedWith: number | null = null;
  private readonly waiting = new Set<() => void>();

  constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      const text = data.toString('utf8');
      if (text !== '') this.activities.push(...setSchema.parse(JSON.parse(text)).activities);
      this.waiting.forEach((look) => {
        look();
      });
    });
    socket.on('close', (code) => {
      this.closedWith = code;
      this.waiting.forEach((look) => {
        look();
      });
    });
  }

  static open(url: string): Promise<Stream> {
    const stream = new Stream(new WebSocket(url));
    return new Promise((resolve, reject) => {
      stream.socket.once('open', () => {
        resolve(stream);
      });
      stream.socket.once('error', reject);
    });
  }

  until(isEnough: (stream: Stream) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`still waiting; came: ${JSON.stringify(this.activities.map((a) => a.text))}`));
      }, 15_000);
      const look = (): void => {
        if (!isEnough(this)) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
      look();
    });
  }

  /** Resolves when the answer to this message has come. */
  answerTo(messageId: string): Promise<void> {
    return this.until(({ activities }) => activities.some(({ replyToId }) => replyToId === messageId));
  }

  close(): void {
    this.socket.close();
  }
}

/** A person with one conversation. */
export class Person {
  private constructor(
    readonly base: string,
    readonly id: string,
    readonly token: string,
    readonly streamUrl: string,
    readonly startedWith: number,
  ) {}

  static async token(base: string): Promise<{ conversationId: string; token: string }> {
    return openedSchema.parse((await call(base, 'POST', '/tokens/generate', { body: {} })).body);
  }

  static async start(base: string): Promise<Person> {
    const { token } = await Person.token(base);
    const started = await call(base, 'POST', '/conversations', { token, body: { user: { id: 'me' } } });
    const opened = openedSchema.parse(started.body);
    return new Person(base, opened.conversationId, opened.token, opened.streamUrl ?? '', started.status);
  }

  /** The same person after the service has come back on another port. */
  at(base: string): Person {
    return new Person(base, this.id, this.token, this.streamUrl, this.startedWith);
  }

  call(
    method: string,
    rest: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answered> {
    return call(this.base, method, `/conversations/${this.id}${rest}`, { token: this.token, body, headers });
  }

  post(activity: Readonly<Record<string, unknown>>): Promise<Answered> {
    return this.call('POST', '/activities', activity);
  }

  /** Writes or presses, and gives back the message's id. */
  async say(said: string | { label: string; action: Action }, clientId = newId()): Promise<string> {
    const what = typeof said === 'string' ? { text: said } : { text: said.label, value: said.action };
    const answered = await this.post({ type: 'message', ...what, channelData: { clientActivityID: clientId } });
    if (answered.status !== 200) throw new Error(`not taken: ${answered.status} ${JSON.stringify(answered.body)}`);
    return z.object({ id: z.string() }).parse(answered.body).id;
  }

  async read(watermark: string | number = ''): Promise<z.infer<typeof setSchema>> {
    const { status, body } = await this.call('GET', `/activities?watermark=${watermark}`);
    if (status !== 200) throw new Error(`not read: ${status}`);
    return setSchema.parse(body);
  }

  async stream(watermark: string | number = ''): Promise<Stream> {
    const { body } = await this.call('GET', `?watermark=${watermark}`);
    return Stream.open(openedSchema.parse(body).streamUrl ?? '');
  }

  /** Says something and waits for its answer; gives the activities that came since. */
  async ask(said: Parameters<Person['say']>[0]): Promise<readonly Activity[]> {
    const before = (await this.read()).watermark;
    const stream = await this.stream(before);
    await stream.answerTo(await this.say(said));
    stream.close();
    return stream.activities;
  }
}

export const newId = (): string => randomBytes(6).toString('hex');
