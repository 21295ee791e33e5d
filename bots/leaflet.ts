/** The whole conversation as one printable page, from the data that the dialogs run: numbers take the place of buttons. */
import { HANDOVER, type Catalogue } from '../dialogs/engine/catalogue';
import type { Offer, SkipWhen } from '../dialogs/engine/flow';
import type { Journey, Voice } from '../dialogs/engine/journey';
import type { Leaflet, LeafletEntry, LeafletTarget, LeafletWay, Part, Screen } from '../dialogs/engine/screen';
import { startOf } from '../dialogs/engine/step';
import type { Screens } from '../dialogs/screens';

/** What "Talk to PALS" is on paper. */
const PALS = 'whatIsPals';
/** Done by the assistant alone: a chat that waits, ends, is rated, or asks about what was written. */
const NOT_ON_PAPER = /^(handover\w*|done|end)$/;
const FLOWS = ['welcome', 'helpNow', 'patient', 'family', 'under18OrCannotAgree', 'unhappy', 'other'];
const FLAGS = ['inHospital', 'waiting'] as const;

interface Found {
  readonly when: string | null;
  readonly target: string;
}

class Numbering {
  readonly #numbers = new Map<string, number>();
  constructor(nodes: readonly string[]) {
    nodes.forEach((node, index) => this.#numbers.set(node, index + 1));
  }
  of(target: string): number | null {
    return this.#numbers.get(target === HANDOVER ? PALS : target) ?? null;
  }
}

const isOnPaper = (target: string): boolean => target === 'resume' || target === HANDOVER || !NOT_ON_PAPER.test(target);
const bySkip = (skipWhen: SkipWhen | undefined): Found[] =>
  FLAGS.flatMap((when) => (skipWhen?.[when] === undefined ? [] : [{ when, target: skipWhen[when] }]));
const byFlow = (next: Readonly<Record<string, string>>): Found[] =>
  Object.entries(next).map(([flow, target]) => ({ when: flow === 'any' ? null : flow, target }));
const ofOffer = ({ next, skipWhen, onPage }: Offer): Found[] =>
  onPage !== undefined || next === undefined
    ? []
    : [...bySkip(skipWhen), ...(typeof next === 'string' ? [{ when: null, target: next }] : byFlow(next))];

export function leafletOf(catalogue: Catalogue, screens: Screens): Leaflet {
  const { map } = catalogue;
  const offersOf = (ids: readonly string[]): { readonly id: string; readonly found: Found[] }[] =>
    ids.map((id) => ({
      id,
      found: ofOffer(catalogue.offer(id)).filter(({ target }) => isOnPaper(target) && target !== 'feedback'),
    }));
  const outcomeOf = (node: string) => map.outcomes[node];

  /** Where one may go from here, in the order of the page. */
  const leadsTo = (node: string): string[] => {
    const question = catalogue.questions.get(node)?.question;
    const outcome = outcomeOf(node);
    const offers = offersOf(question?.offers ?? outcome?.offers ?? []).flatMap(({ found }) => found);
    const skips = bySkip(question?.skipWhen ?? outcome?.skipWhen);
    const answers = Object.values(question?.answers ?? {}).flatMap(({ next, then, skipWhen }) => [
      ...bySkip(skipWhen),
      ...[next, then ?? []].flat().map((target) => ({ when: null, target })),
    ]);
    const own =
      outcome === undefined
        ? []
        : [...byFlow(outcome.next), ...whensOf(node).flatMap(({ next }) => byFlow(next ?? {}))];
    return [...skips, ...answers, ...own, ...offers].map(({ target }) => (target === HANDOVER ? PALS : target));
  };
  const whensOf = (node: string) =>
    Object.entries(outcomeOf(node)?.when ?? {}).flatMap(([flag, words]) =>
      flag === 'staff' ? [] : [{ flag, ...words }],
    );

  const nodes = new Set<string>();
  const visit = (node: string): void => {
    if (nodes.has(node) || !catalogue.isNode(node) || !isOnPaper(node)) return;
    nodes.add(node);
    leadsTo(node).forEach(visit);
  };
  [
    ...[map.starts.public, 'whatIsHappening', 'whatWouldHelp', PALS],
    ...Object.values(map.safetyRoutes),
    ...Object.values(map.goals.public).map(({ to }) => to),
  ].forEach(visit);

  const questionsOf = (flow: string): string[] =>
    Object.keys(map.flows[flow]?.questions ?? {}).filter((node) => nodes.has(node));
  const byTier = (a: string, b: string): number => (outcomeOf(a)?.tier ?? '').localeCompare(outcomeOf(b)?.tier ?? '');
  const outcomes = Object.keys(map.outcomes).filter((node) => nodes.has(node));
  const urgent = outcomes.filter((node) => outcomeOf(node)?.pinned === true).sort(byTier);
  const sections = [
    ...FLOWS.map((id) => ({ id, nodes: questionsOf(id) })),
    { id: 'outcomes', nodes: [...urgent, ...outcomes.filter((node) => !urgent.includes(node))] },
  ].filter((section) => section.nodes.length > 0);
  const numbers = new Numbering(sections.flatMap((section) => section.nodes));

  const targets = (found: readonly Found[]): LeafletTarget[] =>
    found.filter(({ target }) => isOnPaper(target)).map(({ when, target }) => ({ when, number: numbers.of(target) }));

  const entry = (node: string): LeafletEntry => {
    const flowId = catalogue.flowOf(node) ?? '';
    const audience = map.flows[flowId]?.audience;
    const voice: Voice = audience === 'family' ? 'family' : 'patient';
    const journey: Journey = {
      ...startOf(catalogue, 'public'),
      at: node,
      voice,
      flow: flowId === '' ? 'patient' : flowId,
    };
    const screen = screens.of(journey);
    const outcome = outcomeOf(node);
    const question = catalogue.questions.get(node)?.question;
    const way = (label: string, found: readonly Found[], then: string | undefined): LeafletWay[] => {
      const led = targets(found);
      const onward = then === undefined ? null : numbers.of(then);
      return led.length === 0 ? [] : [{ label, targets: led, then: onward }];
    };
    const answers = Object.entries(question?.answers ?? {}).flatMap(([answer, { next, then, skipWhen }]) => {
      const label = screen.answers.find(({ id }) => id === `${node}.${answer}`)?.label ?? '';
      const isBackFirst = next === 'resume' && then !== undefined;
      const found = [...bySkip(skipWhen), { when: null, target: isBackFirst ? then : next }];
      return way(label, found, isBackFirst ? undefined : then);
    });
    const onward =
      outcome === undefined
        ? []
        : way(
            screen.answers[0]?.label ?? screens.lineOf('offers:carryOn', voice).text,
            [
              ...whensOf(node).flatMap(({ flag, next }) =>
                byFlow(next ?? {}).map(({ target }) => ({ when: flag, target })),
              ),
              ...byFlow(outcome.next),
            ],
            undefined,
          );
    const offers = offersOf(question?.offers ?? outcome?.offers ?? []).flatMap(({ id, found }) =>
      way(screens.lineOf(`offers:${id}`, voice).text, found, undefined),
    );
    return {
      ...{ number: numbers.of(node) ?? 0, node, screen },
      otherwise: outcome === undefined ? [] : othersOf(screens, journey, screen),
      instead: targets(bySkip(question?.skipWhen ?? outcome?.skipWhen)),
      ways: [...answers, ...onward, ...offers],
    };
  };

  return {
    sections: sections.map((section) => ({ id: section.id, entries: section.nodes.map(entry) })),
    pals: numbers.of(PALS) ?? 0,
  };
}

/** What is said to those in hospital, or who wait, and not to the others. */
function othersOf(screens: Screens, journey: Journey, usual: Screen): LeafletEntry['otherwise'] {
  const known = new Set(usual.parts.map((part) => JSON.stringify(part)));
  return FLAGS.flatMap((when) => {
    const parts: readonly Part[] = screens
      .of({ ...journey, flags: [when] })
      .parts.filter((part) => !known.has(JSON.stringify(part)));
    return parts.length === 0 ? [] : [{ when, parts }];
  });
}
