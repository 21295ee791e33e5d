/** The built product in a process of its own, as `npm start` runs it, on a free port and an empty database. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where npm starts tests and scripts. */
const root = process.cwd();
const READY_LIMIT_MS = 20_000;

export interface Product {
  readonly url: string;
  readonly folder: string;
  /** All that it wrote to its output until now. */
  readonly output: () => string;
  readonly process: ChildProcess;
  /** SIGKILL: as a power cut would do it. */
  kill(): Promise<void>;
  stop(): Promise<void>;
  /** The same database and port again. */
  again(env?: Readonly<Record<string, string>>): Promise<Product>;
}

export const freePort = (): Promise<number> =>
  new Promise((yes, no) => {
    const server = createServer();
    server.once('error', no);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') no(new Error('no port'));
        else yes(address.port);
      });
    });
  });

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((yes) => child.once('exit', () => yes()));

/** One instance. */
export async function start(port: number, folder: string, env: Readonly<Record<string, string>>): Promise<Product> {
  const entry = join(root, 'dist/index.js');
  if (!existsSync(entry)) throw new Error('Build first: npm run build');
  const child = spawn(process.execPath, [entry], {
    cwd: root,
    env: { PATH: process.env['PATH'], PORT: String(port), DATABASE_URL: `sqlite:${join(folder, 'pals.db')}`, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const url = `http://127.0.0.1:${port}`;
  const since = Date.now();
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The product ended at its start:\n${output}`);
    if (Date.now() - since > READY_LIMIT_MS) throw new Error(`The product is not ready:\n${output}`);
    const ready = await fetch(`${url}/readyz`)
      .then(({ ok }) => ok)
      .catch(() => false);
    if (ready) break;
    await new Promise((later) => setTimeout(later, 25));
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await ended(child);
  };
  return {
    url,
    folder,
    output: () => output,
    process: child,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    again: async (more = {}) => {
      await end('SIGKILL');
      return start(port, folder, { ...env, ...more });
    },
  };
}

/** One instance on SQLite; where the tests are to run on several, two on PostgreSQL. */
export async function startProduct(env: Readonly<Record<string, string>> = {}): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'pals-'));
  const port = Number(env['PORT'] ?? (await freePort()));
  if (process.env['PALS_TEST_INSTANCES'] !== '2') return start(port, folder, env);
  const { startPair } = await import('./postgres/pair');
  return startPair(port, folder, env);
}

/** Stops it and removes its database. */
export async function discard(product: Product): Promise<void> {
  await product.stop();
  rmSync(product.folder, { recursive: true, force: true });
}
