/** What the page knows. Parts of the page draw from it, and are told when something changed. */
import type {
  CaseDetail,
  Cases,
  CaseSummary,
  DeskAdvisor,
  FeedEvent,
  List,
  Me,
  SaidResult,
} from '../../channels/desk/wire';
import { may } from '../../handover/roles';
import { newId } from '../chat/newId';
import { api, DeskRefused } from './api';
import { announce } from './controls';
import { serverNow } from './clock';
import { Inbox } from './inbox';
import { Live } from './live';
import { newsIn, type News } from './news';
import { OpenCase } from './openCase';
import { word } from './words';

/** What comes under a dialog, or on a page in the background, is read afterwards. */
const isInSight = (): boolean =>
  document.visibilityState === 'visible' && document.documentElement.dataset['dialog'] === undefined;

export type Place = 'cases' | 'report' | 'running';
export interface Found {
  readonly words: string;
  readonly references: readonly string[];
}
/** How long after the last sign somebody is believed to be writing. */
const WRITING_MS = 6_000;

export class Desk {
  me: Me;
  advisors: readonly DeskAdvisor[] = [];
  readonly inbox = new Inbox(() => this.me.me.id);
  tab: List = 'waiting';
  place: Place = 'cases';
  found: Found | null = null;
  open: OpenCase | null = null;
  isLive = true;
  isLoaded = false;
  hasEnded = false;
  /** What a refused or failed action says, until the next one. */
  problem: string | null = null;
  /** What the composer says of the last words: personal information was removed from them. */
  removed: string | null = null;
  #nextClosed: string | null = null;
  #live: Live | null = null;
  #isTold = false;
  readonly #views = new Set<() => void>();
  readonly #hears = new Set<(news: News) => void>();

  constructor(me: Me) {
    this.me = me;
    if (!this.readsCases) this.place = 'running';
  }

  get mayWrite(): boolean {
    return may(this.me.me.role, 'workCases');
  }

  /** Whoever only runs the service sees nobody's case. */
  get readsCases(): boolean {
    return may(this.me.me.role, 'readCases');
  }

  onChange(draw: () => void): void {
    this.#views.add(draw);
  }

  onNews(hear: (news: News) => void): void {
    this.#hears.add(hear);
  }

  /** Many changes at once are drawn once. */
  changed = (): void => {
    if (this.#isTold) return;
    this.#isTold = true;
    queueMicrotask(() => {
      this.#isTold = false;
      for (const draw of this.#views) draw();
      this.noteRead();
    });
  };

  /** Reads everything, then follows the stream from where it was read. */
  async start(): Promise<void> {
    await this.readAll();
    this.#live = new Live(this.me.feedKey, {
      event: (event) => {
        this.#take(event);
      },
      line: (isThere) => {
        if (this.isLive === isThere) return;
        this.isLive = isThere;
        this.changed();
      },
      signedOut: () => {
        this.hasEnded = true;
        this.changed();
      },
    });
  }

  async readAll(): Promise<void> {
    if (!this.readsCases) {
      this.advisors = (await api.advisors()).advisors;
      this.isLoaded = true;
      this.changed();
      return;
    }
    const [, , , closed, { advisors }] = await Promise.all([
      this.#readList('waiting'),
      this.#readList('mine'),
      this.#readList('all'),
      api.cases('closed'),
      api.advisors(),
    ]);
    closed.cases.forEach((one) => this.inbox.put(one));
    this.#nextClosed = closed.next;
    this.advisors = advisors;
    this.isLoaded = true;
    this.changed();
  }

  /** Open cases are all here; of those that are closed the newest, and more when asked for. */
  get hasMore(): boolean {
    return this.tab === 'closed' && this.found === null && this.#nextClosed !== null;
  }

