/** A case in words: what an advisor reads of it. What the person took out is left out here, and nowhere else. */
import type { Case } from '../../handover/case';
import type { Words } from '../../locales/words';
import type { FlowFacts } from './flowFacts';
import type { CaseDetail, CaseSummary } from './wire';

export type Facts = Pick<
  CaseDetail,
  | 'lines'
  | 'takenOut'
  | 'reasons'
  | 'flags'
  | 'outcome'
  | 'wish'
  | 'needs'
  | 'language'
  | 'maskedKinds'
  | 'procedure'
  | 'guidance'
>;

const TELLING = ['scan:', 'outcome:', 'question:'];
const URGENT = ['T0', 'T1', 'T2', 'T3'];
/** A procedure's steps are `s1`, `s2` and so on. */
const STEPS = ['s1', 's2', 's3', 's4', 's5', 's6'];

export const isUrgent = (tier: Case['tier']): boolean => URGENT.includes(tier);

export class CaseWords {
  constructor(
    private readonly words: Words,
    private readonly flows: FlowFacts,
    /** Rules of the safety scan that fired after the person had asked for PALS. */
    private readonly rulesSince: (reference: string) => readonly string[],
  ) {}

  summary(one: Case): CaseSummary {
    const { facts, person, tier, state } = one;
    return {
      reference: one.reference,
      channel: one.channel,
      state,
      stateLabel: this.#say(`state.${state}`),
      tier,
      tierLabel: this.#say(`tier.${tier}`),
      urgent: isUrgent(tier),
      who: person.takenOut.includes('who') ? null : this.#handover(`who.${facts.voice}`, facts.voice),
      why: this.#why(one),
      raisedAt: one.raisedAt,
      waitingSince: one.waitingSince,
      dueAt: one.dueAt,
      holder: one.holder,
      handedTo: one.handedTo,
      asideUntil: one.asideUntil,
      closeReason: one.closeReason,
      version: one.version,
      unread: one.unread,
      alerts: one.alerts,
      outside: one.outside,
      how: { id: person.how, label: this.#say(`how.${person.how}`) },
    };
  }

  facts(one: Case): Facts {
    const { facts, person, tier } = one;
    const { voice } = facts;
    const lines = this.#lines(one).filter(({ id }) => !person.takenOut.includes(id));
    const needs = person.needs.map((id) => ({ id, label: this.#handover(`needs.${id}`, voice) }));
    return {
      lines,
      takenOut: person.takenOut.length,
      reasons: this.#reasons(one).map((reason) => this.#told(one, reason)),
      flags: this.#flags(one).map((id) => ({ id, label: this.#orId(`deskCase:flag.${id}`, id) })),
      outcome:
        facts.outcome === null || person.takenOut.includes('outcome')
          ? null
          : { id: facts.outcome, title: this.outcome(facts.outcome) },
      wish: person.wish,
      needs,
      language:
        person.language === null
          ? null
          : { id: person.language, label: this.#handover(`languages.${person.language}`, voice) },
      maskedKinds: person.takenOut.includes('masked') ? [] : this.labels(facts.maskedKinds),
      procedure: isUrgent(tier) ? this.#procedure(tier) : null,
      guidance: this.#guidance(person.takenOut.includes('outcome') ? null : facts.outcome),
    };
  }

  /** A reason with the rule, question or outcome behind it. */
  reason(id: string): string {
    const [kind = '', ...rest] = id.split(':');
    const of = rest.join(':');
    switch (kind) {
      case 'scan':
        return this.#say('reason.scan', { rule: of });
      case 'outcome':
        return this.#say('reason.outcome', { title: this.outcome(of) });
      case 'question':
        return this.#say('reason.question', { ask: this.question(of) });
      default:
        return this.#orId(`deskCase:reason.${id}`, id);
    }
  }

  outcome(id: string): string {
    return this.#orId(`outcomes:${id}.title`, id);
  }

  question(id: string): string {
    return this.#orId(`${this.flows.flowOf(id) ?? ''}:${id}.ask`, id);
  }

  labels(kinds: readonly string[]): { id: string; label: string }[] {
    return kinds.map((id) => ({ id, label: this.removed(id) }));
  }

  removed(kind: string): string {
    return this.#orId(`bot:personalInfo.${kind}`, kind);
  }

  /** What raised the tier since is told also where the person took the reasons out: it is about their safety. */
  #reasons({ reference, facts, person, tier }: Case): readonly string[] {
    const given = person.takenOut.includes('why') ? [] : facts.reasons;
    const since = tier === facts.tier ? [] : this.rulesSince(reference).map((rule) => `scan:${rule}`);
    return [...new Set([...since, ...given])];
  }

  /**
   * The most telling reason: the scan's before an outcome or a question. The plain wish to talk is the same for all, so
   * what they were told or chose comes before it.
   */
  #why(one: Case): string | null {
    const reasons = this.#reasons(one);
    const told = TELLING.map((kind) => reasons.find((id) => id.startsWith(kind))).find((id) => id !== undefined);
    if (told !== undefined) return this.#told(one, told).label;
    const [plain] = reasons;
    return plain === undefined ? null : (this.#about(one) ?? this.#told(one, plain).label);
  }

  #about(one: Case): string | null {
    const { takenOut } = one.person;
    if (one.facts.outcome !== null && !takenOut.includes('outcome')) return this.outcome(one.facts.outcome);
    const chosen = this.#lines(one).filter(({ id }) => id.startsWith('answer:') && !takenOut.includes(id));
    return chosen.at(-1)?.value ?? null;
  }

  /** Of an outcome or a question that the person took out, no more than they see of it themselves. */
  #told({ facts: { voice }, person: { takenOut } }: Case, id: string): { readonly id: string; readonly label: string } {
    const [kind = '', ...rest] = id.split(':');
    const isOut =
      (kind === 'outcome' && takenOut.includes('outcome')) ||
      (kind === 'question' && takenOut.includes(`answer:${rest.join(':')}`));
    if (!isOut) return { id, label: this.reason(id) };
    return { id: kind, label: this.#handover(`why.${kind === 'outcome' ? 'outcome' : 'unhappy'}`, voice) };
  }

  /** Those that follow from what the person took out are out with it. */
  #flags({ facts: { flags, answers, voice }, person: { takenOut } }: Case): readonly string[] {
    const isOut = ({ question }: (typeof answers)[number]): boolean => takenOut.includes(`answer:${question}`);
    const flagsOf = (given: typeof answers): readonly string[] =>
      given.flatMap(({ question, answer }) => this.flows.flagsOf(question, answer));
    const hidden = flagsOf(answers.filter(isOut));
    const shown = flagsOf(answers.filter((one) => !isOut(one)));
    return flags.filter(
      (flag) => (!hidden.includes(flag) || shown.includes(flag)) && !(flag === voice && takenOut.includes('who')),
    );
  }

  /** The same lines, with the same ids, as in the person's own view of their request. */
  #lines(one: Case): Facts['lines'] {
    const { facts } = one;
    const { voice, answers, outcome, maskedKinds } = facts;
    const line = (id: string): string => this.#handover(`line.${id}`, voice);
    return [
      { id: 'who', label: line('who'), value: this.#handover(`who.${voice}`, voice) },
      { id: 'why', label: line('why'), value: facts.reasons.map((id) => this.#told(one, id).label).join('; ') },
      ...answers.map(({ question, answer }) => {
        const key = `${this.flows.flowOf(question) ?? ''}:${question}`;
        return {
          id: `answer:${question}`,
          label: this.#orId(`${key}.ask`, question, voice),
          value: this.#orId(`${key}.answers.${answer}`, answer, voice),
        };
      }),
      ...(outcome === null ? [] : [{ id: 'outcome', label: line('outcome'), value: this.outcome(outcome) }]),
      ...(maskedKinds.length === 0
        ? []
        : [{ id: 'masked', label: line('masked'), value: maskedKinds.map((kind) => this.removed(kind)).join(', ') }]),
    ];
  }

  #procedure(tier: Case['tier']): Facts['procedure'] {
    const base = `deskCase:procedure.${tier}`;
    const steps = STEPS.map((step) => `${base}.${step}`).filter((id) => this.words.has(id));
    return { title: this.words.line(`${base}.title`).text, steps: steps.map((id) => this.words.line(id).text) };
  }

  #guidance(outcome: string | null): Facts['guidance'] {
    return (outcome === null ? [] : this.flows.forAdvisor(outcome)).flatMap((id) => {
      const part = this.words.signpost(id);
      if (part === null) return [];
      const lines = [...part.lines, ...part.items].map(({ text }) => text);
      return [{ id, title: part.title?.text ?? id, lines: [...lines, ...part.contacts.map(({ label }) => label)] }];
    });
  }

  #say(id: string, values?: Readonly<Record<string, string>>): string {
    return this.words.line(`deskCase:${id}`, undefined, values).text;
  }

  #handover(id: string, voice: Case['facts']['voice']): string {
    return this.#orId(`handover:${id}`, id, voice);
  }

  /** A case outlives releases: an id whose words are gone is shown as it is. */
  #orId(key: string, id: string, voice?: Case['facts']['voice']): string {
    return this.words.has(key, voice) ? this.words.line(key, voice).text : id;
  }
}
