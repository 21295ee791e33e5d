/** `npm run bench -- understand`: how long one message takes to read, by its kind and length. Synchronous, so it holds up all others. */
import os from 'node:os';
import { askedOf } from '../../dialogs/asked';
import { Catalogue } from '../../dialogs/engine/catalogue';
import { secondOpinion } from '../../dialogs/flows';
import { mask } from '../../understanding/mask';
import { scan } from '../../understanding/scan';
import { Reading } from '../../understanding/reading';
import { understand } from '../../understanding/understand';
import { writePart } from './document';
import { tableOf, type Row } from './report';
import { quantile } from './statistics';

const ORDINARY =
  'my mum was told last week she needs an operation and nobody has explained why, her GP said she had to ask the ' +
  'consultant and his secretary never rings back. We would like somebody else to look at the scan. ';
const KINDS: Readonly<Record<string, string>> = {
  ordinary: ORDINARY,
  repeats: 'aaaaaaaa',
  'the same word': 'pain ',
  digits: '07700 900123 4',
  accents: 'é̀ñçåü ẽx́ ',
  emoji: '😭🙏🏽👩‍👩‍👧 ',
  misspelt: 'hes not breahting proprly adn his chets hrts ',
};
/** By length in characters: the longest that 99 of 100 may take, in milliseconds. */
const LIMITS: readonly (readonly [length: number, ms: number])[] = [
  [500, 1],
  [4_000, 5],
];
const ROUNDS = 1_000;
/** Of each kind and length, before anything counts: as in a process that has read some thousand messages. */
const WARM_UP = 200;

const catalogue = new Catalogue(secondOpinion);
const options = {
  ...askedOf(catalogue, null, []),
  safetyRoutes: catalogue.map.safetyRoutes,
  publicNumbers: [],
};
const READS: Readonly<Record<string, (text: string) => unknown>> = {
  'scan and mask (browser)': (text) => {
    const reading = new Reading(text);
    return [scan(reading), mask(reading, options)];
  },
  'all that is read': (text) => understand(text, options),
};

const textOf = (seed: string, length: number): string => seed.repeat(Math.ceil(length / seed.length)).slice(0, length);

function timesOf(read: (text: string) => unknown, text: string): number[] {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // Never the very same message, as in life.
    const message = `${String(round)} ${text}`.slice(0, text.length);
    const from = performance.now();
    read(message);
    times.push(performance.now() - from);
  }
  return times;
}

export async function benchUnderstand(args: readonly string[]): Promise<void> {
  const rows: Row[] = [];
  for (const read of Object.values(READS))
    for (const [length] of LIMITS)
      for (const seed of Object.values(KINDS))
        for (let round = 0; round < WARM_UP; round += 1) read(`warm ${round} ${textOf(seed, length)}`);
  for (const [name, read] of Object.entries(READS))
    for (const [length, limit] of LIMITS)
      for (const [kind, seed] of Object.entries(KINDS)) {
        const times = timesOf(read, textOf(seed, length));
        const [middle, high] = [quantile(times, 0.5), quantile(times, 0.99)];
        rows.push({
          what: `${name}: ${kind}, ${length} characters, p50 / p99`,
          ours: `${middle.toFixed(2)} / ${high.toFixed(2)} ms`,
          target: { text: `p99 at most ${limit} ms`, met: high <= limit },
        });
        // Lets what waits go on.
        await new Promise((done) => setImmediate(done));
      }
  const facts = `${ROUNDS} messages each, after ${WARM_UP} of each kind and length that are not counted; Node ${process.versions.node}; load average ${(os.loadavg()[0] ?? NaN).toFixed(1)} on ${os.cpus().length} cores.`;
  const part = `# Reading one message\n\nWritten by \`npm run bench -- understand --write\`.\n\n${tableOf(rows)}\n\n- ${facts}`;
  console.log(part);
  if (args.includes('--write')) writePart('understand', part);
}
