import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface PostmasterPid {
  readonly pid: number;
  readonly port: number | undefined;
  readonly ready: boolean;
}

/** PostgreSQL's lock file: pid, data folder, start time, port, …, and on line 8 the status. */
export function parsePostmasterPid(text: string): PostmasterPid | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const port = Number(lines[3]);
  return {
    pid,
    port: Number.isInteger(port) && port > 0 ? port : undefined,
    ready: lines[7] === 'ready',
  };
}

export function readPostmasterPid(dataFolder: string): PostmasterPid | undefined {
  try {
    return parsePostmasterPid(readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Whether this process is the postmaster of this folder. After a crash the pid in the lock file may
 * belong to another program by now, which must not be signalled or waited for.
 */
export function isPostmasterOf(dataFolder: string, pid: number): boolean {
  const command = commandLine(pid);
  const folder = command.indexOf('-D');
  return folder >= 0 && command[folder + 1] === dataFolder;
}

function commandLine(pid: number): string[] {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8').split('\0');
    } catch {
      return [];
    }
  }
  if (process.platform === 'win32') return [];
  const { stdout } = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  // The folder's name may contain spaces: it reaches up to the next option.
  const match = /^(.*?) -D (.*?) -p /.exec(stdout);
  return match ? [match[1] ?? '', '-D', match[2] ?? ''] : [];
}
