import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { binariesIn } from './binaries.ts';
import { SHARED_STATE_FOLDER } from './cluster-home.ts';
import { startCluster, type Cluster } from './cluster.ts';
import { clusterFiles } from './initialise.ts';
import { isPostmasterOf, readPostmasterPid } from './postmaster-pid.ts';
import { canReach, serverUser } from './server-user.ts';

const ORPHAN_STOPS_WITHIN_MS = 5_000;
const ORPHAN_POLL_MS = 50;

export interface ThrowAwayCluster extends Cluster {
  /** Ends the server as a power cut would. */
  kill9(): Promise<void>;
  /** Starts it again on the same port and the same data. */
  restart(): Promise<void>;
}

export interface ThrowAwayOptions {
  /** Beside those that every cluster for tests has. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Puts data into the cluster's home before its first start; without it, the cluster is empty. */
  readonly fill?: (home: string) => Promise<void>;
}

/**
 * A cluster for tests, as durable as any other; `stop()` removes it with its data. It is made by the
 * embedded PostgreSQL, or by the one that `BOXOFFICE_TEST_POSTGRESQL_BIN` names the folder of.
 */
export async function startThrowAwayCluster(
  programs = process.env.BOXOFFICE_TEST_POSTGRESQL_BIN,
  { settings, fill }: ThrowAwayOptions = {},
): Promise<ThrowAwayCluster> {
  const binaries = programs ? binariesIn(programs) : undefined;
  const parent = parentFolder();
  await removeOrphans(parent);
  // Named by its owner, whose end makes it an orphan; and at random, because a process that loads
  // this module twice (as Jest does) has no count in common.
  const home = join(parent, `${String(process.pid)}-${randomBytes(4).toString('hex')}`);
  // Three of Jest's workers have up to seven API processes each, those that files share among them, and each
  // process a dozen connections: a test must not be refused one for what others hold.
  const options = {
    home,
    settings: { max_connections: '500', ...settings },
    ...(binaries && { binaries }),
  };
  await fill?.(home);
  let current = await startCluster(options);
  const endWithUs = (): void => {
    endNow(home);
  };
  process.once('exit', endWithUs);
  return {
    home,
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
      current = await startCluster({ ...options, port: current.port });
    },
  };
}

/** One folder a user, so that what a killed run has left is found by the next one. */
function parentFolder(): string {
  const name = `boxoffice-test-${String(process.getuid?.() ?? 0)}`;
  const user = serverUser();
  const base = canReach(tmpdir(), user) ? tmpdir() : SHARED_STATE_FOLDER;
  const parent = join(base, name);
  mkdirSync(parent, { recursive: true, mode: user ? 0o711 : 0o700 });
  const owner = statSync(parent).uid;
  if (process.getuid !== undefined && owner !== process.getuid()) {
    throw new Error(`${parent} belongs to another user`);
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

/** Immediate shutdown: nobody needs these data any more. */
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
