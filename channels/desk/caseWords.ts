/** A case in words: what an advisor reads of it, from the same list as the person's own view of their request. */
import type { Case } from '../../handover/case';
import { isUrgent, RequestLines } from '../../handover/requestLines';
import { TakenOut } from '../../handover/takenOut';
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
/** A procedure's steps are `s1`, `s2` and so on. */
const STEPS = ['s1', 's2', 's3', 's4', 's5', 's6'];

export class CaseWords {
  private readonly list: RequestLines;

  constructor(
    private readonly words: Words,
    private readonly flows: FlowFacts,
  ) {
    this.list = new RequestLines(words, flows);
  }

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
      who: new TakenOut(one).has('who') ? null : this.#handover(`who.${facts.voice}`, facts.voice),
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
    const takenOut = new TakenOut(one);
    const outcome = takenOut.has('outcome') ? null : facts.outcome;
    const lines = this.list.of(one);
    return {
      lines: lines.filter(({ out }) => !out).map(({ id, label, value }) => ({ id, label, value })),
      takenOut: lines.filter(({ out }) => out).length,
      reasons: this.list.reasons(one).map((reason) => this.#told(one, reason)),
      flags: this.list.flags(one).map((id) => ({ id, label: this.list.flag(id) })),
      outcome: outcome === null ? null : { id: outcome, title: this.outcome(outcome) },
      wish: person.wish,
      needs: person.needs.map((id) => ({ id, label: this.#handover(`needs.${id}`, voice) })),
      language:
        person.language === null
          ? null
          : { id: person.language, label: this.#handover(`languages.${person.language}`, voice) },
      maskedKinds: takenOut.has('masked') ? [] : this.labels(facts.maskedKinds),
      procedure: isUrgent(tier) ? this.#procedure(tier) : null,
      guidance: this.#guidance(outcome),
    };
  }

  /** A reason with the rule, question or outcome behind it. */
  reason(id: string): string {
    const rule = /^scan:(.+)$/.exec(id)?.[1];
    return rule === undefined ? this.list.reasonInFull(id) : this.#say('reason.scan', { rule });
  }

  /** Reasons as a report counts them: of what the person took out, only that there was one. */
  reasonsToCount(one: Case): readonly string[] {
    return this.list.reasons(one).map((id) => this.#told(one, id).id);
  }

  outcome(id: string): string {
    return this.list.outcome(id);
  }

  question(id: string): string {
    return this.list.question(id);
  }

  labels(kinds: readonly string[]): { id: string; label: string }[] {
    return kinds.map((id) => ({ id, label: this.list.removed(id) }));
  }

  /**
   * The most telling reason: the scan's before an outcome or a question. The plain wish to talk is the same for all, so
   * what they were told or chose comes before it.
   */
  #why(one: Case): string | null {
    const reasons = this.list.reasons(one);
    const told = TELLING.map((kind) => reasons.find((id) => id.startsWith(kind))).find((id) => id !== undefined);
    if (told !== undefined) return this.#told(one, told).label;
    const [plain] = reasons;
    return plain === undefined ? null : (this.#about(one) ?? this.#told(one, plain).label);
  }

  /** What they were told last, or else chose last, where that is not taken out. */
  #about(one: Case): string | null {
    const given = this.list.of(one).filter(({ out }) => !out);
    const outcome = given.find(({ id }) => id === 'outcome');
    // The first answer says no more than for whom they ask.
    const [, ...chosen] = given.filter(({ id }) => id.startsWith('answer:'));
    return (outcome ?? chosen.at(-1))?.value ?? null;
  }

  #told(one: Case, id: string): { readonly id: string; readonly label: string } {
    const kind = this.list.keptBack(one, id);
    return kind === null ? { id, label: this.reason(id) } : { id: kind, label: this.list.reason(one, id) };
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
