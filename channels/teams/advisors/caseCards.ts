/**
 * The cards by which advisors work in Teams. The one in the team's channel holds no word of the person's. What people
 * wrote stands in a `RichTextBlock`: a `TextBlock` would read it as Markdown.
 */
import type { Activity } from 'botbuilder';
import type { Notice } from '../../../handover/alarm';
import type { Case } from '../../../handover/case';
import { CLOSE_REASONS } from '../../../handover/caseStates';
import { alertOf } from '../../../handover/alert';
import type { Words } from '../../../locales/words';
import type { CaseWords } from '../../desk/caseWords';
import type { TranscriptLine } from '../../desk/wire';
import { cardActivity, type Block } from '../cardActivity';
import type { CaseButton } from './caseButton';

export interface CaseCardsParts {
  readonly words: Words;
  readonly caseWords: CaseWords;
  /** Such as 10:02 on Monday 23 November. */
  readonly time: (at: string) => Readonly<Record<string, string>>;
  /** The case at the desk; null where the service does not know its own address. */
  readonly link: (reference: string) => string | null;
}

/** Bytes of what was said on one card: Teams takes about 28 KB in all. */
const MOST_SAID = 16 * 1024;
/** Bytes of one message on a card; the whole of it is at the desk. */
const MOST_OF_ONE = 12 * 1024;

const text = (line: string, more: Block = {}): Block => ({ type: 'TextBlock', text: line, wrap: true, ...more });
const title = (line: string): Block => text(line, { weight: 'Bolder', size: 'Medium' });
const asWritten = (line: string): Block => ({ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: line }] });
const isQueued = ({ state }: Case): boolean => state === 'waiting' || state === 'notAnsweredInTime';

export class CaseCards {
  constructor(private readonly parts: CaseCardsParts) {}

