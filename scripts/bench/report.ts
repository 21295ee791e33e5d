/** What was measured, as one Markdown table. */
export interface Row {
  readonly what: string;
  readonly ours: string;
  readonly stock?: string;
  readonly ratio?: string;
  readonly target?: { readonly text: string; readonly met: boolean };
}

export interface Report {
  readonly rows: readonly Row[];
  /** One sentence each: the machine, how it was measured, how busy the machine was. */
  readonly facts: readonly string[];
}

const HEAD = ['', 'ours', 'stock', 'ours to stock', 'target', 'met'];

export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map(({ what, ours, stock = '', ratio = '', target }) => [
    what,
    ours,
    stock,
    ratio,
    target?.text ?? '',
    target === undefined ? '' : target.met ? 'met' : '**not met**',
  ]);
  // A column that nothing stands in is left out.
  const used = HEAD.map((_, i) => i === 0 || lines.some((line) => line[i] !== ''));
  const widths = HEAD.map((_, i) => Math.max(3, ...[HEAD, ...lines].map((line) => line[i]?.length ?? 0)));
  const write = (line: readonly string[]): string =>
    `| ${line
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .filter((_, i) => used[i])
      .join(' | ')} |`;
  return [write(HEAD), write(widths.map((width) => '-'.repeat(width))), ...lines.map(write)].join('\n');
}

export const markdownOf = ({ rows, facts }: Report): string =>
  `${tableOf(rows)}\n\n${facts.map((fact) => `- ${fact}`).join('\n')}\n`;

const INTRODUCTION = `# Benchmarks

Written by \`npm run bench -- turns --write\`; measured anew by \`npm run bench -- turns\`, with everything in one run.

- **Ours** is the product as \`npm start\` runs it: Direct Line on restify, real WaterfallDialogs, SQLite. A turn
  counts when it is acknowledged (after the commit and the fsync) and its reply, stored too, has come by WebSocket.
- **Stock** is what most teams start from: Microsoft's sample way, with restify, CloudAdapter, MemoryStorage,
  ConversationState, UserState, an ActivityHandler, a WaterfallDialog and ChoicePrompts; no sign-in; nothing durable.
  A turn counts when the request is answered and the reply has come to the connector. It is in \`scripts/bench/stock\`.
- Both walk the same questions, with the same words and the same buttons, through to an outcome and round again. Each
  reply is checked, so a wrong one cannot count as a quick one.
- Rounds alternate. Figures are medians of the rounds; "ours to stock" is the median of the ratios pair by pair.

`;

export const documentOf = (report: Report): string => INTRODUCTION + markdownOf(report);
