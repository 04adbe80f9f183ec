import { startApiGroup, type ApiGroup, type Settings } from './api-group.ts';

/**
 * The APIs that the test files of one Jest worker share, one group for each kind of settings. Starting a process
 * costs more than most files of tests do.
 *
 * Jest gives each test file a world of its own and takes it away afterwards. What outlives a file is kept
 * outside of these worlds, by the test environment (`jest-environment.mjs`).
 */
export class SharedApis {
  readonly #groups = new Map<string, Promise<ApiGroup>>();
  readonly #pids: number[] = [];
  #files = 0;

  constructor() {
    // Their databases go with the run; see libs/testing's global teardown.
    process.once('exit', () => {
      for (const pid of this.#pids) endProcess(pid);
    });
    process.once('SIGTERM', () => process.exit());
  }

  /** The group with these settings; the first who asks waits until it has started. */
  get(settings: Settings, processes: number): Promise<ApiGroup> {
    const key = JSON.stringify([settings, processes]);
    let group = this.#groups.get(key);
    if (group === undefined) {
      group = this.start(settings, processes);
      this.#groups.set(key, group);
    }
    return group;
  }

  /** A number that no other test file of this worker has, for what must differ between them. */
  nextFile(): number {
    this.#files += 1;
    return this.#files;
  }

  private async start(settings: Settings, processes: number): Promise<ApiGroup> {
    const group = await startApiGroup(settings, processes);
    this.#pids.push(...group.processes.map(({ pid }) => pid));
    return group;
  }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** What the test environment has put into each test file's world. */
interface World {
  boxofficeSharedApis?: SharedApis;
  boxofficeTestFile?: number;
}

export function sharedApis(): SharedApis {
  const { boxofficeSharedApis } = globalThis as World;
  if (boxofficeSharedApis === undefined) {
    throw new Error('There are no shared APIs: does jest.config.mjs name jest-environment.mjs?');
  }
  return boxofficeSharedApis;
}

/** The number of the test file that asks. */
export function numberOfFile(): number {
  return (globalThis as World).boxofficeTestFile ?? 0;
}
