/**
 * Teams with several chats on loopback: the connector to which everything is sent, and people who write and press. Shapes
 * of conversations, posts in a channel and refusals are assumed from Microsoft's documentation, not recorded.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { MOST_BYTES, problemsOf } from './cardProblems';

const blockSchema: z.ZodType<Block> = z.lazy(() =>
  z.looseObject({
    type: z.string(),
    text: z.string().optional(),
    inlines: z.array(z.looseObject({ text: z.string() })).optional(),
    facts: z.array(z.object({ title: z.string(), value: z.string() })).optional(),
    items: z.array(blockSchema).optional(),
    selectAction: actionSchema.optional(),
  }),
);
const actionSchema: z.ZodType<Action> = z.lazy(() =>
  z.looseObject({
    type: z.string(),
    title: z.string().optional(),
    url: z.string().optional(),
    data: z.record(z.string(), z.unknown()).optional(),
    card: z
      .object({ type: z.literal('AdaptiveCard'), body: z.array(blockSchema), actions: z.array(actionSchema) })
      .optional(),
  }),
);
interface Block {
  type: string;
  text?: string | undefined;
  inlines?: { text: string }[] | undefined;
  facts?: { title: string; value: string }[] | undefined;
  items?: Block[] | undefined;
  selectAction?: Action | undefined;
}
interface Action {
  type: string;
  title?: string | undefined;
  url?: string | undefined;
  data?: Record<string, unknown> | undefined;
  card?: { type: 'AdaptiveCard'; body: Block[]; actions: Action[] } | undefined;
}
const cardSchema = z.object({
  type: z.literal('AdaptiveCard'),
  version: z.literal('1.4'),
  body: z.array(blockSchema),
  actions: z.array(actionSchema).optional(),
});
const messageSchema = z.object({
  type: z.literal('message'),
  attachments: z.tuple([
    z.object({ contentType: z.literal('application/vnd.microsoft.card.adaptive'), content: cardSchema }),
  ]),
});
const postSchema = z.object({
  isGroup: z.literal(true),
  channelData: z.object({ channel: z.object({ id: z.string() }) }),
  activity: messageSchema,
});

export interface Shown {
  readonly id: string;
  readonly conversation: string;
  readonly card: z.infer<typeof cardSchema>;
}

const textsOf = ({ text, inlines, facts, items }: Block): string[] => [
  ...(text === undefined ? [] : [text]),
  ...(inlines ?? []).map((one) => one.text),
  ...(facts ?? []).map(({ title, value }) => `${title}: ${value}`),
  ...(items ?? []).flatMap(textsOf),
];
export const textOf = ({ card }: Pick<Shown, 'card'>): string => card.body.flatMap(textsOf).join('\n');
const all = (actions: readonly Action[]): Action[] =>
  actions.flatMap((action) => [action, ...all(action.card?.actions ?? [])]);
const actionsOf = ({ card }: Shown): Action[] => [
  ...all(card.actions ?? []),
  ...card.body.flatMap(({ selectAction }) => selectAction ?? []),
];
export const buttonsOf = (shown: Shown): string[] => actionsOf(shown).flatMap(({ title }) => title ?? []);

/** What the connector does with one call: take it, answer a status, or take it and never say so. */
export type Fault = { readonly status: number; readonly retryAfter?: string } | 'takesAndIsSilent' | 'cutsAtOnce';

export class Office {
  /** Newest content by the channel's id, in the order in which they were first sent. */
  readonly shown = new Map<string, Shown>();
  /** Typing that was shown, by conversation. */
  readonly typing: string[] = [];
  /** Calls of the connector as they came: method and conversation. */
  readonly calls: string[] = [];
  /** What is wrong with this conversation now. */
  readonly faults = new Map<string, Fault[]>();
  /** What was sent in a shape that Teams cannot show. */
  readonly refused: unknown[] = [];
  /** The Authorization header of each call. */
  readonly signed: (string | undefined)[] = [];
  #server: Server | null = null;

  /** `signs`: the headers of a post of Teams'. */
  constructor(
    public endpoint = '',
    readonly tenant = 'tenant',
    readonly signs: (serviceUrl: string) => Record<string, string> = () => ({}),
  ) {}

