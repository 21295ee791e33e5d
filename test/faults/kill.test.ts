/** The real process is killed in the middle of many chats, again and again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startProcess, type ServiceProcess } from '../server/serviceProcess';
import { ManyChats, pause } from './manyChats';

const KILLS = 10;
const CHATS = 16;

it('kill -9 at any instant loses, doubles and reorders no acknowledged message, and each gets its answer', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pals-kill-'));
  const port = await freePort();
  let running: ServiceProcess = startProcess({ port, folder });
  await running.ready();
  const chats = new ManyChats(running.base, CHATS);
  try {
    for (let kills = 0; kills < KILLS; kills += 1) {
      // Every third time while it is still starting, and so answering what the last kill left.
      if (kills % 3 !== 2) await running.ready();
      await pause(200 + Math.random() * 1_300);
      expect(await running.kill('SIGKILL')).toBeNull();
      running = startProcess({ port, folder });
    }
    await running.ready();
    await pause(500);
    const messages = await chats.checked();
    expect(messages).toBeGreaterThan(CHATS * KILLS);
    console.log(
      `${messages} acknowledged messages in ${CHATS} chats over ${KILLS} kills: all there, once, in order, answered`,
    );
  } finally {
    await chats.end();
    await running.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}, 180_000);
