import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CannotStart } from './cannot-start.ts';
import { identify, isRunning, type ProcessIdentity } from './process-identity.ts';
import { stopProcess } from './stop-process.ts';

interface Run {
  readonly runner: ProcessIdentity;
  readonly url: string;
  /** Processes that only the runner stops. */
  readonly children: readonly ProcessIdentity[];
}

/**
 * Records who runs this clone, so that a second start doesn't take the first one's database, and leftovers of
 * a killed run are found.
 */
export class RunFile {
  readonly #file: string;
  #run: Run;

  private constructor(file: string, run: Run) {
    this.#file = file;
    this.#run = run;
  }

  static async claim(file: string, url: string): Promise<RunFile> {
    mkdirSync(dirname(file), { recursive: true });
    const runner = identify(process.pid) ?? { pid: process.pid, startedAt: 'running' };
    const run = { runner, url, children: [] };
    for (;;) {
      try {
        writeFileSync(file, JSON.stringify(run), { flag: 'wx' });
        return new RunFile(file, run);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      await clearLeftovers(file);
    }
  }

  add(pid: number): void {
    const child = identify(pid);
    const children = this.#run.children.filter(isRunning);
    this.#run = { ...this.#run, children: child ? [...children, child] : children };
    // Renamed into place, so that after a crash it has the old or the new content.
    const next = `${this.#file}.next`;
    writeFileSync(next, JSON.stringify(this.#run));
    renameSync(next, this.#file);
  }

  release(): void {
    rmSync(this.#file, { force: true });
  }
}

async function clearLeftovers(file: string): Promise<void> {
  const run = read(file);
  if (run !== undefined && isRunning(run.runner)) {
    throw new CannotStart(
      `Boxoffice is already running on ${run.url} (process ${run.runner.pid}): stop that one first.`,
    );
  }
  for (const child of run?.children ?? []) {
    if (!isRunning(child)) continue;
    console.log(`  An earlier run has left process ${child.pid} behind: stopping it.`);
    await stopProcess(child);
  }
  rmSync(file, { force: true });
}

function read(file: string): Run | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Run;
  } catch {
    // Truncated: ignore it.
    return undefined;
  }
}
