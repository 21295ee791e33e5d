import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { StorageError } from '../../storage/errors';
import { MIGRATIONS } from '../../storage/sqlite/migrations';
import { openSqliteStore } from '../../storage/openStore';
import { openDatabase } from '../../storage/sqlite/openDatabase';
import { SqliteDatabase } from '../../storage/sqlite/sqliteDatabase';
import { prepareCaseStatements } from '../../storage/sql/caseStatements';
import { prepareStatements } from '../../storage/sql/statements';
import { caseConformance } from './caseConformance';
import { answer, facts, message, raise, record, reply, stored, storeConformance, type Subject } from './conformance';

const now = () => new Date('2026-11-22T10:00:00.000Z');
const folder = () => mkdtempSync(join(tmpdir(), 'pals-store-'));

describe('the SQLite store', () => {
  const open = (): Promise<Subject> => {
    const dir = folder();
    const path = join(dir, 'sub', 'pals.db');
    const clock = { now: now().toISOString() };
    const openStore = () => openSqliteStore(path, () => new Date(clock.now));
    let store = openStore();
    return Promise.resolve({
      store,
      clock,
      async reopen() {
        await store.close();
        store = openStore();
        return store;
      },
      async dispose() {
        await store.close();
        rmSync(dir, { recursive: true });
      },
    });
  };
  describe('with chats', () => {
    storeConformance(open);
  });
  describe('with cases', () => {
    caseConformance(open);
  });

  it('keeps the message when such an answer is refused, and takes no second one that rests on what was undone', async () => {
    const subject = await open();
    const { store } = subject;
    await store.createConversation(record('one'), []);
    await store.createConversation(record('two'), []);
    const theirs = await stored(store, 'PALS', null, 'two');
    const raised = {
      conversationId: 'two',
      answers: theirs,
      state: 1,
      replies: [],
      caseChanges: [raise()],
      ratings: [],
    };
    await store.commitTurn(raised);
    const refused: Promise<string>[] = [];
    const begun: Awaited<ReturnType<typeof stored>>[] = [];
    const told = await store.append(message('one', 'hello'), (written) => {
      begun.push(written);
      // Another conversation's case: the whole transaction is taken back.
      const turn = { ...raised, conversationId: 'one', answers: written, replies: [reply('Nobody sees this')] };
      refused.push(
        store.commitTurn(turn).then(
          () => 'committed',
          () => 'refused',
        ),
      );
    });
    expect(await Promise.all(refused)).toEqual(['refused']);
    const [early] = begun;
    if (told.kind !== 'stored' || early === undefined) throw new Error('not stored');
    expect(await store.unanswered()).toEqual([told.activity]);
    await expect(answer(store, early, [reply('Nor this')])).rejects.toMatchObject({ code: 'storage.failed' });
    expect(await answer(store, told.activity, [reply('But this')])).toHaveLength(1);
    expect(await store.read('one', 0, 10)).toHaveLength(2);
    await subject.dispose();
  });
});

