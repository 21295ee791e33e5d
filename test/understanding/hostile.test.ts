import { Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';

/** A blow-up takes minutes; the slowest of these takes a tenth of a second. */
const KILLED_AFTER_MS = 10_000;
const LENGTH = 12_000;
const filled = (piece: string): string => piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH);

const bundle = buildSync({
  entryPoints: ['understanding/index.ts'],
  bundle: true,
  write: false,
  metafile: true,
  format: 'iife',
  globalName: 'understanding',
  platform: 'browser',
});
const program = `${bundle.outputFiles[0]?.text ?? ''}
const { parentPort } = require('node:worker_threads');
parentPort.on('message', (text) => {
  const candidates = [{ id: 'where.yes', label: 'Yes, they have' }, { id: 'where.no', label: 'No' }];
  parentPort.postMessage([
    understanding.scan(text).certainty,
    understanding.mask(text, { publicNumbers: [] }).text.length,
    understanding.readCommand(text),
    understanding.matchAnswer(text, candidates),
  ].length);
});`;

describe('no message blocks the process', () => {
  let worker: Worker;
  beforeAll(() => {
    worker = new Worker(program, { eval: true });
  });
  afterAll(() => worker.terminate());

  test.each(
    [
      ...[
        'a',
        'aaaa ',
        '1',
        '1 ',
        '12 ',
        '1.',
        'one hundred ',
        'double ',
        'é',
        'e\u0301',
        '\u0301',
        '😀',
        '👩‍👩‍👧 ',
        '\u200b',
        '\ufdfa',
        "'",
      ],
      ...[
        'no ',
        'not not ',
        'cant ',
        'he ',
        'chest ',
        'no chest pain ',
        'bleeding heavily ',
        'my name is ',
        'Mr ',
        'A ',
        'A b ',
      ],
      ...[
        'a@',
        'a.',
        'a@a.',
        '@',
        'dob 1 ',
        'born ',
        'car ',
        'password is ',
        '12 Ab ',
        '1 a ',
        '-',
        '- ',
        '(',
        '+4',
        ', ',
        '\n',
        '. ',
      ],
      ...[
        'on the ward getting worse ',
        'chemotherpy overdosd ',
        'AB1 2CD ',
        '12-34-56 ',
        'hospital number ',
        '[phone number removed] ',
      ],
      ...[
        'second ',
        'option ',
        'the last one ',
        'yes ',
        'ا',
        'شكرا ',
        '中',
        'ß',
        'İ',
        '\ud800',
        '\u202e',
        'in hospital getting ',
        'Flat 1 ',
      ],
    ].map((piece) => [JSON.stringify(piece), filled(piece)]),
  )('%s again and again', async (_piece, text) => {
    const answered = new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        void worker.terminate();
        reject(new Error('The message was not read in time.'));
      }, KILLED_AFTER_MS);
      worker.once('message', (count) => {
        clearTimeout(timer);
        resolve(count);
      });
      worker.once('error', reject);
    });
    worker.postMessage(text);
    expect(await answered).toBe(4);
    worker.removeAllListeners('error');
  });

  it('the module needs nothing of node, no schema library, and no other part of ours', () => {
    const inputs = Object.keys(bundle.metafile.inputs);
    expect(inputs.filter((path) => !/^(?:understanding\/|node_modules\/fastest-levenshtein\/)/u.test(path))).toEqual(
      [],
    );
  });
});
