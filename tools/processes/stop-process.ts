import { setTimeout as delay } from 'node:timers/promises';
import { isRunning, type ProcessIdentity } from './process-identity.ts';

const POLL_MS = 50;
/** Longer than the API's own shutdown, short enough to wait for at a terminal. */
const STOP_WITHIN_MS = 20_000;

/** SIGTERM, then SIGKILL. */
export async function stopProcess(target: ProcessIdentity): Promise<void> {
  signal(target, 'SIGTERM');
  const deadline = Date.now() + STOP_WITHIN_MS;
  while (isRunning(target)) {
    if (Date.now() > deadline) signal(target, 'SIGKILL');
    await delay(POLL_MS);
  }
}

function signal(target: ProcessIdentity, name: NodeJS.Signals): void {
  try {
    if (isRunning(target)) process.kill(target.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
