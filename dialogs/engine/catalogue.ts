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
  carryOn(id: string, standing: Pick<Standing, 'flags' | 'flow'>): string | undefined {
    const { next } = this.outcome(id, standing);
    const target = next[standing.flow] ?? next['any'];
    return id === 'done' ? undefined : target;
  }

  /** Where an offer leads from here; undefined where it is not shown. */
  offerTarget(id: string, standing: Standing): string | undefined {
    const { next, skipWhen } = this.offer(id);
    const skip =
      skipWhen === undefined ? undefined : standing.flags.map((flag) => skipWhen[flag]).find((to) => to !== undefined);
    const target = skip ?? (typeof next === 'object' ? next[standing.flow] : next);
    const leftQuestion = standing.left !== null && this.isQuestion(standing.left.at);
    return target === 'resume' && !leftQuestion ? undefined : target;
  }
}
