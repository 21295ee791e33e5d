/** The whole service in this process, on a free port, with a database file of its own. */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import type { BotCloud } from '../../channels/teams/botCloud';
import { readConfig } from '../../config';
import { createService, type Service } from '../../index';

export interface Running {
  readonly endpoint: string;
  readonly service: Service;
  /** Everything that was logged, a JSON line each. */
  readonly logged: string[];
  /** Every byte of the database's files, as text. */
  files(): Promise<string>;
  /** Stops, and starts again on the same file. */
  restart(): Promise<Running>;
  stop(): Promise<void>;
}

/** A Friday afternoon: PALS of the example Trust is open. */
export const NOW = new Date('2026-11-20T14:00:00Z');

export interface Around {
  /** Milliseconds since `NOW`. */
  readonly clock?: { passed: number };
  readonly botCloud?: BotCloud;
}

export async function startService(
  settings: Record<string, string> = {},
  around: Around = {},
  folder?: string,
): Promise<Running> {
  const home = folder ?? (await mkdtemp(join(tmpdir(), 'pals-teams-')));
  const logged: string[] = [];
  const config = readConfig({ PORT: '0', DATABASE_URL: `sqlite:${join(home, 'pals.db')}`, ...settings });
  const log = pino({ level: 'debug' }, { write: (line) => void logged.push(line) });
  const now = (): Date => new Date(NOW.getTime() + (around.clock?.passed ?? 0));
  const webFolder = join(__dirname, '../../dist/web');
  const service = await createService(config, { log, now, webFolder, ...around });
  const port = await service.listen();
  return {
    endpoint: `http://127.0.0.1:${port}/api/messages`,
    service,
    logged,
    files: async () => {
      const names = await readdir(home);
      return (await Promise.all(names.map((name) => readFile(join(home, name), 'latin1')))).join('\n');
    },
    restart: async () => {
      await service.stop();
      return startService(settings, around, home);
    },
    stop: async () => {
      await service.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
