import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '@boxoffice/embedded-postgres';
import { workspace } from '../../workspace.ts';

const READY_WITHIN_MS = 60_000;
const READY_POLL_MS = 20;

export interface ServerOptions {
  readonly main: string;
  readonly env: Readonly<Record<string, string>>;
  /** Options of Node itself. */
  readonly nodeOptions?: readonly string[];
}

/** A server that is measured, in a process of its own. */
export class ServerProcess {
  readonly port: number;
  private readonly child: ChildProcess;

  /** Starts it and waits until it takes connections. */
  static async start(options: ServerOptions): Promise<ServerProcess> {
    const port = await freePort();
    const child = spawn(process.execPath, [...(options.nodeOptions ?? []), options.main], {
      cwd: workspace,
      // Built from nothing: whatever is set in the shell must not change what is measured.
      env: { PATH: process.env.PATH, PORT: String(port), ...options.env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const endWithUs = (): void => {
      child.kill('SIGKILL');
    };
    process.once('exit', endWithUs);
    child.once('exit', () => process.off('exit', endWithUs));
    const server = new ServerProcess(port, child);
    await server.untilReady(options.main);
    return server;
  }

  private constructor(port: number, child: ChildProcess) {
    this.port = port;
    this.child = child;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  async stop(): Promise<void> {
    if (this.hasEnded) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await gone;
  }

  private get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private async untilReady(main: string): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MS;
    while (!(await takesConnections(this.port))) {
      if (this.hasEnded || Date.now() > deadline) throw new Error(`${main} did not start.`);
      await delay(READY_POLL_MS);
    }
  }
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
