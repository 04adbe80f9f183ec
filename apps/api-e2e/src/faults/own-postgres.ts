import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Command, Reply } from './postgres-process.ts';

const OWNER = fileURLToPath(new URL('./postgres-process.ts', import.meta.url));

/**
 * A PostgreSQL server of a test's own, which it may kill. It belongs to a process of its own as
 * well: Jest runs a single file's tests in the very process that owns the server of all the others,
 * and the folder of a server is named by its owner.
 */
export class OwnPostgres {
  private constructor(
    private readonly owner: ChildProcess,
    readonly url: string,
  ) {}

  static async start(): Promise<OwnPostgres> {
    const owner = fork(OWNER);
    const [reply] = (await once(owner, 'message')) as [Reply];
    if (!('url' in reply)) throw new Error('The server’s address comes first.');
    return new OwnPostgres(owner, reply.url);
  }

  /** Ends the server as a power cut would. */
  async kill9(): Promise<void> {
    await this.tell('kill9');
  }

  /** Starts it again on the same port and the same data. */
  async restart(): Promise<void> {
    await this.tell('restart');
  }

  async stop(): Promise<void> {
    const gone = once(this.owner, 'exit');
    await this.tell('stop');
    await gone;
  }

  private async tell(command: Command): Promise<void> {
    const done = once(this.owner, 'message');
    this.owner.send(command);
    await done;
  }
}
