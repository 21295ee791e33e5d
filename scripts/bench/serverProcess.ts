/** A server in a process of its own, on its own core. It is up once it has printed its address. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { BenchError } from './errors';
import { get } from './http';
import { onServerCore, processorSeconds, residentMemory } from './machine';

const START_LIMIT_MS = 30_000;
const ADDRESS = /http:\/\/[\w.]+:\d+/;

export class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly pid: number,
    /** Such as `http://localhost:40123`. */
    readonly address: string,
    /** From the spawn to the first 200 of `readyPath`, or to the printed address where none was given. */
    readonly startMs: number,
  ) {}

  static async start(
    args: readonly string[],
    settings: Readonly<Record<string, string>>,
    readyPath?: string,
  ): Promise<ServerProcess> {
    const [command = '', ...rest] = onServerCore([process.execPath, ...args]);
    // No setting of the person who measures gets in.
    const env = { PATH: process.env['PATH'], ...settings };
    const from = performance.now();
    const child = spawn(command, rest, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const address = await printedAddress(child);
    if (readyPath !== undefined) {
      const { status, text } = await get(`${address}${readyPath}`);
      if (status !== 200) throw new BenchError('noStart', text);
    }
    return new ServerProcess(child, child.pid ?? 0, address, performance.now() - from);
  }

  /** In MB. */
  memory(): number | null {
    return residentMemory(this.pid);
  }

  processorSeconds(): number | null {
    return processorSeconds(this.pid);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const hurry = setTimeout(() => this.child.kill('SIGKILL'), 5_000);
    await gone;
    clearTimeout(hurry);
  }
}

function printedAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    let isUp = false;
    const fail = (): void => {
      child.kill('SIGKILL');
      reject(new BenchError('noStart', printed));
    };
    const limit = setTimeout(fail, START_LIMIT_MS);
    const read = (chunk: Buffer): void => {
      // Read on once it is up, or the pipe fills and the server waits for us.
      if (isUp) return;
      printed += chunk.toString();
      const address = ADDRESS.exec(printed)?.[0];
      if (address === undefined) return;
      isUp = true;
      clearTimeout(limit);
      resolve(address);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', () => {
      clearTimeout(limit);
      if (!isUp) fail();
    });
  });
}
