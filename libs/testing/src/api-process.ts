import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '@boxoffice/embedded-postgres';
import { RecentLines } from './recent-lines.ts';
import { watchForFailures } from './running-apis.ts';

export interface ApiOptions {
  readonly databaseUrl: string;
  /** Settings beside the ones that `startApi` makes, or instead of them. */
  readonly env?: Readonly<Record<string, string>>;
  /** A free one when it is not given. */
  readonly port?: number;
  /** Folder that it is started in; that of the workspace when none is given. */
  readonly cwd?: string;
}

export interface ApiExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface RunningApi {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Settles when the process ends, asked or not. */
  readonly exited: Promise<ApiExit>;
  /** What it wrote last, standard output and error together. */
  log(): string;
  /** Asks it to end, as an operator would, and waits until it has. */
  stop(signal?: NodeJS.Signals): Promise<ApiExit>;
  /** Ends it as a power cut would. */
  kill(): Promise<ApiExit>;
}

const WORKSPACE = fileURLToPath(new URL('../../..', import.meta.url));
const MAIN = join(WORKSPACE, 'apps', 'api', 'dist', 'main.js');

const MIGRATE_MAIN = join(WORKSPACE, 'apps', 'api', 'dist', 'migrate.js');

/** Node keeps compiled modules here, which spares each of the hundreds of starts a quarter of its work. */
const COMPILE_CACHE = join(WORKSPACE, 'node_modules', '.cache', 'boxoffice-api');

/** No measure of speed: it ends what would wait for ever. */
const READY_WITHIN_MS = 240_000;
const READY_POLL_MS = 50;
/** Two tests may have been given the same port at once; three times in a row is something else. */
const PORT_TRIES = 3;
/** Longer than the API grants its own requests in flight, so that a hang is told from slowness. */
const STOP_WITHIN_MS = 120_000;

/** Brings the schema of a database up to date, as an operator would: the API does not. */
export async function migrateDatabase(databaseUrl: string): Promise<void> {
  const child = spawn(process.execPath, [MIGRATE_MAIN], {
    cwd: WORKSPACE,
    env: {
      PATH: process.env.PATH,
      SystemRoot: process.env.SystemRoot,
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      DATABASE_URL: databaseUrl,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [{ code }, reason] = await Promise.all([exitOf(child), text(child.stderr)]);
  if (code !== 0) throw new Error(`The database was not migrated:\n${reason}`);
}

/** Starts the built API as a process of its own and waits until it answers that it is ready. */
export async function startApi(options: ApiOptions): Promise<RunningApi> {
  if (!existsSync(MAIN)) throw new Error('The API is not built: run "npx nx build api" first.');
  if (options.port !== undefined) return startApiOn(options.port, options);
  for (let tries = 1; ; tries += 1) {
    const port = await freePort();
    try {
      return await startApiOn(port, options);
    } catch (error) {
      const portTaken = error instanceof Error && error.message.includes(`Port ${String(port)} on`);
      if (!portTaken || tries === PORT_TRIES) throw error;
    }
  }
}

async function startApiOn(port: number, options: ApiOptions): Promise<RunningApi> {
  const lines = new RecentLines();
  const child = spawn(process.execPath, [MAIN], {
    cwd: options.cwd ?? WORKSPACE,
    env: environment(options, port),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (chunk: Buffer) => {
    lines.add(chunk);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    lines.add(chunk);
  });
  const exited = exitOf(child);
  const url = `http://127.0.0.1:${String(port)}`;
  await untilReady(url, child, exited, lines);
  const forget = watchForFailures(port, () => lines.toString());
  void exited.then(forget);
  return {
    url,
    port,
    pid: child.pid ?? 0,
    exited,
    log: () => lines.toString(),
    stop: (signal = 'SIGTERM') => stop(child, exited, lines, signal),
    kill: () => {
      child.kill('SIGKILL');
      return exited;
    },
  };
}

/** Built from nothing: a developer's own settings must not change what the tests see. */
function environment(options: ApiOptions, port: number): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    SystemRoot: process.env.SystemRoot,
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: String(port),
    DATABASE_URL: options.databaseUrl,
    // A test asks in a second what a person asks in an hour.
    RATE_LIMITS: 'off',
    // No proxy is in front of it.
    DRAIN_MS: '0',
    ...options.env,
  };
}

/** Settles only when the output is read to its end, so that the last words are in the log. */
function exitOf(child: ChildProcess): Promise<ApiExit> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve({ code, signal });
    });
  });
}

async function untilReady(
  url: string,
  child: ChildProcess,
  exited: Promise<ApiExit>,
  lines: RecentLines,
): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await isHealthy(url))) {
    const exit = await Promise.race([exited, delay(READY_POLL_MS)]);
    if (exit !== undefined) {
      throw new Error(`The API ended at start (${describe(exit)}):\n${lines.toString()}`);
    }
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(
        `The API was not ready within ${String(READY_WITHIN_MS)} ms:\n${lines.toString()}`,
      );
    }
  }
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health`);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

async function stop(
  child: ChildProcess,
  exited: Promise<ApiExit>,
  lines: RecentLines,
  signal: NodeJS.Signals,
): Promise<ApiExit> {
  child.kill(signal);
  let late: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(
        new Error(
          `The API did not end within ${String(STOP_WITHIN_MS)} ms of ${signal}:\n${lines.toString()}`,
        ),
      );
    }, STOP_WITHIN_MS);
  });
  try {
    return await Promise.race([exited, tooLate]);
  } finally {
    clearTimeout(late);
  }
}

function describe({ code, signal }: ApiExit): string {
  return signal === null ? `exit code ${String(code)}` : `signal ${signal}`;
}