  async start(): Promise<this> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.#answer(request, response, JSON.parse(Buffer.concat(chunks).toString('utf8')));
      });
    });
    this.#server = server;
    server.unref();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    server?.closeAllConnections();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  get serviceUrl(): string {
    const address: AddressInfo | string | null | undefined = this.#server?.address();
    if (typeof address !== 'object' || address === null) throw new Error('The office is not open');
    return `http://127.0.0.1:${address.port}/`;
  }

  fail(conversation: string, ...faults: Fault[]): void {
    this.faults.set(conversation, faults);
  }

  /** Waits until what is sent next has met all of its faults. */
  async failed(conversation: string): Promise<void> {
    for (let waited = 0; (this.faults.get(conversation) ?? []).length > 0; waited += 1) {
      if (waited > 500) throw new Error('nothing was sent to fail');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  in(conversation: string): Shown[] {
    return [...this.shown.values()].filter((one) => one.conversation === conversation);
  }

  /** Waits until something that is shown in the conversation fits. */
  async until(conversation: string, fits: (shown: Shown) => boolean, what: string): Promise<Shown> {
    for (let waited = 0; waited < 500; waited += 1) {
      const found = this.in(conversation).find(fits);
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`Not shown: ${what}. There is: ${this.in(conversation).map(textOf).join('\n---\n')}`);
  }

  untilSays = (conversation: string, words: string): Promise<Shown> =>
    this.until(conversation, (shown) => textOf(shown).includes(words), words);

  async post(activity: object): Promise<number> {
    const response = await fetch(this.endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...this.signs(this.serviceUrl) },
      body: JSON.stringify(activity),
    });
    await response.text();
    return response.status;
  }

  #answer(request: IncomingMessage, response: ServerResponse, body: unknown): void {
    const [, encoded, at] =
      /^\/v3\/conversations(?:\/([^/]+)\/activities(?:\/([^/]+))?)?$/.exec(request.url ?? '') ?? [];
    const post = encoded === undefined ? postSchema.safeParse(body) : null;
    const conversation =
      encoded === undefined ? (post?.data?.channelData.channel.id ?? '') : decodeURIComponent(encoded);
    const root = conversation.split(';')[0] ?? '';
    this.signed.push(request.headers.authorization);
    this.calls.push(`${request.method ?? ''} ${root}`);
    const fault = this.faults.get(root)?.shift();
    const say = (status: number, answer: object, headers: Record<string, string> = {}): void => {
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
      response.end(JSON.stringify(answer));
    };
    if (fault === 'cutsAtOnce') {
      request.socket.destroy();
      return;
    }
    if (fault !== undefined && fault !== 'takesAndIsSilent') {
      say(
        fault.status,
        { error: { code: 'Fault' } },
        fault.retryAfter === undefined ? {} : { 'Retry-After': fault.retryAfter },
      );
      return;
    }
    if (z.object({ type: z.literal('typing') }).safeParse(body).success) {
      this.typing.push(root);
      say(201, { id: randomUUID() });
      return;
    }
    const message = post === null ? messageSchema.safeParse(body) : messageSchema.safeParse(post.data?.activity);
    if (!message.success) {
      this.refused.push(message.error);
      say(400, {});
      return;
    }
    const [{ content }] = message.data.attachments;
    const size = Buffer.byteLength(JSON.stringify(content));
    this.refused.push(...problemsOf(content), ...(size > MOST_BYTES ? [`${size} bytes`] : []));
    const id = request.method === 'PUT' && at !== undefined ? decodeURIComponent(at) : randomUUID();
    if (request.method === 'PUT' && !this.shown.has(id)) {
      say(404, {});
      return;
    }
    this.shown.set(id, { id, conversation: root, card: content });
    if (fault === 'takesAndIsSilent') return;
    say(
      request.method === 'PUT' ? 200 : 201,
      encoded === undefined ? { id: `${root};messageid=${id}`, activityId: id } : { id },
    );
  }
}

/** Somebody with Teams open: their own chat with the assistant, and the team's channel. */
export class Colleague {
  readonly chat = `a:${randomUUID()}`;

  constructor(
    private readonly office: Office,
    readonly name: string,
    readonly entraId: string,
  ) {}

  activity(changes: object): Record<string, unknown> {
    return {
      type: 'message',
      id: randomUUID(),
      timestamp: new Date().toISOString(),
      channelId: 'msteams',
      serviceUrl: this.office.serviceUrl,
      from: { id: `29:${this.name}`, name: this.name, aadObjectId: this.entraId },
      recipient: { id: '28:bot', name: 'PALS assistant' },
      conversation: { id: this.chat, conversationType: 'personal', tenantId: this.office.tenant },
      locale: 'en-GB',
      ...changes,
    };
  }

  async says(text: string, changes: object = {}): Promise<void> {
    const status = await this.office.post(this.activity({ text, ...changes }));
    if (status !== 200) throw new Error(`/api/messages answered ${status}`);
  }

  /** Presses on a card that is shown, also inside what the card unfolds. */
  async presses(label: string, shown: Shown, chosen: object = {}): Promise<void> {
    const action = actionsOf(shown).find(({ title, data }) => title === label && data !== undefined);
    if (action === undefined) throw new Error(`No button "${label}" among: ${buttonsOf(shown).join(' | ')}`);
    const isChannel = shown.conversation !== this.chat;
    const status = await this.office.post(
      this.activity({
        value: { ...action.data, ...chosen },
        replyToId: shown.id,
        ...(isChannel && { conversation: inChannel(shown.conversation, this.office.tenant) }),
      }),
    );
    if (status !== 200) throw new Error(`/api/messages answered ${status}`);
  }

  /** Takes the app out of their own chat. */
  removesTheApp = (): Promise<number> =>
    this.office.post(this.activity({ type: 'installationUpdate', action: 'remove', text: undefined }));
}

export const inChannel = (id: string, tenantId = 'tenant'): object => ({
  id: `${id};messageid=1`,
  conversationType: 'channel',
  isGroup: true,
  tenantId,
});
