import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, fchownSync, openSync, readSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { readPostmasterPid } from './postmaster-pid.ts';
import type { ServerUser } from './server-user.ts';

const READY_POLL_MS = 20;

export interface ServerExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ServerProcess {
  readonly pid: number;
  readonly exited: Promise<ServerExit>;
}

export interface LaunchOptions {
  readonly binaries: Binaries;
  readonly user: ServerUser;
  readonly dataFolder: string;
  readonly logFile: string;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
}

/** `log` is what the server wrote in this attempt. */
export class ServerDidNotStart extends Error {
  override name = 'ServerDidNotStart';
  readonly log: string;

  constructor(log: string) {
    super('PostgreSQL ended before it was ready');
    this.log = log;
  }
}

/** Starts a postmaster and waits until it accepts connections. */
export async function launch(options: LaunchOptions): Promise<ServerProcess> {
  const logStart = existsSync(options.logFile) ? statSync(options.logFile).size : 0;
  const log = openSync(options.logFile, 'a', 0o600);
  if (options.user) fchownSync(log, options.user.uid, options.user.gid);
  const child = spawn(options.binaries.postgres, postgresArguments(options), {
    ...options.user,
    cwd: options.dataFolder,
    env: serverEnvironment(),
    // A process group of its own, so that Ctrl-C doesn't stop the server before those who use it.
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const exited = exitOf(child);
  const { pid } = child;
  if (pid === undefined) {
    await exited;
    throw new ServerDidNotStart('the program could not be run');
  }
  await untilReady(pid, exited, options, logStart);
  return { pid, exited };
}

/** Not ours: `PGDATA`, `PGOPTIONS` and the like would change how the server behaves. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    SystemRoot: process.env.SystemRoot,
    LC_ALL: 'C',
    TZ: 'UTC',
  };
}

function postgresArguments({ dataFolder, port, settings }: LaunchOptions): string[] {
  const all = {
    listen_addresses: '127.0.0.1',
    // No socket file: its path must be short, and its folder writable for the server's account.
    unix_socket_directories: '',
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', dataFolder, '-p', String(port), ...flags];
}

function exitOf(child: ChildProcess): Promise<ServerExit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      resolve({ code, signal });
    });
    child.once('error', () => {
      resolve({ code: null, signal: null });
    });
  });
}

async function untilReady(
  pid: number,
  exited: Promise<ServerExit>,
  options: LaunchOptions,
  logStart: number,
): Promise<void> {
  for (;;) {
    const lock = readPostmasterPid(options.dataFolder);
    if (lock?.pid === pid && lock.ready) return;
    const exit = await Promise.race([exited, delay(READY_POLL_MS)]);
    if (exit !== undefined) throw new ServerDidNotStart(readFrom(options.logFile, logStart));
  }
}

const LOG_TAIL_BYTES = 16 * 1024;

function readFrom(file: string, start: number): string {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(LOG_TAIL_BYTES);
    return buffer.toString('utf8', 0, readSync(descriptor, buffer, 0, LOG_TAIL_BYTES, start));
  } finally {
    closeSync(descriptor);
  }
}
