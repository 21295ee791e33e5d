/** What `npm run package` makes is what is deployed: unpacked elsewhere it runs, with nothing around it. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { Person } from '../directLine/service';
import { freePort } from '../server/serviceProcess';

const ZIP = 'build/pals-assistant.zip';
let folder: string;
let service: ChildProcess | null = null;

beforeAll(() => {
  const made = spawnSync(process.execPath, ['scripts/run.mjs', 'package'], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(made.stderr);
  folder = mkdtempSync(join(tmpdir(), 'pals-package-'));
  for (const [path, bytes] of Object.entries(unzipSync(readFileSync(ZIP)))) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
});
afterAll(() => {
  service?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

test('it holds the service and the Trust’s profile, and no source, test, secret or data', () => {
  const paths = Object.keys(unzipSync(readFileSync(ZIP)));
  expect(paths).toEqual(
    expect.arrayContaining(['package.json', 'dist/index.js', 'dist/doctor.js', 'trust/example/profile.json']),
  );
  expect(
    paths.filter((path) => !path.startsWith('node_modules/') && /\.ts$|(^|\/)(test|data|\.env$|\.git)/.test(path)),
  ).toEqual([]);
});

test('it answers a person, in a folder of its own', async () => {
  const port = await freePort();
  service = spawn(process.execPath, ['dist/index.js'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], PORT: String(port) },
    stdio: 'ignore',
  });
  const base = `http://localhost:${port}`;
  for (let tries = 0; ; tries++) {
    const isReady = await fetch(`${base}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) break;
    if (tries > 200) throw new Error('not ready');
    await new Promise((later) => setTimeout(later, 100));
  }
  for (const path of ['/chat', '/leaflet', '/desk']) expect((await fetch(base + path)).status).toBe(200);
  const person = await Person.start(base);
  expect(JSON.stringify(await person.ask('I cannot breathe'))).toContain('999');
});

test('its doctor looks at what it is given there', () => {
  const looked = spawnSync(process.execPath, ['dist/doctor.js'], { cwd: folder, encoding: 'utf8', env: {} });
  expect(looked.stdout).toContain('The service starts');
});
