/**
 * A person takes over, and the power goes: the real process is killed while people ask for PALS and advisors pick up,
 * write and hand back. Afterwards nothing that was acknowledged is lost or doubled, on neither side, and what happened
 * to a case was said to its person once.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Advisor, codeIn, newId, refusalOf } from '../desk/advisor';
import { Person } from '../directLine/service';
import { freePort, startProcess, type ServiceProcess } from '../server/serviceProcess';

const KILLS = 6;
const CHATS = 6;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Tries until it is answered, as a page does whose server has gone away. */
async function untilAnswered<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch {
      await pause(20);
    }
  }
}

/** The whole log as it goes over the wire: also the desk's events and words. */
const logSchema = z.object({
  activities: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      name: z.string().optional(),
      text: z.string().optional(),
      from: z.object({ id: z.string(), role: z.string() }),
      replyToId: z.string().optional(),
      value: z.unknown().optional(),
      channelData: z.object({ palsAdvisor: z.unknown().optional(), pals: z.unknown().optional() }),
    }),
  ),
  watermark: z.string(),
});
async function wholeLog(person: Person) {
  const all: z.infer<typeof logSchema>['activities'] = [];
  for (let watermark = ''; ;) {
    const { body } = await person.call('GET', `/activities?watermark=${watermark}`);
    const set = logSchema.parse(body);
    if (set.activities.length === 0) return all;
    all.push(...set.activities);
    watermark = set.watermark;
  }
}
const isStatus = ({ name }: { name?: string | undefined }) => name === 'handoff.status';

/** The log once everything that needs an answer has one. */
async function settledLog(person: Person) {
  for (;;) {
    const log = await wholeLog(person);
    const answered = new Set(log.map(({ replyToId }) => replyToId));
    if (log.filter(isStatus).every(({ id }) => answered.has(id))) return log;
    await pause(50);
  }
}

it('kill -9 between two people in a chat loses and doubles nothing that either was told of', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pals-kill-'));
  const port = await freePort();
  let running: ServiceProcess = startProcess({ port, folder });
  await running.ready();
  const { base } = running;
  for (let waited = 0; codeIn(running.output()) === '' && waited < 100; waited++) await pause(20);
  const amy = await Advisor.enter(base, codeIn(running.output()), 'Amy');
  const ben = await amy.colleague('Ben');

  let isOver = false;
  const said = new Map<string, string[]>();
  const people = new Map<string, Person>();
  const pickedUp: string[] = [];

  /** A person who asks for PALS, and then writes on. */
  const ask = async (): Promise<void> => {
    const person = await untilAnswered(() => Person.start(base));
    const clientId = newId();
    await untilAnswered(() => person.say({ label: 'Talk to PALS', action: { bar: 'talkToPals' } }, clientId));
    people.set(person.id, person);
    for (let i = 0; !isOver; i++) {
      const id = newId();
      await untilAnswered(() => person.say(`qwertz ${i}`, id));
      await pause(300);
    }
  };
  /** An advisor who takes whoever waits, writes, and hands back. */
  const work = async (advisor: Advisor): Promise<void> => {
    while (!isOver) {
      const [next] = await untilAnswered(() => advisor.cases('waiting'));
      const [mine] = await untilAnswered(() => advisor.cases('mine'));
      const reference = (mine ?? next)?.reference;
      if (reference === undefined) {
        await pause(50);
        continue;
      }
      if (mine === undefined) {
        const moved = await untilAnswered(() => advisor.move(reference, 'pickUp'));
        // Refused: a colleague was quicker, or this very move was stored before the answer was lost.
        if (moved.status === 200) pickedUp.push(reference);
        else expect([moved.status, refusalOf(moved).error.code]).toEqual([409, expect.any(String)]);
        continue;
      }
      for (let i = 0; i < 3; i++) {
        // Letters alone: digits by chance look like somebody's number, and would be taken out.
        const text = `${advisor.name} ${newId().replace(/\d/g, (digit) => 'ghjkmnpqrs'.charAt(Number(digit)))}`;
        const clientId = newId();
        const answered = await untilAnswered(() => advisor.say(reference, text, clientId));
        if (answered.status === 200) said.set(reference, [...(said.get(reference) ?? []), text]);
        await pause(20 + Math.random() * 60);
      }
      await untilAnswered(() => advisor.move(reference, Math.random() < 0.5 ? 'release' : 'handBack'));
    }
  };
  const busy = [...Array.from({ length: CHATS }, ask), work(amy), work(ben)];

  try {
    for (let kills = 0; kills < KILLS; kills++) {
      if (kills % 3 !== 2) await running.ready();
      await pause(300 + Math.random() * 1_200);
      expect(await running.kill('SIGKILL')).toBeNull();
      running = startProcess({ port, folder });
    }
    await running.ready();
    await pause(500);
    isOver = true;
    await Promise.all(busy);

    expect(people.size).toBe(CHATS);
    expect(pickedUp.length).toBeGreaterThan(2);
    const all = (await Promise.all((['waiting', 'all', 'closed'] as const).map((list) => amy.cases(list)))).flat();
    const references = new Set(all.map(({ reference }) => reference));
    expect(references.size).toBe(CHATS);

    let words = 0;
    let statuses = 0;
    const told: string[] = [];
    for (const person of people.values()) {
      const log = await settledLog(person);
      expect(log.map(({ id }) => id)).toEqual(log.map((_, i) => `${person.id}|${String(i + 1).padStart(7, '0')}`));
      for (const { id } of log.filter(isStatus)) {
        expect(log.filter(({ replyToId }) => replyToId === id)).toHaveLength(1);
        statuses += 1;
      }
      const texts = log.flatMap(({ channelData, text }) => (channelData.palsAdvisor === undefined ? [] : [text ?? '']));
      expect(new Set(texts).size).toBe(texts.length);
      told.push(...texts);
    }
    for (const texts of said.values()) {
      for (const text of texts) expect(told.filter((one) => one === text)).toEqual([text]);
      words += texts.length;
    }
    expect(words).toBeGreaterThan(KILLS);
    console.log(
      `${words} words of advisors and ${statuses} moves in ${CHATS} chats over ${KILLS} kills: all told once`,
    );
  } finally {
    isOver = true;
    await running.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}, 180_000);
