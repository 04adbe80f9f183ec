import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second, whatever the machine. */
const TICKS_PER_SECOND = 100;

interface Stat {
  readonly parent: number;
  readonly ownSeconds: number;
  /** Of children that have ended and been waited for. */
  readonly endedChildrenSeconds: number;
}

/** Processor time that a process has taken so far. */
export function cpuSeconds(pid: number): number {
  return readStat(pid)?.ownSeconds ?? 0;
}

/** The same of a process and all of its children, running or ended. */
export function cpuSecondsWithChildren(pid: number): number {
  const own = readStat(pid);
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readStat(Number(name)))
    .filter((stat) => stat?.parent === pid);
  return children.reduce(
    (sum, stat) => sum + (stat?.ownSeconds ?? 0),
    (own?.ownSeconds ?? 0) + (own?.endedChildrenSeconds ?? 0),
  );
}

/** Memory of a process that is in RAM. */
export function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return Number(kibibytes) * 1024;
}

function readStat(pid: number): Stat | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Reads `/proc/<pid>/stat`, whose second field is a name that may hold blanks and brackets. */
export function parseStat(text: string): Stat {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ticks = (index: number): number => Number(fields[index]) / TICKS_PER_SECOND;
  return {
    parent: Number(fields[1]),
    ownSeconds: ticks(11) + ticks(12),
    endedChildrenSeconds: ticks(13) + ticks(14),
  };
}
