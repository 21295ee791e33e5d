/** docs/safety/rules.md is what the rules are now, and each rule has what a clinical safety officer needs to judge it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ruleTable } from '../../scripts/understand/ruleTable';
import { lexicon } from '../../understanding/lexicon/lexicon';
import { root } from './namedTests';

test('the table of rules is the one that is kept: npm run -s understand -- --table > docs/safety/rules.md', () => {
  expect(readFileSync(join(root, 'docs/safety/rules.md'), 'utf8')).toBe(ruleTable());
});

test('each rule has a row with its examples, its author, its date, and no approver that nobody has been', () => {
  const table = ruleTable();
  for (const { id, examples, author, date } of lexicon().rules) {
    const row = table.split('\n').find((line) => line.startsWith(`| ${id} |`)) ?? '';
    for (const text of [...examples, author, date]) expect(row).toContain(text);
  }
});
