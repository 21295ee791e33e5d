/** A chat with the stock server: what is said goes to `/api/messages`, replies come to a connector in this process. */
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { z } from 'zod';
import type { Chat } from './chat';
import { BenchError } from './errors';
import { post } from './http';
import type { Question } from './lap';

const PATH = /^\/v3\/conversations\/([^/]+)\/activities/;
const activitySchema = z.object({ type: z.string(), text: z.string().optional() });
const listeningSchema = z.object({ port: z.number() });

/** Stands for the Bot Framework's connector: takes the bot's activities and hands them to their chat. */
export class Connector {
  readonly #chats = new Map<string, (text: string) => void>();

  private constructor(
    private readonly server: Server,
    readonly address: string,
  ) {
    server.on('request', (request, response) => {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (chunk: string) => (body += chunk));
      request.once('end', () => {
        const { type, text = '' } = activitySchema.parse(JSON.parse(body));
        const chat = this.#chats.get(decodeURIComponent(PATH.exec(request.url ?? '')?.[1] ?? ''));
        response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"id":"1"}');
        if (type === 'message') chat?.(text);
      });
    });
  }

  static async listen(): Promise<Connector> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Connector(server, `http://127.0.0.1:${listeningSchema.parse(server.address()).port}`);
  }

  join(conversationId: string, onMessage: (text: string) => void): void {
    this.#chats.set(conversationId, onMessage);
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

export class StockChat implements Chat {
  #turns = 0;
  #onReply: (text: string) => void = () => undefined;

  private constructor(
    private readonly address: string,
    private readonly connector: Connector,
    private readonly id: string,
    private readonly questions: readonly Question[],
  ) {
    connector.join(id, (text) => {
      this.#onReply(text);
    });
  }

  static async open(
    address: string,
    connector: Connector,
    id: string,
    questions: readonly Question[],
  ): Promise<StockChat> {
    const chat = new StockChat(address, connector, id, questions);
    // Any message begins the dialog.
    await chat.#say('hello', questions[0]);
    return chat;
  }

  async turn(): Promise<void> {
    const pressed = this.questions[this.#turns % this.questions.length]?.pressed ?? '';
    this.#turns += 1;
    await this.#say(pressed, this.questions[this.#turns % this.questions.length]);
  }

  close(): void {
    this.#onReply = () => undefined;
  }

  async #say(text: string, next: Question | undefined): Promise<void> {
    const replied = new Promise<string>((resolve) => (this.#onReply = resolve));
    const acknowledged = post(`${this.address}/api/messages`, {
      type: 'message',
      id: `${this.id}-${this.#turns}`,
      timestamp: new Date().toISOString(),
      channelId: 'directline',
      serviceUrl: this.connector.address,
      from: { id: `user-${this.id}`, role: 'user' },
      recipient: { id: 'bot', role: 'bot' },
      conversation: { id: this.id },
      locale: 'en-GB',
      text,
    });
    const [reply] = await Promise.all([replied, acknowledged]);
    if (next === undefined || !reply.startsWith(next.text)) throw new BenchError('wrongReply', reply);
  }
}
