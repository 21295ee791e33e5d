import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

test('the model is what training on the phrases gives, to the byte', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pals-model-'));
  try {
    // In a process of its own: inside jest it takes twenty times as long.
    const { status } = spawnSync(process.execPath, ['scripts/run.mjs', 'understand-train', folder]);
    expect(status).toBe(0);
    // Compared as a whole: two megabytes are not to be printed.
    for (const file of ['model.json', 'meaning.json'])
      expect(readFileSync(join(folder, file)).equals(readFileSync(join('understanding/en', file)))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
