/**
 * `npm run bench` says what can be measured; `npm run bench -- turns` measures it. With `--write` the table is also
 * kept in docs/benchmarks.md.
 */
import { benchCard } from './bench/card';
import { benchPage } from './bench/page';
import { benchTurns } from './bench/turns';
import { benchUnderstand } from './bench/understand';

interface Bench {
  readonly about: string;
  readonly run: (args: readonly string[]) => Promise<void>;
}

const BENCHES: Readonly<Record<string, Bench>> = {
  turns: {
    about: 'a durable turn against the stock Bot Framework stack; turn 1,000 of a chat; the start; memory',
    run: benchTurns,
  },
  understand: { about: 'how long one message takes to read, by kind and length', run: benchUnderstand },
  card: {
    about: 'from Enter to the emergency card on a slowed phone, with the server up, slow and gone',
    run: benchCard,
  },
  page: {
    about: "the patient's page: weight, first question on a slow phone, next question, long chat; beside Web Chat",
    run: benchPage,
  },
};
/** The other process of a measurement: this same file, started with another word. Loaded only there. */
const ROLES: Readonly<Record<string, Bench['run']>> = {
  'stock-server': async (args) => (await import('./bench/stock/stockServer')).runStockServer(args),
};

async function main([name = '', ...args]: readonly string[]): Promise<void> {
  const run = BENCHES[name]?.run ?? ROLES[name];
  if (run !== undefined) return await run(args);
  console.log('npm run bench -- <what> [--write] [--rounds 5] [--seconds 5] [--turns 100000]\n');
  for (const [word, { about }] of Object.entries(BENCHES)) console.log(`  ${word.padEnd(8)} ${about}`);
  if (name !== '') process.exitCode = 2;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
