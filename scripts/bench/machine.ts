/** The machine that is measured on: which processor core does what, and what else it is busy with. */
import { spawnSync } from 'node:child_process';
import { readFileSync, statfsSync } from 'node:fs';
import os from 'node:os';

const SERVER_CORE = 0;
const LOAD_CORE = 1;

/** Of Linux: `man 2 statfs`. */
const FILE_SYSTEMS: Readonly<Record<number, string>> = {
  0xef53: 'ext4',
  0x58465342: 'xfs',
  0x9123683e: 'btrfs',
  0x794c7630: 'overlayfs',
  0x01021994: 'tmpfs',
  0x858458f6: 'ramfs',
};

export const IN_MEMORY: readonly string[] = ['tmpfs', 'ramfs'];

export const fileSystemOf = (folder: string): string => {
  const { type } = statfsSync(folder);
  return FILE_SYSTEMS[type] ?? `of type 0x${type.toString(16)}`;
};

/** Two cores and `taskset`: then the server has one core to itself and the load the other. */
export const canPin = (): boolean => os.cpus().length >= 2 && spawnSync('taskset', ['--version']).status === 0;

/** The command that runs this one on the server's core; the process keeps its id. */
export const onServerCore = (command: readonly string[]): readonly string[] =>
  canPin() ? ['taskset', '--cpu-list', String(SERVER_CORE), ...command] : command;

/** Puts every thread of this process on the load's core. */
export function moveToLoadCore(): void {
  if (canPin()) spawnSync('taskset', ['--all-tasks', '--pid', '--cpu-list', String(LOAD_CORE), String(process.pid)]);
}

function procFile(pid: number, name: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return null;
  }
}

/** In MB; null where the system does not tell. */
export function residentMemory(pid: number): number | null {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(procFile(pid, 'status') ?? '')?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / 1024;
}

/** Seconds that this process has computed so far; null where the system does not tell. Linux counts in hundredths. */
export function processorSeconds(pid: number): number | null {
  const stat = procFile(pid, 'stat');
  if (stat === null) return null;
  // The second field is a name that may hold spaces; the 14th and 15th are user and system time.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Seconds that all cores together have been busy, with whatever it was. */
export function busySeconds(): number {
  const milliseconds = os.cpus().map(({ times }) => times.user + times.nice + times.sys + times.irq);
  return milliseconds.reduce((sum, one) => sum + one, 0) / 1000;
}
