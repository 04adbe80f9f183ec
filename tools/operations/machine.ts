import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspace } from '../workspace.ts';

/** Where the sources are in the machine, as docs/operations.md has it. */
const SOURCES = 'usr/local/src/boxoffice';

/** This workspace in the machine, read-only. */
export const WORKSPACE_INSIDE = '/mnt/workspace';

const NAMESPACES = ['--mount', '--net', '--ipc', '--uts', '--pid', '--fork', '--kill-child'];

/**
 * A throw-away machine with this one's programs and files, and its own writes, processes, network and ports.
 * So the document's commands run as they are, and change nothing here. Linux namespaces and an overlay file
 * system.
 */
export interface Machine {
  /** Where its files are prepared: `at('etc/hosts')`. */
  at(path: string): string;
  /** Runs a program in it and returns its exit code. When it ends, so does everything else in the machine. */
  run(
    command: readonly string[],
    env: Record<string, string>,
    signal: AbortSignal,
  ): Promise<number>;
  remove(): void;
}

/** Whether the kernel allows it. */
export function canMakeMachines(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'machine-'));
  try {
    for (const path of ['changes', 'work', 'root']) mkdirSync(join(folder, path));
    const mount = 'mount -t overlay overlay -o lowerdir=/,upperdir=changes,workdir=work root';
    const options = { cwd: folder, stdio: 'ignore' } as const;
    return spawnSync('unshare', [...NAMESPACES, 'sh', '-c', mount], options).status === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function createMachine(): Machine {
  const folder = mkdtempSync(join(tmpdir(), 'machine-'));
  const at = (path: string): string => join(folder, 'changes', path);
  for (const path of ['work', 'root']) mkdirSync(join(folder, path));
  for (const path of [
    'mnt/workspace',
    `${SOURCES}/node_modules`,
    'usr/bin',
    'usr/local/bin',
    'etc',
  ]) {
    mkdirSync(at(path), { recursive: true });
  }
  writeFileSync(at('usr/bin/node'), '');
  return {
    at,
    run: async (command, env, signal) => {
      const script = join(import.meta.dirname, 'machine.sh');
      const child = spawn(
        'unshare',
        [...NAMESPACES, 'bash', script, folder, workspace, process.execPath, ...command],
        {
          env: { ...process.env, ...env },
          signal,
          // It passes nothing else on; and with its end, all ends.
          killSignal: 'SIGKILL',
          stdio: ['ignore', 'inherit', 'inherit'],
        },
      );
      const [code] = (await once(child, 'exit')) as [number | null];
      return code ?? 1;
    },
    remove: () => {
      // After an interruption, its processes may still be ending.
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

/** Where the machine's sources are prepared. */
export function sourcesOf(machine: Machine): string {
  return machine.at(SOURCES);
}
