/** A person in a chat, through the public endpoint: they press a button by its words, or write. */
import { z } from 'zod';
import { screenSchema, type Action, type Screen } from '../../dialogs/engine/screen';

const tokenSchema = z.object({ conversationId: z.string(), token: z.string() });
const activitySchema = z.object({
  id: z.string(),
  type: z.string(),
  text: z.string().optional(),
  replyToId: z.string().optional(),
  from: z.object({ role: z.string() }),
  channelData: z.object({ pals: screenSchema.optional() }).optional(),
});
const setSchema = z.object({ activities: z.array(activitySchema), watermark: z.string() });
const postedSchema = z.object({ id: z.string() });
export type Said = z.infer<typeof activitySchema>;

type Bar = Extract<Action, { bar: unknown }>['bar'];

export class Chat {
  readonly log: Said[] = [];
  private watermark = '';

  private constructor(
    private readonly url: string,
    readonly conversationId: string,
    readonly token: string,
  ) {}

  static async open(url: string): Promise<Chat> {
    const generated = await fetch(`${url}/v3/directline/tokens/generate`, { method: 'POST', headers: { origin: url } });
    const { conversationId, token } = tokenSchema.parse(await generated.json());
    const chat = new Chat(url, conversationId, token);
    await chat.request('/conversations', { method: 'POST' });
    await chat.catchUp();
    return chat;
  }

  /** What was said last. */
  get screen(): Screen {
    const last = this.log.findLast(({ channelData }) => channelData?.pals !== undefined)?.channelData?.pals;
    if (last === undefined) throw new Error('nothing has been said yet');
    return last;
  }

  /** Id of the question or outcome that is open. */
  get at(): string {
    return this.screen.node;
  }

  /** All that the bot said in its last reply, as text. */
  get said(): string {
    const last = this.log.findLast(({ from }) => from.role === 'bot');
    return this.log
      .filter(({ from, replyToId }) => from.role === 'bot' && replyToId === last?.replyToId)
      .map(({ text }) => text)
      .join('\n\n');
  }

  /** All page units that the bot has said, each with its text. */
  get unitsSaid(): Map<string, string> {
    const lines = this.log
      .flatMap(({ channelData }) => channelData?.pals?.parts ?? [])
      .flatMap((part) =>
        part.kind === 'steps' || part.kind === 'list'
          ? part.items
          : part.kind === 'line' || part.kind === 'heading'
            ? [part.line]
            : [],
      );
    return new Map(lines.flatMap(({ unit, text }): [string, string][] => (unit === undefined ? [] : [[unit, text]])));
  }

  /** Presses the button with these words. */
  async choose(label: string): Promise<Screen> {
    const { answers, offers } = this.screen;
    const choice = [...answers, ...offers].find((one) => one.label === label);
    if (choice === undefined) {
      throw new Error(
        `"${label}" is not on the screen of ${this.at}: ${[...answers, ...offers].map((one) => one.label).join(' | ')}`,
      );
    }
    return this.send({ text: label, value: choice.action });
  }

  async bar(bar: Bar): Promise<Screen> {
    return this.press({ bar });
  }

  async press(action: Action): Promise<Screen> {
    return this.send({ value: action });
  }

  async write(text: string): Promise<Screen> {
    return this.send({ text });
  }

  async send(activity: { text?: string; value?: unknown; [field: string]: unknown }): Promise<Screen> {
    const response = await this.request(`/conversations/${this.conversationId}/activities`, {
      method: 'POST',
      body: JSON.stringify({ type: 'message', from: { id: 'me' }, ...activity }),
    });
    if (!response.ok) throw new Error(`The message was answered ${response.status}: ${await response.text()}`);
    const { id } = postedSchema.parse(await response.json());
    await this.catchUp((all) => all.some(({ replyToId }) => replyToId === id));
    return this.screen;
  }

  private async catchUp(enough: (log: readonly Said[]) => boolean = () => true): Promise<void> {
    for (let tries = 0; ; tries++) {
      const response = await this.request(
        `/conversations/${this.conversationId}/activities?watermark=${this.watermark}`,
        { method: 'GET' },
      );
      const { activities, watermark } = setSchema.parse(await response.json());
      this.watermark = watermark;
      this.log.push(...activities);
      if (enough(this.log)) return;
      if (tries > 400) throw new Error('no reply came');
      await new Promise((later) => setTimeout(later, 5));
    }
  }

  private request(path: string, init: RequestInit): Promise<Response> {
    const headers = { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' };
    return fetch(`${this.url}/v3/directline${path}`, { ...init, headers });
  }
}