describe('the SQLite file', () => {
  let dir: string;
  beforeEach(() => {
    dir = folder();
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });
  const everyByte = () =>
    readdirSync(dir)
      .map((name) => readFileSync(join(dir, name), 'latin1'))
      .join('');

  it('holds nothing of a deleted chat, neither in the database nor in its log', async () => {
    const store = openSqliteStore(join(dir, 'pals.db'), now);
    const record = { id: 'c', userId: 'u', channel: 'directline', locale: 'en', state: { secret: 'canary-state' } };
    await store.createConversation(record, [reply('canary-reply')]);
    // Long enough to spill to overflow pages, often enough to fill many.
    for (let i = 0; i < 30; i++) await store.append(message('c', 'canary-text '.repeat(700), `canary-client-${i}`));
    // Handed to PALS, it is in the index of words too.
    const told = await store.append(message('c', 'canaryhelp', null));
    if (told.kind !== 'stored') throw new Error('not stored');
    const turn = { conversationId: 'c', answers: told.activity, state: 'canary-state', replies: [], ratings: [] };
    const patch = { wish: 'canarywish' };
    const edit = { kind: 'person' as const, reference: facts().reference, patch };
    await store.commitTurn({ ...turn, caseChanges: [raise(), edit] });
    expect(await store.searchCases('canaryhelp canarywish', 1)).toHaveLength(1);
    expect(everyByte()).toContain('canary-text');
    await store.deleteConversation('c');
    expect(everyByte()).not.toContain('canary');
    await store.close();
    expect(everyByte()).not.toContain('canary');
  });

  it('is one process at a time: a second one is told so', async () => {
    const path = join(dir, 'pals.db');
    const store = openSqliteStore(path, now);
    const second = spawnSync(process.execPath, [
      '-e',
      `const D = require('libsql'); try { new D(${JSON.stringify(path)}).exec('PRAGMA journal_mode = WAL') } catch (e) { console.log(e.code) }`,
    ]);
    expect(String(second.stdout)).toContain('SQLITE_BUSY');
    await store.close();
    // The other way round: somebody else holds it, and we say which setting mends it.
    const other = new Database(path);
    other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    expect(() => openSqliteStore(path, now)).toThrow(StorageError);
    expect(() => openSqliteStore(path, now)).toThrow(/DATABASE_URL/);
    other.close();
  });

  it('refuses a file that a newer release wrote', async () => {
    const path = join(dir, 'pals.db');
    await openSqliteStore(path, now).close();
    const other = new Database(path);
    other.exec('PRAGMA user_version = 99');
    other.close();
    expect(() => openSqliteStore(path, now)).toThrow(new StorageError('storage.newer'));
  });

  it('takes over what the release before the desk wrote: the chats, what waits for an answer, and the cases', async () => {
    const path = join(dir, 'pals.db');
    const old = new Database(path);
    const before = JSON.stringify({
      ...{ reference: 'SO-7K4P-2MXQ', tier: 'T4', reasons: ['asked'], voice: 'patient', flags: [], answers: [] },
      ...{ outcome: null, unitsSaid: [], locale: 'en', raisedAt: now().toISOString() },
    });
    const detail = JSON.stringify({
      ...{ action: null, verdict: { tier: null, certainty: 'none', rules: [] }, removed: [], label: null },
      hadAttachments: false,
    });
    old.exec(`${MIGRATIONS[0] ?? ''}; PRAGMA user_version = 1;
      INSERT INTO conversation VALUES (1, 'c', 'u', 'directline', 'en', '2026-11-22');
      INSERT INTO dialog_state VALUES (1, '{"at":"start"}');
      INSERT INTO activity VALUES (1, 1, 1, 'message', '2026-11-22', 'x', NULL, 'hello', '${detail}', 1);
      INSERT INTO raised_case VALUES (1, 'SO-7K4P-2MXQ', 1, '${now().toISOString()}', '${before}')`);
    old.close();
    const store = openSqliteStore(path, now);
    expect(await store.unanswered()).toMatchObject([{ id: 'c|0000001', body: { message: { text: 'hello' } } }]);
    expect(await store.caseOf('c')).toMatchObject({ reference: 'SO-7K4P-2MXQ', state: 'waiting', tier: 'T4' });
    expect((await store.conversation('c'))?.state).toEqual({ at: 'start' });
    expect(await store.append(message('c', 'more'))).toMatchObject({ kind: 'stored', activity: { seq: 2 } });
    expect(await store.returnableTo('SO-7K4P-2MXQ')).toEqual({ conversationId: 'c', userId: 'u' });
    await store.close();
  });

  it('shows the words of a screen that this release cannot read any more', async () => {
    const path = join(dir, 'pals.db');
    const store = openSqliteStore(path, now);
    await store.createConversation({ id: 'c', userId: 'u', channel: 'x', locale: 'en', state: null }, [reply('Hello')]);
    await store.close();
    const other = new Database(path);
    other.exec(`UPDATE activity SET detail = '{"old":true}'`);
    other.close();
    const reopened = openSqliteStore(path, now);
    const [first] = await reopened.read('c', 0, 1);
    expect(first?.body).toMatchObject({ reply: { text: 'Hello', screen: { kind: 'notice' } } });
    await reopened.close();
  });

  it('asks for the same work at message 1,000 as at message 1', async () => {
    const path = join(dir, 'pals.db');
    await openSqliteStore(path, now).close();
    const { db: other, log } = openDatabase(path);
    const plan = (sql: string) => JSON.stringify(other.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
    const dialect = new SqliteDatabase(other, log).dialect;
    const all = { ...prepareStatements(dialect), ...prepareCaseStatements(dialect) };
    const asked = Object.values(all).map(({ text }) => text);
    expect(asked.length).toBeGreaterThan(15);
    // Only what stands in an index of its own, such as the queue, is read from its beginning; and there are few advisors.
    const small =
      /SCAN (CONSTANT ROW|advisor|switching|\?|\w+ USING (COVERING )?INDEX (activity_pending|case_(queue|open|closed|handed|holder|aside)))/g;
    expect(asked.filter((sql) => /SCAN/.test(plan(sql).replace(small, '')))).toEqual([]);
    other.close();
  });
});
