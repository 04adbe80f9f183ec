import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CannotStart } from './cannot-start.ts';
import { identify, isRunning, type ProcessIdentity } from './process-identity.ts';
import { stopProcess } from './stop-process.ts';

interface Run {
  readonly runner: ProcessIdentity;
  readonly url: string;
  /** What the runner has started and nobody else would stop. */
  readonly children: readonly ProcessIdentity[];
}

/**
 * Says who runs this clone, so that a second start does not take the database from under the first,
 * and so that what a killed run has left behind is found.
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
    // Renamed into place: whoever reads it after a crash finds the old or the new text.
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
    // Cut off in the middle of being written: there is nothing to be learnt from it.
    return undefined;
  }
}
