/** An advisor at the desk, through its endpoint: signs in by a one-time link, and keeps the cookie as a browser does. */
import { randomBytes } from 'node:crypto';
import { z, type ZodType } from 'zod';
import type { Role } from '../../handover/roles';
import type { Action } from '../../dialogs/engine/screen';
import { activitySchema, type Activity } from '../directLine/activity';
import {
  callCodeSchema,
  caseDetailSchema,
  casesSchema,
  feedEventSchema,
  historySchema,
  linkSchema,
  meSchema,
  movedSchema,
  refusalSchema,
  saidResultSchema,
  transcriptSchema,
  type CaseDetail,
  type CaseSummary,
  type DeskMove,
  type FeedEvent,
  type List,
  type TranscriptLine,
} from '../../channels/desk/wire';

export interface Answered {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

export interface Sent {
  readonly cookie?: string;
  readonly body?: unknown;
  /** Null: this header is left out. */
  readonly headers?: Readonly<Record<string, string | null>>;
}

/** As the desk's own page calls. */
export async function deskCall(base: string, method: string, path: string, sent: Sent = {}): Promise<Answered> {
  const usual: Record<string, string | null> = {
    origin: base,
    'x-pals-desk': '1',
    ...(sent.cookie !== undefined && { cookie: sent.cookie }),
    ...(sent.body !== undefined && { 'content-type': 'application/json' }),
    ...sent.headers,
  };
  const headers = Object.fromEntries(Object.entries(usual).filter((one): one is [string, string] => one[1] !== null));
  const response = await fetch(`${base}/desk/api${path}`, {
    method,
    headers,
    ...(sent.body !== undefined && { body: typeof sent.body === 'string' ? sent.body : JSON.stringify(sent.body) }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
}

/** The code behind `#` of a one-time link. */
export const codeIn = (text: string): string => /\/desk\/enter#([\w-]+)/.exec(text)?.[1] ?? '';

/** A stream of server-sent events: what came, in the order in which it came. */
export class Live {
  readonly events: { readonly id: number | null; readonly event: FeedEvent }[] = [];
  isOver = false;
  status = 0;
  private readonly stopping = new AbortController();
  private readonly waiting = new Set<() => void>();

  static async open(base: string, cookie: string, after: number | null, lastEventId?: number): Promise<Live> {
    const live = new Live();
    const response = await fetch(`${base}/desk/api/stream${after === null ? '' : `?after=${after}`}`, {
      headers: { cookie, ...(lastEventId !== undefined && { 'last-event-id': String(lastEventId) }) },
      signal: live.stopping.signal,
    });
    live.status = response.status;
    void live.read(response).catch(() => {
      live.isOver = true;
      live.look();
    });
    return live;
  }

  /** The key to come back with. */
  get lastId(): number {
    return this.events.findLast(({ id }) => id !== null)?.id ?? 0;
  }

  /** The texts that came of one case's conversation, in order. */
  texts(reference: string): string[] {
    return this.events.flatMap(({ event }) =>
      event.kind === 'activity' && event.reference === reference ? event.lines.map(({ text }) => text) : [],
    );
  }

  until(isEnough: (events: readonly FeedEvent[], live: Live) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`still waiting; came: ${JSON.stringify(this.events)}`));
      }, 15_000);
      const look = (): void => {
        if (
          !isEnough(
            this.events.map(({ event }) => event),
            this,
          )
        )
          return;
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
      look();
    });
  }

  close(): void {
    this.stopping.abort();
  }

  private async read(response: Response): Promise<void> {
    if (response.body === null) return;
    let text = '';
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      blocks.forEach((block) => this.take(block));
      this.look();
    }
    this.isOver = true;
    this.look();
  }

  private take(block: string): void {
    const field = (name: string): string | undefined => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
    const data = field('data');
    if (data === undefined) return;
    const event = feedEventSchema.parse(JSON.parse(data));
    if (event.kind !== field('event')) throw new Error('the name of an event is its kind');
    this.events.push({ id: field('id') === undefined ? null : Number(field('id')), event });
  }

  private look(): void {
    this.waiting.forEach((look) => look());
  }
}

export class Advisor {
  private constructor(
    readonly base: string,
    readonly cookie: string,
    readonly id: string,
    readonly name: string,
    /** Where the feed stood at the sign-in. */
    readonly feedKey: number,
  ) {}

