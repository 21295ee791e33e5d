/** The power goes while an alert is being sent: the real process is killed, and after the start it goes out again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { bodyOf, startHook, status } from '../alerts/hook';
import { trustThatNeverCloses } from '../browser/desk';
import { Person } from '../directLine/service';
import { freePort, startProcess } from '../server/serviceProcess';

it('kill -9 while an alert is being sent: it goes again with the same id, and is sent once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pals-alert-'));
  const trust = trustThatNeverCloses();
  const hook = await startHook();
  const port = await freePort();
  const settings = { ALERT_WEBHOOK_URL: hook.url, TRUST_PROFILE: join(trust, 'profile.json') };
  const start = async () => {
    const running = startProcess({ port, folder, settings });
    await running.ready();
    return running;
  };
  try {
    let running = await start();
    const person = await Person.start(running.base);
    await person.ask('I have chest pain and cannot breathe');
    await running.kill('SIGTERM');
    // As if it had waited for a minute and a half.
    const db = new Database(join(folder, 'pals.db'));
    db.prepare('UPDATE desk_case SET waiting_since = ?').run(new Date(Date.now() - 90_000).toISOString());
    db.close();

    hook.answer = null;
    running = await start();
    await hook.until(1);
    await running.kill('SIGKILL');
    hook.answer = status(202);
    running = await start();
    await hook.until(2);
    // Everything that is due has been sent: nothing more comes.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await running.kill('SIGTERM');
    const again = hook.came.filter((one) => bodyOf(one).pals.reach === 'again');
    expect(again).toHaveLength(2);
    expect(new Set(again.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const after = new Database(join(folder, 'pals.db'));
    expect(after.prepare("SELECT state FROM outbox WHERE target = 'again' ORDER BY key LIMIT 1").get()).toMatchObject({
      state: 'sent',
    });
    after.close();
  } finally {
    await hook.close();
    rmSync(folder, { recursive: true, force: true });
    rmSync(trust, { recursive: true, force: true });
  }
});
