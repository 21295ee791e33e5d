/**
 * One step of a conversation, as a pure function: used by the dialogs, by the proof over every path, and by the
 * pictures, so that they cannot differ.
 */
import { FlowError, HANDOVER, type Catalogue } from './catalogue';
import type { Answer, Flag, SkipWhen } from './flow';
import { VOICES, type Journey, type Place, type Standing } from './journey';

export type Step =
  | { readonly answer: string }
  | { readonly carryOn: true }
  | { readonly offer: string }
  /**
   * A bar action, the safety scan or something written: it leaves what is open and comes back to it, or goes on from
   * another question.
   */
  | { readonly open: string };

/** How many steps "Go back" remembers: more than any path is long, and state stays small. */
const PAST_LIMIT = 20;

const skipTarget = (skipWhen: SkipWhen | undefined, flags: readonly Flag[]): string | undefined =>
  skipWhen === undefined ? undefined : flags.map((flag) => skipWhen[flag]).find((target) => target !== undefined);

const placeOf = ({ at, flow, then }: Place): Place => ({ at, flow, then });

/** Follows a target through `resume`, `end` and `skipWhen` to the node that opens. */
export function follow(catalogue: Catalogue, from: Standing, target: string): Standing {
  if (target === 'resume') {
    if (from.left !== null) return { ...from, ...from.left, left: null };
    const start = from.flags.includes('staff') ? catalogue.map.starts.staff : catalogue.map.starts.public;
    return follow(catalogue, { ...from, then: null }, from.then ?? start);
  }
  if (target === 'end') return follow(catalogue, from, 'done');
  if (target === HANDOVER) return { ...from, at: HANDOVER, left: from.left ?? placeOf(from) };
  if (!catalogue.isNode(target)) throw new FlowError('unknownNode', `Nothing is called "${target}".`);

  if (!catalogue.isQuestion(target)) {
    const skip = skipTarget(catalogue.outcome(target, from).skipWhen, from.flags);
    return skip === undefined ? { ...from, at: target } : follow(catalogue, from, skip);
  }
  const { flowId, flow, question } = catalogue.question(target);
  if (flow.interrupts === true) {
    const alreadyAway = catalogue.isQuestion(from.at) && catalogue.question(from.at).flow.interrupts === true;
    return { ...from, at: target, left: alreadyAway ? from.left : (from.left ?? placeOf(from)) };
  }
  const flags = [...from.flags, ...(flow.sets ?? []).filter((flag) => !from.flags.includes(flag))];
  const skip = skipTarget(question.skipWhen, flags);
  const entered = {
    ...from,
    flow: flowId,
    flags,
    voice: VOICES.find((voice) => voice === flow.audience) ?? from.voice,
  };
  return skip === undefined ? { ...entered, at: target } : follow(catalogue, entered, skip);
}

function answered(catalogue: Catalogue, from: Standing, answer: Answer): Standing {
  const flags = from.flags.filter((flag) => !(answer.clears ?? []).includes(flag));
  for (const flag of answer.sets ?? []) if (!flags.includes(flag)) flags.push(flag);
  const target = skipTarget(answer.skipWhen, flags) ?? answer.next;
  return follow(catalogue, { ...from, flags, then: answer.then ?? null }, target);
}

/** Null where this step cannot be taken from here (an old button, an offer that is not shown). */
export function nextStanding(catalogue: Catalogue, from: Standing, step: Step): Standing | null {
  if ('answer' in step) {
    const answers = catalogue.isQuestion(from.at) ? catalogue.question(from.at).question.answers : {};
    const answer = Object.hasOwn(answers, step.answer) ? answers[step.answer] : undefined;
    return answer === undefined ? null : answered(catalogue, from, answer);
  }
  if ('carryOn' in step) {
    const target = catalogue.isQuestion(from.at) ? undefined : catalogue.carryOn(from.at, from);
    if (target === undefined) return null;
    return follow(catalogue, target === 'resume' ? from : { ...from, then: null }, target);
  }
  if ('offer' in step) {
    const target = catalogue.offerTarget(step.offer, from);
    if (target === undefined) return null;
    if (target === 'resume') return follow(catalogue, from, target);
    return follow(catalogue, { ...from, then: null, left: from.left ?? placeOf(from) }, target);
  }
  const { flow } = catalogue.questions.get(step.open) ?? {};
  // Another question of the flows is gone on from; everything else is a detour that comes back.
  const left = flow === undefined || flow.interrupts === true ? (from.left ?? placeOf(from)) : null;
  return follow(catalogue, { ...from, then: null, left }, step.open);
}

