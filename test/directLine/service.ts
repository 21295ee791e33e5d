/** The real service in this process, on a free port and a database of its own. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import pino from 'pino';
import { z } from 'zod';
import { createService, type Service } from '../../index';
import { readConfig } from '../../config';
import { screenSchema } from '../../dialogs/engine/screen';

export type { Activity } from './activity';
export { call, newId, Person, Stream, type Answered } from './person';

export const refusalSchema = z.object({
  error: z.object({ code: z.string(), message: z.string() }),
  pals: z.object({ screens: z.array(screenSchema) }).optional(),
});

export interface RunningService {
  readonly base: string;
  readonly service: Service;
  readonly folder: string;
  /** Everything that was logged. */
  logged(): string;
  /** Every byte of the database's files. */
  stored(): string;
  /** Cuts every open WebSocket as a lost network does. */
  cutStreams(): void;
  /** Stops and starts again on the same database. */
  restart(): Promise<RunningService>;
  dispose(): Promise<void>;
}

export interface Options {
  readonly now?: () => Date;
  readonly settings?: Readonly<Record<string, string>>;
}

export async function runService(
  { now = () => new Date(), settings = {} }: Options = {},
  folder = mkdtempSync(join(tmpdir(), 'pals-line-')),
): Promise<RunningService> {
  const lines: string[] = [];
  const log = pino({ level: 'debug', base: null }, { write: (line: string) => void lines.push(line) });
  const config = readConfig({ PORT: '0', DATABASE_URL: `sqlite:${join(folder, 'pals.db')}`, ...settings });
  const service = await createService(config, { log, now, webFolder: 'dist/web' });
  const sockets = new Set<Duplex>();
  service.server.server.on('upgrade', (_request: unknown, socket: Duplex) => sockets.add(socket));
  const port = await service.listen();
  let isStopped = false;
  const stop = async (): Promise<void> => {
    if (!isStopped) await service.stop();
    isStopped = true;
  };
  return {
    base: `http://localhost:${port}`,
    service,
    folder,
    logged: () => lines.join(''),
    stored: () =>
      readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), 'utf8'))
        .join(''),
    cutStreams() {
      sockets.forEach((socket) => socket.destroy());
      sockets.clear();
    },
    async restart() {
      await stop();
      return runService({ now, settings }, folder);
    },
    async dispose() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
