import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { workspace } from '../workspace.ts';

/** Runs a program and shows its output. Returns whether it succeeded. */
export async function succeeds(
  command: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<boolean> {
  const child = spawn(command, args, { cwd: workspace, stdio: ['ignore', 'inherit', 'inherit'] });
  return endedWell(child, signal);
}

/** Runs a program and captures its output. */
export async function outputOf(
  command: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly succeeded: boolean; readonly output: string }> {
  const child = spawn(command, args, { cwd: workspace, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const succeeded = await endedWell(child, signal);
  return { succeeded, output };
}

/** Waits until a program and its output have ended. */
async function endedWell(child: ChildProcess, signal: AbortSignal): Promise<boolean> {
  const stop = (): void => {
    child.kill('SIGTERM');
  };
  signal.addEventListener('abort', stop);
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return code === 0;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
