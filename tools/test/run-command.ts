import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { workspace } from '../workspace.ts';

/** Runs a program of the workspace with its output shown; whether it succeeded. */
export async function succeeds(
  command: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<boolean> {
  const child = spawn(command, args, { cwd: workspace, stdio: ['ignore', 'inherit', 'inherit'] });
  const stop = (): void => {
    child.kill('SIGTERM');
  };
  signal.addEventListener('abort', stop);
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    return code === 0;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