  /** In the team's channel. `isOld`: a newer card shows the case. */
  inChannel(one: Case, isOld = false): Partial<Activity> {
    const { reference, tier, waitingSince, dueAt, holder, heldSince, state } = one;
    const reasons = alertOf(one, 'notPickedUp', 'again', new Date(0)).reasons;
    const has =
      holder === null || heldSince === null
        ? this.#of(`state.${state}`)
        : this.#say('has', { name: holder.name, ...this.parts.time(heldSince) });
    const heading = isQueued(one) ? this.#say(one.alerts > 0 ? 'overdue' : 'new', { tier: this.#tier(tier) }) : has;
    const fact = (name: string, value: string) => ({ title: this.#of(`alert.fact.${name}`), value });
    const facts = [
      fact('reference', reference),
      fact('tier', this.#tier(tier)),
      ...(reasons.length === 0
        ? []
        : [fact('reasons', reasons.map((kind) => this.#of(`alert.reason.${kind}`)).join(', '))]),
      fact('waitingSince', this.#at(waitingSince)),
      fact('dueAt', this.#at(dueAt)),
    ];
    const canBePickedUp = isQueued(one) && !isOld;
    return this.#card(
      heading,
      [title(heading), { type: 'FactSet', facts }, ...(isOld ? [text(this.#say('newer'))] : [])],
      [...(canBePickedUp ? [this.#button('pickUp', reference, this.#say('pickUp'))] : []), ...this.#open(reference)],
    );
  }

  /** In the team's channel, of the service itself. */
  ofService({ event, alarm, at }: Notice): Partial<Activity> {
    const id = event === 'test' ? 'test' : `alarm.${alarm ?? ''}`;
    const heading = this.#of(`notice.${id}.title`);
    return this.#card(heading, [title(heading), text(this.#of(`notice.${id}.what`)), text(this.#at(at))], []);
  }

  /** What the advisor who picked it up gets first: the request as the desk shows it, and what was said so far. */
  summary(one: Case, lines: readonly TranscriptLine[]): Partial<Activity> {
    const { caseWords } = this.parts;
    const { reference } = one;
    const { lines: given, wish, needs, language, flags, procedure } = caseWords.facts(one);
    const heading = this.#say('yours', { reference });
    const facts = [
      ...given.map(({ label, value }) => ({ title: label, value })),
      ...[...flags, ...needs, ...(language === null ? [] : [language])].map(({ label }) => ({
        title: this.#say('needs'),
        value: label,
      })),
    ];
    const all = lines.map((line) => this.#line(line));
    const shown = newest(all);
    const earlier = all.length - shown.length;
    return this.#card(
      heading,
      [
        title(heading),
        text(this.#say('howItWorks')),
        { type: 'FactSet', facts },
        ...(wish === '' ? [] : [text(this.#say('wish'), { weight: 'Bolder' }), asWritten(wish)]),
        ...(procedure === null
          ? []
          : [text(procedure.title, { weight: 'Bolder' }), ...procedure.steps.map((step) => text(`- ${step}`))]),
        ...(shown.length === 0 ? [] : [text(this.#say('saidSoFar'), { weight: 'Bolder', separator: true })]),
        ...(earlier === 0 ? [] : [text(this.#say('earlier', { count: String(earlier) }), { isSubtle: true })]),
        ...shown.flat(),
      ],
      [...this.#ends(reference), ...this.#open(reference)],
    );
  }

  /** What was said since. */
  said(reference: string, lines: readonly TranscriptLine[]): Partial<Activity> {
    const [first] = lines;
    return this.#card(
      first === undefined ? reference : this.#speaker(first),
      lines.flatMap((line) => this.#line(line)),
      [{ type: 'Action.ShowCard', title: this.#say('end'), card: this.#inner(this.#ends(reference)) }],
    );
  }

  over(one: Case): Partial<Activity> {
    const { reference, state, holder } = one;
    const how = holder === null ? this.#of(`state.${state}`) : this.#say('overBy', { name: holder.name });
    const heading = this.#say('over', { reference });
    return this.#card(heading, [title(heading), text(how), text(this.#say('overWhat'))], this.#open(reference));
  }

  notice(id: string, values?: Readonly<Record<string, string>>): Partial<Activity> {
    const said = this.#say(id, values);
    return this.#card(said, [text(said)], []);
  }

  /** A sentence of the desk's own. */
  told(sentence: string): Partial<Activity> {
    return this.#card(sentence, [text(sentence)], []);
  }

  /** Of an advisor, to staff in their chat. */
  advisorSaid(name: string, words: string): Partial<Activity> {
    const heading = this.#say('advisor', { name });
    return this.#card(heading, [text(heading, { weight: 'Bolder' }), asWritten(words)], []);
  }

  #line(line: TranscriptLine): Block[] {
    const { alert, removed, hadAttachments } = line;
    const speaker = text(this.#speaker(line), { weight: 'Bolder', size: 'Small', spacing: 'Medium' });
    if (line.kind === 'status') return [text(line.text, { isSubtle: true, spacing: 'Medium' })];
    return [
      speaker,
      ...this.#words(line),
      ...(alert === null
        ? []
        : [text(this.#tier(alert.tier), { color: 'Attention', weight: 'Bolder', spacing: 'Small' })]),
      ...(removed.length === 0 ? [] : [text(this.#say('removed', { kinds: removed.join(', ') }), { isSubtle: true })]),
      ...(hadAttachments ? [text(this.#say('file'), { isSubtle: true })] : []),
    ];
  }

  /** Of the assistant its first sentence, which names the question or the answer: advisors know the rest. */
  #words({ from, text: said }: TranscriptLine): Block[] {
    const given = said.split('\n').filter((one) => one.trim() !== '');
    const lines = from === 'assistant' ? given.slice(0, given[0]?.endsWith(':') === true ? 2 : 1) : given;
    const blocks = lines.map((one) => ({ ...asWritten(one), spacing: 'None' }));
    if (bytesOf(blocks) <= MOST_OF_ONE) return blocks;
    const start = Array.from(said)
      .slice(0, MOST_OF_ONE / 6)
      .join('');
    return [asWritten(start), text(this.#say('cut'), { isSubtle: true })];
  }

  #speaker({ from, name, at }: TranscriptLine): string {
    const who = from === 'advisor' && name !== null ? name : this.#say(`from.${from}`);
    return this.#say('spoke', { who, ...this.parts.time(at) });
  }

  #ends(reference: string): Block[] {
    const choices = CLOSE_REASONS.map((value) => ({ title: this.#of(`closeReason.${value}`), value }));
    const data: CaseButton = { palsCase: { do: 'close', reference } };
    return [
      this.#button('handBack', reference, this.#say('handBack')),
      {
        type: 'Action.ShowCard',
        title: this.#say('close'),
        card: {
          type: 'AdaptiveCard',
          body: [{ type: 'Input.ChoiceSet', id: 'reason', style: 'expanded', label: this.#say('closeWhy'), choices }],
          actions: [{ type: 'Action.Submit', title: this.#say('closeNow'), data }],
        },
      },
    ];
  }

  #button(does: CaseButton['palsCase']['do'], reference: string, label: string): Block {
    const data: CaseButton = { palsCase: { do: does, reference } };
    return { type: 'Action.Submit', title: label, data };
  }

  #open(reference: string): Block[] {
    const url = this.parts.link(reference);
    return url === null ? [] : [{ type: 'Action.OpenUrl', title: this.#of('alert.open'), url }];
  }

  #inner(actions: readonly Block[]): Block {
    return { type: 'AdaptiveCard', body: [], actions };
  }

  #card(summary: string, body: readonly Block[], actions: readonly Block[]): Partial<Activity> {
    return cardActivity({ summary, fallbackText: summary, body, actions });
  }

  #tier = (tier: Case['tier']): string => this.#of(`tier.${tier}`);
  #at = (at: string): string => this.#of('alert.at', this.parts.time(at));
  #say = (id: string, values?: Readonly<Record<string, string>>): string => this.#of(`teams.${id}`, values);
  #of(id: string, values?: Readonly<Record<string, string>>): string {
    return this.parts.words.line(`deskCase:${id}`, undefined, values).text;
  }
}

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** The last that fit on one card. */
function newest(lines: readonly (readonly Block[])[]): readonly (readonly Block[])[] {
  let size = 0;
  const first = lines.findLastIndex((blocks) => (size += bytesOf(blocks)) > MOST_SAID);
  return lines.slice(first + 1);
}
