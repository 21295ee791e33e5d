/** The safety rules as a table that a clinician can read: `docs/safety/rules.md` is this text, and a test compares them. */
import { lexicon } from '../../understanding/lexicon/lexicon';
import type { TieredRule } from '../../understanding/lexicon/lexicon';
import { SAFETY_TIERS, type SafetyTier } from '../../understanding/vocabulary';

const TIERS: Readonly<Record<SafetyTier, string>> = {
  T0: 'Emergency now',
  T1: 'Crisis, self-harm',
  T2: 'In hospital and getting worse',
  T3: 'Safeguarding, threats',
  T4: 'Urgent treatment may be delayed',
};

const INTRODUCTION = `# The safety rules

Made by \`npm run -s understand -- --table\` from \`understanding/en/T0.json\` to \`T4.json\`; do not edit it by hand. For the Trust's clinical
safety officer. Each rule finds its examples and is not certain of its counter-examples: \`test/understanding/lexicon.test.ts\` tries every one.
**Certain** shows the card at once. **Possible** shows one line and asks first (T0, T2), or shows the card without asking (T1, T3).
What is denied, past or only imagined is possible, never certain; **slight** is one line. What is spoken of and not suffered is
less, or nothing ([decision 32](../decisions/0032-spoken-of-and-not-suffered.md)). The words of each rule stand in its file, under \`matches\`; where there is
\`with\`, one of those has to stand somewhere in the message too. "-" under approver: nobody has approved it yet.`;

const cell = (texts: readonly string[]): string =>
  texts.length === 0 ? '-' : texts.map((text) => `"${text.replaceAll('|', '\\|')}"`).join('; ');

const surenessOf = ({ certainty, otherwise }: TieredRule): string =>
  certainty === 'slight'
    ? 'slight'
    : certainty === 'possible'
      ? 'possible'
      : otherwise === 'possible'
        ? 'certain with more, else possible'
        : 'certain';

const rowOf = (rule: TieredRule): string => {
  const { id, tier, examples, counterExamples, author, approver, date } = rule;
  const cells = [id, tier, surenessOf(rule), cell(examples), cell(counterExamples), author, approver ?? '-', date];
  return `| ${cells.join(' | ')} |`;
};

/** In Markdown. */
export function ruleTable(): string {
  const { rules } = lexicon();
  const parts = SAFETY_TIERS.map((tier) => {
    const own = rules.filter((rule) => rule.tier === tier);
    const approved = own.filter(({ approver }) => approver !== null).length;
    return [
      `## ${tier}: ${TIERS[tier]}`,
      `${own.length} rules, ${approved} of them approved.`,
      [
        '| rule | tier | says | finds | is not certain of | author | approver | date |',
        '| --- | --- | --- | --- | --- | --- | --- | --- |',
        ...own.map(rowOf),
      ].join('\n'),
    ].join('\n\n');
  });
  return `${[INTRODUCTION, ...parts].join('\n\n')}\n`;
}