/** The steps that a screen shows: answers and offers of a question, the way on and offers of an outcome. */
export function stepsFrom(catalogue: Catalogue, standing: Standing): Step[] {
  const question = catalogue.questions.get(standing.at)?.question;
  const main: Step[] =
    question !== undefined
      ? Object.keys(question.answers).map((answer) => ({ answer }))
      : catalogue.carryOn(standing.at, standing) !== undefined
        ? [{ carryOn: true }]
        : [];
  const offers = question === undefined ? catalogue.offersOf(standing.at, standing) : (question.offers ?? []);
  return [
    ...main,
    ...offers.filter((offer) => catalogue.offerTarget(offer, standing) !== undefined).map((offer) => ({ offer })),
  ];
}

const standingOf = ({ at, flow, then, voice, flags, left }: Standing): Standing => ({
  at,
  flow,
  then,
  voice,
  flags,
  left,
});

export const samePlace = (a: Standing, b: Standing): boolean =>
  JSON.stringify(standingOf(a)) === JSON.stringify(standingOf(b));

export interface Taken {
  readonly journey: Journey;
  readonly replayed: string[];
}

/**
 * Takes the step and remembers it for "Go back". Kept later answers that still hold are given again at once, up to the
 * next outcome or open question; `replayed` names those questions. Null where the step cannot be taken.
 */
export function takeStep(catalogue: Catalogue, journey: Journey, step: Step): Taken | null {
  const next = nextStanding(catalogue, journey, step);
  if (next === null) return null;
  // "Go back" undoes an answer, or a detour; carrying on from an outcome is part of the answer before it.
  const remembers = 'answer' in step || 'offer' in step || 'open' in step;
  const entry = { before: standingOf(journey), answer: 'answer' in step ? step.answer : null };
  const past = remembers ? [...journey.past, entry].slice(-PAST_LIMIT) : journey.past;
  const { [journey.at]: given, ...others } = journey.kept;
  // What was kept for a question that is left unanswered is still to be given.
  const kept = given === undefined || 'answer' in step ? others : journey.kept;
  const moved: Journey = { ...journey, ...next, past, kept };

  const again = kept[moved.at];
  if (again === undefined || 'open' in step || 'offer' in step) return { journey: moved, replayed: [] };
  const replay = takeStep(catalogue, moved, { answer: again });
  if (replay === null) return { journey: moved, replayed: [] };
  return { journey: replay.journey, replayed: [moved.at, ...replay.replayed] };
}

/** Takes back steps until `enough` of the one just taken back; its later answers are kept. Null when there is none. */
function takeBack(catalogue: Catalogue, journey: Journey, index: number): Journey | null {
  const entry = journey.past[index];
  if (entry === undefined) return null;
  const kept = { ...journey.kept };
  for (const { before, answer } of journey.past.slice(index)) {
    const interrupts = catalogue.questions.get(before.at)?.flow.interrupts === true;
    if (answer !== null && !interrupts) kept[before.at] ??= answer;
  }
  return { ...journey, ...entry.before, past: journey.past.slice(0, index), kept, misses: 0 };
}

/** To the question before, with flags and the place left as they were then. Null at the first question. */
export const goBack = (catalogue: Catalogue, journey: Journey): Journey | null =>
  takeBack(catalogue, journey, journey.past.length - 1);

/** To the last time this question was answered. Null where it was not. */
export function goBackTo(catalogue: Catalogue, journey: Journey, question: string): Journey | null {
  const index = journey.past.findLastIndex(({ before, answer }) => before.at === question && answer !== null);
  return index < 0 ? null : takeBack(catalogue, journey, index);
}

export function startOf(catalogue: Catalogue, audience: 'public' | 'staff'): Journey {
  const start = catalogue.map.starts[audience];
  const empty: Standing = { at: start, flow: '', then: null, voice: null, flags: [], left: null };
  return {
    ...follow(catalogue, empty, start),
    past: [],
    kept: {},
    tier: 'T7',
    tierIfAsked: 'T7',
    reasons: [],
    unitsSaid: [],
    maskedKinds: [],
    misses: 0,
    meant: [],
    owed: null,
    lastWritten: null,
    outcome: null,
    outcomeAfter: null,
  };
}
