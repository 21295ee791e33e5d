/** Every state that can be reached, and every simple path, from the same data that the dialogs run. */
import { HANDOVER, type Catalogue } from './catalogue';
import type { Standing } from './journey';
import { follow, nextStanding, startOf, stepsFrom, type Step } from './step';

export interface Edge {
  readonly step: Step;
  readonly to: State;
}
export interface State {
  readonly key: string;
  readonly standing: Standing;
  readonly edges: readonly Edge[];
}

/** How a request for a person can be met; each is a state after `handover`. */
export const HANDOVER_OUTCOMES = ['handoverLive', 'handoverQueue', 'handoverClosed', 'handoverByPhone'] as const;

/** What can be opened from anywhere: the bar, the safety scan and its check questions. */
export const interruptionsOf = (catalogue: Catalogue, standing: Standing): string[] => {
  const routes = Object.values(catalogue.safetyRoutes(standing));
  const everyone = ['whatIsHappening', HANDOVER, ...routes, ...Object.values(catalogue.map.checkQuestions)];
  return standing.flags.includes('staff') ? everyone : [...everyone, 'whatWouldHelp'];
};

export const keyOf = (standing: Standing): string =>
  JSON.stringify([
    standing.at,
    standing.flow,
    standing.voice,
    [...standing.flags].sort(),
    standing.then,
    standing.left,
  ]);

/** `interruptions`: also everything that can be opened from anywhere. */
export function exploreStates(
  catalogue: Catalogue,
  audience: 'public' | 'staff',
  options: { readonly interruptions: boolean },
): Map<string, State> {
  interface OpenState {
    key: string;
    standing: Standing;
    edges: Edge[];
  }
  const states = new Map<string, OpenState>();
  const queue: OpenState[] = [];
  const visit = (standing: Standing): OpenState => {
    const key = keyOf(standing);
    const known = states.get(key);
    if (known !== undefined) return known;
    const state: OpenState = { key, standing, edges: [] };
    states.set(key, state);
    queue.push(state);
    return state;
  };
  const { at, flow, then, voice, flags, left } = startOf(catalogue, audience);
  visit({ at, flow, then, voice, flags, left });
  for (let state = queue.shift(); state !== undefined; state = queue.shift()) {
    const from = state.standing;
    const steps: Step[] = [
      ...stepsFrom(catalogue, from),
      ...(options.interruptions ? interruptionsOf(catalogue, from).map((open) => ({ open })) : []),
    ];
    for (const step of steps) {
      const next = nextStanding(catalogue, from, step);
      if (next === null) continue;
      const ends = next.at === HANDOVER ? HANDOVER_OUTCOMES.map((outcome) => follow(catalogue, next, outcome)) : [next];
      for (const end of ends) state.edges.push({ step, to: visit(end) });
    }
  }
  return states;
}

/** Where nothing more is asked: the conversation is finished, or with a person. */
export const endsAt = ({ standing }: State): boolean => standing.at === 'done' || standing.at.startsWith('handover');

/**
 * Walks every simple path (no state twice) from the start to where it ends, and calls `onPath` with its states. A path
 * goes on through an outcome by "Carry on" and its offers. The array is reused: copy it to keep it.
 */
export function walkPaths(start: State, onPath: (path: readonly State[]) => void): void {
  const path: State[] = [];
  const onIt = new Set<State>();
  const walk = (state: State): void => {
    path.push(state);
    onIt.add(state);
    const onward = endsAt(state) ? [] : state.edges.filter(({ to }) => !onIt.has(to));
    if (onward.length === 0) onPath(path);
    for (const { to } of onward) walk(to);
    path.pop();
    onIt.delete(state);
  };
  walk(start);
}
