/**
 * A request for PALS, line by line: what the advisor gets, and what the person sees of it before. The person's panel and
 * the desk both draw this list, so that neither shows what the other does not.
 */
import type { Case } from './case';
import { answerLine, TakenOut } from './takenOut';

export interface RequestLine {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** The person took it out: the advisor does not get it. */
  readonly out: boolean;
  /** `stays`: PALS always gets it. `goesWith`: it is out because of another line. Null: the person chooses. */
  readonly fixed: 'stays' | 'goesWith' | null;
}

export interface LineWords {
  has(id: string, voice?: Case['facts']['voice']): boolean;
  line(
    id: string,
    voice?: Case['facts']['voice'],
    values?: Readonly<Record<string, string>>,
  ): { readonly text: string };
}

/** What has to be known of the questions. */
export interface LineFlows {
  /** The file of words of a question; undefined for one that a release removed. */
  flowOf(question: string): string | undefined;
  /** What else is known from an answer, such as that the person is in hospital. */
  flagsOf(question: string, answer: string): readonly string[];
}

export type Asked = Pick<Case, 'facts' | 'person' | 'tier'>;

const URGENT = ['T0', 'T1', 'T2', 'T3'];
/** T0 to T3: the rules of safety come before what the person left out. */
export const isUrgent = (tier: Case['tier']): boolean => URGENT.includes(tier);
const isSafety = (reason: string): boolean => reason.startsWith('scan:');

/** Reasons that PALS gets: what was found in what the person wrote is about their safety and stays. */
export const reasonsOf = (one: Pick<Case, 'facts' | 'person'>): readonly string[] =>
  new TakenOut(one).has('why') ? one.facts.reasons.filter(isSafety) : one.facts.reasons;

export class RequestLines {
  constructor(
    private readonly words: LineWords,
    private readonly flows: LineFlows,
  ) {}

  of(one: Asked): RequestLine[] {
    const { facts, person, tier } = one;
    const { voice, answers, outcome, maskedKinds } = facts;
    const out = new TakenOut(one);
    const urgent = isUrgent(tier);
    const line = (id: string, value: string, label = this.#say(`line.${id}`, voice), stays = false): RequestLine => ({
      id,
      label,
      value,
      out: !stays && out.has(id),
      fixed: stays ? 'stays' : out.has(id) && !person.takenOut.includes(id) ? 'goesWith' : null,
    });
    const named = (ids: readonly string[], name: (id: string) => string): string =>
      [...new Set(ids.map(name))].join(', ');
    const why = facts.reasons.filter((reason) => !isSafety(reason));
    const flags = this.#flags(one, out);
    return [
      line('tier', this.#say(`tier.${tier}`, voice), undefined, true),
      line('who', this.#say(`who.${voice}`, voice)),
      ...(why.length === 0
        ? []
        : [
            line(
              'why',
              named(why, (reason) => this.reason(one, reason)),
            ),
          ]),
      ...(why.length === facts.reasons.length
        ? []
        : [line('safety', this.#say('reason.scan', voice), undefined, true)]),
      ...(flags.length === 0
        ? []
        : [
            line(
              'flags',
              named(flags, (id) => this.flag(id)),
              undefined,
              urgent,
            ),
          ]),
      ...answers.map(({ question, answer }) => {
        const key = `${this.flows.flowOf(question) ?? ''}:${question}`;
        return line(
          answerLine(question),
          this.#orId(`${key}.answers.${answer}`, answer, voice),
          this.#orId(`${key}.ask`, question, voice),
        );
      }),
      ...(outcome === null ? [] : [line('outcome', this.outcome(outcome))]),
      ...(maskedKinds.length === 0
        ? []
        : [
            line(
              'masked',
              named(maskedKinds, (kind) => this.removed(kind)),
            ),
          ]),
    ];
  }

  reasons(one: Asked): readonly string[] {
    return reasonsOf(one);
  }

  /** Flags that the advisor gets. */
  flags(one: Asked): readonly string[] {
    const out = new TakenOut(one);
    return out.has('flags') && !isUrgent(one.tier) ? [] : this.#flags(one, out);
  }

  /** In words, and of an outcome or a question that is out no more than that there was one. */
  reason(one: Asked, id: string): string {
    const kind = this.keptBack(one, id);
    return kind === null ? this.reasonInFull(id, one.facts.voice) : this.#say(`why.${kind}`, one.facts.voice);
  }

  /** What alone may be told of this reason; null where all may. */
  keptBack(one: Asked, id: string): 'outcome' | 'unhappy' | null {
    const out = new TakenOut(one);
    const [kind = '', ...rest] = id.split(':');
    if (kind === 'outcome' && out.has('outcome')) return 'outcome';
    return kind === 'question' && out.has(answerLine(rest.join(':'))) ? 'unhappy' : null;
  }

  reasonInFull(id: string, voice?: Case['facts']['voice']): string {
    const [kind = '', ...rest] = id.split(':');
    const of = rest.join(':');
    switch (kind) {
      case 'mood':
        return this.#orId(`handover:reason.mood.${of}`, id, voice);
      case 'scan':
        return this.#say('reason.scan', voice);
      case 'outcome':
        return of === ''
          ? this.#say('why.outcome', voice)
          : this.#say('reason.outcome', voice, { title: this.outcome(of) });
      case 'question':
        return this.#say('reason.question', voice, { ask: this.question(of) });
      default:
        return this.#orId(`handover:reason.${id}`, id, voice);
    }
  }

  outcome(id: string): string {
    return this.#orId(`outcomes:${id}.title`, id);
  }

  question(id: string): string {
    return this.#orId(`${this.flows.flowOf(id) ?? ''}:${id}.ask`, id);
  }

  removed(kind: string): string {
    return this.#orId(`bot:personalInfo.${kind}`, kind);
  }

  flag(id: string): string {
    return this.#orId(`handover:flag.${id}`, id);
  }

  /** Those that follow only from what the person took out are out with it, unless it is urgent. */
  #flags({ facts: { flags, answers, voice }, tier }: Asked, out: TakenOut): readonly string[] {
    if (isUrgent(tier)) return flags;
    const isOut = ({ question }: (typeof answers)[number]): boolean => out.has(answerLine(question));
    const flagsOf = (given: typeof answers): readonly string[] =>
      given.flatMap(({ question, answer }) => this.flows.flagsOf(question, answer));
    const hidden = flagsOf(answers.filter(isOut));
    const shown = flagsOf(answers.filter((one) => !isOut(one)));
    return flags.filter(
      (flag) => (!hidden.includes(flag) || shown.includes(flag)) && !(flag === voice && out.has('who')),
    );
  }

  #say(id: string, voice?: Case['facts']['voice'], values?: Readonly<Record<string, string>>): string {
    return this.words.line(`handover:${id}`, voice, values).text;
  }

  /** A case outlives releases: an id whose words are gone is shown as it is. */
  #orId(key: string, id: string, voice?: Case['facts']['voice']): string {
    return this.words.has(key, voice) ? this.words.line(key, voice).text : id;
  }
}
