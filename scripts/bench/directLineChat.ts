/** A chat with our own server, as the page holds it: Direct Line, the replies over a WebSocket. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { Chat } from './chat';
import { BenchError } from './errors';
import { post } from './http';
import { LAP, type Question } from './lap';

const tokenSchema = z.object({ token: z.string(), conversationId: z.string() });
const startSchema = z.object({ streamUrl: z.string() });
const ackSchema = z.object({ id: z.string() });
const replySchema = z.object({
  replyToId: z.string().optional(),
  text: z.string(),
  suggestedActions: z
    .object({ actions: z.array(z.object({ title: z.string(), value: z.unknown() })) })
    .default({ actions: [] }),
  channelData: z.object({ pals: z.object({ node: z.string() }) }),
});
type Reply = z.infer<typeof replySchema>;
const setSchema = z.object({ activities: z.array(z.object({ from: z.object({ role: z.string() }) }).loose()) });

export class DirectLineChat implements Chat {
  #turns = 0;
  #last: Reply | null = null;
  #onReply: (reply: Reply) => void = () => undefined;

  private constructor(
    private readonly socket: WebSocket,
    private readonly url: string,
    private readonly authorization: string,
  ) {
    socket.on('message', (data: Buffer) => {
      this.#read(data.toString());
    });
  }

  static async open(address: string): Promise<DirectLineChat> {
    const base = `${address}/v3/directline`;
    const { token, conversationId } = tokenSchema.parse(
      JSON.parse(await post(`${base}/tokens/generate`, {}, { Origin: address })),
    );
    const authorization = `Bearer ${token}`;
    const { streamUrl } = startSchema.parse(
      JSON.parse(await post(`${base}/conversations`, {}, { Authorization: authorization })),
    );
    const socket = new WebSocket(streamUrl, { perMessageDeflate: false });
    const chat = new DirectLineChat(socket, `${base}/conversations/${conversationId}/activities`, authorization);
    const greeted = new Promise<Reply>((resolve) => (chat.#onReply = resolve));
    await Promise.race([greeted, once(socket, 'close').then(() => chat.#wrong('the stream closed'))]);
    return chat;
  }

  async turn(): Promise<void> {
    const press = LAP[this.#turns % LAP.length];
    if (press === undefined) return;
    this.#turns += 1;
    const replied = new Promise<Reply>((resolve) => (this.#onReply = resolve));
    const activity = {
      type: 'message',
      text: this.#labelOf(press.action),
      value: press.action,
      channelData: { clientActivityID: `c${this.#turns}` },
    };
    const acknowledged = post(this.url, activity, { Authorization: this.authorization });
    const [reply, ack] = await Promise.all([replied, acknowledged]);
    if (reply.replyToId !== ackSchema.parse(JSON.parse(ack)).id) this.#wrong('a reply to another message');
    if (reply.channelData.pals.node !== press.opens) this.#wrong(`${reply.channelData.pals.node}: ${reply.text}`);
  }

  close(): void {
    this.socket.terminate();
  }

  /** Goes once round and notes what is asked, so that another stack can ask the same. */
  async noteQuestions(): Promise<Question[]> {
    const questions: Question[] = [];
    for (const { action } of LAP) {
      const choices = this.#last?.suggestedActions.actions.map(({ title }) => title) ?? [];
      questions.push({ text: this.#last?.text ?? '', choices, pressed: this.#labelOf(action) || (choices[0] ?? '') });
      await this.turn();
    }
    return questions;
  }

  #read(text: string): void {
    // An empty frame keeps the line alive.
    if (text === '') return;
    for (const activity of setSchema.parse(JSON.parse(text)).activities) {
      if (activity.from.role !== 'bot') continue;
      this.#last = replySchema.parse(activity);
      this.#onReply(this.#last);
    }
  }

  #labelOf(action: unknown): string {
    const wanted = JSON.stringify(action);
    const actions = this.#last?.suggestedActions.actions ?? [];
    return actions.find(({ value }) => JSON.stringify(value) === wanted)?.title ?? '';
  }

  #wrong(what: string): never {
    throw new BenchError('wrongReply', what);
  }
}
