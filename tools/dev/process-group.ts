import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { identify } from '../processes/process-identity.ts';
import { stopProcess } from '../processes/stop-process.ts';
import { workspace } from '../workspace.ts';

/** Runs a tool that starts processes of its own, in a process group. The result ends all of them. */
export function startGroup(
  tool: string,
  args: readonly string[],
  onStarted: (pid: number) => void,
): () => Promise<void> {
  const child = spawn(join(workspace, 'node_modules', '.bin', tool), args, {
    cwd: workspace,
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
    shell: process.platform === 'win32',
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${tool} could not be started`);
  onStarted(pid);
  return async () => {
    const leader = identify(pid);
    if (leader) await stopProcess(leader);
    endGroup(pid);
  };
}

/** Left over by the leader. */
function endGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
