/** What the store holds, as the desk's page gets it. */
import type { Case, HistoryLine } from '../../handover/case';
import type { OpeningHours } from '../../handover/openingHours';
import { TakenOut } from '../../handover/takenOut';
import type { Advisor, Store } from '../../storage/port';
import type { CaseDesk } from '../../turns/caseDesk';
import type { MainSwitch } from '../../turns/mainSwitch';
import type { Words } from '../../locales/words';
import type { CaseWords } from './caseWords';
import type { DeskCode } from './errors';
import type { LocalTime } from './localTime';
import { isOnPhone, mayGiveCode, maySay, movesOf } from './may';
import { namedIn, transcriptLines, type Named } from './transcript';
import type { CaseDetail, DeskHistory, DeskOpening, Refusal, TranscriptPage } from './wire';

export interface ViewParts {
  readonly store: Store;
  readonly desk: Pick<CaseDesk, 'staffing'>;
  readonly words: Words;
  readonly caseWords: CaseWords;
  readonly time: LocalTime;
  readonly hours: OpeningHours;
  readonly mainSwitch: MainSwitch;
  readonly now: () => Date;
}

/** Lines of the log in one answer; a reader who is further behind asks again. */
const PAGE = 200;

/** Chats whose signposts are kept; the longest unread go first. */
const REMEMBERED = 500;

interface ReadChat {
  readonly upTo: number;
  /** What was said, each as often as it tells of other lines. */
  readonly named: ReadonlyMap<string, Named>;
}
const NOTHING_READ: ReadChat = { upTo: 0, named: new Map() };

export class Views {
  readonly #chats = new Map<string, ReadChat>();

  constructor(private readonly parts: ViewParts) {}

  async detail(one: Case, advisor: Advisor): Promise<CaseDetail> {
    const { caseWords, store } = this.parts;
    const stands = one.conversationId !== null && (await store.conversation(one.conversationId)) !== null;
    const read = stands ? await this.#read(one.reference) : NOTHING_READ;
    return {
      ...caseWords.summary(one),
      ...caseWords.facts(one),
      said: stands ? this.#said(one, read) : this.#saidOnce(one),
      chatStands: stands,
      lastSeq: read.upTo,
      heldSince: one.heldSince,
      moves: movesOf(one, advisor),
      maySay: maySay(one, advisor),
      call: isOnPhone(one, advisor)
        ? { mayGiveCode: mayGiveCode(one, advisor, await store.history(one.reference)) }
        : null,
    };
  }

