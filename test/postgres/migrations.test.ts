/** The schema grows under a release that is still running, and an older one can be started again. */
import { Client } from 'pg';
import { StorageError } from '../../storage/errors';
import { openStore } from '../../storage/openStore';
import { STEPS } from '../../storage/postgres/migrations';
import { migrate } from '../../storage/postgres/openPostgres';
import { PLAIN_RULES } from '../../storage/rules';
import { message, record, reply, stored } from '../storage/conformance';
import { startPostgres, type PostgresServer } from './postgresServer';

let server: PostgresServer;
let url: string;
let client: Client;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());
beforeEach(async () => {
  url = await server.database();
  client = new Client({ connectionString: url });
  await client.connect();
});
afterEach(() => client.end());

const open = () => openStore(url, () => new Date(), { warn: () => undefined }, PLAIN_RULES);
const next = {
  sql: `ALTER TABLE conversation ADD COLUMN mood TEXT NOT NULL DEFAULT 'unknown';
    ALTER TABLE desk_session ADD COLUMN device TEXT`,
};

test('a later release adds to the schema while this one serves, and this one can be started again', async () => {
  const serving = await open();
  await serving.createConversation(record('one'), [reply('Hello')]);
  await serving.startSession({ hash: 'h', advisorId: 'amy', sealed: null });
  expect((await serving.session('h'))?.advisorId).toBe('amy');
  await migrate(client, [...STEPS, next]);
  expect((await serving.session('h'))?.advisorId).toBe('amy');
  expect((await stored(serving, 'still here')).seq).toBe(2);
  await serving.createConversation(record('two'), []);
  await serving.close();
  const again = await open();
  expect((await again.append(message('two', 'and back again'))).kind).toBe('stored');
  await again.close();
});

test('once a release has dropped what this one needs, this one no longer starts, and says so', async () => {
  await (await open()).close();
  await migrate(client, [...STEPS, { ...next, needs: STEPS.length + 1 }]);
  await expect(open()).rejects.toEqual(new StorageError('storage.newer'));
});

test('two that start at once make the schema once', async () => {
  const both = await Promise.all([open(), open()]);
  const { rows } = await client.query<Record<string, unknown>>('SELECT version FROM schema_version');
  expect(rows).toEqual([{ version: STEPS.length }]);
  for (const store of both) await store.close();
});

test('a step that fails leaves the schema as it was', async () => {
  await (await open()).close();
  await expect(migrate(client, [...STEPS, next, { sql: 'ALTER TABLE nowhere ADD COLUMN x TEXT' }])).rejects.toThrow();
  await client.query('ROLLBACK');
  const { rows } = await client.query<Record<string, unknown>>('SELECT version FROM schema_version');
  expect(rows).toEqual([{ version: STEPS.length }]);
  await (await open()).close();
});

test('a server that is not there is told as that, without its address or password', async () => {
  const away = 'postgres://pals:canary-word@127.0.0.1:1/pals';
  const problem = await openStore(away, () => new Date(), { warn: () => undefined }, PLAIN_RULES).catch(
    (error: unknown) => error,
  );
  expect(problem).toEqual(new StorageError('storage.away'));
  expect(String(problem)).not.toContain('canary');
});
