import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { clusterFiles } from './cluster-files.ts';
import { startCluster, type Cluster, type ClusterOptions } from './cluster.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { isPostmasterOf, readPostmasterPid } from './postmaster-pid.ts';
import { canReach, serverUser } from './server-user.ts';
import { SHARED_FOLDER } from './shared-folder.ts';

const ORPHAN_STOPS_WITHIN_MS = 5_000;
const ORPHAN_POLL_MS = 50;

export interface ThrowAwayCluster extends Cluster {
  /** What it was started with, apart from its data. */
  readonly options: Omit<ClusterOptions, 'home' | 'port'>;
  /** Ends the postmaster as a crash would. */
  kill9(): Promise<void>;
  /** Starts it again with the same port and data. */
  restart(): Promise<void>;
}

export interface ThrowAwayOptions extends Omit<ClusterOptions, 'home' | 'port'> {
  /** Puts data into the cluster's home before its first start. */
  readonly fill?: (home: string) => Promise<void>;
}

/**
 * An empty cluster for tests, as durable as any other. `stop()` removes it with its data, and so does
 * the end of this process; what `kill -9` leaves behind is removed by the next one.
 *
 * @throws EmbeddedPostgresError
 */
export async function startThrowAwayCluster({
  fill,
  ...options
}: ThrowAwayOptions = {}): Promise<ThrowAwayCluster> {
  const parent = parentFolder();
  await removeOrphans(parent);
  // The pid tells the next run whether it is an orphan; random, because a process may load this
  // module twice (as Jest does) and a counter would then repeat.
  const home = join(parent, `${String(process.pid)}-${randomBytes(4).toString('hex')}`);
  await fill?.(home);
  let current = await startCluster({ ...options, home });
  const endWithUs = (): void => {
    endNow(home);
  };
  process.once('exit', endWithUs);
  return {
    home,
    options,
    port: current.port,
    logFile: current.logFile,
    get pid() {
      return current.pid;
    },
    get exited() {
      return current.exited;
    },
    url: (database) => current.url(database),
    stop: async () => {
      process.off('exit', endWithUs);
      if (readPostmasterPid(clusterFiles(home).dataFolder)) await current.stop();
      rmSync(home, { recursive: true, force: true });
    },
    kill9: async () => {
      process.kill(current.pid, 'SIGKILL');
      await current.exited;
    },
    restart: async () => {
      current = await startCluster({ ...options, home, port: current.port });
    },
  };
}

/** One folder per user, so that the next run finds what a killed one has left. */
function parentFolder(): string {
  const name = `embedded-postgres-${String(process.getuid?.() ?? 0)}`;
  const user = serverUser();
  const base = canReach(tmpdir(), user) ? tmpdir() : SHARED_FOLDER;
  const parent = join(base, name);
  mkdirSync(parent, { recursive: true, mode: user ? 0o711 : 0o700 });
  const owner = statSync(parent).uid;
  if (process.getuid !== undefined && owner !== process.getuid()) {
    throw new EmbeddedPostgresError('NO_ACCESS', `${parent} belongs to another account.`);
  }
  if (user) chownSync(parent, 0, user.gid);
  return parent;
}

async function removeOrphans(parent: string): Promise<void> {
  for (const name of readdirSync(parent)) {
    const owner = Number(/^(\d+)-/.exec(name)?.[1]);
    if (Number.isNaN(owner) || isAlive(owner)) continue;
    const home = join(parent, name);
    await endAndWait(home);
    rmSync(home, { recursive: true, force: true });
  }
}

async function endAndWait(home: string): Promise<void> {
  const pid = endNow(home, false);
  const deadline = Date.now() + ORPHAN_STOPS_WITHIN_MS;
  while (pid !== undefined && isAlive(pid) && Date.now() < deadline) {
    await delay(ORPHAN_POLL_MS);
  }
}

/** Immediate shutdown: nobody needs the data any more. */
function endNow(home: string, remove = true): number | undefined {
  const { dataFolder } = clusterFiles(home);
  const lock = readPostmasterPid(dataFolder);
  const running = lock !== undefined && isPostmasterOf(dataFolder, lock.pid) ? lock.pid : undefined;
  if (running !== undefined) process.kill(running, 'SIGQUIT');
  if (remove) rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  return running;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
