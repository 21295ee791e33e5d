/** A flow as a Mermaid diagram and as a table, from the same data that the dialogs run. */
import { HANDOVER, type Catalogue } from './catalogue';
import type { Outcome, SkipWhen } from './flow';

/** Words for the picture; the caller finds them in `locales/`. */
export interface PictureWords {
  readonly ask: (question: string) => string;
  readonly answer: (question: string, answer: string) => string;
  readonly title: (outcome: string) => string;
}

const quoted = (text: string): string => `"${text.replaceAll('"', "'")}"`;
const skips = (skipWhen: SkipWhen | undefined): string[] =>
  Object.entries(skipWhen ?? {}).map(([flag, target]) => `${flag}: ${target}`);

export function drawFlow(catalogue: Catalogue, flowId: string, words: PictureWords): string {
  const flow = catalogue.map.flows[flowId];
  if (flow === undefined) return '';
  const lines = ['flowchart TD'];
  const drawn = new Set<string>();
  const node = (id: string): string => {
    if (drawn.has(id)) return id;
    drawn.add(id);
    const shape =
      flow.questions[id] !== undefined
        ? `${id}[${quoted(`${id}<br/>${words.ask(id)}`)}]`
        : catalogue.isQuestion(id)
          ? `${id}[/${quoted(`${id}<br/>(asked in ${catalogue.question(id).flowId})`)}/]`
          : catalogue.map.outcomes[id] !== undefined
            ? `${id}([${quoted(`${id}<br/>${words.title(id)}`)}])`
            : `${id}{{${quoted(id)}}}`;
    lines.push(`  ${shape}`);
    return id;
  };
  // A junction that Mermaid would take for a keyword.
  const target = (id: string): string => (id === 'end' ? node('theEnd') : node(id));
  for (const [id, question] of Object.entries(flow.questions)) {
    node(id);
    for (const [answer, { next, then, sets, clears, skipWhen }] of Object.entries(question.answers)) {
      const notes = [
        ...(sets ?? []).map((flag) => `sets ${flag}`),
        ...(clears ?? []).map((flag) => `clears ${flag}`),
        ...(then === undefined ? [] : [`then ${then}`]),
        ...skips(skipWhen),
      ];
      const label = [words.answer(id, answer), ...(notes.length === 0 ? [] : [`(${notes.join(', ')})`])].join('<br/>');
      lines.push(`  ${id} -->|${quoted(label)}| ${target(next)}`);
    }
    for (const skip of Object.values(question.skipWhen ?? {})) lines.push(`  ${id} -.->|skip| ${target(skip)}`);
  }
  return `${lines.join('\n')}\n`;
}

export interface OutcomeRow {
  readonly id: string;
  readonly title: string;
  readonly tier: Outcome['tier'];
  readonly says: readonly string[];
  readonly signposting: readonly string[];
  readonly next: Readonly<Record<string, string>>;
  readonly offers: readonly string[];
  readonly person: boolean;
}

export const outcomeRows = (catalogue: Catalogue, words: PictureWords): OutcomeRow[] =>
  Object.entries(catalogue.map.outcomes).map(([id, { tier, says = [], signposting = [], next, offers = [] }]) => ({
    id,
    title: words.title(id),
    tier,
    says,
    signposting,
    next,
    offers,
    person: offers.includes(HANDOVER) || Object.values(next).includes(HANDOVER),
  }));

export interface QuestionRow {
  readonly flow: string;
  readonly id: string;
  readonly ask: string;
  readonly says: readonly string[];
  readonly answers: readonly { readonly id: string; readonly label: string; readonly next: string }[];
}

export const questionRows = (catalogue: Catalogue, words: PictureWords): QuestionRow[] =>
  [...catalogue.questions].map(([id, { flowId, question }]) => ({
    flow: flowId,
    id,
    ask: words.ask(id),
    says: question.says ?? [],
    answers: Object.entries(question.answers).map(([answer, { next }]) => ({
      id: answer,
      label: words.answer(id, answer),
      next,
    })),
  }));
