/**
 * `npm run understand` reads lines such as `{"text": "…", "asked": "where"}` and writes what was understood, one line for
 * each. `-- --report FILE …` scores labelled lines and prints a table with 95 % intervals, and each miss. With `--rules` the
 * safety rules stand alone, without the model, as in a browser. `-- --table` prints the rules for people.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { askedOf } from '../dialogs/asked';
import { Catalogue } from '../dialogs/engine/catalogue';
import { secondOpinion } from '../dialogs/flows';
import { createWords } from '../locales/words';
import { loadProfile } from '../trust/loadProfile';
import { publicNumbers } from '../trust/publicNumbers';
import { trustValues } from '../trust/values';
import type { Candidate } from '../understanding';
import { understand, type Understanding } from '../understanding/understand';
import { hitsOf } from '../understanding/scan';
import { labelledLine } from './understand/labelled';
import { reportOf } from './understand/report';
import { ruleTable } from './understand/ruleTable';

const profile = loadProfile(process.env['TRUST_PROFILE'] ?? 'trust/example/profile.json');
const words = createWords({ language: 'en', trust: trustValues(profile) });
const catalogue = new Catalogue(secondOpinion);
const { questions, map } = catalogue;
const numbers = publicNumbers(profile);

const line = z.object({ text: z.string(), asked: z.string().optional() });

function candidatesOf(question: string | undefined): Candidate[] {
  const found = question === undefined ? undefined : questions.get(question);
  if (found === undefined) return [];
  const voice = found.flow.audience === 'family' ? 'family' : found.flow.audience === 'staff' ? 'staff' : 'patient';
  return Object.keys(found.question.answers).map((answer) => ({
    id: `${question ?? ''}.${answer}`,
    label: words.line(`${found.flowId}:${question ?? ''}.answers.${answer}`, voice).text,
  }));
}

const read = ({ text, asked }: z.infer<typeof line>, rulesAlone: boolean): Understanding =>
  understand(
    text,
    {
      ...askedOf(catalogue, asked ?? null, candidatesOf(asked)),
      safetyRoutes: map.safetyRoutes,
      publicNumbers: numbers,
      hospitalNumbers: profile.hospitalNumbers ?? [],
    },
    rulesAlone ? hitsOf : undefined,
  );

const linesOf = (file: string): unknown[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((one) => one.trim() !== '')
    .map((one): unknown => JSON.parse(one));

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      report: { type: 'boolean', default: false },
      rules: { type: 'boolean', default: false },
      table: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  if (values.table) {
    process.stdout.write(ruleTable());
    return;
  }
  if (values.report) {
    const labelled = positionals.flatMap((file) => linesOf(file).map((one) => labelledLine.parse(one)));
    console.log(reportOf(labelled.map((one) => ({ line: one, result: read(one, values.rules) }))));
    return;
  }
  for await (const one of createInterface({ input: process.stdin })) {
    if (one.trim() !== '') console.log(JSON.stringify(read(line.parse(JSON.parse(one)), values.rules)));
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
