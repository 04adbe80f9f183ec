import { readFileSync, realpathSync } from 'node:fs';
import { arch, availableParallelism, cpus, release, totalmem, type as systemType } from 'node:os';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
  /** Of the database's data. Where it is kept in memory, writing to disk costs nothing. */
  readonly fileSystem: string;
}

/** @param folder where the database keeps its data */
export function describeMachine(folder: string): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${systemType()} ${release()} ${arch()}`,
    node: process.versions.node,
    fileSystem: fileSystemOf(realpathSync(folder)),
  };
}

function fileSystemOf(folder: string): string {
  try {
    return typeOfMount(readFileSync('/proc/mounts', 'utf8'), folder);
  } catch {
    return 'unknown';
  }
}

/** The file system of the innermost mount that holds a folder; `mounts` is `/proc/mounts`. */
export function typeOfMount(mounts: string, folder: string): string {
  let found = { point: '', type: 'unknown' };
  for (const line of mounts.split('\n')) {
    const [, point = '', type = ''] = line.split(' ');
    const below = point.endsWith('/') ? point : `${point}/`;
    if (`${folder}/`.startsWith(below) && point.length >= found.point.length) {
      found = { point, type };
    }
  }
  return found.type;
}
