/** Every word that the flows need is there, and none is left over. */
import { Catalogue } from '../../dialogs/engine/catalogue';
import type { Outcome } from '../../dialogs/engine/flow';
import { VOICES } from '../../dialogs/engine/journey';
import { secondOpinion } from '../../dialogs/flows';
import { exampleWords } from '../exampleWords';
import outcomesJson from '../../locales/en/outcomes.json';
import offersJson from '../../locales/en/offers.json';

const catalogue = new Catalogue(secondOpinion);
const words = exampleWords();
const linesOf = (outcome: Outcome): string[] => [
  ...(outcome.lines ?? []),
  ...Object.values(outcome.when ?? {}).flatMap(({ lines = [] }) => lines),
];

test('every question, answer, outcome, line, offer and point of an ask card has words, for every voice', () => {
  const missing: string[] = [];
  const need = (id: string): void => {
    for (const voice of VOICES) if (!words.has(id, voice)) missing.push(`${id} (${voice})`);
  };
  for (const [id, { flowId, question }] of catalogue.questions) {
    need(`${flowId}:${id}.ask`);
    for (const answer of Object.keys(question.answers)) need(`${flowId}:${id}.answers.${answer}`);
  }
  for (const [id, outcome] of Object.entries(secondOpinion.outcomes)) {
    need(`outcomes:${id}.title`);
    for (const line of linesOf(outcome)) need(`outcomes:${id}.${line}`);
    for (const unit of outcome.askCard?.asks ?? []) need(`askCard:${unit}`);
  }
  for (const id of Object.keys(secondOpinion.offers)) need(`offers:${id}`);
  expect(missing).toEqual([]);
});

test('no outcome or offer has words that are never said', () => {
  const said = new Set(
    Object.entries(secondOpinion.outcomes).flatMap(([id, outcome]) =>
      ['title', 'carryOn', ...linesOf(outcome)].map((line) => `${id}.${line}`),
    ),
  );
  const written = Object.entries(outcomesJson).flatMap(([id, lines]) =>
    Object.keys(lines).map((line) => `${id}.${line.replace(/_(family|staff)$/, '')}`),
  );
  expect(written.filter((line) => !said.has(line))).toEqual([]);
  expect(Object.keys(offersJson).filter((id) => id !== 'carryOn' && secondOpinion.offers[id] === undefined)).toEqual(
    [],
  );
});

test('no two answers to a question read the same', () => {
  for (const [id, { flowId, question }] of catalogue.questions) {
    const labels = Object.keys(question.answers).map((answer) => words.line(`${flowId}:${id}.answers.${answer}`).text);
    expect({ id, different: new Set(labels).size }).toEqual({ id, different: labels.length });
  }
});
