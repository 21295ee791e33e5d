import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as tick } from 'node:timers/promises';
import type { StorageError } from '../../storage/errors';
import { GroupCommit } from '../../storage/sqlite/groupCommit';
import { LogFile } from '../../storage/sqlite/logFile';
import { closeDatabase, openDatabase, type Sqlite } from '../../storage/sqlite/openDatabase';

/** The real log, whose disk is as slow as the test says. */
class SlowDisk extends LogFile {
  readonly waiting: (() => void)[] = [];
  override sync(done: (error: Error | null) => void): void {
    this.waiting.push(() => {
      super.sync(done);
    });
  }
}

describe('what is written together', () => {
  let folder: string;
  let db: Sqlite;
  let disk: SlowDisk;
  let commits: GroupCommit;
  let lost: StorageError[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pals-commit-'));
    const path = join(folder, 'pals.db');
    const opened = openDatabase(path);
    opened.log.close();
    ({ db } = opened);
    disk = new SlowDisk(path);
    lost = [];
    const undone = (): void => undefined;
    commits = new GroupCommit(db, disk, undone, (error) => lost.push(error));
  });
  afterEach(() => {
    closeDatabase(db);
    rmSync(folder, { recursive: true });
  });

  const told: string[] = [];
  beforeEach(() => {
    told.length = 0;
  });
  const write = (name: string): Promise<number> =>
    commits.write(() => told.push(`${name} ran`)).then(() => told.push(`${name} acknowledged`));
  const ticks = async (): Promise<void> => {
    for (let i = 0; i < 10; i += 1) await tick();
  };
  /** The disk answers from beside this thread. */
  const until = async (last: string): Promise<void> => {
    while (told.at(-1) !== last) await tick();
  };

  it('is acknowledged when the disk has it, and not before; others go on meanwhile, and wait for the next time', async () => {
    void write('first');
    await ticks();
    void write('second');
    await ticks();
    void write('third');
    await ticks();
    expect(told).toEqual(['first ran', 'second ran', 'third ran']);
    expect(disk.waiting).toHaveLength(1);
    disk.waiting.shift()?.();
    await until('first acknowledged');
    await ticks();
    expect(told).toHaveLength(4);
    expect(disk.waiting).toHaveLength(1);
    disk.waiting.shift()?.();
    await until('third acknowledged');
    expect(told.slice(4)).toEqual(['second acknowledged', 'third acknowledged']);
    commits.close();
  });

  it('is acknowledged at the end of the service, whatever the disk was doing', async () => {
    void write('under way');
    await ticks();
    void write('waiting');
    await ticks();
    void write('last');
    commits.close();
    await until('last acknowledged');
    expect(told.slice(3)).toEqual(['under way acknowledged', 'waiting acknowledged', 'last acknowledged']);
  });

  it('is never acknowledged when the disk does not take it: that is the end of the process', async () => {
    void write('first');
    await ticks();
    disk.close();
    disk.waiting.shift()?.();
    await ticks();
    expect(lost.map(({ code }) => code)).toEqual(['storage.lost']);
    expect(told).toEqual(['first ran']);
  });
});
