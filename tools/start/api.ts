import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CannotStart } from '../processes/cannot-start.ts';
import { identify } from '../processes/process-identity.ts';
import { RestartLimit } from '../processes/restart-limit.ts';
import { stopProcess } from '../processes/stop-process.ts';
import { workspace } from '../workspace.ts';

const READY_WITHIN_MS = 60_000;
const READY_POLL_MS = 50;

export const API_MAIN = join(workspace, 'apps', 'api', 'dist', 'main.js');

const MIGRATE_MAIN = join(workspace, 'apps', 'api', 'dist', 'migrate.js');

/**
 * How Node runs the API. On a machine with much memory V8 lets the space of young objects grow to 96 MiB,
 * over hundreds of thousands of requests; with 8 MiB a semi-space the memory stays the same from the
 * first minute on, at the same rate.
 *
 * V8 puts objects among the old ones at once where those that were made at the same place lived long before. Under
 * load it takes what belongs to requests for such, in one start of two or three, and then needs 350 MiB and not
 * 200. Without that it is always 200, at the same rate.
 */
export const API_NODE_OPTIONS: readonly string[] = [
  '--max-semi-space-size=8',
  '--no-allocation-site-pretenuring',
];

export interface ApiProcess {
  /** Rejects when the API has crashed too often. */
  readonly lost: Promise<never>;
  stop(): Promise<void>;
}

export interface ApiProcessOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly healthUrl: string;
  readonly signal: AbortSignal;
  /** Called for every process, restarts included. */
  readonly onStarted?: (pid: number) => void;
}

/**
 * Migrates the database, which the API doesn't do itself.
 *
 * @param home folder of the embedded database, if that is the one
 */
export async function migrateDatabase(env: NodeJS.ProcessEnv, home?: string): Promise<void> {
  const child = spawn(process.execPath, [MIGRATE_MAIN], {
    cwd: workspace,
    env,
    // Show errors only.
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await once(child, 'exit');
  if (child.exitCode !== 0) {
    const which = home === undefined ? 'The database' : `The database in ${home}`;
    throw new CannotStart(`${which} was not migrated; the reason is above.`);
  }
}

/** Starts the built API, waits until it is ready, and restarts it after a crash. */
export async function startApiProcess(options: ApiProcessOptions): Promise<ApiProcess> {
  const halt = new AbortController();
  let child = launch(options);
  await untilReady(child, options);

  async function watch(): Promise<never> {
    const limit = new RestartLimit(Date.now());
    for (;;) {
      const reason = await endOf(child);
      if (halt.signal.aborted) return new Promise<never>(() => undefined);
      const next = limit.next(Date.now());
      if (next === undefined)
        throw new CannotStart('The API keeps ending; its last words are above.');
      console.error(
        `The API ended unexpectedly (${reason}); starting it again in ${next.delayMs / 1000} s (${next.attempt} of ${next.of}).`,
      );
      await delay(next.delayMs, undefined, { signal: halt.signal });
      child = launch(options);
      if (await isReady(child, options)) console.error('The API is back.');
    }
  }

  const lost = watch();
  // Nobody may be waiting for it yet, and then it must not count as an unhandled rejection.
  lost.catch(() => undefined);
  return {
    lost,
    stop: async () => {
      halt.abort();
      await end(child);
    },
  };
}

function launch({ env, onStarted }: ApiProcessOptions): ChildProcess {
  const child = spawn(process.execPath, [...API_NODE_OPTIONS, API_MAIN], {
    cwd: workspace,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    // A process group of its own: Ctrl-C reaches only us, and we stop everything in order.
    detached: true,
  });
  if (child.pid !== undefined) onStarted?.(child.pid);
  return child;
}

async function untilReady(child: ChildProcess, options: ApiProcessOptions): Promise<void> {
  if (await isReady(child, options)) return;
  const ended = hasEnded(child);
  await end(child);
  options.signal.throwIfAborted();
  throw new CannotStart(
    ended
      ? 'The API did not start; its reason is above.'
      : `The API was not ready within ${READY_WITHIN_MS / 1000} s.`,
  );
}

async function isReady(child: ChildProcess, options: ApiProcessOptions): Promise<boolean> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline && !hasEnded(child) && !options.signal.aborted) {
    if (await answers(options.healthUrl)) return true;
    await delay(READY_POLL_MS);
  }
  return false;
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess): Promise<void> {
  const identity = child.pid === undefined || hasEnded(child) ? undefined : identify(child.pid);
  if (identity) await stopProcess(identity);
}

async function endOf(child: ChildProcess): Promise<string> {
  if (!hasEnded(child)) await once(child, 'exit');
  return child.signalCode ?? `code ${child.exitCode ?? '?'}`;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}
