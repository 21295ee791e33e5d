/** The power goes between what is written to an advisor in Teams and its sending: the real process is killed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trustThatNeverCloses } from '../browser/desk';
import { Person } from '../directLine/service';
import { freePort, startProcess } from '../server/serviceProcess';
import { Colleague, inChannel, Office, textOf } from '../teams/office';

const CHANNEL = '19:pals@thread.tacv2';
const AMINA = '5d6a1f62-0000-4000-8000-000000000001';

const until = async (fits: () => boolean): Promise<void> => {
  for (let waited = 0; !fits(); waited += 1) {
    if (waited > 500) throw new Error('it did not happen');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

it('kill -9 before what was written is sent to Teams: it arrives after the start, once, and in order', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pals-teams-'));
  const trust = trustThatNeverCloses();
  const port = await freePort();
  const office = await new Office(`http://127.0.0.1:${port}/api/messages`).start();
  const settings = {
    TRUST_PROFILE: join(trust, 'profile.json'),
    TEAMS_ADVISORS: AMINA,
    TEAMS_CHANNEL: CHANNEL,
  };
  const start = async () => {
    const process = startProcess({ port, folder, settings });
    await process.ready();
    return process;
  };
  try {
    let running = await start();
    const amina = new Colleague(office, 'Amina Khan', AMINA);
    await office.post(
      amina.activity({
        type: 'conversationUpdate',
        membersAdded: [{ id: '28:bot' }],
        conversation: inChannel(CHANNEL),
      }),
    );
    await amina.says('hello');
    const person = await Person.start(running.base);
    await person.ask({ label: 'Talk to PALS', action: { bar: 'talkToPals' } });
    await amina.presses('Pick up', await office.untilSays(CHANNEL, 'someone is waiting'));
    await office.untilSays(amina.chat, 'is yours');
    await amina.says('Hello');

    // Teams is in trouble for longer than the process lives.
    office.fail(amina.chat, ...Array.from({ length: 50 }, () => ({ status: 503 })));
    const before = office.calls.length;
    await person.say('first of all');
    await person.say('second of all');
    await until(() => office.calls.length > before);
    // What the last refusal meant is written down by then.
    await new Promise((resolve) => setTimeout(resolve, 500));
    await running.kill('SIGKILL');
    office.fail(amina.chat);
    running = await start();
    await office.untilSays(amina.chat, 'second of all');

    // Taken by Teams, or not: nobody knows. It is not sent again.
    office.fail(amina.chat, 'takesAndIsSilent');
    await person.say('third of all');
    await office.untilSays(amina.chat, 'third of all');
    await running.kill('SIGKILL');
    running = await start();
    await person.say('fourth of all');
    await office.untilSays(amina.chat, 'fourth of all');
    await running.kill('SIGTERM');
    const said = office.in(amina.chat).map(textOf).join('\n');
    expect(said.split('first of all')).toHaveLength(2);
    expect(said.split('second of all')).toHaveLength(2);
    expect(said.split('third of all')).toHaveLength(2);
    expect(said.indexOf('first of all')).toBeLessThan(said.indexOf('second of all'));
    expect(office.refused).toEqual([]);
  } finally {
    await office.stop();
    rmSync(folder, { recursive: true, force: true });
    rmSync(trust, { recursive: true, force: true });
  }
});
