/** The built service as its own process, as `npm start` runs it: to be killed, starved and stopped. Needs `npm run build`. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const BUILT = join(__dirname, '..', '..', 'dist', 'index.js');

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}

export interface ServiceProcess {
  readonly base: string;
  readonly child: ChildProcess;
  /** What it printed and logged so far. */
  output(): string;
  /** Resolves when it answers; rejects with its output when it ended instead. */
  ready(): Promise<void>;
  /** Resolves with its exit code; null when a signal ended it. */
  ended(): Promise<number | null>;
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

export function startProcess(options: {
  readonly port: number;
  readonly folder: string;
  readonly settings?: Readonly<Record<string, string>>;
  /** Blocks of 1,024 bytes that one file may have: a disk that is full. */
  readonly fileBlocks?: number;
}): ServiceProcess {
  if (!existsSync(BUILT)) throw new Error('Run "npm run build" first.');
  const { port, folder, settings, fileBlocks } = options;
  const env = {
    PATH: process.env.PATH,
    PORT: String(port),
    DATABASE_URL: `sqlite:${join(folder, 'pals.db')}`,
    LIMIT_STARTS_PER_MINUTE: '100000',
    LIMIT_MESSAGES_PER_MINUTE: '100000',
    LIMIT_MESSAGES_PER_SOURCE_PER_MINUTE: '1000000',
    ...settings,
  };
  const child =
    fileBlocks === undefined
      ? spawn(process.execPath, [BUILT], { env })
      : spawn('bash', ['-c', `ulimit -f ${fileBlocks}; exec "$0" "$1"`, process.execPath, BUILT], { env });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      resolve(code);
    });
  });
  const base = `http://127.0.0.1:${port}`;
  const answers = async (): Promise<boolean> =>
    fetch(`${base}/livez`).then(
      ({ ok }) => ok,
      () => false,
    );
  return {
    base,
    child,
    output: () => output,
    async ready() {
      while (!(await answers())) {
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`ended before it was ready:\n${output}`);
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
    ended: () => ended,
    async kill(signal) {
      child.kill(signal);
      return ended;
    },
  };
}
