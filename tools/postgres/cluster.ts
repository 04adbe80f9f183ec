import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findBinaries, type Binaries } from './binaries.ts';
import { CannotStart } from './cannot-start.ts';
import { freePort } from './free-port.ts';
import { clusterFiles, ensureInitialised, SUPERUSER, type ClusterFiles } from './initialise.ts';
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
 * After `kill -9` of a postmaster its children hold the shared memory until they notice, which
 * takes well under a second; a crash recovery that takes longer than this has its own message.
 */
const RETRY_FOR_MS = 15_000;
const RETRY_EVERY_MS = 200;
const STOP_WITHIN_SECONDS = 20;

export interface ClusterOptions {
  /** Folder of the cluster: data, password and log. Made when it is not there. */
  readonly home: string;
  /** A free one when it is not given. */
  readonly port?: number;
  /** The embedded PostgreSQL's where they are not given. */
  readonly binaries?: Binaries;
  /** Server settings for `postgres -c`. Never one that weakens durability. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface Cluster {
  readonly home: string;
  readonly port: number;
  readonly pid: number;
  readonly logFile: string;
  /** Settles when the server ends, asked or not. */
  readonly exited: Promise<ServerExit>;
  /** Connection string of one of its databases, as its superuser. */
  url(database?: string): string;
  /** Fast shutdown: open transactions are rolled back, everything is written. */
  stop(): Promise<void>;
}

/**
 * Starts the cluster in this folder. What an earlier run left behind is cleared up first: a
 * postmaster that outlived us is stopped (so that the new one is our own child, whose end we see),
 * and a lock file whose process is gone, or is another program by now, is removed.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const files = clusterFiles(options.home);
  const user = serverUser(files.dataFolder);
  const binaries = options.binaries ?? findBinaries(user);
  const password = prepareFiles(files, binaries, user);
  await stopLeftover(files, binaries, user);
  const { server, port } = await launchWithRetries(options, files, binaries, user);
  return {
    home: options.home,
    port,
    pid: server.pid,
    logFile: files.logFile,
    exited: server.exited,
    url: (database = 'postgres') =>
      `postgres://${SUPERUSER}:${password}@127.0.0.1:${String(port)}/${database}`,
    stop: async () => {
      await pgCtlStop(files, binaries, user);
      await server.exited;
    },
  };
}

function prepareFiles(files: ClusterFiles, binaries: Binaries, user: ServerUser): string {
  try {
    return ensureInitialised(files, binaries, user);
  } catch (error) {
    if (error instanceof CannotStart) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM') {
      throw new CannotStart(
        `The database folder ${files.home} belongs to another account: start as that one, or move the folder away to begin with an empty database.`,
      );
    }
    if (code === 'ENOSPC') throw new CannotStart(`There is no space left for ${files.home}.`);
    throw new CannotStart(`The database folder ${files.home} cannot be prepared: ${message}`);
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
    // PostgreSQL guards the data a second time by their shared memory, so a backend that still
    // lives is noticed without this file.
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
        throw new CannotStart(`Port ${String(options.port)} for PostgreSQL is in use.`);
      }
      const passing = portTaken || /shared memory block|lock file/.test(error.log);
      if (!passing || Date.now() > deadline) throw cannotStart(files, error.log);
    }
    await delay(RETRY_EVERY_MS);
  }
}

function cannotStart(files: ClusterFiles, log: string): CannotStart {
  const fatal = /(?:FATAL|PANIC): *(.*)/.exec(log)?.[1] ?? 'see the log';
  return new CannotStart(`PostgreSQL did not start (${fatal}); its log is ${files.logFile}.`);
}

async function pgCtlStop(files: ClusterFiles, binaries: Binaries, user: ServerUser): Promise<void> {
  for (const mode of ['fast', 'immediate']) {
    const child = spawn(
      binaries.pgCtl,
      ['stop', '-D', files.dataFolder, '-m', mode, '-w', '-t', String(STOP_WITHIN_SECONDS)],
      // A group of its own, like the server: a second Ctrl-C must not interrupt the stopping.
      { ...user, cwd: files.home, env: serverEnvironment(), stdio: 'ignore', detached: true },
    );
    await once(child, 'exit');
    if (readPostmasterPid(files.dataFolder) === undefined) return;
  }
}
