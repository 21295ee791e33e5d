/** Where a question in one's own words leads from where the person is: a pure function, as each step is. */
import type { Catalogue } from './catalogue';
import type { Goal } from './flow';
import { answersOf, type Journey } from './journey';

export type GoalWay =
  /** Opens this, as a detour or as the question to go on from. */
  | { readonly open: string }
  | { readonly startAgain: true }
  /** What is open comes first: it leads there, or a safety question does. */
  | { readonly askFirst: true };

/** Null where nobody of this audience is led there. */
export function goalWay(
  catalogue: Catalogue,
  journey: Journey,
  audience: 'public' | 'staff',
  goal: string,
): GoalWay | null {
  const found: Goal | undefined = catalogue.map.goals[audience][goal];
  if (found === undefined) return null;
  const flag = journey.flags.find((one) => found.skipWhen?.[one] !== undefined);
  const instead = found.inFlow?.[journey.flow];
  if (instead === null) return { askFirst: true };
  const target = instead ?? (flag === undefined ? undefined : found.skipWhen?.[flag]) ?? found.to;
  if (target === catalogue.map.starts[audience]) return { startAgain: true };
  return questionWay(catalogue, journey, target) ?? { open: target };
}

/** Nobody is led past a safety question: the flow begins there, or goes on where it is. */
function questionWay(catalogue: Catalogue, journey: Journey, target: string): GoalWay | null {
  const { flow, flowId } = catalogue.questions.get(target) ?? {};
  if (flow === undefined || flow.interrupts === true) return null;
  const given = new Set(answersOf(journey).map(({ question }) => question));
  const questions = Object.keys(flow.questions);
  const before = (flow.safety ?? []).filter((one) => questions.indexOf(one) < questions.indexOf(target));
  if (before.every((one) => given.has(one))) return null;
  return flowId === journey.flow ? { askFirst: true } : { open: flow.start };
}