  readMore(): Promise<boolean> {
    return this.attempt(async () => {
      if (this.#nextClosed === null) return;
      const { cases, next } = await api.cases('closed', this.#nextClosed);
      cases.forEach((one) => this.inbox.put(one));
      this.#nextClosed = next;
    });
  }

  async #readList(list: List): Promise<void> {
    for (let after: string | null = null, more = true; more;) {
      const page: Cases = await api.cases(list, after);
      page.cases.forEach((one) => this.inbox.put(one));
      after = page.next;
      more = after !== null;
    }
  }

  get list(): readonly CaseSummary[] {
    if (this.found !== null) return this.found.references.flatMap((reference) => this.inbox.get(reference) ?? []);
    return this.inbox.list(this.tab, serverNow());
  }

  show(reference: string | null): void {
    if (!this.readsCases) return;
    this.place = 'cases';
    if (reference !== this.open?.reference) {
      this.problem = null;
      this.open = reference === null ? null : new OpenCase(reference, this.changed);
      const hash = reference === null ? ' ' : `#${reference}`;
      history.replaceState(null, '', hash === ' ' ? location.pathname : hash);
    }
    this.changed();
    void this.open?.read();
  }

  /** What I have on the screen I have read. */
  noteRead(): void {
    const one = this.open === null ? null : this.inbox.get(this.open.reference);
    if (one?.unread !== true || one.holder?.id !== this.me.me.id || !isInSight()) return;
    this.inbox.put({ ...one, unread: false });
    void api.read(one.reference).catch(() => {
      this.inbox.put({ ...one, unread: true });
    });
    this.changed();
  }

  /** Does something; what is refused is told. Resolves with whether it was done. */
  async attempt(action: () => Promise<unknown>): Promise<boolean> {
    this.problem = null;
    try {
      await action();
      return true;
    } catch (error) {
      this.problem = error instanceof DeskRefused ? error.message : word('problem.noAnswer');
      if (error instanceof DeskRefused) {
        if (error.refusal?.case !== undefined) this.inbox.put(error.refusal.case);
        if (error.status === 401) this.hasEnded = true;
      }
      void this.open?.read();
      return false;
    } finally {
      this.changed();
    }
  }

  /** Opens it at once: while it is being read somebody else cannot take it. */
  async pickUp(one: CaseSummary): Promise<boolean> {
    this.show(one.reference);
    return this.attempt(async () => {
      const move = one.handedTo?.id === this.me.me.id ? 'accept' : 'pickUp';
      this.moved((await api.move(one.reference, { move })).case);
    });
  }

  /** That personal information was removed from what I wrote: said at once, and until I write again. */
  tellRemoved(kinds: SaidResult['removed'], id: 'composer.removedReply' | 'composer.removedNote'): void {
    this.removed = kinds.length === 0 ? null : word(id, { kinds: kinds.map(({ label }) => label).join(', ') });
    if (this.removed !== null) announce(this.removed, true);
    this.changed();
  }

  /** A case that a move has brought to a new state. */
  moved(detail: CaseDetail): void {
    this.inbox.put(detail);
    if (this.open?.reference === detail.reference) {
      this.open.set(detail);
      void this.open.read();
    }
    this.changed();
  }

  /** Sends to the person; shown at once, and marked if it does not go out. */
  async say(text: string, clientId = newId()): Promise<void> {
    const { open } = this;
    if (open === null) return;
    open.unsent = [...open.unsent.filter((one) => one.clientId !== clientId), { clientId, text, failed: false }];
    this.changed();
    const done = await this.attempt(async () => {
      const { case: one, lines, removed } = await api.say(open.reference, { text, clientId });
      this.inbox.put(one);
      open.add(lines);
      this.tellRemoved(removed, 'composer.removedReply');
      open.unsent = open.unsent.filter((unsent) => unsent.clientId !== clientId);
      void open.read();
    });
    if (!done) for (const one of open.unsent) if (one.clientId === clientId) one.failed = true;
    this.changed();
  }

  stop(): void {
    this.#live?.stop();
  }

  #take(event: FeedEvent): void {
    switch (event.kind) {
      case 'case':
        this.#takeCase(event.case);
        break;
      case 'activity':
        if (event.reference === this.open?.reference) this.open.add(event.lines);
        if (event.lines.some(({ from }) => from === 'person')) this.#heard(event.reference);
        break;
      case 'presence':
        this.advisors = event.advisors;
        this.me = { ...this.me, me: event.advisors.find(({ id }) => id === this.me.me.id) ?? this.me.me };
        break;
      case 'opening':
        this.me = { ...this.me, opening: event.opening };
        break;
      case 'typing':
        if (event.reference === this.open?.reference && event.name !== this.me.me.name)
          this.open.typing = { name: event.from === 'person' ? null : event.name, until: Date.now() + WRITING_MS };
        setTimeout(this.changed, WRITING_MS + 100);
        break;
      case 'reset':
        void this.attempt(() => this.readAll());
        void this.open?.read();
        break;
      case 'ended':
        break;
    }
    this.changed();
  }

  /** A message alone makes no new version of its case. */
  #heard(reference: string): void {
    const one = this.inbox.get(reference);
    if (one === null || one.holder === null || one.unread) return;
    const unread = { ...one, unread: true };
    this.inbox.put(unread);
    if (this.inbox.wantsMe(unread)) for (const hear of this.#hears) hear({ kind: 'mine', case: unread });
  }

  #takeCase(one: CaseSummary): void {
    const before = this.inbox.get(one.reference);
    if (!this.inbox.put(one)) return;
    if (one.reference === this.open?.reference) void this.open.read();
    const kind = newsIn(before, one, this.inbox);
    if (kind !== null) for (const hear of this.#hears) hear({ kind, case: one });
  }
}
