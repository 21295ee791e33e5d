/** The line to the database goes dead: nothing is refused, and nothing comes. Nobody is left waiting, and it goes on by itself. */
import { createServer, connect, type Server, type Socket } from 'node:net';
import { openStore } from '../../storage/openStore';
import type { Store } from '../../storage/port';
import { PLAIN_RULES } from '../../storage/rules';
import { freePort } from '../product';
import { message, record, reply, stored } from '../storage/conformance';
import { startPostgres, type PostgresServer } from './postgresServer';

let server: PostgresServer;
let line: Server;
let store: Store;
let isDead = false;
const sockets = new Set<Socket>();

beforeAll(async () => {
  server = await startPostgres();
  const url = new URL(await server.database());
  const port = await freePort();
  const onward = Number(url.port);
  line = createServer((near) => {
    const far = connect(onward, '127.0.0.1');
    near.on('data', (chunk) => !isDead && far.write(chunk));
    far.on('data', (chunk) => !isDead && near.write(chunk));
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        near.destroy();
        far.destroy();
      });
    }
  });
  await new Promise<void>((yes) => line.listen(port, '127.0.0.1', yes));
  url.port = String(port);
  store = await openStore(url.href, () => new Date(), { warn: () => undefined }, PLAIN_RULES);
});
afterAll(async () => {
  sockets.forEach((socket) => socket.destroy());
  line.close();
  await server.stop();
});

test('what is asked meanwhile is refused, not kept waiting; once the line is back all goes on', async () => {
  await store.createConversation(record('one'), [reply('Hello')]);
  await stored(store, 'before');
  isDead = true;
  const asked = await Promise.allSettled([
    store.append(message('one', 'my chest hurts', 'x')),
    store.conversation('one'),
    store.read('one', 0, 10),
  ]);
  expect(asked).toMatchObject([1, 2, 3].map(() => ({ status: 'rejected', reason: { code: 'storage.away' } })));
  isDead = false;
  expect((await store.append(message('one', 'my chest hurts', 'x'))).kind).toBe('stored');
  expect((await store.read('one', 0, 10)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

test('a stop ends although nobody says goodbye', async () => {
  isDead = true;
  store.signal({ kind: 'desk' });
  await store.close();
  await expect(store.check()).rejects.toMatchObject({ code: 'storage.closed' });
});
