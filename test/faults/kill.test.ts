/**
 * G1: stored before acknowledged. The real process is killed in the middle of many chats, again and again. Afterwards no
 * acknowledged message is lost, doubled, out of order or without its answer.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Person } from '../directLine/service';
import { freePort, startProcess, type ServiceProcess } from '../server/serviceProcess';

const KILLS = 10;
const CHATS = 16;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Tries until it is taken, as a client does whose server has gone away; always under the same client id. */
async function untilTaken<T>(attempt: () => Promise<T>, isOver: () => boolean): Promise<T | null> {
  for (;;) {
    try {
      return await attempt();
    } catch {
      if (isOver()) return null;
      await pause(20);
    }
  }
}

it('kill -9 at any instant loses, doubles and reorders no acknowledged message, and each gets its answer', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pals-kill-'));
  const port = await freePort();
  let running: ServiceProcess = startProcess({ port, folder });
  await running.ready();
  const { base } = running;
  let isOver = false;

  const acknowledged = new Map<Person, { readonly clientId: string; readonly id: string }[]>();
  const write = async (name: number): Promise<void> => {
    const person = await untilTaken(
      () => Person.start(base),
      () => false,
    );
    if (person === null) return;
    const mine: { clientId: string; id: string }[] = [];
    acknowledged.set(person, mine);
    for (let i = 0; !isOver; i += 1) {
      const clientId = `chat-${name}-${i}`;
      const id = await untilTaken(
        () => person.say(`qwertz ${name} ${i}`, clientId),
        () => isOver,
      );
      if (id !== null) mine.push({ clientId, id });
    }
  };
  const writers = Array.from({ length: CHATS }, (_, name) => write(name));

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
    isOver = true;
    await Promise.all(writers);

    let messages = 0;
    for (const [person, mine] of acknowledged) {
      const activities = await settled(person);
      const ids = activities.map(({ id }) => id);
      const said = activities.filter(({ from }) => from.role === 'user');
      const clientIds = said.map(({ channelData }) => channelData.clientActivityID);
      // In the log's order and without gaps.
      expect(ids).toEqual(ids.map((_, i) => `${person.id}|${String(i + 1).padStart(7, '0')}`));
      // None doubled.
      expect(new Set(clientIds).size).toBe(clientIds.length);
      // None lost, each where its acknowledgement said, and in the order in which they were written.
      const kept = said.filter(({ channelData }) =>
        mine.some(({ clientId }) => clientId === channelData.clientActivityID),
      );
      expect(kept.map(({ id, channelData }) => ({ clientId: channelData.clientActivityID, id }))).toEqual(mine);
      // Each answered once, after it.
      for (const { id } of said) {
        const answers = activities.filter(({ replyToId }) => replyToId === id);
        expect([id, answers.length]).toEqual([id, 1]);
        expect(ids.indexOf(answers[0]?.id ?? '')).toBeGreaterThan(ids.indexOf(id));
      }
      messages += mine.length;
    }
    expect(acknowledged.size).toBe(CHATS);
    expect(messages).toBeGreaterThan(CHATS * KILLS);
    console.log(
      `${messages} acknowledged messages in ${CHATS} chats over ${KILLS} kills: all there, once, in order, answered`,
    );
  } finally {
    isOver = true;
    await running.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}, 180_000);

/** The whole log, once the last message has its answer. */
async function settled(person: Person) {
  for (;;) {
    const all = [];
    for (let set = await person.read(0); set.activities.length > 0; set = await person.read(set.watermark)) {
      all.push(...set.activities);
    }
    const said = all.filter(({ from }) => from.role === 'user');
    const answered = new Set(all.map(({ replyToId }) => replyToId));
    if (said.every(({ id }) => answered.has(id))) return all;
    await pause(50);
  }
}
