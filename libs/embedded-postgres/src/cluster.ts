import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { binariesIn, findBinaries, type Binaries } from './binaries.ts';
import { clusterFiles, type ClusterFiles } from './cluster-files.ts';
import { connectionUrl, DEFAULT_SUPERUSER } from './connection-url.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { freePort } from './free-port.ts';
import { ensureInitialised, type InitialiseOptions } from './initialise.ts';
import { isPostmasterOf, readPostmasterPid } from './postmaster-pid.ts';
import {
  launch,
  ServerDidNotStart,
  serverEnvironment,
  type ServerExit,
  type ServerProcess,
} from './server-process.ts';
import { serverUser, type ServerUser } from './server-user.ts';

/**
 * After `kill -9` of a postmaster, its children keep the shared memory until they notice, usually for
 * less than a second. Giving up sooner would fail starts that only needed to wait.
 */
const RETRY_FOR_MS = 15_000;
const RETRY_EVERY_MS = 200;
/** For each of `fast` and `immediate`. */
const STOP_WITHIN_SECONDS = 20;

export interface ClusterOptions {
  /** Folder of the cluster: data, password and log. Created if it is missing. */
  readonly home: string;
  /** Default: a free one. */
  readonly port?: number;
  /** Folder with the programs of another PostgreSQL, such as `/usr/lib/postgresql/15/bin`. */
  readonly binFolder?: string;
  /** Default: `postgres`. Fixed when the cluster is created. */
  readonly superuser?: string;
  /** Server settings, as for `postgres -c`. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface Cluster {
  readonly home: string;
  readonly port: number;
  readonly pid: number;
  readonly logFile: string;
  /** Settles when the server has ended, for whatever reason. */
  readonly exited: Promise<ServerExit>;
  /** Connection string of a database, as superuser. Default: `postgres`. */
  url(database?: string): string;
  /** Fast shutdown: rolls back open transactions and writes everything to disk. */
  stop(): Promise<void>;
}

/**
 * Starts the cluster in this folder, creating it if needed. First it cleans up after an earlier run:
 * a postmaster that outlived its parent is stopped, so that the new one is our own child and we see
 * it end; a lock file whose process is gone, or is another program by now, is removed.
 *
 * @throws EmbeddedPostgresError
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const files = clusterFiles(options.home);
  const user = serverUser(files.dataFolder);
  const binaries = options.binFolder ? binariesIn(options.binFolder) : findBinaries(user);
  const superuser = options.superuser ?? DEFAULT_SUPERUSER;
  const password = prepareFiles(files, { binaries, user, superuser });
  await stopLeftover(files, binaries, user);
  const { server, port } = await launchWithRetries(options, files, binaries, user);
  return {
    home: options.home,
    port,
    pid: server.pid,
    logFile: files.logFile,
    exited: server.exited,
    url: (database = 'postgres') => connectionUrl({ superuser, password, port, database }),
    stop: async () => {
      await pgCtlStop(files, binaries, user);
      await server.exited;
    },
  };
}

function prepareFiles(files: ClusterFiles, options: InitialiseOptions): string {
  try {
    return ensureInitialised(files, options);
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM') {
      throw new EmbeddedPostgresError(
        'NO_ACCESS',
        `The database folder ${files.home} belongs to another account: start as that one, or move the folder away to begin with an empty database.`,
      );
    }
    if (code === 'ENOSPC') {
      throw new EmbeddedPostgresError('NO_SPACE', `There is no space left for ${files.home}.`);
    }
    throw new EmbeddedPostgresError(
      'FAILED',
      `The database folder ${files.home} cannot be prepared: ${message}`,
    );
  }
}

async function stopLeftover(
  files: ClusterFiles,
  binaries: Binaries,
  user: ServerUser,
): Promise<void> {
  const lock = readPostmasterPid(files.dataFolder);
  if (lock !== undefined && isPostmasterOf(files.dataFolder, lock.pid)) {
    await pgCtlStop(files, binaries, user);
  } else if (existsSync(join(files.dataFolder, 'postmaster.pid'))) {
    // Safe: PostgreSQL also checks for shared memory, which finds a backend that is still running.
    rmSync(join(files.dataFolder, 'postmaster.pid'), { force: true });
  }
}

async function launchWithRetries(
  options: ClusterOptions,
  files: ClusterFiles,
  binaries: Binaries,
  user: ServerUser,
): Promise<{ server: ServerProcess; port: number }> {
  const deadline = Date.now() + RETRY_FOR_MS;
  for (;;) {
    const port = options.port ?? (await freePort());
    try {
      const settings = options.settings ?? {};
      const server = await launch({ ...files, binaries, user, port, settings });
      return { server, port };
    } catch (error) {
      if (!(error instanceof ServerDidNotStart)) throw error;
      const portTaken = error.log.includes('Address already in use');
      if (portTaken && options.port !== undefined && Date.now() > deadline - RETRY_FOR_MS * 0.8) {
        throw new EmbeddedPostgresError(
          'PORT_IN_USE',
          `Port ${String(options.port)} for PostgreSQL is in use.`,
        );
      }
      const isTransient = portTaken || /shared memory block|lock file/.test(error.log);
      if (!isTransient || Date.now() > deadline) throw startFailure(files, error.log);
    }
    await delay(RETRY_EVERY_MS);
  }
}

function startFailure(files: ClusterFiles, log: string): EmbeddedPostgresError {
  const fatal = /(?:FATAL|PANIC): *(.*)/.exec(log)?.[1] ?? 'see the log';
  return new EmbeddedPostgresError(
    'FAILED',
    `PostgreSQL did not start (${fatal}); its log is ${files.logFile}.`,
  );
}

async function pgCtlStop(files: ClusterFiles, binaries: Binaries, user: ServerUser): Promise<void> {
  for (const mode of ['fast', 'immediate']) {
    const child = spawn(
      binaries.pgCtl,
      ['stop', '-D', files.dataFolder, '-m', mode, '-w', '-t', String(STOP_WITHIN_SECONDS)],
      // A process group of its own, so that a second Ctrl-C doesn't interrupt the shutdown.
      { ...user, cwd: files.home, env: serverEnvironment(), stdio: 'ignore', detached: true },
    );
    await once(child, 'exit');
    if (readPostmasterPid(files.dataFolder) === undefined) return;
  }
}