  static async enter(base: string, code: string, name: string, role: Role = 'advisor'): Promise<Advisor> {
    const answered = await deskCall(base, 'POST', '/enter', { body: { code, name, role } });
    if (answered.status !== 200) throw new Error(`not let in: ${answered.status} ${JSON.stringify(answered.body)}`);
    const { me, feedKey } = meSchema.parse(answered.body);
    const cookie = (answered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return new Advisor(base, cookie, me.id, me.name, feedKey);
  }

  /** A colleague by a further link. */
  async colleague(name: string, role: Role = 'advisor'): Promise<Advisor> {
    const { url } = linkSchema.parse((await this.post('/links', {})).body);
    return Advisor.enter(this.base, codeIn(url), name, role);
  }

  get(path: string): Promise<Answered> {
    return deskCall(this.base, 'GET', path, { cookie: this.cookie });
  }

  post(path: string, body: unknown = {}): Promise<Answered> {
    return deskCall(this.base, 'POST', path, { cookie: this.cookie, body });
  }

  async cases(list: List): Promise<readonly CaseSummary[]> {
    return (await this.read(casesSchema, `/cases?list=${list}`)).cases;
  }

  detail(reference: string): Promise<CaseDetail> {
    return this.read(caseDetailSchema, `/cases/${reference}`);
  }

  async transcript(reference: string): Promise<readonly TranscriptLine[]> {
    return (await this.read(transcriptSchema, `/cases/${reference}/transcript`)).lines;
  }

  async history(reference: string): Promise<readonly string[]> {
    return (await this.read(historySchema, `/cases/${reference}/history`)).history.map(({ text }) => text);
  }

  move(reference: string, move: DeskMove, more: object = {}): Promise<Answered> {
    return this.post(`/cases/${reference}/moves`, { move, ...more });
  }

  /** A move that is done. */
  async does(reference: string, move: DeskMove, more: object = {}): Promise<CaseDetail> {
    const answered = await this.move(reference, move, more);
    if (answered.status !== 200) throw new Error(`${move} was refused: ${JSON.stringify(answered.body)}`);
    return movedSchema.parse(answered.body).case;
  }

  say(reference: string, text: string, clientId = newId()): Promise<Answered> {
    return this.post(`/cases/${reference}/messages`, { text, clientId });
  }

  async says(reference: string, text: string, clientId = newId()): Promise<readonly TranscriptLine[]> {
    const answered = await this.say(reference, text, clientId);
    if (answered.status !== 200) throw new Error(`not said: ${JSON.stringify(answered.body)}`);
    return saidResultSchema.parse(answered.body).lines;
  }

  /** On the phone with somebody new, or with whoever gives this reference. */
  async call(reference?: string): Promise<CaseDetail> {
    const answered = await this.post('/calls', reference === undefined ? {} : { reference });
    if (answered.status !== 200) throw new Error(`no call: ${JSON.stringify(answered.body)}`);
    return movedSchema.parse(answered.body).case;
  }

  enter(reference: string, said: string | { label: string; action: Action }, clientId = newId()): Promise<Answered> {
    const entry = typeof said === 'string' ? { text: said, action: null } : { text: said.label, action: said.action };
    return this.post(`/calls/${reference}/entries`, { ...entry, clientId });
  }

  /** What the desk reads out. */
  async hears(reference: string, after = 0): Promise<readonly Activity[]> {
    const answered = await this.get(`/calls/${reference}?after=${after}`);
    if (answered.status !== 200) throw new Error(`not read: ${JSON.stringify(answered.body)}`);
    return z.object({ activities: z.array(activitySchema) }).parse(answered.body).activities;
  }

  async returnCode(reference: string): Promise<string> {
    const answered = await this.post(`/calls/${reference}/code`);
    if (answered.status !== 200) throw new Error(`no code: ${JSON.stringify(answered.body)}`);
    return callCodeSchema.parse(answered.body).returnCode;
  }

  live(after: number | null = this.feedKey, lastEventId?: number): Promise<Live> {
    return Live.open(this.base, this.cookie, after, lastEventId);
  }

  leave(): Promise<Answered> {
    return this.post('/leave');
  }

  private async read<T>(schema: ZodType<T>, path: string): Promise<T> {
    const answered = await this.get(path);
    if (answered.status !== 200) throw new Error(`${path}: ${answered.status} ${JSON.stringify(answered.body)}`);
    return schema.parse(answered.body);
  }
}

export const newId = (): string => randomBytes(6).toString('hex');
export const refusalOf = ({ body }: Answered) => refusalSchema.parse(body);