  /** What was said to the person already, but for what tells of lines that they took out. The page's units first. */
  #said(one: Case, { named }: ReadChat): CaseDetail['said'] {
    const takenOut = new TakenOut(one);
    const said = new Map<string, CaseDetail['said'][number]>();
    for (const { kind, id, text, about } of named.values())
      if (!takenOut.hides(about)) said.set(`${kind} ${id}`, { kind, id, text });
    return [...said.values()].sort((a, b) => (a.kind === b.kind ? 0 : a.kind === 'page' ? -1 : 1));
  }

  /** Of a chat that was cleared: nobody knows any more what told of which line. */
  #saidOnce({ facts, person }: Case): CaseDetail['said'] {
    const { words } = this.parts;
    const units = person.takenOut.length > 0 ? [] : facts.unitsSaid.map((unit) => unit.replace(/^page:/, ''));
    return units.map((id) => ({
      kind: 'page' as const,
      id,
      text: words.has(`page:${id}.exact`) ? words.unit(id).text : id,
    }));
  }

  async transcript(one: Case, after: number): Promise<TranscriptPage> {
    const { store, words } = this.parts;
    const page = await store.readCase(one.reference, after, PAGE);
    return {
      lines: transcriptLines(page, one, words),
      after: page.at(-1)?.seq ?? after,
      more: page.length === PAGE,
    };
  }

  async history(reference: string): Promise<DeskHistory> {
    const lines = await this.parts.store.history(reference);
    return {
      history: lines.map((line) => ({ key: line.key, at: line.at, what: lineKind(line), text: this.#history(line) })),
    };
  }

  async opening(): Promise<DeskOpening> {
    const { hours, words, store, now } = this.parts;
    const status = hours.status(now());
    const closedByHand = await store.closedByHand();
    const say = (id: string, values?: Readonly<Record<string, string>>): string =>
      words.line(`deskCase:opening.${id}`, undefined, values).text;
    const calendar = status.open
      ? status.closes === null
        ? say('alwaysOpen')
        : say('openUntil', { ...words.moment(status.closes) })
      : status.opens === null
        ? say('unknown')
        : say('opens', { ...words.moment(status.opens) });
    return {
      isOpen: status.open && !closedByHand,
      staffed: (await this.parts.desk.staffing()) !== null,
      closedByHand,
      text: closedByHand ? say('closedByHand') : calendar,
      off: this.#off(),
    };
  }

  #off(): DeskOpening['off'] {
    const { mainSwitch, words, time } = this.parts;
    if (!mainSwitch.isOff()) return null;
    const since = mainSwitch.since();
    const isKept = mainSwitch.isKeptOff || since === null;
    const text = isKept
      ? words.line('deskCase:off.kept')
      : words.line('deskCase:off.by', undefined, { who: since.by.name, ...time.moment(since.at) });
    return { text: text.text, isKept };
  }

  refusal(code: DeskCode | 'failed', about: Case | null): Refusal {
    const { words, time, caseWords } = this.parts;
    const who = about?.holder ?? null;
    const message =
      code === 'taken' && who !== null && about?.heldSince
        ? words.line('errors:desk.takenBy', undefined, { name: who.name, ...time.moment(about.heldSince) }).text
        : words.line(`errors:desk.${code}`).text;
    return {
      error: { code, message },
      ...(about !== null && { case: caseWords.summary(about) }),
      ...(about?.heldSince && { heldSince: about.heldSince }),
    };
  }

  #history({ what, by, detail }: HistoryLine): string {
    const { words, time } = this.parts;
    const kind = lineKind({ what, detail });
    const id =
      what === 'setAside' && !detail.until
        ? 'asideEnded'
        : what === 'alerted' && detail.reach !== 'again'
          ? 'alertedWider'
          : kind;
    const known = (key: string): string | undefined => (words.has(key) ? words.line(key).text : undefined);
    const values = {
      who: by.name ?? known(`deskCase:by.${by.kind}`) ?? by.kind,
      to: detail.colleague ?? '',
      reason: known(`deskCase:closeReason.${detail.reason ?? ''}`) ?? '',
      rule: detail.rules ?? '',
      outcome: detail.outcome ?? '',
      until: detail.until ? Object.values(time.moment(detail.until)).join(' ') : '',
    };
    return words.has(`deskCase:history.${id}`) ? words.line(`deskCase:history.${id}`, undefined, values).text : what;
  }

  /** A long chat is read once: afterwards only what has come since. */
  async #read(reference: string): Promise<ReadChat> {
    const before = this.#chats.get(reference) ?? NOTHING_READ;
    const named = new Map(before.named);
    let { upTo } = before;
    for (;;) {
      const page = await this.parts.store.readCase(reference, upTo, PAGE);
      for (const one of namedIn(page)) named.set([one.kind, one.id, ...one.about].join(' '), one);
      upTo = page.at(-1)?.seq ?? upTo;
      if (page.length < PAGE) break;
    }
    const read = { upTo, named };
    this.#chats.delete(reference);
    this.#chats.set(reference, read);
    if (this.#chats.size > REMEMBERED) this.#chats.delete(this.#chats.keys().next().value ?? '');
    return read;
  }
}

/** Clearing the chat is told, unlike other changes of the request, which the conversation tells. */
const lineKind = ({ what, detail }: Pick<HistoryLine, 'what' | 'detail'>): string => {
  if (what !== 'edited' || detail.chat === undefined) return what;
  return detail.chat === 'expired' ? 'chatExpired' : 'chatDeleted';
};
