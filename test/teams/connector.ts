/**
 * A channel on loopback: it posts activities to `/api/messages`, and is the connector to which the answers go. Shapes as
 * Agents Playground 0.2.28 posts them (msteams, personal chat: message, conversationUpdate, a pressed card's value without
 * text). Assumed from Microsoft's documentation, not recorded: the HTML attachment beside a text, files, group and channel.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const dataSchema = z.strictObject({
  pals: z.record(z.string(), z.unknown()),
  label: z.string(),
  card: z.int().optional(),
  msteams: z.object({ type: z.literal('messageBack'), text: z.string(), displayText: z.string() }).optional(),
});
const blockSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('TextBlock'), text: z.string(), wrap: z.literal(true) }),
  z.object({
    type: z.literal('Container'),
    selectAction: z.object({ type: z.literal('Action.Submit'), title: z.string(), data: dataSchema }),
    items: z.tuple([z.object({ type: z.literal('TextBlock'), text: z.string(), wrap: z.literal(true) })]),
  }),
]);
const sentSchema = z.object({
  type: z.literal('message'),
  text: z.literal('').optional(),
  summary: z.string().min(1),
  replyToId: z.string().optional(),
  attachments: z.tuple([
    z.object({
      contentType: z.literal('application/vnd.microsoft.card.adaptive'),
      content: z.object({ type: z.literal('AdaptiveCard'), version: z.literal('1.4'), body: z.array(blockSchema) }),
    }),
  ]),
  suggestedActions: z.undefined().optional(),
});
/** With the id that the channel gave it. */
export type Sent = z.infer<typeof sentSchema> & { readonly id?: string };

export interface Button {
  readonly title: string;
  readonly data: z.infer<typeof dataSchema>;
  /** The channel's id of the message that shows it. */
  readonly on?: string | undefined;
}

const blocksOf = (sent: readonly Sent[]) =>
  sent.flatMap(({ attachments: [card], id }) => card.content.body.map((block) => ({ block, on: id })));

export const buttonsOf = (sent: readonly Sent[]): Button[] =>
  blocksOf(sent).flatMap(({ block, on }) => (block.type === 'Container' ? [{ ...block.selectAction, on }] : []));

/** What a person reads above the buttons. */
export const textOf = (sent: readonly Sent[]): string =>
  blocksOf(sent)
    .flatMap(({ block }) => (block.type === 'TextBlock' ? [block.text] : []))
    .join('\n');

export class Connector {
  /** Everything that was sent to the person, oldest first. */
  readonly sent: Sent[] = [];
  /** What stands now in the chat, by the channel's id: a message that was updated shows its newest content. */
  readonly shown = new Map<string, Sent>();
  /** The Authorization header of each call. */
  readonly signed: (string | undefined)[] = [];
  /** What was sent in a shape that Teams cannot show. */
  readonly refused: unknown[] = [];
  /** While true, the connector answers 503, as a channel in trouble does. */
  isDown = false;
  #server: Server | null = null;
  #read = 0;

  constructor(
    /** `/api/messages` of the service. */
    public endpoint: string,
    readonly conversation = `a:${randomUUID()}`,
  ) {}

  async start(): Promise<this> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const path = new RegExp(`^/v3/conversations/${encodeURIComponent(this.conversation)}/activities(?:/([^/]+))?$`);
        const [isMine, at] = path.exec(request.url ?? '') ?? [];
        const sent = sentSchema.safeParse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
        if (!sent.success) this.refused.push(sent.error);
        this.signed.push(request.headers.authorization);
        const { status, id } = this.#take(request.method, isMine !== undefined, at, sent.data);
        response.writeHead(status, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify({ id }));
      });
    });
    this.#server = server;
    // A test that failed before it stopped this one must still end.
    server.unref();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  #take(method: string | undefined, isMine: boolean, at: string | undefined, sent: Sent | undefined) {
    const id = method === 'PUT' && at !== undefined ? decodeURIComponent(at) : randomUUID();
    if (this.isDown) return { status: 503, id };
    if (!isMine || (method === 'PUT' && !this.shown.has(id))) return { status: 404, id };
    if (sent === undefined) return { status: 400, id };
    this.shown.set(id, { ...sent, id });
    if (method === 'PUT') return { status: 200, id };
    this.sent.push({ ...sent, id });
    return { status: 201, id };
  }

  async stop(): Promise<void> {
    const server = this.#server;
    server?.closeAllConnections();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  get serviceUrl(): string {
    const address: AddressInfo | string | null | undefined = this.#server?.address();
    if (typeof address !== 'object' || address === null) throw new Error('The connector is not started');
    return `http://127.0.0.1:${address.port}/`;
  }

  activity(changes: object): Record<string, unknown> {
    return {
      type: 'message',
      id: String(Date.now()) + randomUUID().slice(0, 4),
      timestamp: new Date().toISOString(),
      channelId: 'msteams',
      serviceUrl: this.serviceUrl,
      from: { id: '29:staff', name: 'Nora Nurse', aadObjectId: '5d6a1f62-0000-4000-8000-000000000001' },
      recipient: { id: '28:bot', name: 'PALS assistant' },
      conversation: { id: this.conversation, conversationType: 'personal', tenantId: 'tenant' },
      locale: 'en-GB',
      ...changes,
    };
  }

  async post(body: unknown, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
    const response = await fetch(this.endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, body: await response.text() };
  }

  /** Posts an activity and gives back what was sent because of it. Teams waits for the status as we do. */
  async tell(changes: object): Promise<Sent[]> {
    const { status } = await this.post(this.activity(changes));
    if (status !== 200) throw new Error(`/api/messages answered ${status}`);
    return this.unread();
  }

  /** What stands now in the place of these messages. */
  now = (sent: readonly Sent[]): Sent[] => sent.flatMap(({ id }) => this.shown.get(id ?? '') ?? []);

  says = (text: string): Promise<Sent[]> => this.tell({ text, textFormat: 'plain' });

  /** As Agents Playground does it: what the button holds, and no text. */
  presses(label: string, among: readonly Sent[]): Promise<Sent[]> {
    const button = buttonsOf(among).find(({ title }) => title === label);
    if (!button)
      throw new Error(
        `No button "${label}" among: ${buttonsOf(among)
          .map(({ title }) => title)
          .join(' | ')}`,
      );
    return this.tell({ value: button.data, ...(button.on !== undefined && { replyToId: button.on }) });
  }

  joins = (): Promise<Sent[]> => this.tell({ type: 'conversationUpdate', membersAdded: [{ id: '28:bot' }] });

  unread(): Sent[] {
    const from = this.#read;
    this.#read = this.sent.length;
    return this.sent.slice(from);
  }
}
