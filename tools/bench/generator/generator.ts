import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Job, JobResult } from './job.ts';

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));

type Reply = { readonly result: JobResult } | { readonly error: string };

/** The load generator, in a process of its own, so that what it takes can be told apart. */
export class Generator {
  private readonly child: ChildProcess = fork(WORKER);

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Carries out a job; one at a time. */
  async run(job: Job): Promise<JobResult> {
    const done = new AbortController();
    const { signal } = done;
    const ended = once(this.child, 'exit', { signal }).then(
      () => ({ error: 'The load generator ended.' }),
      () => ({ error: 'Nobody waits any more.' }),
    );
    const replied = once(this.child, 'message', { signal }) as Promise<[Reply]>;
    this.child.send(job);
    const reply = await Promise.race([replied.then(([message]) => message), ended]);
    done.abort();
    if ('error' in reply) throw new Error(reply.error);
    return reply.result;
  }

  stop(): void {
    this.child.disconnect();
  }
}
