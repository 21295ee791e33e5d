/** The documents of docs/flows: a picture for each flow, and the table to sign. */
import { Catalogue } from '../dialogs/engine/catalogue';
import {
  drawFlow,
  outcomeRows,
  questionRows,
  type OutcomeRow,
  type PictureWords,
  type QuestionRow,
} from '../dialogs/engine/picture';
import { secondOpinion } from '../dialogs/flows';
import { createWords } from '../locales/words';
import { loadProfile } from '../trust/loadProfile';
import { trustValues } from '../trust/values';

const catalogue = new Catalogue(secondOpinion);

function pictureWords(): PictureWords {
  const words = createWords({ language: 'en', trust: trustValues(loadProfile('trust/example/profile.json')) });
  const key = (question: string): string => `${catalogue.question(question).flowId}:${question}`;
  return {
    ask: (question) => words.line(`${key(question)}.ask`).text,
    answer: (question, answer) => words.line(`${key(question)}.answers.${answer}`).text,
    title: (outcome) => words.line(`outcomes:${outcome}.title`).text,
  };
}

export function flowTables(): { questions: QuestionRow[]; outcomes: OutcomeRow[] } {
  const words = pictureWords();
  return { questions: questionRows(catalogue, words), outcomes: outcomeRows(catalogue, words) };
}

const list = (items: readonly string[]): string => (items.length === 0 ? '-' : items.join(', '));

function table({ questions, outcomes }: ReturnType<typeof flowTables>): string {
  return [
    '# Questions and outcomes, to be signed',
    '',
    'Made by `npm run flows`. S01 to S24 are units of the page *How to seek a second opinion*; E- items are signposting.',
    '',
    '## Questions',
    '',
    '| flow | question | asked | page units | answer | leads to |',
    '|---|---|---|---|---|---|',
    ...questions.flatMap(({ flow, id, ask, says, answers }) =>
      answers.map(({ label, next }, index) =>
        index === 0
          ? `| ${flow} | ${id} | ${ask} | ${list(says)} | ${label} | ${next} |`
          : `| | | | | ${label} | ${next} |`,
      ),
    ),
    '',
    '## Outcomes',
    '',
    '| outcome | title | tier | page units | signposting | leads to | offers | a person |',
    '|---|---|---|---|---|---|---|---|',
    ...outcomes.map(({ id, title, tier, says, signposting, next, offers, person }) => {
      const ways = Object.entries(next).map(([flow, target]) => (flow === 'any' ? target : `${flow}: ${target}`));
      const row = [id, title, tier, list(says), list(signposting), list(ways), list(offers), person ? 'yes' : 'no'];
      return `| ${row.join(' | ')} |`;
    }),
    '',
    'Signed for PALS: ____________________  Date: ____________',
    '',
  ].join('\n');
}

/** File name to text. */
export function flowDocuments(): Record<string, string> {
  const words = pictureWords();
  const pictures = Object.keys(secondOpinion.flows).map((flowId): [string, string] => [
    `${flowId}.md`,
    `# ${flowId}\n\n\`\`\`mermaid\n${drawFlow(catalogue, flowId, words)}\`\`\`\n`,
  ]);
  return { ...Object.fromEntries(pictures), 'table.md': table(flowTables()) };
}
