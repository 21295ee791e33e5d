/** A conversation map, looked up by id. Built once; a map whose parts do not fit together does not start. */
import type { ConversationMap, Flow, Offer, Outcome, Question } from './flow';
import type { Standing } from './journey';

export class FlowError extends Error {
  constructor(
    readonly code: 'unknownNode' | 'unknownOffer' | 'deadEnd',
    message: string,
  ) {
    super(message);
    this.name = 'FlowError';
  }
}

/** The offer that leads back to what was left. */
const BACK = 'backToQuestions';

/** The stop on the way to a person: a hand-written waterfall, not a question. */
export const HANDOVER = 'handover';

export class Catalogue {
  readonly questions = new Map<string, { readonly flowId: string; readonly flow: Flow; readonly question: Question }>();

  constructor(readonly map: ConversationMap) {
    for (const [flowId, flow] of Object.entries(map.flows)) {
      for (const [id, question] of Object.entries(flow.questions)) this.questions.set(id, { flowId, flow, question });
    }
  }

  isQuestion(id: string): boolean {
    return this.questions.has(id);
  }

  isNode(id: string): boolean {
    return this.isQuestion(id) || this.map.outcomes[id] !== undefined;
  }

  question(id: string): { readonly flowId: string; readonly flow: Flow; readonly question: Question } {
    const found = this.questions.get(id);
    if (found === undefined)
      throw new FlowError('unknownNode', `No flow asks "${id}": correct the id in dialogs/flows.`);
    return found;
  }

  /** The flow of a question; undefined for one that a release removed. */
  flowOf(question: string): string | undefined {
    return this.questions.get(question)?.flowId;
  }

  /** Flags that an answer sets. */
  flagsOf(question: string, answer: string): readonly string[] {
    return this.questions.get(question)?.question.answers[answer]?.sets ?? [];
  }

  offer(id: string): Offer {
    const found = this.map.offers[id];
    if (found === undefined)
      throw new FlowError('unknownOffer', `No offer is called "${id}": see dialogs/flows/offers.ts.`);
    return found;
  }

  /** The outcome as it stands with these flags: of two flags, the later in its `when` counts. */
  outcome(id: string, standing: Pick<Standing, 'flags'>): Outcome {
    const found = this.map.outcomes[id];
    if (found === undefined)
      throw new FlowError('unknownNode', `No outcome is called "${id}": see dialogs/flows/outcomes.ts.`);
    return Object.entries(found.when ?? {}).reduce<Outcome>(
      (merged, [flag, words]) => (standing.flags.some((set) => set === flag) ? { ...merged, ...words } : merged),
      found,
    );
  }

  /** Where a message found by the safety scan leads, by tier. */
  safetyRoutes({ flags }: Pick<Standing, 'flags'>): ConversationMap['safetyRoutes'] {
    const { safetyRoutes, staffSafetyRoutes } = this.map;
    return flags.includes('staff') ? { ...safetyRoutes, ...staffSafetyRoutes } : safetyRoutes;
  }

  /** Where "Carry on" leads from an outcome; undefined at the end. */
  carryOn(id: string, standing: Pick<Standing, 'flags' | 'flow' | 'left'>): string | undefined {
    const target = this.onward(id, standing);
    return this.comesBack(id, standing) ? 'resume' : target;
  }

  /** An outcome that was come to by a detour leads back, and not past questions that have not been asked. */
  comesBack(id: string, standing: Pick<Standing, 'flags' | 'flow' | 'left'>): boolean {
    const target = this.onward(id, standing);
    return id !== 'done' && this.hasLeftQuestion(standing) && (target === undefined || this.isQuestion(target));
  }

  /** Ways on below the first one; a detour always has one that leads back. */
  offersOf(id: string, standing: Pick<Standing, 'flags' | 'flow' | 'left'>): readonly string[] {
    const { offers = [], isLive, asksNoMore } = this.outcome(id, standing);
    const leadsBack =
      this.carryOn(id, standing) === 'resume' || offers.includes(BACK) || isLive === true || asksNoMore === true;
    return id === 'done' || leadsBack || !this.hasLeftQuestion(standing) ? offers : [...offers, BACK];
  }

  private onward(id: string, standing: Pick<Standing, 'flags' | 'flow'>): string | undefined {
    const { next } = this.outcome(id, standing);
    return id === 'done' ? undefined : (next[standing.flow] ?? next['any']);
  }

  private hasLeftQuestion({ left }: Pick<Standing, 'left'>): boolean {
    return left !== null && this.isQuestion(left.at);
  }

  /** Where an offer leads from here; undefined where it is not shown. */
  offerTarget(id: string, standing: Standing): string | undefined {
    const { next, skipWhen } = this.offer(id);
    const skip =
      skipWhen === undefined ? undefined : standing.flags.map((flag) => skipWhen[flag]).find((to) => to !== undefined);
    const target = skip ?? (typeof next === 'object' ? next[standing.flow] : next);
    return target === 'resume' && !this.hasLeftQuestion(standing) ? undefined : target;
  }
}
