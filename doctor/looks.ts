/** What cannot be told from the settings alone: the disk, the built pages, the sign-in's address. Asked by the doctor only. */
import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Config } from '../config';
import { isPostgres } from '../storage/isPostgres';
import type { Finding } from './examine';

/** As Linux names file systems that other machines write too. */
const NETWORK_DISKS = new Set([0x6969, 0x517b, 0xfe534d42, 0xff534d42]);
const FREE_BYTES = 1024 * 1024 * 1024;
const ANSWER_MS = 10_000;

const refuse = (id: string, sentence: string): Finding => ({ id, level: 'refuse', sentence });
const tell = (id: string, sentence: string): Finding => ({ id, level: 'tell', sentence });

function nearestFolder(path: string): string {
  const folder = dirname(resolve(path));
  return existsSync(folder) ? folder : nearestFolder(folder);
}

function disk(path: string): Finding[] {
  const folder = nearestFolder(path);
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    return [refuse('database-not-writable', `The service may not write into the folder of DATABASE_URL.`)];
  }
  const { type, bavail, bsize } = statfsSync(folder);
  return [
    ...(NETWORK_DISKS.has(type)
      ? [
          tell(
            'database-on-a-network-disk',
            'DATABASE_URL is on a network disk: nothing there keeps a second instance from the same file. Run one instance only, and stop it before the next release starts.',
          ),
        ]
      : []),
    ...(bavail * bsize < FREE_BYTES
      ? [tell('disk-nearly-full', 'Less than 1 GB is free on the disk of DATABASE_URL.')]
      : []),
  ];
}

/** The server answers, and takes this name and password. */
async function server(url: string): Promise<Finding[]> {
  const { Client } = await import('pg');
  const client = new Client({ connectionString: url, connectionTimeoutMillis: ANSWER_MS });
  client.on('error', () => undefined);
  const isThere = await client.connect().then(
    () => true,
    () => false,
  );
  await client.end().catch(() => undefined);
  return isThere
    ? []
    : [refuse('database-not-reached', 'The server of DATABASE_URL does not answer from this machine, or refuses us.')];
}

async function signIn({ OIDC_ISSUER }: Config): Promise<Finding[]> {
  if (OIDC_ISSUER === undefined) return [];
  const address = `${OIDC_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(address, { signal: AbortSignal.timeout(ANSWER_MS) })
    .then(async (response) => (response.ok ? JSON.stringify(await response.json()) : ''))
    .catch(() => '');
  if (answer.includes('authorization_endpoint')) return [];
  return [
    refuse('sign-in-not-reached', 'OIDC_ISSUER does not answer as an OpenID Connect provider from this machine.'),
  ];
}

/** @param folder that of the service, in which `dist/web` lies. */
export async function lookAround(config: Config, folder: string): Promise<readonly Finding[]> {
  const isBuilt = existsSync(join(folder, 'dist/web/manifest.json'));
  return [
    ...(isBuilt ? [] : [refuse('pages-not-built', 'The pages are not built: run npm run build.')]),
    ...(isPostgres(config.DATABASE_URL) ? await server(config.DATABASE_URL) : disk(config.DATABASE_URL)),
    ...(await signIn(config)),
  ];
}
