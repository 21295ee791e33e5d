/**
 * `npm run flows` draws every flow into docs/flows and prints the table that a PALS manager can sign;
 * `-- --json` prints the same as data.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flowDocuments, flowTables } from './flowDocuments';

const { questions, outcomes } = flowTables();
if (process.argv.includes('--json')) console.log(JSON.stringify({ questions, outcomes }, null, 2));
else {
  const folder = join('docs', 'flows');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(flowDocuments())) writeFileSync(join(folder, name), text);
  console.log(flowDocuments()['table.md'] ?? '');
}
