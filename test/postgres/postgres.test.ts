/** What every store must do, on a real PostgreSQL; and what only this one has to. */
import { PLAIN_RULES } from '../../storage/rules';
import { openStore } from '../../storage/openStore';
import { caseConformance } from '../storage/caseConformance';
import { storeConformance, type Subject } from '../storage/conformance';
import { startPostgres, type PostgresServer } from './postgresServer';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const log = { warn: () => undefined };

describe('the PostgreSQL store', () => {
  const open = async (): Promise<Subject> => {
    const url = await server.database();
    const clock = { now: '2026-11-22T10:00:00.000Z' };
    const openOne = () => openStore(url, () => new Date(clock.now), log, PLAIN_RULES);
    let store = await openOne();
    return {
      store,
      clock,
      async reopen() {
        await store.close();
        store = await openOne();
        return store;
      },
      dispose: () => store.close(),
    };
  };
  describe('with chats', () => {
    storeConformance(open);
  });
  describe('with cases', () => {
    caseConformance(open, ['waiting', 'withAdvisor']);
  });
});
